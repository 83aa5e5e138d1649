"""What chat models may use in a day and in a conversation, and the record of what they did use."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.catalogue.usage import ModelUse, Spent, Usage
from assistant.errors import ModelFailed, ModelFault


@dataclass(frozen=True, slots=True)
class TurnKey:
    """The turn that a request is made for."""

    conversation: str
    number: int


_turn: ContextVar[TurnKey | None] = ContextVar("turn", default=None)


@contextmanager
def spending_for(conversation: str, number: int) -> Iterator[None]:
    """Requests that are begun within are counted for this turn. Do not yield from within: steps may change threads."""
    token = _turn.set(TurnKey(conversation, number))
    try:
        yield
    finally:
        _turn.reset(token)


def current_turn() -> TurnKey | None:
    """The turn that requests are made for here."""
    return _turn.get()


@dataclass(frozen=True, slots=True)
class Limits:
    """Most tokens and money; 0 sets no limit. Prices are for a million tokens."""

    tokens_per_day: int = 0
    tokens_per_conversation: int = 0
    cost_per_day: float = 0.0
    cost_per_conversation: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0

    def __bool__(self) -> bool:
        """Whether anything is limited."""
        return bool(
            self.tokens_per_day or self.tokens_per_conversation or self.cost_per_day or self.cost_per_conversation
        )

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """What so many tokens cost."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000


class Budget:
    """Lets requests through as long as they cannot exceed the limits. Safe to use from several threads."""

    def __init__(self, usage: Usage, limits: Limits) -> None:
        self._usage = usage
        self._limits = limits
        self._lock = threading.Lock()
        self._open: dict[object, tuple[TurnKey | None, Spent]] = {}

    def reserve(self, model: str, turn: TurnKey | None, tokens_in: int, tokens_out: int) -> object:
        """Set aside what a request may use at most; to be given back with :meth:`settle`.

        Raises:
            ModelFailed: it could exceed a limit.
        """
        wanted = Spent(tokens_in + tokens_out, self._limits.cost(tokens_in, tokens_out))
        reservation = object()
        with self._lock:
            if self._limits:
                self._check(model, turn, wanted)
            self._open[reservation] = (turn, wanted)
        return reservation

    def settle(self, reservation: object, use: ModelUse) -> None:
        """Give a reservation back and record what was used."""
        cost = self._limits.cost(use.tokens_in, use.tokens_out)
        self._usage.record(replace(use, cost=cost))
        with self._lock:
            self._open.pop(reservation, None)

    def release(self, reservation: object) -> None:
        """Give a reservation back for which nothing was used."""
        with self._lock:
            self._open.pop(reservation, None)

    def _check(self, model: str, turn: TurnKey | None, wanted: Spent) -> None:
        limits = self._limits
        day = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        if limits.tokens_per_day or limits.cost_per_day:
            spent = self._usage.spent(since=day).plus(wanted)
            for _, reserved in self._open.values():
                spent = spent.plus(reserved)
            _within(model, spent, limits.tokens_per_day, limits.cost_per_day, "of the day")
        if turn is not None and (limits.tokens_per_conversation or limits.cost_per_conversation):
            spent = self._usage.spent(conversation=turn.conversation).plus(wanted)
            for other, reserved in self._open.values():
                if other is not None and other.conversation == turn.conversation:
                    spent = spent.plus(reserved)
            _within(model, spent, limits.tokens_per_conversation, limits.cost_per_conversation, "of the conversation")


def _within(model: str, spent: Spent, tokens: int, cost: float, what: str) -> None:
    if tokens and spent.tokens > tokens:
        raise ModelFailed(model, ModelFault.OVER_BUDGET, f"may not be asked: the budget {what} is {tokens:,} tokens")
    if cost and spent.cost > cost:
        raise ModelFailed(model, ModelFault.OVER_BUDGET, f"may not be asked: the budget {what} is a cost of {cost:g}")
