"""Reading passages for answers: what may be read is asked of the database each time, what it says is kept at hand.

A passage's words and a version's metadata never change under their number, so they need not be read and parsed again for
each question. Whether they are served, present and readable does change, and is never kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import BindParameter, Connection, Engine, Select, bindparam, select

from assistant.catalogue import rows
from assistant.catalogue.superseding import successors
from assistant.catalogue.tables import documents, passages, versions
from assistant.domain import Access, Hit, Metadata, Passage, Successor

KEPT_PASSAGES = 5000
"""About 3 KB each."""
KEPT_OUTLINES = 20_000
"""About 1 KB each."""
KEPT_VERSIONS = 5000
AT_A_TIME = 500
"""Numbers asked for in one statement; SQLite allows at least 999 parameters."""

# Statements that each question needs are made once: to make one takes as long as to execute it.
NUMBERS: BindParameter[Any] = bindparam("numbers", expanding=True)
WHOLE_PASSAGES = (
    select(passages, documents.c.id, versions.c.version)
    .join(versions, versions.c.pk == passages.c.version_pk)
    .join(documents, documents.c.pk == versions.c.document_pk)
    .where(passages.c.pk.in_(NUMBERS))
)
OUTLINES = (
    select(
        passages.c.pk,
        passages.c.ordinal,
        passages.c.start,
        passages.c.end,
        passages.c.text,
        documents.c.id,
        versions.c.version,
    )
    .join(versions, versions.c.pk == passages.c.version_pk)
    .join(documents, documents.c.pk == versions.c.document_pk)
    .where(passages.c.pk.in_(NUMBERS))
)
ALL_BUT_TEXT = select(*[column for column in versions.c if column.name not in {"text", "blocks"}]).where(
    versions.c.pk.in_(NUMBERS)
)

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """The values that were used last, by number. Safe to use from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[int, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, numbers: Iterable[int]) -> dict[int, Value]:
        """Those of the wanted ones that are at hand."""
        with self._lock:
            found = {number: self._values[number] for number in numbers if number in self._values}
            for number in found:
                self._values.move_to_end(number)
            return found

    def keep(self, values: Mapping[int, Value]) -> None:
        """Keep these, and let the longest unused go."""
        with self._lock:
            self._values.update(values)
            while len(self._values) > self._most:
                self._values.popitem(last=False)


class PassageReader:
    """Passages of served versions of present documents, for callers who may read them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._passages: Recent[Passage] = Recent(KEPT_PASSAGES)
        self._outlines: Recent[Passage] = Recent(KEPT_OUTLINES)
        self._metadata: Recent[Metadata] = Recent(KEPT_VERSIONS)

    def hits(self, scores: Mapping[int, float], *, access: Access, whole: bool) -> dict[int, Hit]:
        """See :meth:`assistant.catalogue.documents.Documents.hits`."""
        with self._engine.connect() as connection:
            version_of = {
                number: version
                for some in _groups(list(scores))
                for number, version in connection.execute(_readable_among(access), {"numbers": some}).all()
            }
            read = self._read_passages if whole else self._read_outlines
            found = read(connection, list(version_of))
            metadata = self._read_metadata(connection, set(version_of.values()))
            replaced = successors(connection, access=access)
        return {
            number: Hit(passage, _with(replaced, passage, metadata[version_of[number]]), scores[number])
            for number, passage in found.items()
        }

    def owners(self, numbers: Collection[int], *, access: Access) -> dict[int, str]:
        """See :meth:`assistant.catalogue.documents.Documents.owners`."""
        with self._engine.connect() as connection:
            return {
                number: document_id
                for some in _groups(list(numbers))
                for number, document_id in connection.execute(_owners_among(access), {"numbers": some}).all()
            }

    def passages_of(self, document_ids: Sequence[str], *, access: Access, limit: int) -> list[Passage]:
        """See :meth:`assistant.catalogue.documents.Documents.passages_of`."""
        wanted = {"document_ids": list(document_ids), "limit": limit}
        with self._engine.connect() as connection:
            numbers = [number for number, _ in connection.execute(_readable_of(access), wanted).all()]
            found = self._read_passages(connection, numbers)
        return [found[number] for number in numbers if number in found]

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """See :meth:`assistant.catalogue.documents.Documents.passages`."""
        with self._engine.connect() as connection:
            return self._read_passages(connection, numbers)

    def _read_outlines(self, connection: Connection, numbers: Sequence[int]) -> dict[int, Passage]:
        found = self._outlines.get(numbers)
        fresh: dict[int, Passage] = {}
        for some in _groups([number for number in numbers if number not in found]):
            for pk, ordinal, start, end, text, document_id, version in connection.execute(
                OUTLINES, {"numbers": some}
            ).all():
                fresh[pk] = Passage(document_id, version, ordinal, text, start, end)
        self._outlines.keep(fresh)
        return found | fresh

    def _read_passages(self, connection: Connection, numbers: Sequence[int]) -> dict[int, Passage]:
        found = self._passages.get(numbers)
        fresh: dict[int, Passage] = {}
        for some in _groups([number for number in numbers if number not in found]):
            read = connection.execute(WHOLE_PASSAGES, {"numbers": some}).mappings().all()
            fresh |= {row["pk"]: rows.passage_from(row) for row in read}
        self._passages.keep(fresh)
        return found | fresh

    def _read_metadata(self, connection: Connection, numbers: set[int]) -> dict[int, Metadata]:
        found = self._metadata.get(numbers)
        fresh: dict[int, Metadata] = {}
        for some in _groups([number for number in numbers if number not in found]):
            for row in connection.execute(ALL_BUT_TEXT, {"numbers": some}).mappings():
                fresh[row["pk"]] = rows.metadata_from(row)
        self._metadata.keep(fresh)
        return found | fresh


def _with(replaced: Mapping[str, tuple[Successor, ...]], passage: Passage, metadata: Metadata) -> Metadata:
    following = replaced.get(passage.document_id)
    return metadata if following is None else replace(metadata, successors=following)


def _groups(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    return (numbers[start : start + AT_A_TIME] for start in range(0, len(numbers), AT_A_TIME))


@lru_cache(maxsize=len(Access))
def _readable_among(access: Access) -> Select[Any]:
    return _readable(access).where(passages.c.pk.in_(NUMBERS))


@lru_cache(maxsize=len(Access))
def _owners_among(access: Access) -> Select[Any]:
    return _readable_among(access).with_only_columns(passages.c.pk, documents.c.id, maintain_column_froms=True)


@lru_cache(maxsize=len(Access))
def _readable_of(access: Access) -> Select[Any]:
    document_ids: BindParameter[Any] = bindparam("document_ids", expanding=True)
    first = passages.c.ordinal < bindparam("limit")
    return _readable(access).where(documents.c.id.in_(document_ids), first).order_by(documents.c.id, passages.c.ordinal)


def _readable(access: Access) -> Select[Any]:
    readable = [level.value for level in access.readable()]
    return (
        select(passages.c.pk, passages.c.version_pk)
        .join(versions, versions.c.pk == passages.c.version_pk)
        .join(documents, documents.c.pk == versions.c.document_pk)
        .where(
            versions.c.version == documents.c.served_version,
            documents.c.removed.is_(False),
            documents.c.access.in_(readable),
            versions.c.access.in_(readable),
        )
    )
