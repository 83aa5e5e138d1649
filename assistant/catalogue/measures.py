"""Measures of the documents that are served: stored with their version, read by place and instrument."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, delete, func, insert, or_, select

from assistant.catalogue import corrections, rows
from assistant.catalogue.engine import one_at_a_time, writing
from assistant.catalogue.measure_rows import measure_from, measure_values
from assistant.catalogue.organisations import add_organisations, drop_organisations
from assistant.catalogue.readable import served
from assistant.catalogue.superseding import successors
from assistant.catalogue.tables import documents, measure_corrections, measures, versions
from assistant.domain import Access, Successor
from assistant.errors import UnknownMeasure
from assistant.measure import FiledMeasure, Findings, Instrument

ADD = insert(measures)


def add_findings(connection: Connection, version_pk: int, findings: Findings) -> None:
    """Store what was read out of a version that has nothing yet, within the caller's transaction."""
    new_rows = [
        {"version_pk": version_pk, "ordinal": ordinal, **measure_values(measure)}
        for ordinal, measure in enumerate(findings.measures)
    ]
    if new_rows:
        connection.execute(ADD, new_rows)
    add_organisations(connection, version_pk, findings.organisations)


def renew_findings(connection: Connection, version_pk: int, findings: Findings) -> None:
    """Put what was read out of a version in the place of what was before, within the caller's transaction."""
    connection.execute(delete(measures).where(measures.c.version_pk == version_pk))
    drop_organisations(connection, version_pk)
    add_findings(connection, version_pk, findings)


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
        asked = {"jurisdiction": jurisdictions, "instrument": [instrument.value for instrument in instruments]}
        for field, wanted in asked.items():
            if wanted:
                # What is stored says nothing where staff have said otherwise.
                moved = select(measure_corrections.c.measure_id).where(measure_corrections.c.field == field)
                query = query.where(or_(measures.c[field].in_(sorted(wanted)), measures.c.id.in_(moved)))
        if document_ids:
            query = query.where(documents.c.id.in_(sorted(document_ids)))
        found: list[FiledMeasure] = []
        with self._engine.connect() as connection:
            made = corrections.all_of(connection)
            replaced = successors(connection, access=access)
            for row in connection.execute(query).mappings():
                if limit is not None and len(found) >= limit:
                    break
                filed = _filed(row, made.get(row["measure_id"], {}), replaced)
                measure = filed.measure
                if (not jurisdictions or measure.jurisdiction in jurisdictions) and (
                    not instruments or measure.instrument in instruments
                ):
                    found.append(filed)
        return found

    def count(self, jurisdictions: Collection[str], *, access: Access) -> int:
        """How many measures were read of exactly these places, whatever staff have said of them since."""
        of_these = measures.c.jurisdiction.in_(sorted(jurisdictions))
        query = _readable(access).where(of_these).with_only_columns(func.count(), maintain_column_froms=True)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def get(self, measure_id: str, *, access: Access) -> FiledMeasure:
        """One measure.

        Raises:
            UnknownMeasure: no such measure in what is served, or the caller may not read it.
        """
        with self._engine.connect() as connection:
            return _get(connection, measure_id, access)

    def jurisdictions(self, *, access: Access) -> Sequence[str]:
        """The places that there are measures for, sorted."""
        readable = _readable(access)
        is_place = measure_corrections.c.field == "jurisdiction"
        moved = select(measure_corrections.c.measure_id).where(is_place)
        query = readable.with_only_columns(measures.c.jurisdiction, maintain_column_froms=True)
        ids = readable.with_only_columns(measures.c.id, maintain_column_froms=True)
        new = select(measure_corrections.c.value).where(is_place, measure_corrections.c.measure_id.in_(ids))
        with self._engine.connect() as connection:
            read = connection.execute(query.where(measures.c.id.not_in(moved)).distinct()).scalars()
            return sorted({*read, *connection.execute(new).scalars()})

    def correct(
        self, measure_id: str, changes: Mapping[str, Any], *, by: str, access: Access = Access.STAFF
    ) -> FiledMeasure:
        """Set fields of a measure right, each to a value of its type (None, "" or () empties it); earlier corrections of other fields stay.

        They hold as long as the measure's document keeps the words that it was read from, over all versions.

        Raises:
            UnknownMeasure: no such measure in what is served, or the caller may not read it.
            WrongCorrection: a field that cannot be corrected, a value of another type, or values that contradict one another.
        """
        with writing(self._engine) as connection:
            one_at_a_time(connection)
            before = _get(connection, measure_id, access)
            corrections.check(before.measure, changes)
            corrections.store(connection, measure_id, changes, by=by)
            return _get(connection, measure_id, access)

    def withdraw(self, measure_id: str, fields: Collection[str] = (), *, access: Access = Access.STAFF) -> FiledMeasure:
        """Let go of the corrections of some fields (of all when none is named), so that what was read holds again.

        Raises:
            UnknownMeasure: as for :meth:`get`.
        """
        with writing(self._engine) as connection:
            _get(connection, measure_id, access)
            corrections.remove(connection, measure_id, fields)
            return _get(connection, measure_id, access)

    def corrections_of(self, measure_id: str, *, access: Access = Access.STAFF) -> Sequence[corrections.Correction]:
        """What was set right in a measure, by whom and when.

        Raises:
            UnknownMeasure: as for :meth:`get`.
        """
        with self._engine.connect() as connection:
            _get(connection, measure_id, access)
            return corrections.of(connection, measure_id)


def _get(connection: Connection, measure_id: str, access: Access) -> FiledMeasure:
    row = connection.execute(_readable(access).where(measures.c.id == measure_id)).mappings().first()
    if row is None:
        raise UnknownMeasure(measure_id)
    made = {correction.field: correction.value for correction in corrections.of(connection, measure_id)}
    return _filed(row, made, successors(connection, access=access))


def _readable(access: Access) -> Select[Any]:
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
        .where(*served(access))
    )


def _filed(row: RowMapping, made: Mapping[str, Any], replaced: Mapping[str, tuple[Successor, ...]]) -> FiledMeasure:
    measure = measure_from(
        row["values"],
        id=row["measure_id"],
        document_id=row["document_id"],
        version=row["version"],
        jurisdiction=row["jurisdiction"],
        instrument=row["instrument"],
    )
    metadata = replace(rows.metadata_from(row), successors=replaced.get(row["document_id"], ()))
    return FiledMeasure(corrections.applied(measure, made), metadata, tuple(sorted(made)))
