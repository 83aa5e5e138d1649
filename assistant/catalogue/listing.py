"""Documents as lists show them: what is known of each, without its text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Engine, and_, func, select

from assistant.catalogue import rows
from assistant.catalogue.superseding import successors
from assistant.catalogue.tables import documents, passages, versions
from assistant.domain import Access, Metadata

DESCRIBED = [column for column in versions.c if column.name not in {"text", "blocks"}]


@dataclass(frozen=True, slots=True)
class Summary:
    """A document as a list shows it."""

    id: str
    version: int
    metadata: Metadata
    source: str
    characters: int
    passages: int
    served: bool
    """Whether its present version can be found already."""
    superseded_by: str | None
    """Id of the document that replaces it."""
    duplicated: bool
    """Whether another document is nearly the same, or another file is quite the same."""


def summaries(engine: Engine, *, access: Access, duplicated: Collection[str]) -> list[Summary]:
    """All present documents that the caller may read, by id; ``duplicated`` are those that have duplicates."""
    count = (
        select(func.count())
        .where(passages.c.version_pk == versions.c.pk)
        .correlate(versions)
        .scalar_subquery()
        .label("passage_count")
    )
    query = (
        select(
            documents.c.id,
            documents.c.source,
            documents.c.served_version,
            *DESCRIBED,
            func.length(versions.c.text).label("characters"),
            count,
        )
        .join(
            versions,
            and_(versions.c.document_pk == documents.c.pk, versions.c.version == documents.c.current_version),
        )
        .where(documents.c.removed.is_(False), documents.c.access.in_([level.value for level in access.readable()]))
        .order_by(documents.c.id)
    )
    with engine.connect() as connection:
        replaced = successors(connection, access=access)
        return [
            Summary(
                id=row["id"],
                version=row["version"],
                metadata=rows.metadata_from(row),
                source=row["source"],
                characters=row["characters"],
                passages=row["passage_count"],
                served=row["served_version"] == row["version"],
                superseded_by=replaced[row["id"]][-1].document_id if row["id"] in replaced else None,
                duplicated=row["id"] in duplicated,
            )
            for row in connection.execute(query).mappings()
        ]


def newest(engine: Engine, *, access: Access, limit: int) -> list[tuple[str, Metadata]]:
    """Ids and metadata of the documents that were changed last and can be found, newest first."""
    readable = [level.value for level in access.readable()]
    query = (
        select(documents.c.id, *DESCRIBED)
        .join(
            versions,
            and_(versions.c.document_pk == documents.c.pk, versions.c.version == documents.c.served_version),
        )
        .where(documents.c.removed.is_(False), documents.c.access.in_(readable), versions.c.access.in_(readable))
        .order_by(documents.c.pk.desc())
        .limit(limit)
    )
    with engine.connect() as connection:
        return [(row["id"], rows.metadata_from(row)) for row in connection.execute(query).mappings()]
