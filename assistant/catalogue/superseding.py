"""Which document has been replaced by which: said by a document itself, or by staff.

What is said names documents by their ids, so that it may come before the document that it names. It holds while the
replacing document is there: when it is removed, the replaced one is the present one again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select

from assistant.catalogue.engine import now, one_at_a_time, writing
from assistant.catalogue.readable import served
from assistant.catalogue.tables import documents, supersedings, versions
from assistant.domain import Access, Successor
from assistant.errors import CircularSuperseding, UnknownDocument

LAST_SAID_FIRST = select(supersedings.c.old_id, supersedings.c.new_id).order_by(supersedings.c.pk.desc())


@dataclass(frozen=True, slots=True)
class Statements:
    """What a document says of itself: which ones it replaces, and which one replaces it."""

    supersedes: tuple[str, ...] = ()
    superseded_by: str | None = None


NOTHING_STATED = Statements()


@dataclass(frozen=True, slots=True)
class UnknownTarget:
    """A document that names another one which is not there, and never was."""

    document_id: str
    source: str
    named: str


@dataclass(frozen=True, slots=True)
class Links:
    """The neighbours of a document: what replaces it, and what it replaces, of what is there."""

    superseded_by: tuple[Successor, ...] = ()
    """Nearest first; the last one is the present one."""
    supersedes: tuple[Successor, ...] = ()
    """Those that it replaces itself."""


class Supersedings:
    """What replaces what."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def say(self, old_id: str, new_id: str) -> None:
        """Let one present document be replaced by another.

        Raises:
            UnknownDocument: there is no such document, or it has been removed.
            CircularSuperseding: the other one is replaced by it already, or they are the same.
        """
        with writing(self._engine) as connection:
            one_at_a_time(connection)
            for document_id in (old_id, new_id):
                present = documents.c.id == document_id, documents.c.removed.is_(False)
                if connection.execute(select(documents.c.pk).where(*present)).first() is None:
                    raise UnknownDocument(document_id)
            _add(connection, [(old_id, new_id)], stated_in=None)

    def withdraw(self, old_id: str, new_id: str) -> bool:
        """Take back what staff said; what a document says itself holds as long as it says so. Whether there was anything."""
        said = delete(supersedings).where(
            supersedings.c.old_id == old_id, supersedings.c.new_id == new_id, supersedings.c.stated_in.is_(None)
        )
        with writing(self._engine) as connection:
            return connection.execute(said).rowcount > 0

    def links(self, document_id: str, *, access: Access = Access.STAFF) -> Links:
        """What a document is replaced by, and what it replaces, among what the caller may read."""
        with self._engine.connect() as connection:
            replaced_by = _said(connection)
            if not replaced_by:
                return Links()
            known = _present(
                connection, {*replaced_by, *(new for news in replaced_by.values() for new in news)}, access
            )
        olds = [old for old, news in replaced_by.items() if document_id in news and old in known]
        return Links(_chain(document_id, replaced_by, known), tuple(known[old] for old in sorted(olds)))

    def unknown(self, document_ids: Collection[str]) -> list[UnknownTarget]:
        """Those of some documents that name one which never was in the catalogue."""
        query = select(supersedings.c.old_id, supersedings.c.new_id, documents.c.id, documents.c.source).join(
            documents, documents.c.pk == supersedings.c.stated_in
        )
        with self._engine.connect() as connection:
            said = [row for row in connection.execute(query) if row.id in document_ids]
            named = {name for row in said for name in (row.old_id, row.new_id)}
            known = set(connection.execute(select(documents.c.id).where(documents.c.id.in_(named))).scalars())
        return [
            UnknownTarget(row.id, row.source, name)
            for row in said
            for name in (row.old_id, row.new_id)
            if name not in known
        ]


def successors(connection: Connection, *, access: Access) -> dict[str, tuple[Successor, ...]]:
    """For each replaced document the ones that replace it, nearest first, among what the caller may read and is served."""
    replaced_by = _said(connection)
    if not replaced_by:
        return {}
    known = _present(connection, {new for news in replaced_by.values() for new in news}, access)
    chains = {old: _chain(old, replaced_by, known) for old in replaced_by}
    return {old: chain for old, chain in chains.items() if chain}


def state(
    connection: Connection, document_pk: int, document_id: str, statements: Statements, *, new: bool = False
) -> None:
    """Put what a document says in the place of what it said before, within the caller's transaction.

    ``new`` spares looking for what a document said before.

    Raises:
        CircularSuperseding: a document would come to replace itself.
    """
    if not new:
        connection.execute(delete(supersedings).where(supersedings.c.stated_in == document_pk))
    pairs = [(old, document_id) for old in statements.supersedes]
    if statements.superseded_by is not None:
        pairs.append((document_id, statements.superseded_by))
    _add(connection, list(dict.fromkeys(pairs)), stated_in=document_pk)


def _add(connection: Connection, pairs: Sequence[tuple[str, str]], *, stated_in: int | None) -> None:
    if not pairs:
        return
    replaced_by = _said(connection)
    for old, new in pairs:
        if (circle := _way(new, old, replaced_by)) is not None:
            raise CircularSuperseding([old, *circle])
        if stated_in is None and new in replaced_by[old]:
            continue
        replaced_by[old].append(new)
        connection.execute(insert(supersedings).values(old_id=old, new_id=new, stated_in=stated_in, at=now()))


def _said(connection: Connection) -> dict[str, list[str]]:
    """What replaces each document, what was said last first."""
    replaced_by: dict[str, list[str]] = defaultdict(list)
    for old, new in connection.execute(LAST_SAID_FIRST).all():
        replaced_by[old].append(new)
    return replaced_by


def _way(start: str, end: str, replaced_by: Mapping[str, Sequence[str]]) -> list[str] | None:
    """The documents from one to another, each replaced by the next."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        if way[-1] == end:
            return way
        for following in replaced_by.get(way[-1], ()):
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return None


def _chain(
    document_id: str, replaced_by: Mapping[str, Sequence[str]], known: Mapping[str, Successor]
) -> tuple[Successor, ...]:
    """What replaces a document, and what replaces that, over documents that have been removed too."""
    chain: list[Successor] = []
    seen = {document_id}
    at = document_id
    while (following := _next(at, replaced_by, known, seen)) is not None:
        seen.add(following)
        if following in known:
            chain.append(known[following])
        at = following
    return tuple(chain)


def _next(
    at: str, replaced_by: Mapping[str, Sequence[str]], known: Mapping[str, Successor], seen: Collection[str]
) -> str | None:
    ways = [new for new in replaced_by.get(at, ()) if new not in seen]
    return next((new for new in ways if new in known), ways[0] if ways else None)


def _present(connection: Connection, document_ids: Collection[str], access: Access) -> dict[str, Successor]:
    query = (
        select(documents.c.id, versions.c.title, versions.c.valid_from)
        .join(versions, versions.c.document_pk == documents.c.pk)
        .where(documents.c.id.in_(document_ids), *served(access))
    )
    return {row.id: Successor(row.id, row.title, row.valid_from) for row in connection.execute(query)}
