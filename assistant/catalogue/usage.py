"""The record of what chat models used: one row for each request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, insert, select

from assistant.catalogue.engine import now, writing
from assistant.catalogue.tables import model_usage


@dataclass(frozen=True, slots=True)
class ModelUse:
    """One request to a chat model."""

    conversation: str | None
    turn: int | None
    purpose: str
    model: str
    tokens_in: int
    tokens_out: int
    estimated: bool
    """Whether the tokens were counted here, as an upper bound, because the provider did not tell."""
    seconds: float
    fault: str | None = None
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens, sent and received, and what they cost."""

    tokens: int
    cost: float

    def plus(self, other: Spent) -> Spent:
        """Both together."""
        return Spent(self.tokens + other.tokens, self.cost + other.cost)


class Usage:
    """Keeps and adds up what was used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, use: ModelUse) -> None:
        """Keep one request."""
        with writing(self._engine) as connection:
            connection.execute(
                insert(model_usage).values(
                    at=now(),
                    conversation_id=use.conversation,
                    turn=use.turn,
                    purpose=use.purpose,
                    model=use.model,
                    tokens_in=use.tokens_in,
                    tokens_out=use.tokens_out,
                    estimated=use.estimated,
                    cost=use.cost,
                    seconds=use.seconds,
                    fault=use.fault,
                )
            )

    def spent(self, *, since: datetime | None = None, conversation: str | None = None) -> Spent:
        """What was used since an instant, or in a conversation."""
        query = select(
            func.coalesce(func.sum(model_usage.c.tokens_in + model_usage.c.tokens_out), 0),
            func.coalesce(func.sum(model_usage.c.cost), 0.0),
        )
        if since is not None:
            query = query.where(model_usage.c.at >= since)
        if conversation is not None:
            query = query.where(model_usage.c.conversation_id == conversation)
        with self._engine.connect() as connection:
            tokens, cost = connection.execute(query).one()
        return Spent(int(tokens), float(cost))

    def of_turn(self, conversation: str, turn: int) -> list[ModelUse]:
        """The requests that were made for a turn, oldest first."""
        query = (
            select(model_usage)
            .where(model_usage.c.conversation_id == conversation, model_usage.c.turn == turn)
            .order_by(model_usage.c.pk)
        )
        with self._engine.connect() as connection:
            return [
                ModelUse(
                    conversation=row.conversation_id,
                    turn=row.turn,
                    purpose=row.purpose,
                    model=row.model,
                    tokens_in=row.tokens_in,
                    tokens_out=row.tokens_out,
                    estimated=row.estimated,
                    seconds=row.seconds,
                    fault=row.fault,
                    cost=row.cost,
                )
                for row in connection.execute(query)
            ]
