"""What goes to a chat model and what comes back, whichever provider it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a request."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Delta:
    """One piece of a reply as it comes."""

    text: str = ""
    tokens_in: int | None = None
    """Tokens of the request, where the provider tells; likely in the last piece only."""
    tokens_out: int | None = None
    ended: str | None = None
    """Why the reply ends here, in the provider's word: ``stop``, ``length``, ``content_filter`` and the like."""


class Provider(Protocol):
    """One chat model of one provider, with no care for budgets, retries or its health."""

    @property
    def name(self) -> str:
        """``provider:model``."""

    def stream(self, messages: Sequence[Message], *, max_tokens: int) -> Iterator[Delta]:
        """The reply, piece by piece.

        Raises:
            ModelFailed: on any step.
        """


class ChatModel(Protocol):
    """A chat model as the parts of the product ask it: within budget and time, or failing with a reason."""

    @property
    def name(self) -> str:
        """``provider:model``, as it stands in answers."""

    def stream(
        self, messages: Sequence[Message], *, purpose: str, max_tokens: int, timeout: float | None = None
    ) -> Iterator[str]:
        """The reply, piece by piece; ``purpose`` stands in the record of usage.

        Raises:
            ModelFailed: on the first step or a later one; what came before it can be used.
        """

    def complete(
        self, messages: Sequence[Message], *, purpose: str, max_tokens: int, timeout: float | None = None
    ) -> str:
        """The whole reply.

        Raises:
            ModelFailed: there is none, or only a part of it.
        """
