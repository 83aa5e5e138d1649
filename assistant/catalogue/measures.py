"""Measures of the documents that are served: stored with their version, read by place and instrument."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, delete, insert, select, update

from assistant.catalogue import rows
from assistant.catalogue.measure_rows import measure_from, measure_values
from assistant.catalogue.organisations import store_organisations
from assistant.catalogue.tables import documents, measures, versions
from assistant.domain import Access
from assistant.errors import UnknownMeasure
from assistant.measure import FiledMeasure, Findings, Instrument


def store_findings(connection: Connection, version_pk: int, findings: Findings) -> None:
    """Put what was read out of a version in the place of what was before, within the caller's transaction."""
    connection.execute(delete(measures).where(measures.c.version_pk == version_pk))
    new_rows = [
        {"version_pk": version_pk, "ordinal": ordinal, **measure_values(measure)}
        for ordinal, measure in enumerate(findings.measures)
    ]
    if new_rows:
        connection.execute(insert(measures), new_rows)
    store_organisations(connection, version_pk, findings.organisations)
    connection.execute(update(versions).where(versions.c.pk == version_pk).values(findings_made_by=findings.made_by))


class Measures:
    """Reads measures of served versions of present documents, for callers who may read them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(
        self,
        *,
        access: Access,
        jurisdictions: Collection[str] = (),
        instruments: Collection[Instrument] = (),
        document_ids: Collection[str] = (),
        limit: int | None = None,
    ) -> list[FiledMeasure]:
        """Measures of exactly these places, instruments and documents (empty: of all), in the order of the documents."""
        query = _readable(access).order_by(documents.c.id, measures.c.ordinal)
        if jurisdictions:
            query = query.where(measures.c.jurisdiction.in_(sorted(jurisdictions)))
        if instruments:
            query = query.where(measures.c.instrument.in_(sorted(instrument.value for instrument in instruments)))
        if document_ids:
            query = query.where(documents.c.id.in_(sorted(document_ids)))
        if limit is not None:
            query = query.limit(limit)
        with self._engine.connect() as connection:
            return [_filed(row) for row in connection.execute(query).mappings()]

    def get(self, measure_id: str, *, access: Access) -> FiledMeasure:
        """One measure.

        Raises:
            UnknownMeasure: no such measure in what is served, or the caller may not read it.
        """
        with self._engine.connect() as connection:
            row = connection.execute(_readable(access).where(measures.c.id == measure_id)).mappings().first()
        if row is None:
            raise UnknownMeasure(measure_id)
        return _filed(row)

    def jurisdictions(self, *, access: Access) -> Sequence[str]:
        """The places that there are measures for, sorted."""
        query = _readable(access).with_only_columns(measures.c.jurisdiction, maintain_column_froms=True).distinct()
        with self._engine.connect() as connection:
            return sorted(row.jurisdiction for row in connection.execute(query))


def _readable(access: Access) -> Select[Any]:
    readable = [level.value for level in access.readable()]
    described = [
        column
        for column in versions.c
        if column.name not in {"pk", "text", "blocks", "document_pk", "findings_made_by"}
    ]
    return (
        select(
            measures.c.id.label("measure_id"),
            measures.c.jurisdiction,
            measures.c.instrument,
            measures.c["values"],
            documents.c.id.label("document_id"),
            *described,
        )
        .join(versions, versions.c.pk == measures.c.version_pk)
        .join(documents, documents.c.pk == versions.c.document_pk)
        .where(
            versions.c.version == documents.c.served_version,
            documents.c.removed.is_(False),
            documents.c.access.in_(readable),
            versions.c.access.in_(readable),
        )
    )


def _filed(row: RowMapping) -> FiledMeasure:
    measure = measure_from(
        row["values"],
        id=row["measure_id"],
        document_id=row["document_id"],
        version=row["version"],
        jurisdiction=row["jurisdiction"],
        instrument=row["instrument"],
    )
    return FiledMeasure(measure, rows.metadata_from(row))
