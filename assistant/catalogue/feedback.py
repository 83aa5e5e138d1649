"""What users think of answers: one rating for a turn, with a reason if they gave one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Engine, delete, func, insert, select

from assistant.catalogue.engine import now, writing
from assistant.catalogue.tables import conversations, feedback, turns
from assistant.domain import Access, Outcome
from assistant.errors import UnknownConversation, UnknownTurn

LONGEST_REASON = 1000
"""Characters of a reason."""


class Rating(StrEnum):
    """Thumbs up or down."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Feedback:
    """A rating of one answer."""

    conversation: str
    turn: int
    question: str
    outcome: Outcome
    rating: Rating
    reason: str
    """Empty when none was given."""
    created_at: datetime


class FeedbackBook:
    """Keeps and reads ratings. They are deleted with their conversation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, conversation: str, turn: int, rating: Rating | None, *, reason: str, access: Access) -> None:
        """Keep the rating of a turn in place of an earlier one; None takes it back.

        Raises:
            UnknownConversation: there is none of this id, or it is held at another level than the caller's.
            UnknownTurn: the conversation has no turn of this number.
        """
        with writing(self._engine) as connection:
            held = select(conversations.c.access).where(conversations.c.id == conversation)
            if connection.execute(held).scalar() != access.value:
                raise UnknownConversation(conversation)
            rated = select(turns.c.pk).where(turns.c.conversation_id == conversation, turns.c.number == turn)
            turn_pk = connection.execute(rated.with_for_update()).scalar()
            if turn_pk is None:
                raise UnknownTurn(conversation, turn)
            connection.execute(delete(feedback).where(feedback.c.turn_pk == turn_pk))
            if rating is not None:
                connection.execute(
                    insert(feedback).values(turn_pk=turn_pk, rating=rating.value, reason=reason, created_at=now())
                )

    def count(self) -> int:
        """How many answers have been rated."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(feedback)).scalar_one())

    def all(self, *, limit: int, offset: int = 0) -> list[Feedback]:
        """Ratings with their questions, the newest first."""
        query = (
            select(feedback, turns.c.conversation_id, turns.c.number, turns.c.question, turns.c.outcome)
            .join(turns, turns.c.pk == feedback.c.turn_pk)
            .order_by(feedback.c.pk.desc())
            .limit(limit)
            .offset(offset)
        )
        with self._engine.connect() as connection:
            return [
                Feedback(
                    row.conversation_id,
                    row.number,
                    row.question,
                    Outcome(row.outcome),
                    Rating(row.rating),
                    row.reason,
                    row.created_at.replace(tzinfo=UTC) if row.created_at.tzinfo is None else row.created_at,
                )
                for row in connection.execute(query)
            ]
