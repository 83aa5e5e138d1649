"""What documents are filed under: places, topics and kinds, without their words."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, Text, cast, or_, select

from assistant.catalogue.readable import served
from assistant.catalogue.tables import documents, versions
from assistant.domain import Access, Kind


@dataclass(frozen=True, slots=True)
class Filing:
    """What a document is filed under, by its number."""

    number: int
    jurisdictions: tuple[str, ...]
    topics: tuple[str, ...]
    kind: Kind


def filings(engine: Engine, *, access: Access) -> list[Filing]:
    """How each document that the caller may read is filed."""
    query = (
        select(documents.c.pk, versions.c.jurisdictions, versions.c.topics, versions.c.kind)
        .join(versions, versions.c.document_pk == documents.c.pk)
        .where(*served(access))
    )
    with engine.connect() as connection:
        return [
            Filing(row.pk, tuple(row.jurisdictions), tuple(row.topics), Kind(row.kind))
            for row in connection.execute(query)
        ]


def has_filed_under(engine: Engine, place: str, *, access: Access) -> bool:
    """Whether a document that the caller may read is filed under a place, given by its code, or under a region of it."""
    places = cast(versions.c.jurisdictions, Text)
    query = (
        select(documents.c.pk)
        .join(versions, versions.c.document_pk == documents.c.pk)
        .where(
            *served(access),
            or_(places.contains(f'"{place}"', autoescape=True), places.contains(f'"{place}-', autoescape=True)),
        )
        .limit(1)
    )
    with engine.connect() as connection:
        return connection.execute(query).first() is not None
