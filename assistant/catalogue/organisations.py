"""Organisations of the documents that are served: stored with their version, read by document or by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select

from assistant.catalogue import rows
from assistant.catalogue.readable import served
from assistant.catalogue.tables import documents, organisations, versions
from assistant.domain import Access, Span
from assistant.organisation import FiledOrganisation, Organisation, Person, Service

ADD = insert(organisations)


def add_organisations(connection: Connection, version_pk: int, found: Iterable[Organisation]) -> None:
    """Store the organisations of a version that has none yet, within the caller's transaction."""
    new_rows = [
        {"version_pk": version_pk, "ordinal": ordinal, "name": one.name, "values": _values(one)}
        for ordinal, one in enumerate(found)
    ]
    if new_rows:
        connection.execute(ADD, new_rows)


def drop_organisations(connection: Connection, version_pk: int) -> None:
    """Take out the organisations of a version, within the caller's transaction."""
    connection.execute(delete(organisations).where(organisations.c.version_pk == version_pk))


class Organisations:
    """Reads organisations of served versions of present documents, for callers who may read them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, *, access: Access, document_ids: Collection[str] = (), name: str = "") -> list[FiledOrganisation]:
        """Organisations of exactly these documents (of all, without any), in the order of documents and of their text.

        Args:
            name: words that the name of the organisation or of one of its people must hold, whatever their case.
        """
        described = [
            column
            for column in versions.c
            if column.name not in {"pk", "text", "blocks", "document_pk", "findings_made_by"}
        ]
        query = (
            select(organisations.c.name, organisations.c["values"], documents.c.id.label("document_id"), *described)
            .join(versions, versions.c.pk == organisations.c.version_pk)
            .join(documents, documents.c.pk == versions.c.document_pk)
            .where(*served(access))
            .order_by(documents.c.id, organisations.c.ordinal)
        )
        if document_ids:
            query = query.where(documents.c.id.in_(sorted(document_ids)))
        with self._engine.connect() as connection:
            found = [_filed(row) for row in connection.execute(query).mappings()]
        wanted = name.casefold().strip()
        return [filed for filed in found if wanted in _all_names(filed.organisation).casefold()] if wanted else found


def _all_names(one: Organisation) -> str:
    return "\n".join([*one.names, *(person.name for person in one.people)])


def _values(one: Organisation) -> dict[str, Any]:
    return {
        "names": list(one.names),
        "people": [[person.name, person.post, person.span.start, person.span.end] for person in one.people],
        "services": [[service.words, service.need, service.span.start, service.span.end] for service in one.services],
    }


def _filed(row: RowMapping) -> FiledOrganisation:
    values = row["values"]
    organisation = Organisation(
        name=row["name"],
        names=tuple(values["names"]),
        people=tuple(Person(name, post, Span(start, end)) for name, post, start, end in values["people"]),
        services=tuple(Service(words, need, Span(start, end)) for words, need, start, end in values["services"]),
    )
    return FiledOrganisation(organisation, row["document_id"], row["version"], rows.metadata_from(row))
