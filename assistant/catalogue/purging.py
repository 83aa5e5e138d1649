"""Deleting documents for good: their words leave the catalogue in one transaction, and what is left in files is swept later.

A purge is begun here and finished by whoever holds the indexes (:class:`assistant.index.purging.Purger`). Until then it
stands in ``purges`` as unfinished, so that a process that was killed leaves no more than work to be done again.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import OperationalError as DriverError
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, delete, insert, select, update

from assistant.catalogue.corrections import forget
from assistant.catalogue.engine import SQLITE_BUSY_SECONDS, in_utc, log_change, now, one_at_a_time, writing
from assistant.catalogue.scrubbing import Forgotten, scrub_turns
from assistant.catalogue.similarity import forget_sketch
from assistant.catalogue.tables import (
    documents,
    embeddings,
    fetches,
    job_files,
    job_outcomes,
    measures,
    organisations,
    passages,
    purges,
    quarantine,
    source_files,
    supersedings,
    uploads,
    versions,
)
from assistant.errors import DataFolderError, UnknownDocument

SWEPT = 500
"""Embeddings deleted in one statement; SQLite allows at least 999 parameters."""


@dataclass(frozen=True, slots=True)
class Purge:
    """A document that was deleted for good, or is being."""

    document_id: str
    source: str
    """Where it was read from; empty when what is kept there has been deleted."""
    asked_at: datetime
    done_at: datetime | None


class Purges:
    """Begins purges, tells which are unfinished, and sweeps the catalogue's own files."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, document_id: str) -> Purge:
        """Delete all words of a document and what was made of them; it is out of all answers at once.

        What cites it keeps number and title. A document that was deleted before is not begun again.

        Raises:
            UnknownDocument: there is none of this id.
        """
        with writing(self._engine) as connection:
            one_at_a_time(connection)
            row = connection.execute(select(documents).where(documents.c.id == document_id)).first()
            if row is None:
                raise UnknownDocument(document_id)
            known = connection.execute(select(purges).where(purges.c.document_pk == row.pk)).first()
            if known is None or known.upto_version < row.current_version:
                _delete_words(connection, row.pk)
                connection.execute(delete(fetches).where(fetches.c.address == row.source))
                connection.execute(delete(purges).where(purges.c.document_pk == row.pk))
                connection.execute(
                    insert(purges).values(
                        document_pk=row.pk, asked_at=now(), source=row.source, upto_version=row.current_version
                    )
                )
                log_change(connection, row.pk)
            return _purge(connection, document_id)

    def title_of(self, document_id: str) -> str:
        """The title of a document's newest version, also of one that was removed.

        Raises:
            UnknownDocument: there is none of this id.
        """
        query = (
            select(versions.c.title)
            .join(documents, documents.c.pk == versions.c.document_pk)
            .where(documents.c.id == document_id, versions.c.version == documents.c.current_version)
        )
        with self._engine.connect() as connection:
            title: str | None = connection.execute(query).scalar()
        if title is None:
            raise UnknownDocument(document_id)
        return title

    def of(self, document_id: str) -> Purge:
        """How far the purge of a document has come.

        Raises:
            UnknownDocument: none was begun.
        """
        with self._engine.connect() as connection:
            return _purge(connection, document_id)

    def unfinished(self) -> list[Purge]:
        """The purges that were begun and not finished, the oldest first."""
        query = _purges().where(purges.c.done_at.is_(None)).order_by(purges.c.asked_at)
        with self._engine.connect() as connection:
            return [_purge_from(row) for row in connection.execute(query).mappings()]

    def finish(self, document_ids: Collection[str]) -> None:
        """Note that nothing is left of some documents."""
        keys = select(documents.c.pk).where(documents.c.id.in_(document_ids))
        with writing(self._engine) as connection:
            connection.execute(
                update(purges).where(purges.c.document_pk.in_(keys), purges.c.done_at.is_(None)).values(done_at=now())
            )

    def forget_sources(self) -> None:
        """Forget where the documents were read from whose purges were begun: nothing is left there to be deleted."""
        with writing(self._engine) as connection:
            connection.execute(update(purges).where(purges.c.source != "").values(source=""))

    def cached_texts(self) -> set[str]:
        """Hashes of all texts whose embeddings are kept."""
        with self._engine.connect() as connection:
            return set(connection.execute(select(embeddings.c.text_hash).distinct()).scalars())

    def drop_embeddings(self, text_hashes: Sequence[str]) -> None:
        """Delete the embeddings of some texts."""
        for start in range(0, len(text_hashes), SWEPT):
            with writing(self._engine) as connection:
                some = embeddings.c.text_hash.in_(text_hashes[start : start + SWEPT])
                connection.execute(delete(embeddings).where(some))

    def sweep_files(self) -> None:
        """Rewrite the catalogue's files without what was deleted: free pages, and the log of earlier writes.

        Raises:
            DataFolderError: there is no room for a second copy, or others read for too long.
        """
        if self._engine.dialect.name == "sqlite":
            _rewrite_sqlite(self._engine)
        else:
            words = (versions, passages, measures, organisations, embeddings, source_files, supersedings)
            files = (job_files, job_outcomes, quarantine, uploads, fetches)
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in (*(table.name for table in (*words, *files)), "turns", "citations", "documents"):
                    connection.exec_driver_sql(f"VACUUM FULL {table}")


