"""Documents, their versions and passages: the truth that both indexes are derived from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, select, update

from assistant.catalogue import filing, rows
from assistant.catalogue.engine import log_change, now, one_at_a_time, writing
from assistant.catalogue.filing import Filing
from assistant.catalogue.listing import Summary, newest, summaries
from assistant.catalogue.reading import PassageReader
from assistant.catalogue.similarity import SimilarDocument, Similarities, forget_sketch, put_sketch
from assistant.catalogue.source_files import SourceFile, SourceFiles, remember_file
from assistant.catalogue.storing import Change, holds, known_by_id, refuse_purged, store_version
from assistant.catalogue.superseding import NOTHING_STATED, Links, Statements, Supersedings, state
from assistant.catalogue.tables import documents, purges, source_files, versions
from assistant.domain import Access, Document, Hit, Metadata, Passage
from assistant.errors import PurgedDocument, UnknownDocument
from assistant.measure import Findings
from assistant.missing import Missing, missing_from, told_to
from assistant.sketch import Sketch


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document version with what its reader must know of the versions around it."""

    document: Document
    latest_version: int
    removed: bool
    original_lost: bool = False
    """Whether the file that it was read from was kept, and is lost."""
    missing: tuple[Missing, ...] = ()
    """What of the file was not read."""


@dataclass(frozen=True, slots=True)
class Relations:
    """What a document is to others."""

    links: Links
    similar: tuple[SimilarDocument, ...]
    copies: tuple[str, ...]
    """Where other files of the same bytes lie."""


ALL_BUT_TEXT = [column for column in versions.c if column.name not in {"text", "blocks"}]


