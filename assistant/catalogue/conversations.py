"""Conversations and their turns, with citations that stay resolvable."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select, update

from assistant.catalogue.engine import now, writing
from assistant.catalogue.scrubbing import scrub_turns
from assistant.catalogue.tables import citations, conversations, documents, purges, turns, versions
from assistant.domain import (
    Access,
    Answer,
    AnswerBlock,
    AnswerBlockKind,
    Citation,
    Conversation,
    Kind,
    Notice,
    NoticeKind,
    Outcome,
    Profile,
    Turn,
)
from assistant.errors import UnknownConversation


class Conversations:
    """What was asked and answered, kept for follow-ups and for the record."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, *, access: Access, profile: Profile | None = None) -> str:
        """Open a conversation; its id cannot be guessed."""
        conversation_id = secrets.token_hex(16)  # of no letters that a command line takes for an option
        with writing(self._engine) as connection:
            connection.execute(
                insert(conversations).values(
                    id=conversation_id,
                    access=access.value,
                    created_at=now(),
                    profile=None if profile is None else asdict(profile),
                )
            )
        return conversation_id

    def profile(self, conversation_id: str) -> Profile | None:
        """The profile that was given last within a conversation."""
        query = select(conversations.c.profile).where(conversations.c.id == conversation_id)
        with self._engine.connect() as connection:
            kept = connection.execute(query).scalar()
        return None if kept is None else Profile(**kept | {"markets": tuple(kept["markets"])})

    def keep_profile(self, conversation_id: str, profile: Profile) -> None:
        """Keep a profile for the questions to come."""
        with writing(self._engine) as connection:
            connection.execute(
                update(conversations).where(conversations.c.id == conversation_id).values(profile=asdict(profile))
            )

    def check(self, conversation_id: str, *, access: Access) -> None:
        """Make sure that a caller may go on with a conversation.

        Raises:
            UnknownConversation: there is none of this id, or it is held at another level. A caller who may read more
                must not leave words in a conversation that others go on with.
        """
        if self._level(conversation_id) is not access:
            raise UnknownConversation(conversation_id)

    def _level(self, conversation_id: str) -> Access | None:
        with self._engine.connect() as connection:
            level = connection.execute(
                select(conversations.c.access).where(conversations.c.id == conversation_id)
            ).scalar()
        return None if level is None else Access(level)

    def recent(self, conversation_id: str, *, access: Access, limit: int) -> tuple[Turn, ...]:
        """The last ``limit`` turns, oldest first, as :meth:`get` gives them; the others are not read."""
        with self._engine.connect() as connection:
            return _turns(connection, conversation_id, access=access, limit=limit)

    def answered(self, request: str, *, access: Access, conversation: str | None = None) -> Answer | None:
        """The answer that a request of a client has got already, within a conversation if one is named."""
        query = (
            select(turns.c.conversation_id, turns.c.number)
            .join(conversations, conversations.c.id == turns.c.conversation_id)
            .where(turns.c.request == request, conversations.c.access == access.value)
        )
        if conversation is not None:
            query = query.where(turns.c.conversation_id == conversation)
        with self._engine.connect() as connection:
            found = connection.execute(query).first()
            if found is None:
                return None
            (turn,) = _turns(connection, found.conversation_id, access=access, number=found.number)
        return turn.answer

    def add(self, answer: Answer, *, request: str | None = None) -> Answer:
        """Keep a turn with its answer and citations; returned under the number that it got.

        When two questions of a conversation were answered at the same time, in this process or another, the later answer
        takes the next number.

        Raises:
            UnknownConversation: it has been deleted meanwhile.
        """
        with writing(self._engine) as connection:
            # SQLite's write lock lets one writer in at a time; elsewhere the conversation's own row does that.
            held = select(conversations.c.id).where(conversations.c.id == answer.conversation).with_for_update()
            if connection.execute(held).first() is None:
                raise UnknownConversation(answer.conversation)
            taken = select(func.coalesce(func.max(turns.c.number), 0)).where(
                turns.c.conversation_id == answer.conversation
            )
            answer = replace(answer, turn=max(answer.turn, connection.execute(taken).scalar_one() + 1))
            turn_pk = connection.execute(
                insert(turns).values(
                    conversation_id=answer.conversation,
                    number=answer.turn,
                    question=answer.question,
                    standalone_question=answer.standalone_question,
                    language=answer.language,
                    outcome=answer.outcome.value,
                    blocks=[_stored(block) for block in answer.blocks],
                    follow_ups=list(answer.follow_ups),
                    notices=[[notice.kind.value, notice.text] for notice in answer.notices],
                    model=answer.model,
                    took_ms=answer.took_ms,
                    created_at=now(),
                    asked_back=answer.asked_back,
                    handover=answer.handover,
                    request=request,
                    dropped=answer.dropped,
                )
            ).inserted_primary_key[0]  # type: ignore[index]
            if not answer.citations:
                return answer
            wanted = {citation.document_id for citation in answer.citations}
            keys = {
                row.id: row.pk
                for row in connection.execute(select(documents.c.id, documents.c.pk).where(documents.c.id.in_(wanted)))
            }
            connection.execute(
                insert(citations),
                [
                    {
                        "turn_pk": turn_pk,
                        "number": citation.number,
                        "document_pk": keys[citation.document_id],
                        "version": citation.version,
                        "start": citation.start,
                        "end": citation.end,
                        "section": citation.section,
                        "page": citation.page,
                        "page_label": citation.page_label,
                        "speaker": citation.speaker,
                        "time": citation.time,
                    }
                    for citation in answer.citations
                ],
            )
            # Deleted for good while the answer was given: its words must not come to be kept now.
            gone = select(purges.c.document_pk, purges.c.upto_version).where(purges.c.document_pk.in_(keys.values()))
            for row in connection.execute(gone).all():
                if any(
                    keys[c.document_id] == row.document_pk and c.version <= row.upto_version for c in answer.citations
                ):
                    scrub_turns(connection, row.document_pk, only=turn_pk)
        return answer

    def ids(self) -> list[str]:
        """All conversations, the oldest first."""
        query = select(conversations.c.id).order_by(conversations.c.created_at, conversations.c.id)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def delete(self, conversation_id: str, *, access: Access) -> None:
        """Delete a conversation with its turns. What was passed on of it to people stays there, without the turns.

        Raises:
            UnknownConversation: there is none of this id, or it is held at a level that the caller may not read.
        """
        if self._level(conversation_id) not in access.readable():
            raise UnknownConversation(conversation_id)
        with writing(self._engine) as connection:
            if connection.execute(delete(conversations).where(conversations.c.id == conversation_id)).rowcount == 0:
                raise UnknownConversation(conversation_id)

    def get(self, conversation_id: str, *, access: Access) -> Conversation:
        """A conversation with all its turns; quotes are read anew from the cited versions.

        What the caller may not read any more is left out, with the blocks that quote it.

        Raises:
            UnknownConversation: there is none of this id, or it is held at a level that the caller may not read.
        """
        if self._level(conversation_id) not in access.readable():
            raise UnknownConversation(conversation_id)
        with self._engine.connect() as connection:
            return Conversation(conversation_id, _turns(connection, conversation_id, access=access))