def _delete_words(connection: Connection, document_pk: int) -> None:
    of_document = select(versions.c.pk, versions.c.title, versions.c.inferred, versions.c.blocks).where(
        versions.c.document_pk == document_pk
    )
    found = connection.execute(of_document).mappings().all()
    document_id = connection.execute(select(documents.c.id).where(documents.c.pk == document_pk)).scalar_one()
    scrub_turns(connection, document_pk, Forgotten.of(found))
    keys = [row["pk"] for row in found]
    ids = select(measures.c.id).where(measures.c.version_pk.in_(keys))
    elsewhere = select(measures.c.id).where(measures.c.version_pk.not_in(keys))
    forget(connection, connection.execute(ids.where(measures.c.id.not_in(elsewhere))).scalars().all())
    for table in (passages, measures, organisations):
        connection.execute(delete(table).where(table.c.version_pk.in_(keys)))
    forget_sketch(connection, document_pk)
    connection.execute(delete(source_files).where(source_files.c.document_pk == document_pk))
    # A title that nobody stated is words of the document.
    untitled = [row["pk"] for row in found if "title" in row["inferred"]]
    connection.execute(update(versions).where(versions.c.pk.in_(untitled)).values(title=document_id))
    connection.execute(
        update(versions)
        .where(versions.c.pk.in_(keys))
        .values(
            text="",
            blocks=[],
            content_hash="",
            publisher=None,
            reference=None,
            findings_made_by=None,
            original=None,
            original_lost=False,
            missing=None,
        )
    )
    connection.execute(
        update(documents)
        .where(documents.c.pk == document_pk)
        .values(removed=True, served_version=None, source="", updated_at=now())
    )


def _purges() -> Select[Any]:
    return select(documents.c.id, purges.c.source, purges.c.asked_at, purges.c.done_at).join(
        documents, documents.c.pk == purges.c.document_pk
    )


def _purge(connection: Connection, document_id: str) -> Purge:
    row = connection.execute(_purges().where(documents.c.id == document_id)).mappings().first()
    if row is None:
        raise UnknownDocument(document_id)
    return _purge_from(row)


def _purge_from(row: RowMapping) -> Purge:
    done_at = None if row["done_at"] is None else in_utc(row["done_at"])
    return Purge(row["id"], row["source"], in_utc(row["asked_at"]), done_at)


def _rewrite_sqlite(engine: Engine) -> None:
    deadline = time.monotonic() + SQLITE_BUSY_SECONDS
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            # A new file of what is there: pages that were freed long ago, and by programs that did not wipe them, go too.
            cursor.execute("VACUUM")
            # The log still holds pages as they were; it is emptied when nobody reads an old state any more.
            while cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > deadline:
                    raise DriverError("database is locked by readers")
                time.sleep(0.05)
        except DriverError as error:
            raise DataFolderError.about(Path(str(engine.url.database)).parent, str(error)) from error
