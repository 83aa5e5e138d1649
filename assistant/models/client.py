"""A chat model behind everything that keeps it from doing harm: budget, time limits, retries, a cap, a circuit breaker.

The reply is read in a thread of its own, so that no provider, however it hangs, can keep an answer longer than the
settings say.
"""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.catalogue.usage import ModelUse
from assistant.errors import ModelFailed, ModelFault
from assistant.models.budget import Budget, TurnKey, current_turn
from assistant.models.health import Health
from assistant.models.tokens import PER_MESSAGE, TokenCounter
from assistant.models.values import ChatModel, Delta, Message, Provider

AGAIN = frozenset({ModelFault.RATE_LIMITED, ModelFault.SERVER, ModelFault.UNREACHABLE})
"""Faults that may be gone a moment later."""
SURE = frozenset({ModelFault.UNAUTHORISED, ModelFault.UNKNOWN_MODEL})
"""Faults that stay until somebody changes a setting."""
DOWN = AGAIN | SURE | {ModelFault.TOO_SLOW, ModelFault.INVALID}
"""Faults that tell of the provider's health; the others tell of one reply."""
FAILURES_TO_PAUSE = 2
LETTERS_A_TOKEN = 8
"""A reply with more characters than so many for each token that it may have does not keep to its limit."""
TOO_LONG_REASONS = frozenset({"length", "max_tokens"})
REFUSED_REASONS = frozenset({"content_filter", "refusal", "safety"})
ENDS = tuple('。！？.!?;；:：]】）)|"”」』`*…')
"""What the last words of a whole reply end with, where the provider does not say that it is one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a model is waited for, in seconds."""

    whole: float
    silence: float
    retries: int
    backoff: float


@dataclass(slots=True)
class _Tally:
    """What came back so far of one request."""

    text: list[str]
    tokens_in: int | None = None
    tokens_out: int | None = None
    ended: str | None = None
    characters: int = 0


