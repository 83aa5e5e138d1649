"""The change log, as the follower reads it, and how far each index has come."""

from __future__ import annotations

import secrets
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, and_, delete, func, insert, or_, select, update

from assistant.catalogue import rows
from assistant.catalogue.engine import now, one_at_a_time, writing
from assistant.catalogue.tables import (
    changes,
    documents,
    identity,
    index_progress,
    measures,
    organisations,
    passages,
    versions,
)
from assistant.catalogue.upserts import upsert
from assistant.domain import Access, Passage

DOCUMENTS = 200
"""Documents whose passages are read in one statement; SQLite allows at least 999 parameters."""


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage as the indexes take it, under its number in the catalogue."""

    number: int
    document_number: int
    passage: Passage
    title: str
    """The title that the document states; empty where it was taken from the text, which would count it twice."""
    language: str
    access: Access


@dataclass(frozen=True, slots=True)
class PendingDocument:
    """What is to be done for one document whose changes have not been applied yet."""

    pk: int
    version: int
    """Its newest version when this was read."""
    removed: bool

    @property
    def wanted_version(self) -> int | None:
        """The version that the indexes must hold; None when the document was removed."""
        return None if self.removed else self.version


class ChangeLog:
    """Reads changes, hands out what has to be indexed, and publishes what is indexed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def head(self) -> int:
        """Number of the newest change; 0 when there is none."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.coalesce(func.max(changes.c.id), 0))).scalar_one())

    def mark(self, change: int) -> str:
        """The random mark of a change; empty for 0 and for a change that this log does not have."""
        with self._engine.connect() as connection:
            return connection.execute(select(changes.c.mark).where(changes.c.id == change)).scalar() or ""

    def identity(self) -> str:
        """The catalogue's own name."""
        with self._engine.connect() as connection:
            return str(connection.execute(select(identity.c.id)).scalar_one())

    def pending(self, *, after: int, upto: int, limit: int) -> tuple[list[PendingDocument], int]:
        """Up to ``limit`` documents changed in ``(after, upto]``, and the change up to which that is all.

        A document that changed several times comes once, with its present state.
        """
        with self._engine.connect() as connection:
            log = connection.execute(
                select(changes.c.id, changes.c.document_pk)
                .where(changes.c.id > after, changes.c.id <= upto)
                .order_by(changes.c.id)
                .limit(limit)
            ).all()
            if not log:
                return [], upto
            found = connection.execute(
                select(documents.c.pk, documents.c.current_version, documents.c.removed).where(
                    documents.c.pk.in_({row.document_pk for row in log})
                )
            )
            pending = [PendingDocument(row.pk, row.current_version, row.removed) for row in found]
        return pending, log[-1].id

    def passages_to_add(self, pending: Sequence[PendingDocument]) -> Generator[IndexedPassage]:
        """All passages of the wanted versions, document by document, without their sentences: no index asks for these."""
        wanted = [document for document in pending if document.wanted_version is not None]
        for start in range(0, len(wanted), DOCUMENTS):
            yield from self._passages_of(wanted[start : start + DOCUMENTS])

    def stored_passages(self, *, all_versions: bool = False) -> Iterator[IndexedPassage]:
        """The passages that are answered from; with ``all_versions`` also those that wait to be."""
        query = select(documents.c.pk, documents.c.served_version, documents.c.current_version)
        with self._engine.connect() as connection:
            present = connection.execute(query.where(documents.c.removed.is_(False)).order_by(documents.c.pk)).all()
        served = [PendingDocument(row.pk, row.served_version, False) for row in present if row.served_version]
        newer = [
            PendingDocument(row.pk, row.current_version, False)
            for row in present
            if all_versions and row.current_version != row.served_version
        ]
        for versions_of_one in (served, newer):
            yield from self.passages_to_add(versions_of_one)

    def _passages_of(self, wanted: Sequence[PendingDocument]) -> Iterator[IndexedPassage]:
        # In two steps: joined in one statement, SQLite reads through all passages there are.
        version_of = {document.pk: document.version for document in wanted}
        of_versions = (
            select(
                versions.c.pk,
                versions.c.document_pk,
                documents.c.id,
                versions.c.version,
                versions.c.title,
                versions.c.inferred,
                versions.c.language,
                versions.c.access,
            )
            .join(documents, documents.c.pk == versions.c.document_pk)
            .where(versions.c.document_pk.in_(version_of))
        )
        with self._engine.connect() as connection:
            found = {
                row["pk"]: row
                for row in connection.execute(of_versions).mappings()
                if row["version"] == version_of[row["document_pk"]]
            }
            of_passages = (
                select(*[column for column in passages.c if column.name != "sentences"])
                .where(passages.c.version_pk.in_(found))
                .order_by(passages.c.version_pk, passages.c.pk)
            )
            for row in connection.execute(of_passages).mappings():
                version = found[row["version_pk"]]
                yield IndexedPassage(
                    row["pk"],
                    version["document_pk"],
                    rows.passage_from({**row, "id": version["id"], "version": version["version"]}),
                    "" if "title" in version["inferred"] else version["title"],
                    version["language"],
                    Access(version["access"]),
                )

    def all_passages(self) -> Iterator[IndexedPassage]:
        """What each index should hold when it has caught up, document by document."""
        query = select(documents.c.pk, documents.c.current_version).where(documents.c.removed.is_(False))
        with self._engine.connect() as connection:
            present = [PendingDocument(row.pk, row.current_version, False) for row in connection.execute(query)]
        yield from self.passages_to_add(present)

    def wanted(self) -> dict[int, tuple[int, Access]]:
        """The same as numbers: the document and the level of each passage that an index should hold."""
        query = (
            select(passages.c.pk, versions.c.document_pk, versions.c.access)
            .join(versions, versions.c.pk == passages.c.version_pk)
            .join(documents, documents.c.pk == versions.c.document_pk)
            .where(documents.c.removed.is_(False), versions.c.version == documents.c.current_version)
        )
        with self._engine.connect() as connection:
            return {row.pk: (row.document_pk, Access(row.access)) for row in connection.execute(query)}

    def apply_again(self, document_pks: Sequence[int]) -> None:
        """Have the follower apply documents once more, as they are."""
        with writing(self._engine) as connection:
            one_at_a_time(connection)
            for pk in document_pks:
                connection.execute(insert(changes).values(document_pk=pk, mark=secrets.token_hex(16), at=now()))

    def serve(self, pending: Sequence[PendingDocument]) -> None:
        """Switch answers to the wanted versions, all at once."""
        with writing(self._engine) as connection:
            for document in pending:
                if document.wanted_version is not None:
                    connection.execute(
                        update(documents)
                        .where(
                            documents.c.pk == document.pk,
                            documents.c.removed.is_(False),
                            # Removed and put back meanwhile: what was withdrawn must not be served again.
                            or_(
                                # Never back: passages of an earlier version may be forgotten already.
                                documents.c.served_version <= document.wanted_version,
                                and_(
                                    documents.c.served_version.is_(None),
                                    documents.c.current_version == document.wanted_version,
                                ),
                            ),
                        )
                        .values(served_version=document.wanted_version)
                    )

    def forget_other_versions(self, applied: Sequence[PendingDocument]) -> None:
        """Delete the passages, measures and organisations of all versions before the applied ones; of removed documents those too.

        Versions put meanwhile keep theirs, and the texts of all versions stay, for citations.
        """
        with writing(self._engine) as connection:
            for document in applied:
                newest_to_go = document.version if document.removed else document.version - 1
                others = select(versions.c.pk).where(
                    versions.c.document_pk == document.pk, versions.c.version <= newest_to_go
                )
                for table in (passages, measures, organisations):
                    connection.execute(delete(table).where(table.c.version_pk.in_(others)))

    def note_progress(self, name: str, cursor: int) -> None:
        """Tell other processes how far an index has come. The index itself holds the cursor that counts."""
        said = {"cursor": cursor, "at": now()}
        with writing(self._engine) as connection:
            noted = upsert(connection, index_progress).values(name=name, **said)
            connection.execute(noted.on_conflict_do_update(index_elements=["name"], set_=said))

    def progress(self, name: str) -> int:
        """What :meth:`note_progress` last said of an index; 0 when nothing."""
        with self._engine.connect() as connection:
            query = select(index_progress.c.cursor).where(index_progress.c.name == name)
            return int(connection.execute(query).scalar() or 0)

    def served_passages(self) -> int:
        """How many passages each index should hold when it has caught up."""
        query = (
            select(func.count())
            .select_from(passages)
            .join(versions, versions.c.pk == passages.c.version_pk)
            .join(documents, documents.c.pk == versions.c.document_pk)
            .where(documents.c.removed.is_(False), versions.c.version == documents.c.current_version)
        )
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())
