"""Storing a document as its next version, within one transaction.

Each statement is made once: to make one anew for every document took longer than SQLite takes to run it. What is known of a
new version goes into its row at once, and nothing is looked for that a new document or version cannot have yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from assistant.catalogue import rows
from assistant.catalogue.engine import in_utc, log_change, now
from assistant.catalogue.measures import add_findings, renew_findings
from assistant.catalogue.tables import documents, passages, purges, versions
from assistant.domain import Document
from assistant.errors import PurgedMeanwhile
from assistant.measure import Findings
from assistant.missing import Missing

BY_ID = select(documents).where(documents.c.id == bindparam("of_id"))
OF_CONTENT = (
    select(versions.c.pk)
    .join(documents, documents.c.pk == versions.c.document_pk)
    .where(
        documents.c.id == bindparam("of_id"),
        documents.c.removed.is_(False),
        versions.c.version == documents.c.current_version,
        versions.c.content_hash == bindparam("of_hash"),
    )
)
PRESENT = select(versions.c.pk, versions.c.content_hash, versions.c.findings_made_by).where(
    versions.c.document_pk == bindparam("of_document"), versions.c.version == bindparam("of_version")
)
PURGED_AT = select(purges.c.asked_at).where(purges.c.document_pk == bindparam("of_document"))
ADD_DOCUMENT, ADD_VERSION, ADD_PASSAGES = insert(documents), insert(versions), insert(passages)
NEXT_VERSION = update(documents).where(documents.c.pk == bindparam("of_document"))
NOTE = update(versions).where(versions.c.pk == bindparam("of_version"))


class Change(StrEnum):
    """What putting a document did to the catalogue."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def known_by_id(connection: Connection, document_id: str) -> RowMapping | None:
    """The row of a document, also of one that has been removed."""
    return connection.execute(BY_ID, {"of_id": document_id}).mappings().first()


def holds(connection: Connection, document: Document) -> bool:
    """Whether a document's present version has this very content."""
    asked = {"of_id": document.id, "of_hash": document.content_hash}
    return connection.execute(OF_CONTENT, asked).first() is not None


def refuse_purged(connection: Connection, known: RowMapping, begun: datetime) -> None:
    """See that a document has not been deleted for good since it was begun to be read.

    Raises:
        PurgedMeanwhile: it has.
    """
    asked_at = connection.execute(PURGED_AT, {"of_document": known["pk"]}).scalar()
    if asked_at is not None and in_utc(asked_at) >= begun:
        raise PurgedMeanwhile(known["id"])


def store_version(
    connection: Connection,
    known: RowMapping | None,
    document: Document,
    passage_rows: Iterable[dict[str, Any]],
    *,
    findings: Findings | None,
    original: str | None,
    missing: Sequence[Missing] | None,
) -> tuple[Change, int]:
    """Store a document as the version after that of its ``known`` row, unless that one's content is the same.

    Returns what that did, and the document's number. What is None stays as it was.
    """
    beside = _beside(original, missing)
    if known is not None and not known["removed"]:
        asked = {"of_document": known["pk"], "of_version": known["current_version"]}
        present = connection.execute(PRESENT, asked).one()
        if present.content_hash == document.content_hash:
            if findings is not None and findings.made_by != present.findings_made_by:
                renew_findings(connection, present.pk, findings)
                beside["findings_made_by"] = findings.made_by
            if beside:
                connection.execute(NOTE, {"of_version": present.pk, **beside})
            return Change.UNCHANGED, known["pk"]
    document_pk, number = _number(connection, known, document)
    version_pk = _key_of(
        connection,
        ADD_VERSION,
        {
            "document_pk": document_pk,
            "version": number,
            "text": document.text,
            "blocks": [rows.block_values(block) for block in document.blocks],
            "content_hash": document.content_hash,
            "created_at": now(),
            "findings_made_by": None if findings is None else findings.made_by,
            **rows.metadata_values(document.metadata),
            **beside,
        },
    )
    if new_rows := [{"version_pk": version_pk, **row} for row in passage_rows]:
        connection.execute(ADD_PASSAGES, new_rows)
    if findings is not None:
        add_findings(connection, version_pk, findings)
    log_change(connection, document_pk)
    return Change.ADDED if known is None or known["removed"] else Change.UPDATED, document_pk


def _beside(original: str | None, missing: Sequence[Missing] | None) -> dict[str, Any]:
    """Columns of ``versions`` for what is no part of a document's content."""
    values: dict[str, Any] = {}
    if original is not None:
        values |= {"original": original, "original_lost": False}
    if missing is not None:
        values["missing"] = [each.values() for each in missing] or None
    return values


def _number(connection: Connection, known: RowMapping | None, document: Document) -> tuple[int, int]:
    """The number of a document and that of its next version, noted as the present one."""
    version = 1 if known is None else known["current_version"] + 1
    values = {
        "source": document.source,
        "access": document.metadata.access.value,
        "removed": False,
        "updated_at": now(),
        "current_version": version,
    }
    if known is None:
        return _key_of(connection, ADD_DOCUMENT, {"id": document.id, **values}), version
    connection.execute(NEXT_VERSION, {"of_document": known["pk"], **values})
    return known["pk"], version


def _key_of(connection: Connection, statement: Any, values: dict[str, Any]) -> int:
    key = connection.execute(statement, values).inserted_primary_key
    assert key is not None  # one row was added, whose key counts by itself
    return int(key[0])