class ModelClient:
    """See :class:`assistant.models.values.ChatModel`. Safe to use from several threads."""

    def __init__(
        self,
        provider: Provider,
        budget: Budget,
        counter: TokenCounter,
        *,
        patience: Patience,
        concurrency: int,
        pause: float,
    ) -> None:
        self.name = provider.name
        self.counter = counter
        self._provider = provider
        self._budget = budget
        self._patience = patience
        self._slots = threading.BoundedSemaphore(concurrency)
        self._health = Health(pause=pause, clock=time.monotonic, after=FAILURES_TO_PAUSE)

    def complete(
        self, messages: Sequence[Message], *, purpose: str, max_tokens: int, timeout: float | None = None
    ) -> str:
        """See :class:`assistant.models.values.ChatModel`."""
        return "".join(self.stream(messages, purpose=purpose, max_tokens=max_tokens, timeout=timeout))

    def stream(
        self, messages: Sequence[Message], *, purpose: str, max_tokens: int, timeout: float | None = None
    ) -> Iterator[str]:
        """See :class:`assistant.models.values.ChatModel`."""
        return self.stream_for(current_turn(), messages, purpose=purpose, max_tokens=max_tokens, timeout=timeout)

    def stream_for(
        self,
        turn: TurnKey | None,
        messages: Sequence[Message],
        *,
        purpose: str,
        max_tokens: int,
        timeout: float | None,
    ) -> Iterator[str]:
        """The same for a turn that is named."""
        deadline = time.monotonic() + (timeout or self._patience.whole)
        return self._guarded(messages, purpose, max_tokens, deadline, turn)

    def here(self) -> ChatModel:
        """The same model, whose requests are counted for the present turn wherever they are made."""
        return _OfTurn(self, current_turn())

    def _guarded(
        self, messages: Sequence[Message], purpose: str, max_tokens: int, deadline: float, turn: TurnKey | None
    ) -> Iterator[str]:
        if not self._health.may_try():
            raise ModelFailed(self.name, ModelFault.PAUSED, "has kept failing and is left alone for a while")
        wait = min(self._patience.silence, max(deadline - time.monotonic(), 0))
        if not self._slots.acquire(timeout=wait):
            raise ModelFailed(
                self.name, ModelFault.BUSY, "has as many requests running as GOGLOBAL_CHAT_CONCURRENCY allows"
            )
        try:
            tokens_in = sum(self.counter.count(message.text) + PER_MESSAGE for message in messages)
            yield from self._with_retries(messages, purpose, max_tokens, deadline, turn, tokens_in)
        except ModelFailed as error:
            if error.fault in DOWN and self._health.failed(surely=error.fault in SURE):
                log.warning("%s It is tried again every %g seconds.", error, self._health.pause)
            elif error.fault not in {ModelFault.OVER_BUDGET}:
                log.info("%s", error)
            raise
        finally:
            self._slots.release()
        if self._health.worked():
            log.warning("The chat model %s works again.", self.name)

    def _with_retries(
        self,
        messages: Sequence[Message],
        purpose: str,
        max_tokens: int,
        deadline: float,
        turn: TurnKey | None,
        tokens_in: int,
    ) -> Iterator[str]:
        for attempt in range(self._patience.retries + 1):
            tally = _Tally([])
            try:
                yield from self._recorded(messages, purpose, max_tokens, deadline, turn, tokens_in, tally)
                return
            except ModelFailed as error:
                if error.fault not in AGAIN or tally.text or attempt == self._patience.retries:
                    raise
                wait = self._patience.backoff * 2**attempt * random.uniform(0.5, 1.5)  # noqa: S311 - no secret
                if error.retry_after is not None:
                    wait = error.retry_after
                if time.monotonic() + wait >= deadline:
                    raise
                time.sleep(wait)

    def _recorded(
        self,
        messages: Sequence[Message],
        purpose: str,
        max_tokens: int,
        deadline: float,
        turn: TurnKey | None,
        tokens_in: int,
        tally: _Tally,
    ) -> Iterator[str]:
        """One request, whose use is recorded however it ends."""
        reservation = self._budget.reserve(self.name, turn, tokens_in, max_tokens)
        started = time.monotonic()
        fault: ModelFault | None = None
        try:
            yield from self._read(messages, max_tokens, deadline, tally)
        except ModelFailed as error:
            fault = error.fault
            raise
        finally:
            told = tally.tokens_in is not None and tally.tokens_out is not None
            # A request that was refused costs nothing; one that is not heard of again may have cost its prompt.
            used_in = tokens_in if tally.text or fault in {None, ModelFault.TOO_SLOW, ModelFault.CUT_OFF} else 0
            use = ModelUse(
                conversation=turn.conversation if turn else None,
                turn=turn.number if turn else None,
                purpose=purpose,
                model=self.name,
                tokens_in=tally.tokens_in if tally.tokens_in is not None else used_in,
                tokens_out=tally.tokens_out
                if tally.tokens_out is not None
                else self.counter.count("".join(tally.text)),
                estimated=not told,
                seconds=round(time.monotonic() - started, 3),
                fault=fault.value if fault else None,
            )
            self._budget.settle(reservation, use)

    def _read(self, messages: Sequence[Message], max_tokens: int, deadline: float, tally: _Tally) -> Iterator[str]:
        came: queue.SimpleQueue[Delta | ModelFailed | None] = queue.SimpleQueue()
        enough = threading.Event()
        threading.Thread(
            target=self._pump, args=(messages, max_tokens, came, enough), name="chat model", daemon=True
        ).start()
        try:
            while True:
                wait = min(self._patience.silence, deadline - time.monotonic())
                try:
                    item = came.get(timeout=max(wait, 0.001))
                except queue.Empty:
                    raise ModelFailed(self.name, ModelFault.TOO_SLOW, "did not answer in time") from None
                if item is None:
                    break
                if isinstance(item, ModelFailed):
                    raise item
                _note(tally, item)
                if item.text:
                    tally.text.append(item.text)
                    tally.characters += len(item.text)
                    yield item.text
                if tally.characters > max_tokens * LETTERS_A_TOKEN:
                    raise ModelFailed(self.name, ModelFault.TOO_LONG, "did not come to an end")
                if time.monotonic() > deadline:
                    raise ModelFailed(self.name, ModelFault.TOO_SLOW, "did not finish in time")
        finally:
            enough.set()
        self._check_end(tally)

    def _check_end(self, tally: _Tally) -> None:
        said = "".join(tally.text).rstrip()
        if tally.ended in REFUSED_REASONS:
            raise ModelFailed(self.name, ModelFault.REFUSED, "refused to answer")
        if tally.ended in TOO_LONG_REASONS:
            raise ModelFailed(self.name, ModelFault.TOO_LONG, "did not come to an end")
        if not said:
            raise ModelFailed(self.name, ModelFault.EMPTY, "answered nothing")
        if tally.ended is None and not said.endswith(ENDS):
            raise ModelFailed(self.name, ModelFault.CUT_OFF, "broke off in the middle")

    def _pump(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        came: queue.SimpleQueue[Delta | ModelFailed | None],
        enough: threading.Event,
    ) -> None:
        """Reads the reply in a thread of its own."""
        reply = self._provider.stream(messages, max_tokens=max_tokens)
        try:
            for delta in reply:
                if enough.is_set():
                    return
                came.put(delta)
            came.put(None)
        except ModelFailed as error:
            came.put(error)
        except BaseException as error:
            came.put(ModelFailed(self.name, ModelFault.SERVER, f"failed ({type(error).__name__}: {error})"))
            raise
        finally:
            close = getattr(reply, "close", None)
            if close is not None:
                close()


class _OfTurn:
    """A model whose requests are all counted for one turn."""

    def __init__(self, client: ModelClient, turn: TurnKey | None) -> None:
        self.name = client.name
        self._client = client
        self._turn = turn

    def stream(
        self, messages: Sequence[Message], *, purpose: str, max_tokens: int, timeout: float | None = None
    ) -> Iterator[str]:
        """See :class:`assistant.models.values.ChatModel`."""
        return self._client.stream_for(self._turn, messages, purpose=purpose, max_tokens=max_tokens, timeout=timeout)

    def complete(
        self, messages: Sequence[Message], *, purpose: str, max_tokens: int, timeout: float | None = None
    ) -> str:
        """See :class:`assistant.models.values.ChatModel`."""
        return "".join(self.stream(messages, purpose=purpose, max_tokens=max_tokens, timeout=timeout))


def _note(tally: _Tally, delta: Delta) -> None:
    tally.tokens_in = delta.tokens_in if delta.tokens_in is not None else tally.tokens_in
    tally.tokens_out = delta.tokens_out if delta.tokens_out is not None else tally.tokens_out
    tally.ended = delta.ended or tally.ended
