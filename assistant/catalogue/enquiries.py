"""Enquiries that were passed on to people. What is personal stands in a table of its own and is deleted in time."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, delete, func, insert, select

from assistant.catalogue.engine import now, writing
from assistant.catalogue.tables import conversations, enquiries, enquiry_contacts, turns
from assistant.domain import Access
from assistant.enquiry import MOST_OF_ONE_CONVERSATION, Contact, Enquiry, EnquiryStatus
from assistant.errors import TooManyEnquiries, UnknownConversation, UnknownEnquiry


@dataclass(frozen=True, slots=True)
class Message:
    """What a user sends to the staff."""

    conversation: str
    contact: str
    name: str = ""
    message: str = ""
    language: str = "zh"

    @property
    def hash(self) -> str:
        """Hex digest by which the same message is known when it comes again."""
        written = json.dumps([self.conversation, self.name, self.contact, self.message])
        return hashlib.sha256(written.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Queued:
    """An enquiry that waits for the staff."""

    enquiry: Enquiry
    new: bool
    """False when the same message had come before, and nothing was queued."""


class Enquiries:
    """Queues, reads and deletes enquiries."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, message: Message, *, access: Access, consent: str, keep_days: int) -> Queued:
        """Queue a message with its conversation as far as it has come. The same message twice is queued once.

        Args:
            consent: the words that the user agreed to.
            keep_days: days after which the contact data is deleted.

        Raises:
            UnknownConversation: there is none of this id, or it is held at another level than the caller's.
            TooManyEnquiries: the conversation has been passed on as often as it may be.
        """
        with writing(self._engine) as connection:
            _forget(connection, now())
            # The lock on the conversation makes two messages that come at once wait for each other.
            level = connection.execute(
                select(conversations.c.access).where(conversations.c.id == message.conversation).with_for_update()
            ).scalar()
            if level is None or Access(level) is not access:
                raise UnknownConversation(message.conversation)
            known = connection.execute(_enquiries().where(enquiry_contacts.c.sent_hash == message.hash)).first()
            if known is not None:
                return Queued(_enquiry(known), new=False)
            _check_number(connection, message.conversation)
            enquiry_id = secrets.token_hex(16)
            _insert(connection, enquiry_id, message, consent=consent, keep_days=keep_days)
            row = connection.execute(_enquiries().where(enquiries.c.id == enquiry_id)).one()
            return Queued(_enquiry(row), new=True)

    def count(self) -> int:
        """How many enquiries there are."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(enquiries)).scalar_one())

    def all(self, *, limit: int | None = None, offset: int = 0) -> list[Enquiry]:
        """Enquiries, the longest waiting first."""
        query = _enquiries().order_by(enquiries.c.pk).limit(limit).offset(offset)
        with self._engine.connect() as connection:
            return [_enquiry(row) for row in connection.execute(query)]

    def get(self, enquiry_id: str) -> Enquiry:
        """One enquiry.

        Raises:
            UnknownEnquiry: there is none of this id.
        """
        with self._engine.connect() as connection:
            row = connection.execute(_enquiries().where(enquiries.c.id == enquiry_id)).first()
        if row is None:
            raise UnknownEnquiry(enquiry_id)
        return _enquiry(row)

    def delete(self, enquiry_id: str) -> None:
        """Delete an enquiry with its contact data; the conversation stays.

        Raises:
            UnknownEnquiry: there is none of this id.
        """
        with writing(self._engine) as connection:
            if connection.execute(delete(enquiries).where(enquiries.c.id == enquiry_id)).rowcount == 0:
                raise UnknownEnquiry(enquiry_id)

    def forget(self, *, at: datetime | None = None) -> int:
        """Delete the contact data whose time is over at an instant (now, when not given); how many had some.

        The enquiries themselves stay, without anything personal.
        """
        with writing(self._engine) as connection:
            return _forget(connection, at or now())


def _check_number(connection: Connection, conversation: str) -> None:
    passed_on = select(func.count()).select_from(enquiries).where(enquiries.c.conversation_id == conversation)
    if connection.execute(passed_on).scalar_one() >= MOST_OF_ONE_CONVERSATION:
        raise TooManyEnquiries(conversation, MOST_OF_ONE_CONVERSATION)


def _insert(connection: Connection, enquiry_id: str, message: Message, *, consent: str, keep_days: int) -> None:
    last = select(func.coalesce(func.max(turns.c.number), 0)).where(turns.c.conversation_id == message.conversation)
    created_at = now()
    enquiry_pk = connection.execute(
        insert(enquiries).values(
            id=enquiry_id,
            conversation_id=message.conversation,
            turns=connection.execute(last).scalar_one(),
            language=message.language,
            status=EnquiryStatus.QUEUED.value,
            consent=consent,
            created_at=created_at,
        )
    ).inserted_primary_key[0]  # type: ignore[index]
    connection.execute(
        insert(enquiry_contacts).values(
            enquiry_pk=enquiry_pk,
            name=message.name,
            contact=message.contact,
            message=message.message,
            sent_hash=message.hash,
            delete_after=created_at + timedelta(days=keep_days),
        )
    )


def _forget(connection: Connection, at: datetime) -> int:
    return connection.execute(delete(enquiry_contacts).where(enquiry_contacts.c.delete_after <= at)).rowcount


def _enquiries() -> Select[Any]:
    """Enquiries with their contact data, unless its time is over."""
    kept = and_(enquiry_contacts.c.enquiry_pk == enquiries.c.pk, enquiry_contacts.c.delete_after > now())
    return select(enquiries, enquiry_contacts).outerjoin(enquiry_contacts, kept)


def _enquiry(row: Row[Any]) -> Enquiry:
    contact = None
    if row.enquiry_pk is not None:
        contact = Contact(row.name, row.contact, row.message, _in_utc(row.delete_after))
    return Enquiry(
        id=row.id,
        status=EnquiryStatus(row.status),
        created_at=_in_utc(row.created_at),
        language=row.language,
        conversation=row.conversation_id,
        turns=row.turns,
        consent=row.consent,
        contact=contact,
    )


def _in_utc(instant: datetime) -> datetime:
    # SQLite gives back without a zone what was stored in UTC.
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
