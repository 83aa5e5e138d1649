"""Checks of the catalogue's rows against one another: the database file, versions, orphans, cached vectors."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, Integer, and_, func, not_, or_, select, text

from assistant.catalogue.changelog import ChangeLog
from assistant.catalogue.embedding_cache import text_hash
from assistant.catalogue.engine import HEAD
from assistant.catalogue.tables import documents, embeddings, measures, organisations, passages, source_files, versions
from assistant.counting import counted
from assistant.protocols import Embedder, knows_chinese
from assistant.upkeep.findings import Check, Repair, State, named

BACKUP = "Stop the server and put a backup back (goglobal restore FILE --force), or take the documents in anew."
AGAIN = "--fix puts them into the change log once more; the follower then applies and forgets as it should."


def check_rows(engine: Engine) -> Iterator[Check]:
    """Everything but spans and indexes."""
    with engine.connect() as connection:
        yield from _integrity(connection)
        yield _schema(connection)
        yield _versions(connection)
        yield _left_passages(connection)
        yield _files(connection)


def _integrity(connection: Connection) -> Iterator[Check]:
    if connection.dialect.name != "sqlite":
        server = str(connection.execute(text("SHOW server_version")).scalar())
        yield Check("database", State.OK, f"PostgreSQL {server} answers; its own tool pg_amcheck looks into its files.")
        return
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)"))]
    if found == ["ok"]:
        yield Check("database", State.OK, "The database file is sound (SQLite's integrity_check).")
    else:
        means = "The disk or a foreign program has changed it; answers may be wrong or fail."
        yield Check("database", State.WRONG, f"The database file is damaged: {named(found)}.", means, BACKUP)
    lost = connection.execute(text("PRAGMA foreign_key_check")).all()
    if lost:
        tables = sorted({str(row[0]) for row in lost})
        what = f"{counted(len(lost), 'row')} of {named(tables)} belong to rows that are gone."
        yield Check("orphans", State.WRONG, what, "A foreign program has deleted rows.", BACKUP)


def _schema(connection: Connection) -> Check:
    present = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if present == HEAD:
        return Check("schema", State.OK, f"The catalogue's schema is {present}, as this program expects.")
    what = f"The catalogue's schema is {present}; this program expects {HEAD}."
    return Check("schema", State.WRONG, what, "Two versions of the program are at work.", "Update the older one.")


def _versions(connection: Connection) -> Check:
    present, served = versions.alias("present"), versions.alias("served")
    query = (
        select(documents.c.id)
        .join(
            present,
            and_(present.c.document_pk == documents.c.pk, present.c.version == documents.c.current_version),
            isouter=True,
        )
        .join(
            served,
            and_(served.c.document_pk == documents.c.pk, served.c.version == documents.c.served_version),
            isouter=True,
        )
        .where(
            or_(
                present.c.pk.is_(None),
                documents.c.served_version > documents.c.current_version,
                and_(documents.c.served_version.is_not(None), served.c.pk.is_(None)),
                and_(documents.c.removed.is_(True), documents.c.served_version.is_not(None)),
                present.c.version
                != select(func.max(versions.c.version))
                .where(versions.c.document_pk == documents.c.pk)
                .scalar_subquery(),
            )
        )
        .order_by(documents.c.id)
    )
    wrong = list(connection.execute(query).scalars())
    if wrong:
        what = f"{counted(len(wrong), 'document')} without the version that is said to be present or served: {named(wrong)}."
        return Check("versions", State.WRONG, what, "They cannot be answered from as they should.", BACKUP)
    total = connection.execute(select(func.count()).select_from(documents)).scalar_one()
    return Check("versions", State.OK, f"{counted(total, 'document')}, each with one present version.")


def _left_passages(connection: Connection) -> Check:
    """Passages and findings of versions that are neither present nor served."""
    kept = or_(
        and_(documents.c.removed.is_(False), versions.c.version == documents.c.current_version),
        versions.c.version == documents.c.served_version,
    )
    left: dict[int, str] = {}
    for table in (passages, measures, organisations):
        query = (
            select(documents.c.pk, documents.c.id)
            .join(versions, versions.c.document_pk == documents.c.pk)
            .join(table, table.c.version_pk == versions.c.pk)
            .where(not_(func.coalesce(kept, False)))
            .distinct()
        )
        left |= {row.pk: row.id for row in connection.execute(query)}
    if left:
        what = f"Passages of earlier versions of {counted(len(left), 'document')} are left: {named(sorted(left.values()))}."
        means = "They take room and are not answered from. While the follower works this is usual for a moment."
        return Check("leftovers", State.NOTE, what, means, AGAIN, Repair.APPLY_AGAIN, tuple(sorted(left)))
    return Check("leftovers", State.OK, "No passages of earlier versions are left.")


def _files(connection: Connection) -> Check:
    query = (
        select(source_files.c.source)
        .join(documents, documents.c.pk == source_files.c.document_pk)
        .where(documents.c.removed.is_(True))
    )
    lost = list(connection.execute(query).scalars())
    if lost:
        means = "They would be passed over as unchanged."
        fix = "Touch these files and run goglobal ingest on them."
        return Check("sources", State.WRONG, f"Files of removed documents are noted: {named(lost)}.", means, fix)
    count = connection.execute(select(func.count()).select_from(source_files)).scalar_one()
    return Check("sources", State.OK, f"{counted(count, 'file')} noted, each of a present document.")


def check_embeddings(engine: Engine, changelog: ChangeLog, embedder: Embedder) -> Iterator[Check]:
    """The cache of vectors: their length, and those that no present passage uses."""
    size = func.length(embeddings.c.vector, type_=Integer)
    query = select(embeddings.c.fingerprint, size, func.count()).group_by(embeddings.c.fingerprint, size)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    lengths: dict[str, dict[int, int]] = {}
    for fingerprint, length, count in rows:
        lengths.setdefault(fingerprint, {})[length] = count
    mixed = [name for name, sizes in lengths.items() if len(sizes) > 1 or any(length % 4 for length in sizes)]
    if mixed:
        what = f"Cached vectors of {named(mixed)} are of different lengths."
        fix = "--fix deletes those of the present embedder that differ from most; they are computed again."
        yield Check("embeddings", State.WRONG, what, "The vectors index cannot be built from them.", fix, Repair.PRUNE)
        return
    present = sum(lengths.get(embedder.fingerprint, {}).values())
    others = sum(sum(sizes.values()) for sizes in lengths.values()) - present
    told = f"{counted(present, 'vector')} of the present embedder ({embedder.fingerprint}) cached"
    told += f", {others:,} of earlier ones." if others else "."
    unused = len(unused_embeddings(engine, changelog, embedder))
    if unused:
        fix = "--fix deletes them. To take an earlier text in again would then cost its embedding once more."
        what = f"{told} {unused:,} of them are of texts that are not present any more."
        yield Check("embeddings", State.NOTE, what, "They take room only.", fix, Repair.PRUNE)
    else:
        yield Check("embeddings", State.OK, told)


def unused_embeddings(engine: Engine, changelog: ChangeLog, embedder: Embedder) -> set[str]:
    """Keys of cached vectors of an embedder that no passage of any kept version uses.

    For an embedder that is given translated glosses nothing can be told, and nothing is named.
    """
    if not knows_chinese(embedder):
        return set()
    with engine.connect() as connection:
        query = select(embeddings.c.text_hash).where(embeddings.c.fingerprint == embedder.fingerprint)
        unused = set(connection.execute(query).scalars())
    for item in changelog.all_passages():
        unused.discard(text_hash(item.passage.index_text(item.title)))
    return unused