def _turns(
    connection: Connection, conversation_id: str, *, access: Access, limit: int | None = None, number: int | None = None
) -> tuple[Turn, ...]:
    """Turns of a conversation, oldest first, without what the caller may not read any more."""
    query = select(turns).where(turns.c.conversation_id == conversation_id).order_by(turns.c.number.desc())
    if number is not None:
        query = query.where(turns.c.number == number)
    turn_rows = list(reversed(connection.execute(query.limit(limit)).all()))
    withheld: set[tuple[int, int]] = set()
    quoted: dict[int, list[Citation]] = {}
    for row in connection.execute(_citations_of([row.pk for row in turn_rows])):
        if not {Access(row.access), Access(row.present_access)} <= access.readable():
            withheld.add((row.turn_pk, row.number))
        else:
            quoted.setdefault(row.turn_pk, []).append(_citation(row))
    return tuple(_turn(row, quoted.get(row.pk, []), withheld) for row in turn_rows)


def _citations_of(turn_pks: Sequence[int]) -> Select[Any]:
    return (
        select(
            citations,
            documents.c.id,
            versions.c.title,
            versions.c.kind,
            versions.c.jurisdictions,
            versions.c.language,
            versions.c.published,
            versions.c.valid_until,
            versions.c.access,
            documents.c.access.label("present_access"),
            documents.c.served_version,
            documents.c.removed,
            purges.c.upto_version,
            func.substr(versions.c.text, citations.c.start + 1, citations.c.end - citations.c.start).label("quote"),
        )
        .join(documents, documents.c.pk == citations.c.document_pk)
        .join(
            versions,
            (versions.c.document_pk == citations.c.document_pk) & (versions.c.version == citations.c.version),
        )
        .outerjoin(purges, purges.c.document_pk == documents.c.pk)
        .where(citations.c.turn_pk.in_(turn_pks))
        .order_by(citations.c.turn_pk, citations.c.number)
    )


def _citation(row: Row[Any]) -> Citation:
    return Citation(
        number=row.number,
        document_id=row.id,
        version=row.version,
        title=row.title,
        kind=Kind(row.kind),
        jurisdictions=tuple(row.jurisdictions),
        section=row.section,
        page=row.page,
        speaker=row.speaker,
        time=row.time,
        start=row.start,
        end=row.end,
        quote=row.quote,
        language=row.language,
        published=row.published,
        valid_until=row.valid_until,
        # What is stored but not served yet has replaced nothing for anybody who asks.
        replaced_by=row.served_version if not row.removed and (row.served_version or 0) > row.version else None,
        removed=row.removed,
        deleted=row.version <= (row.upto_version or 0),
        page_label=row.page_label,
    )


def _stored(block: AnswerBlock) -> list[Any]:
    return [block.kind.value, block.text, list(block.cells), list(block.citations), block.translation]


def _block(stored: Sequence[Any]) -> AnswerBlock:
    """A block as it was stored; those of earlier days end before ``translation``."""
    kind, text, cells, numbers, *rest = stored
    return AnswerBlock(AnswerBlockKind(kind), text, tuple(cells), tuple(numbers), *rest)


def _notice(stored: str | Sequence[str]) -> Notice:
    """A notice as it was stored; those of earlier days were only text."""
    if isinstance(stored, str):
        return Notice(NoticeKind.OTHER, stored)
    kind, text = stored
    return Notice(NoticeKind(kind), text)


def _turn(row: Row[Any], quoted: Sequence[Citation], withheld: Collection[tuple[int, int]]) -> Turn:
    return Turn(
        row.number,
        row.question,
        Answer(
            conversation=row.conversation_id,
            turn=row.number,
            question=row.question,
            standalone_question=row.standalone_question,
            language=row.language,
            outcome=Outcome(row.outcome),
            blocks=tuple(
                block
                for block in map(_block, row.blocks)
                if not any((row.pk, number) in withheld for number in block.citations)
            ),
            citations=tuple(quoted),
            follow_ups=tuple(row.follow_ups),
            notices=tuple(map(_notice, row.notices)),
            model=row.model,
            took_ms=row.took_ms,
            asked_back=row.asked_back,
            handover=row.handover,
            dropped=row.dropped,
        ),
    )
