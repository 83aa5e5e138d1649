"""The files that documents were read from: what was noted of them, so that what has not changed need not be read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, bindparam, delete, insert, or_, select, update

from assistant.catalogue.engine import one_at_a_time, writing
from assistant.catalogue.tables import documents, source_files

AT_A_TIME = 500
"""Sources asked for in one statement; SQLite allows at least 999 parameters."""

# What is asked and written for each file is made once (see :mod:`assistant.catalogue.storing`).
KNOWN = (
    select(source_files, documents.c.id)
    .join(documents, documents.c.pk == source_files.c.document_pk)
    .where(documents.c.removed.is_(False))
)
OF_CONTENT = KNOWN.where(source_files.c.file_hash == bindparam("of_hash"), source_files.c.copy.is_(False)).order_by(
    source_files.c.source
)
ADD = insert(source_files)
DROP = delete(source_files).where(source_files.c.source == bindparam("of_source"))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The state of a file when it was last taken in; if it still holds, the file need not be read again."""

    source: str
    size: int
    modified_ns: int
    file_hash: str
    flags_hash: str
    """Over the flags of the caller and the version of the reading code: either changed means read again."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was noted, and the document that its words are in."""

    file: SourceFile
    document_id: str
    copy: bool
    """Whether the document was read from another file of the same bytes."""


class SourceFiles:
    """What is noted of files. Only files of documents that are there are known."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known(self, sources: Sequence[str]) -> dict[str, KnownFile]:
        """Those of some files that are known, by source, in as few statements as can be."""
        found: dict[str, KnownFile] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(sources), AT_A_TIME):
                some = KNOWN.where(source_files.c.source.in_(sources[start : start + AT_A_TIME]))
                found |= {row["source"]: _from(row) for row in connection.execute(some).mappings()}
        return found

    def within(self, folder: str) -> dict[str, KnownFile]:
        """All known files below a folder or archive, by source."""
        return self._by_source(KNOWN.where(source_files.c.source.startswith(f"{folder}/", autoescape=True)))

    def of_document(self, document_id: str) -> list[KnownFile]:
        """The file that a document was read from, then its copies."""
        query = KNOWN.where(documents.c.id == document_id).order_by(source_files.c.copy, source_files.c.source)
        return list(self._by_source(query).values())

    def sizes(self) -> frozenset[int]:
        """All sizes of files that documents were read from."""
        with self._engine.connect() as connection:
            return frozenset(connection.execute(select(source_files.c.size).distinct()).scalars())

    def copied(self) -> set[str]:
        """Ids of the documents that more than one file holds."""
        query = KNOWN.where(source_files.c.copy.is_(True)).with_only_columns(documents.c.id).distinct()
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def of_content(self, file_hash: str) -> list[KnownFile]:
        """The files of these bytes that documents were read from; copies are left out."""
        return list(self._by_source(OF_CONTENT, of_hash=file_hash).values())

    def _by_source(self, query: Select[Any], **asked: Any) -> dict[str, KnownFile]:
        with self._engine.connect() as connection:
            return {row["source"]: _from(row) for row in connection.execute(query, asked).mappings()}

    def note_touched(self, files: Sequence[SourceFile]) -> None:
        """Renew what is noted of files that were touched but not changed, in one transaction."""
        if not files:
            return
        touched = (
            update(source_files)
            .where(source_files.c.source == bindparam("of_source"))
            .values(size=bindparam("new_size"), modified_ns=bindparam("new_modified_ns"))
        )
        values = [{"of_source": f.source, "new_size": f.size, "new_modified_ns": f.modified_ns} for f in files]
        with writing(self._engine) as connection:
            connection.execute(touched, values)

    def note_move(self, before: str, file: SourceFile) -> None:
        """Let a document be that of a file that was moved from ``before``. Its versions and citations stay as they are."""
        with writing(self._engine) as connection:
            one_at_a_time(connection)
            document_pk = connection.execute(
                select(source_files.c.document_pk).where(source_files.c.source == before)
            ).scalar()
            if document_pk is not None:
                remember_file(connection, document_pk, file)

    def note_copies(self, copies: Sequence[tuple[SourceFile, str]]) -> None:
        """Note files as copies of the files that documents were read from, each with the document's id."""
        if not copies:
            return
        with writing(self._engine) as connection:
            one_at_a_time(connection)
            for file, document_id in copies:
                document_pk = connection.execute(
                    select(documents.c.pk).where(documents.c.id == document_id, documents.c.removed.is_(False))
                ).scalar()
                if document_pk is not None:
                    _put(connection, document_pk, file, copy=True)


def remember_file(connection: Connection, document_pk: int, file: SourceFile, *, new: bool = False) -> None:
    """Note the file that a document was read from, within the caller's transaction; ``new`` spares looking for earlier ones.

    A document belongs to the file that it was read from last: an earlier file, taken in again, is news. Copies stay
    noted as long as they are of the same bytes.
    """
    if not new:
        others = delete(source_files).where(
            source_files.c.document_pk == document_pk,
            or_(source_files.c.copy.is_(False), source_files.c.file_hash != file.file_hash),
        )
        connection.execute(others)
        moved = update(documents).where(documents.c.pk == document_pk, documents.c.source != file.source)
        connection.execute(moved.values(source=file.source))
    _put(connection, document_pk, file, copy=False)


def _put(connection: Connection, document_pk: int, file: SourceFile, *, copy: bool) -> None:
    connection.execute(DROP, {"of_source": file.source})
    connection.execute(
        ADD,
        {
            "source": file.source,
            "document_pk": document_pk,
            "size": file.size,
            "modified_ns": file.modified_ns,
            "file_hash": file.file_hash,
            "flags_hash": file.flags_hash,
            "copy": copy,
        },
    )


def _from(row: RowMapping) -> KnownFile:
    file = SourceFile(row["source"], row["size"], row["modified_ns"], row["file_hash"], row["flags_hash"])
    return KnownFile(file, row["id"], row["copy"])
