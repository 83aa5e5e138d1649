"""Measures of the documents that are served: stored with their version, read by place and instrument."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, Text, cast, delete, func, insert, or_, select

from assistant.catalogue import corrections, rows
from assistant.catalogue.engine import one_at_a_time, writing
from assistant.catalogue.measure_rows import measure_read, measure_values
from assistant.catalogue.organisations import add_organisations, drop_organisations
from assistant.catalogue.readable import served
from assistant.catalogue.reading import KEPT_VERSIONS, METADATA_AMONG, Recent, groups
from assistant.catalogue.superseding import successors
from assistant.catalogue.tables import documents, measure_corrections, measures, versions
from assistant.domain import Access, Metadata
from assistant.errors import UnknownMeasure
from assistant.measure import FiledMeasure, Findings, Instrument, Measure

ADD = insert(measures)
FOUND = (
    measures.c.id.label("measure_id"),
    measures.c.jurisdiction,
    measures.c.instrument,
    # As text: what was read before is known by it, and need not be read again.
    cast(measures.c["values"], Text).label("written"),
    versions.c.pk.label("version_pk"),
    versions.c.version,
    documents.c.id.label("document_id"),
)


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
        self._metadata: Recent[Metadata] = Recent(KEPT_VERSIONS)

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
        query = _readable(access, FOUND).order_by(documents.c.id, measures.c.ordinal)
        asked = {"jurisdiction": jurisdictions, "instrument": [instrument.value for instrument in instruments]}
        for field, wanted in asked.items():
            if wanted:
                # What is stored says nothing where staff have said otherwise.
                moved = select(measure_corrections.c.measure_id).where(measure_corrections.c.field == field)
                query = query.where(or_(measures.c[field].in_(sorted(wanted)), measures.c.id.in_(moved)))
        if document_ids:
            query = query.where(documents.c.id.in_(sorted(document_ids)))
        found: list[tuple[int, Measure, tuple[str, ...]]] = []
        with self._engine.connect() as connection:
            made = corrections.all_of(connection)
            for row in connection.execute(query):
                if limit is not None and len(found) >= limit:
                    break
                own = made.get(row.measure_id, {})
                measure = corrections.applied(_measure(row), own)
                if (not jurisdictions or measure.jurisdiction in jurisdictions) and (
                    not instruments or measure.instrument in instruments
                ):
                    found.append((row.version_pk, measure, tuple(sorted(own))))
            filed_under = self._filed_under(connection, [(number, one.document_id) for number, one, _ in found], access)
        return [FiledMeasure(measure, filed_under[number], own) for number, measure, own in found]

    def count(self, jurisdictions: Collection[str], *, access: Access) -> int:
        """How many measures were read of exactly these places, whatever staff have said of them since."""
        of_these = measures.c.jurisdiction.in_(sorted(jurisdictions))
        query = _readable(access, (func.count(),)).where(of_these)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def get(self, measure_id: str, *, access: Access) -> FiledMeasure:
        """One measure.

        Raises:
            UnknownMeasure: no such measure in what is served, or the caller may not read it.
        """
        with self._engine.connect() as connection:
            return self._get(connection, measure_id, access)

    def _get(self, connection: Connection, measure_id: str, access: Access) -> FiledMeasure:
        row = connection.execute(_readable(access, FOUND).where(measures.c.id == measure_id)).first()
        if row is None:
            raise UnknownMeasure(measure_id)
        made = {correction.field: correction.value for correction in corrections.of(connection, measure_id)}
        filed_under = self._filed_under(connection, [(row.version_pk, row.document_id)], access)
        return FiledMeasure(corrections.applied(_measure(row), made), filed_under[row.version_pk], tuple(sorted(made)))

    def _filed_under(
        self, connection: Connection, wanted: Sequence[tuple[int, str]], access: Access
    ) -> dict[int, Metadata]:
        """Metadata of versions by their numbers, once for all measures of each; what a version says never changes."""
        documents_of = dict(wanted)
        known = self._metadata.get(documents_of)
        for some in groups(sorted(documents_of.keys() - known.keys())):
            for number, *values in connection.execute(METADATA_AMONG, {"numbers": some}):
                known[number] = rows.metadata_of(values)
        self._metadata.keep(known)
        replaced = successors(connection, access=access)
        return {
            number: replace(known[number], successors=replaced[document_id])
            if document_id in replaced
            else known[number]
            for number, document_id in documents_of.items()
        }

    def jurisdictions(self, *, access: Access) -> Sequence[str]:
        """The places that there are measures for, sorted."""
        is_place = measure_corrections.c.field == "jurisdiction"
        moved = select(measure_corrections.c.measure_id).where(is_place)
        # Of each place the first measure that may be read is enough.
        places = select(measures.c.jurisdiction.label("place")).distinct().subquery()
        there = _readable(access, (measures.c.pk,)).where(measures.c.jurisdiction == places.c.place)
        with self._engine.connect() as connection:
            if connection.execute(moved.limit(1)).first() is None:
                return sorted(
                    connection.execute(select(places.c.place).where(there.correlate(places).exists())).scalars()
                )
            unmoved = there.where(measures.c.id.not_in(moved)).correlate(places)
            ids = _readable(access, (measures.c.id,))
            new = select(measure_corrections.c.value).where(is_place, measure_corrections.c.measure_id.in_(ids))
            read = connection.execute(select(places.c.place).where(unmoved.exists())).scalars()
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
            before = self._get(connection, measure_id, access)
            corrections.check(before.measure, changes)
            corrections.store(connection, measure_id, changes, by=by)
            return self._get(connection, measure_id, access)

    def withdraw(self, measure_id: str, fields: Collection[str] = (), *, access: Access = Access.STAFF) -> FiledMeasure:
        """Let go of the corrections of some fields (of all when none is named), so that what was read holds again.

        Raises:
            UnknownMeasure: as for :meth:`get`.
        """
        with writing(self._engine) as connection:
            self._get(connection, measure_id, access)
            corrections.remove(connection, measure_id, fields)
            return self._get(connection, measure_id, access)

    def corrections_of(self, measure_id: str, *, access: Access = Access.STAFF) -> Sequence[corrections.Correction]:
        """What was set right in a measure, by whom and when.

        Raises:
            UnknownMeasure: as for :meth:`get`.
        """
        with self._engine.connect() as connection:
            self._get(connection, measure_id, access)
            return corrections.of(connection, measure_id)


def _readable(access: Access, columns: Sequence[ColumnElement[Any]]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(measures)
        .join(versions, versions.c.pk == measures.c.version_pk)
        .join(documents, documents.c.pk == versions.c.document_pk)
        .where(*served(access))
    )


def _measure(row: Row[Any]) -> Measure:
    return measure_read(
        row.written,
        id=row.measure_id,
        document_id=row.document_id,
        version=row.version,
        jurisdiction=row.jurisdiction,
        instrument=row.instrument,
    )
