"""Which documents are nearly the same: sketches of all present ones, and links between those that are alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, delete, func, insert, or_, select

from assistant.catalogue.engine import one_at_a_time, writing
from assistant.catalogue.readable import latest
from assistant.catalogue.tables import documents, similar_documents, sketch_bands, sketches, versions
from assistant.domain import Access
from assistant.sketch import Sketch, similarity

ALIKE = 0.5
"""Share of common shingles from which two documents are reported as similar."""
COMPARED = 100
"""Documents that share most bands and are compared: a thousand copies of one template must not cost a million comparisons."""
AT_A_TIME = 400
"""Keys in one statement; SQLite allows at least 999 parameters."""
KEPT = 10
"""Most similar documents that are linked to one."""

# What is asked and added for each document is made once (see :mod:`assistant.catalogue.storing`).
ADD_SKETCH, ADD_BANDS, ADD_LINKS = insert(sketches), insert(sketch_bands), insert(similar_documents)
SHARING = (
    select(sketch_bands.c.document_pk)
    .join(documents, documents.c.pk == sketch_bands.c.document_pk)
    .where(
        sketch_bands.c.band.in_(bindparam("bands", expanding=True)),
        sketch_bands.c.document_pk != bindparam("itself"),
        documents.c.removed.is_(False),
    )
    .group_by(sketch_bands.c.document_pk)
    .order_by(func.count().desc(), sketch_bands.c.document_pk)
    .limit(COMPARED)
)
SKETCHES = select(sketches).where(sketches.c.document_pk.in_(bindparam("keys", expanding=True)))


@dataclass(frozen=True, slots=True)
class SimilarDocument:
    """A document that is like another one."""

    document_id: str
    title: str
    similarity: float
    """Estimated share of common shingles, in [0, 1]."""
    published: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two present documents that are nearly the same."""

    document: SimilarDocument
    other: SimilarDocument


