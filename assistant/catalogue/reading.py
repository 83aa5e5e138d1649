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

from sqlalchemy import BindParameter, ColumnElement, Connection, Engine, Select, bindparam, select

from assistant.catalogue import rows
from assistant.catalogue.readable import served
from assistant.catalogue.superseding import successors
from assistant.catalogue.tables import documents, passages, versions
from assistant.domain import Access, Block, Hit, Metadata, Passage, Successor

KEPT_PASSAGES = 5000
"""About 3 KB each."""
KEPT_VERSIONS = 20_000
"""Of which metadata is kept, about 1 KB each: ranking reads that of every document that has a candidate."""
KEPT_WORDS = 100
"""Versions whose whole text is kept: measures of a few documents are cited again and again."""
LONGEST_KEPT = 50_000
"""Characters of a text that is kept; such a one takes a quarter of a MB with its blocks."""
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
METADATA = select(versions.c.pk, *rows.METADATA_COLUMNS)
METADATA_AMONG = METADATA.where(versions.c.pk.in_(NUMBERS))
WORDS = select(versions.c.text, versions.c.blocks).where(versions.c.pk == bindparam("number"))
SERVED_METADATA = (
    METADATA.join(documents, documents.c.pk == versions.c.document_pk)
    .where(versions.c.version == documents.c.served_version, documents.c.removed.is_(False))
    .order_by(versions.c.pk.desc())
    .limit(bindparam("limit"))
)

Value = TypeVar("Value")
Words = tuple[str, tuple[Block, ...]]
"""The text of a version, and its blocks."""


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
        self._metadata: Recent[Metadata] = Recent(KEPT_VERSIONS)
        self._words: Recent[Words] = Recent(KEPT_WORDS)

    def hits(self, scores: Mapping[int, float], *, access: Access, whole: bool) -> dict[int, Hit]:
        """See :meth:`assistant.catalogue.documents.Documents.hits`."""
        version_of: dict[int, int] = {}
        found: dict[int, Passage] = {}
        with self._engine.connect() as connection:
            for some in groups(list(scores)):
                for number, version_pk, document_id, version, *place in connection.execute(
                    _outlines_among(access), {"numbers": some}
                ):
                    version_of[number] = version_pk
                    found[number] = Passage(document_id, version, *place)
            if whole:
                found = self._read_passages(connection, list(found))
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
                for some in groups(list(numbers))
                for number, document_id in connection.execute(_owners_among(access), {"numbers": some}).all()
            }

    def passages_of(self, document_ids: Sequence[str], *, access: Access, limit: int) -> list[Passage]:
        """See :meth:`assistant.catalogue.documents.Documents.passages_of`."""
        wanted = {"document_ids": list(document_ids), "limit": limit}
        with self._engine.connect() as connection:
            numbers = [number for (number,) in connection.execute(_readable_of(access), wanted)]
            found = self._read_passages(connection, numbers)
        return [found[number] for number in numbers if number in found]

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """See :meth:`assistant.catalogue.documents.Documents.passages`."""
        with self._engine.connect() as connection:
            return self._read_passages(connection, numbers)

    def words(self, version: int) -> Words:
        """The text and the blocks of a version that is there, by its number in the catalogue; whether they may be read is
        for the caller to ask first."""
        if (known := self._words.get([version]).get(version)) is not None:
            return known
        with self._engine.connect() as connection:
            text, blocks = connection.execute(WORDS, {"number": version}).one()
        found = text, tuple(rows.block_from(values) for values in blocks)
        if len(text) <= LONGEST_KEPT:
            self._words.keep({version: found})
        return found

    def _read_passages(self, connection: Connection, numbers: Sequence[int]) -> dict[int, Passage]:
        found = self._passages.get(numbers)
        fresh: dict[int, Passage] = {}
        for some in groups([number for number in numbers if number not in found]):
            read = connection.execute(WHOLE_PASSAGES, {"numbers": some}).mappings().all()
            fresh |= {row["pk"]: rows.passage_from(row) for row in read}
        self._passages.keep(fresh)
        return found | fresh

    def _read_metadata(self, connection: Connection, numbers: set[int]) -> dict[int, Metadata]:
        found = self._metadata.get(numbers)
        fresh: dict[int, Metadata] = {}
        for some in groups([number for number in numbers if number not in found]):
            for number, *values in connection.execute(METADATA_AMONG, {"numbers": some}):
                fresh[number] = rows.metadata_of(values)
        self._metadata.keep(fresh)
        return found | fresh

    def warm(self) -> None:
        """Read the metadata of the newest documents now, as many as are kept: no question then waits for them."""
        with self._engine.connect() as connection:
            read = connection.execute(SERVED_METADATA, {"limit": KEPT_VERSIONS})
            self._metadata.keep({number: rows.metadata_of(values) for number, *values in read})


def _with(replaced: Mapping[str, tuple[Successor, ...]], passage: Passage, metadata: Metadata) -> Metadata:
    following = replaced.get(passage.document_id)
    return metadata if following is None else replace(metadata, successors=following)


def groups(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    """Numbers in portions that one statement takes."""
    return (numbers[start : start + AT_A_TIME] for start in range(0, len(numbers), AT_A_TIME))


@lru_cache(maxsize=len(Access))
def _outlines_among(access: Access) -> Select[Any]:
    """Passages without headings and sentences, most of each: ranking asks for none of them."""
    own = (passages.c.ordinal, passages.c.text, passages.c.start, passages.c.end)
    return _readable(access, versions.c.pk, documents.c.id, versions.c.version, *own).where(passages.c.pk.in_(NUMBERS))


@lru_cache(maxsize=len(Access))
def _owners_among(access: Access) -> Select[Any]:
    return _readable(access, documents.c.id).where(passages.c.pk.in_(NUMBERS))


@lru_cache(maxsize=len(Access))
def _readable_of(access: Access) -> Select[Any]:
    document_ids: BindParameter[Any] = bindparam("document_ids", expanding=True)
    first = passages.c.ordinal < bindparam("limit")
    return _readable(access).where(documents.c.id.in_(document_ids), first).order_by(documents.c.id, passages.c.ordinal)


def _readable(access: Access, *columns: ColumnElement[Any]) -> Select[Any]:
    return (
        select(passages.c.pk, *columns)
        .select_from(passages)
        .join(versions, versions.c.pk == passages.c.version_pk)
        .join(documents, documents.c.pk == versions.c.document_pk)
        .where(*served(access))
    )
