"""The versions that a document has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select

from assistant.catalogue.tables import documents, purges, versions
from assistant.domain import Access
from assistant.errors import UnknownDocument


@dataclass(frozen=True, slots=True)
class VersionFact:
    """A version as a list shows it."""

    version: int
    created_at: datetime
    """When it was taken in."""
    title: str
    published: str | None
    valid_until: str | None
    characters: int
    served: bool
    """Whether answers come from it."""
    deleted: bool
    """Whether its words were deleted for good."""


class History:
    """Lists the versions of documents, of removed ones too: citations name them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, document_id: str, *, access: Access) -> list[VersionFact]:
        """All versions that the caller may read, the newest first.

        Raises:
            UnknownDocument: no such document, or none of its versions may be read.
        """
        readable = [level.value for level in access.readable()]
        query = (
            select(
                versions.c.version,
                versions.c.created_at,
                versions.c.title,
                versions.c.published,
                versions.c.valid_until,
                func.length(versions.c.text).label("characters"),
                documents.c.served_version,
                purges.c.upto_version,
            )
            .join(documents, documents.c.pk == versions.c.document_pk)
            .outerjoin(purges, purges.c.document_pk == documents.c.pk)
            .where(documents.c.id == document_id, documents.c.access.in_(readable), versions.c.access.in_(readable))
            .order_by(versions.c.version.desc())
        )
        with self._engine.connect() as connection:
            found = [
                VersionFact(
                    row.version,
                    row.created_at.replace(tzinfo=row.created_at.tzinfo or UTC),
                    row.title,
                    row.published,
                    row.valid_until,
                    row.characters,
                    row.served_version == row.version,
                    row.version <= (row.upto_version or 0),
                )
                for row in connection.execute(query)
            ]
        if not found:
            raise UnknownDocument(document_id)
        return found