class Similarities:
    """Reads the links between alike documents, and makes sketches that are wanting."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, document_id: str, *, access: Access = Access.STAFF) -> list[SimilarDocument]:
        """Present documents that are like one, the most similar first, among those that the caller may read."""
        return [pair.other for pair in self.pairs([document_id], access=access)]

    def pairs(self, document_ids: Collection[str], *, access: Access = Access.STAFF) -> list[Pair]:
        """For each of some documents those that are like it, the most similar first."""
        found: list[Pair] = []
        wanted = sorted(document_ids)
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), AT_A_TIME):
                found.extend(_pairs(connection, wanted[start : start + AT_A_TIME], access))
        return sorted(found, key=lambda pair: (pair.document.document_id, -pair.other.similarity))

    def linked(self, *, access: Access = Access.STAFF) -> set[str]:
        """Ids of all present documents that another one is like, among those that the caller may read."""
        readable = [level.value for level in access.readable()]
        with self._engine.connect() as connection:
            keys = connection.execute(select(similar_documents.c.document_pk, similar_documents.c.other_pk)).all()
            there = select(documents.c.pk, documents.c.id).where(
                documents.c.removed.is_(False), documents.c.access.in_(readable)
            )
            present = {row.pk: row.id for row in connection.execute(there)}
        return {present[pk] for pair in keys if all(pk in present for pk in pair) for pk in pair}

    def wanting(self, made_by: int) -> Iterator[tuple[int, int, str]]:
        """Key, version and text of each present document without a sketch of this state."""
        missing = (
            select(documents.c.pk)
            .outerjoin(sketches, sketches.c.document_pk == documents.c.pk)
            .where(
                documents.c.removed.is_(False),
                or_(
                    sketches.c.document_pk.is_(None),
                    sketches.c.made_by != made_by,
                    sketches.c.version != documents.c.current_version,
                ),
            )
        )
        with self._engine.connect() as connection:
            keys = list(connection.execute(missing).scalars())
        for pk in keys:
            text = (
                select(versions.c.version, versions.c.text)
                .join(documents, documents.c.pk == versions.c.document_pk)
                .where(documents.c.pk == pk, versions.c.version == documents.c.current_version)
            )
            with self._engine.connect() as connection:
                row = connection.execute(text).first()
            if row is not None:
                yield pk, row.version, row.text

    def put(self, document_pk: int, version: int, sketch: Sketch) -> None:
        """Keep a document's sketch, and link it with those that are like it.

        Nothing is kept when the document has been removed meanwhile, or has another version.
        """
        present = select(documents.c.pk).where(
            documents.c.pk == document_pk, documents.c.current_version == version, documents.c.removed.is_(False)
        )
        with writing(self._engine) as connection:
            one_at_a_time(connection)
            if connection.execute(present).first() is not None:
                put_sketch(connection, document_pk, version, sketch)


def put_sketch(connection: Connection, document_pk: int, version: int, sketch: Sketch, *, new: bool = False) -> None:
    """Keep the sketch of a document's present version within the caller's transaction, and renew its links.

    ``new`` spares looking for earlier ones.
    """
    if not new:
        forget_sketch(connection, document_pk)
    kept = {"document_pk": document_pk, "version": version, "made_by": sketch.made_by, "signature": sketch.signature}
    connection.execute(ADD_SKETCH, kept)
    bands = sketch.bands()
    if not bands:
        return
    alike = _alike(connection, document_pk, sketch, bands)
    connection.execute(ADD_BANDS, [{"band": band, "document_pk": document_pk} for band in set(bands)])
    if alike:
        links = [{"document_pk": document_pk, "other_pk": pk, "similarity": share} for share, pk in alike]
        connection.execute(ADD_LINKS, links)


def forget_sketch(connection: Connection, document_pk: int) -> None:
    """Drop a document's sketch and links within the caller's transaction."""
    for table in (sketches, sketch_bands, similar_documents):
        connection.execute(delete(table).where(table.c.document_pk == document_pk))
    connection.execute(delete(similar_documents).where(similar_documents.c.other_pk == document_pk))


def _alike(connection: Connection, document_pk: int, sketch: Sketch, bands: Sequence[int]) -> list[tuple[float, int]]:
    keys = list(connection.execute(SHARING, {"bands": bands, "itself": document_pk}).scalars())
    if not keys:
        return []
    rows = connection.execute(SKETCHES, {"keys": keys})
    shares = (
        (similarity(sketch, Sketch(row.signature, row.made_by)), row.document_pk) for row in rows if row.signature
    )
    return sorted((share for share in shares if share[0] >= ALIKE), reverse=True)[:KEPT]


def _pairs(connection: Connection, document_ids: Sequence[str], access: Access) -> Iterator[Pair]:
    named = select(documents.c.pk, documents.c.id).where(documents.c.id.in_(document_ids))
    keys = {row.pk: row.id for row in connection.execute(named)}
    links = connection.execute(
        select(similar_documents).where(
            or_(similar_documents.c.document_pk.in_(keys), similar_documents.c.other_pk.in_(keys))
        )
    ).all()
    known = _described(connection, sorted({pk for link in links for pk in (link.document_pk, link.other_pk)}), access)
    for link in links:
        for one, other in ((link.document_pk, link.other_pk), (link.other_pk, link.document_pk)):
            if one in keys and one in known and other in known:
                yield Pair(
                    *(
                        SimilarDocument(row.id, row.title, link.similarity, row.published, row.source)
                        for row in (known[one], known[other])
                    )
                )


def _described(connection: Connection, keys: Sequence[int], access: Access) -> dict[int, Row[Any]]:
    """What is known of present documents, by key, of those that the caller may read."""
    query = (
        select(documents.c.pk, documents.c.id, documents.c.source, versions.c.title, versions.c.published)
        .join(versions, versions.c.document_pk == documents.c.pk)
        .where(*latest(access))
    )
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(keys), AT_A_TIME):
        some = query.where(documents.c.pk.in_(keys[start : start + AT_A_TIME]))
        found |= {row.pk: row for row in connection.execute(some)}
    return found