class Documents:
    """The documents of a catalogue. Every write is one transaction for one document version."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = PassageReader(engine)
        self.files = SourceFiles(engine)
        self.supersedings = Supersedings(engine)
        self.similarities = Similarities(engine)

    def put(
        self,
        document: Document,
        document_passages: Iterable[Passage],
        *,
        file: SourceFile | None = None,
        findings: Findings | None = None,
        original: str | None = None,
        statements: Statements = NOTHING_STATED,
        sketch: Sketch | None = None,
        missing: Sequence[Missing] | None = None,
        begun: datetime | None = None,
    ) -> Change:
        """Store a document as its next version with what was found in it, unless its content is what is stored already.

        The version numbers of what is given are replaced by the next free one. Findings made by another state of the
        extractors than those that are stored take their place, also when the content is unchanged. So do statements on
        what replaces what, what of the file is ``missing``, and the ``original``: the hash of the file that it was read
        from, if that is kept.

        ``begun`` is the instant from which on what is given was read, or was on its way to be.

        Raises:
            PurgedMeanwhile: the document was deleted for good since then. Nothing is stored.
            CircularSuperseding: by what is stated, a document would come to replace itself. Nothing is stored then.
        """
        # Splitting a long document takes seconds: it is done before the write lock is taken, and only if it is needed.
        passage_rows: Iterable[dict[str, Any]] = map(rows.passage_values, document_passages)
        with self._engine.connect() as connection:
            held = holds(connection, document)
        if not held:
            passage_rows = list(passage_rows)
        with writing(self._engine) as connection:
            one_at_a_time(connection)
            known = known_by_id(connection, document.id)
            if known is not None and begun is not None:
                refuse_purged(connection, known, begun)
            change, document_pk = store_version(
                connection,
                known,
                document,
                passage_rows,
                findings=findings,
                original=original,
                missing=missing,
            )
            new = known is None
            state(connection, document_pk, document.id, statements, new=new)
            if sketch is not None and change is not Change.UNCHANGED:
                version = 1 if known is None else known["current_version"] + 1
                put_sketch(connection, document_pk, version, sketch, new=new)
            if file is not None:
                remember_file(connection, document_pk, file, new=new)
            return change

    def remove(self, document_id: str) -> None:
        """Take a document out of all answers at once. Its versions stay, for the citations that name them.

        Raises:
            UnknownDocument: there is none of this id, or it was removed before.
        """
        with writing(self._engine) as connection:
            one_at_a_time(connection)
            row = connection.execute(
                select(documents.c.pk).where(documents.c.id == document_id, documents.c.removed.is_(False))
            ).first()
            if row is None:
                raise UnknownDocument(document_id)
            # Served no more: put back later, it must not be answered from in its old words until the new are whole.
            connection.execute(
                update(documents)
                .where(documents.c.pk == row.pk)
                .values(removed=True, served_version=None, updated_at=now())
            )
            connection.execute(delete(source_files).where(source_files.c.document_pk == row.pk))
            forget_sketch(connection, row.pk)
            log_change(connection, row.pk)

    def present_version(self, document_id: str) -> int:
        """Number of a document's present version.

        Raises:
            UnknownDocument: there is none of this id, or it was removed.
        """
        query = select(documents.c.current_version).where(documents.c.id == document_id, documents.c.removed.is_(False))
        with self._engine.connect() as connection:
            version = connection.execute(query).scalar()
        if version is None:
            raise UnknownDocument(document_id)
        return int(version)

    def get(self, document_id: str, *, version: int | None = None, access: Access = Access.STAFF) -> StoredDocument:
        """A document version with its text; the present one when no version is named.

        A removed document's versions can still be had by number, since citations name them.

        Raises:
            UnknownDocument: no such document or version, or one that this caller may not read.
            PurgedDocument: it has been deleted for good.
        """
        number = documents.c.current_version if version is None else version
        query = (
            select(
                documents.c.id,
                documents.c.source,
                documents.c.current_version,
                documents.c.removed,
                documents.c.access.label("present_access"),
                purges.c.upto_version,
                *ALL_BUT_TEXT,
            )
            .join(versions, versions.c.document_pk == documents.c.pk)
            .outerjoin(purges, purges.c.document_pk == documents.c.pk)
            .where(documents.c.id == document_id, versions.c.version == number)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        readable = access.readable()
        if row is None or not {Access(row["access"]), Access(row["present_access"])} <= readable:
            raise UnknownDocument(document_id, version)
        if row["version"] <= (row["upto_version"] or 0):
            raise PurgedDocument(document_id, row["title"])
        if row["removed"] and version is None:
            raise UnknownDocument(document_id, version)
        text, blocks = self._reader.words(row["pk"])
        document = Document(
            id=row["id"],
            version=row["version"],
            source=row["source"],
            metadata=rows.metadata_from(row),
            text=text,
            blocks=blocks,
            content_hash=row["content_hash"],
        )
        missing = told_to(access, missing_from(row["missing"]))
        return StoredDocument(document, row["current_version"], row["removed"], row["original_lost"], missing)

    def summaries(self, *, access: Access = Access.STAFF) -> list[Summary]:
        """All present documents that the caller may read, by id."""
        duplicated = self.similarities.linked(access=access) | self.files.copied()
        return summaries(self._engine, access=access, duplicated=duplicated)

    def relations(self, document_id: str, *, access: Access) -> Relations:
        """What a document is to others that the caller may read."""
        return Relations(
            links=self.supersedings.links(document_id, access=access),
            similar=tuple(self.similarities.of(document_id, access=access)),
            copies=tuple(known.file.source for known in self.files.of_document(document_id) if known.copy),
        )

    def newest(self, *, access: Access, limit: int) -> list[tuple[str, Metadata]]:
        """Ids and metadata of the documents that were changed last and can be found, newest first."""
        return newest(self._engine, access=access, limit=limit)

    def warm(self) -> None:
        """Read now what the first questions would have to wait for."""
        self._reader.warm()

    def hits(self, scores: dict[int, float], *, access: Access, whole: bool = True) -> dict[int, Hit]:
        """Join passage numbers from the indexes with the catalogue.

        Only passages of the served version of a present document that the caller may read come back; what an index
        still holds of other versions is dropped here. Unless they are wanted ``whole``, passages have their place and
        words alone, no headings and no sentences: much is looked at to choose a little, and most of a passage is its
        sentences. :meth:`passages` has the rest.
        """
        return self._reader.hits(scores, access=access, whole=whole)

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """Whole passages by numbers that :meth:`hits` gave back just now; those that have been deleted since are left out."""
        return self._reader.passages(numbers)

    def filings(self, *, access: Access) -> list[Filing]:
        """How each document that the caller may read is filed."""
        return filing.filings(self._engine, access=access)

    def has_filed_under(self, place: str, *, access: Access) -> bool:
        """Whether a document that the caller may read is filed under a place, given by its code, or under a region of it."""
        return filing.has_filed_under(self._engine, place, access=access)

    def owners(self, numbers: Collection[int], *, access: Access) -> dict[int, str]:
        """The documents that passages belong to, by passage number; what :meth:`hits` would leave out is left out here too."""
        return self._reader.owners(numbers, access=access)

    def passages_of(self, document_ids: Sequence[str], *, access: Access, limit: int) -> list[Passage]:
        """Up to ``limit`` passages of each of some documents' served versions, in reading order."""
        return self._reader.passages_of(document_ids, access=access, limit=limit)
