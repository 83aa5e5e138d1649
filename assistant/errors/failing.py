"""What other programs fail at: chat models, rerankers, a server that runs. Mostly the product goes on without them."""

from __future__ import annotations

from enum import StrEnum

from assistant.errors.base import AdvisoryError


class RerankerFailed(AdvisoryError):
    """The second stage of retrieval gave no usable answer; what the first stage found stays as it is."""

    def __init__(self, reranker: str, reason: str) -> None:
        self.reranker = reranker
        self.reason = reason
        super().__init__(f"The reranker {reranker} {reason}.")


class ModelFault(StrEnum):
    """How a chat model failed."""

    UNAUTHORISED = "unauthorised"
    UNKNOWN_MODEL = "unknown_model"
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    """It answered with an error of its own."""
    REJECTED = "rejected"
    """It did not take the request."""
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    CUT_OFF = "cut_off"
    """The connection ended in the middle."""
    TOO_LONG = "too_long"
    """It did not come to an end."""
    INVALID = "invalid"
    """What came was not what the protocol says."""
    EMPTY = "empty"
    REFUSED = "refused"
    OVER_BUDGET = "over_budget"
    BUSY = "busy"
    """As many requests as are allowed were running already."""
    PAUSED = "paused"
    """It failed again and again and is left alone for a while."""


class ModelFailed(AdvisoryError):
    """A chat model gave no usable text, or broke off in it."""

    def __init__(self, model: str, fault: ModelFault, reason: str, *, retry_after: float | None = None) -> None:
        self.model = model
        self.fault = fault
        self.reason = reason
        self.retry_after = retry_after
        """Seconds after which the provider wants to be asked again."""
        super().__init__(f"The chat model {model} {reason}.")


class RewriterFailed(AdvisoryError):
    """A model gave no usable standalone question; the one that is made without it stands."""

    def __init__(self, rewriter: str, reason: str) -> None:
        self.rewriter = rewriter
        self.reason = reason
        super().__init__(f"The rewriter {rewriter} {reason}.")


class ServerUnreachable(AdvisoryError):
    """A running server was expected and did not answer as it should."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__(f"The server at {address} {reason}.")
