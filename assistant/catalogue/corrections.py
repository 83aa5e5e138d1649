"""What staff have set right in measures: kept by the measure's id, so that it outlives versions as long as the words stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from assistant.catalogue.engine import now
from assistant.catalogue.measure_rows import DECIMALS, RANGES, plain_value, value_of
from assistant.catalogue.tables import measure_corrections
from assistant.dates import first_day, last_day
from assistant.errors import WrongCorrection
from assistant.measure import Instrument, Measure, Range

FIXED = frozenset({"id", "document_id", "version", "spans", "evidence", "confidence"})
"""Fields that say where a measure comes from: they are read, never set."""
CORRECTABLE = tuple(field.name for field in fields(Measure) if field.name not in FIXED)
DATES = frozenset({"starts", "ends", "opens", "closes"})
NEEDED = frozenset({"programme", "jurisdiction", "instrument", "official"})
PAIRS = (("floor", "cap"), ("minimum_investment", "maximum_investment"))
PERIODS = (("starts", "ends"), ("opens", "closes"))


@dataclass(frozen=True, slots=True)
class Correction:
    """One field that was set right."""

    field: str
    value: Any
    by: str
    at: datetime


def check(measure: Measure, changes: Mapping[str, Any]) -> None:
    """Whether these values may stand in a measure.

    Raises:
        WrongCorrection: names every problem.
    """
    problems = []
    if not changes:
        problems.append(f"nothing is to be corrected; fields are {', '.join(CORRECTABLE)}")
    for name, value in changes.items():
        if name not in CORRECTABLE:
            problems.append(f"{name!r} cannot be corrected; fields are {', '.join(CORRECTABLE)}")
        elif wrong := _wrong_value(name, value):
            problems.append(f"{name}: {wrong}")
    if not problems:
        problems = _contradictions(replace(measure, **changes))
    if problems:
        raise WrongCorrection(problems)


def _wrong_value(name: str, value: Any) -> str | None:
    if value in (None, "", ()):
        return "must not be empty" if name in NEEDED else None
    if name in DECIMALS:
        good = isinstance(value, Decimal) and value.is_finite() and value >= 0
        return None if good else f"{value!r} is not an amount; write a decimal that is not negative, such as 500000"
    if name in RANGES:
        return None if isinstance(value, Range) and _holds(value) else f"{value!r} is not a range from low to high"
    if name in DATES:
        try:
            first_day(str(value))
        except ValueError as error:
            return str(error)
        return None
    if name == "instrument":
        known = ", ".join(instrument.value for instrument in Instrument)
        return None if isinstance(value, Instrument) else f"{value!r} is none of {known}"
    if name == "official":
        return None if isinstance(value, bool) else f"{value!r} is neither true nor false"
    if name == "conditions":
        return (
            None
            if isinstance(value, tuple) and all(isinstance(text, str) for text in value)
            else "is not a list of texts"
        )
    return None if isinstance(value, str) else f"{value!r} is not a text"


def _holds(value: Range) -> bool:
    bounds = [bound for bound in (value.low, value.high) if bound is not None]
    return bool(bounds) and all(bound.is_finite() and bound >= 0 for bound in bounds) and bounds == sorted(bounds)


def _contradictions(measure: Measure) -> list[str]:
    problems = []
    for low, high in PAIRS:
        one, other = getattr(measure, low), getattr(measure, high)
        if one is not None and other is not None and one > other:
            problems.append(f"{low} {one} is more than {high} {other}")
    for begin, end in PERIODS:
        first, last = getattr(measure, begin), getattr(measure, end)
        if first and last and first_day(first) > last_day(last):
            problems.append(f"{begin} {first} lies after {end} {last}")
    amounts = (measure.cap, measure.floor, measure.minimum_investment, measure.maximum_investment, measure.budget)
    if any(amount is not None for amount in amounts) and not measure.currency:
        problems.append("an amount needs a currency; correct currency as well")
    return problems


def store(connection: Connection, measure_id: str, changes: Mapping[str, Any], *, by: str) -> None:
    """Put corrections in the place of earlier ones of the same fields, within the caller's transaction."""
    remove(connection, measure_id, changes.keys())
    at = now()
    connection.execute(
        insert(measure_corrections),
        [
            {
                "measure_id": measure_id,
                "field": name,
                "value": plain_value(name, None if value in ("", ()) else value),
                "corrected_by": by,
                "corrected_at": at,
            }
            for name, value in changes.items()
        ],
    )


def remove(connection: Connection, measure_id: str, names: Collection[str] = ()) -> None:
    """Take corrections back, all of the measure when no field is named, within the caller's transaction."""
    query = delete(measure_corrections).where(measure_corrections.c.measure_id == measure_id)
    if names:
        query = query.where(measure_corrections.c.field.in_(sorted(names)))
    connection.execute(query)


def of(connection: Connection, measure_id: str) -> Sequence[Correction]:
    """The corrections of one measure, by field."""
    query = (
        select(measure_corrections)
        .where(measure_corrections.c.measure_id == measure_id)
        .order_by(measure_corrections.c.field)
    )
    return [
        Correction(row.field, value_of(row.field, row.value), row.corrected_by, row.corrected_at)
        for row in connection.execute(query)
    ]


def all_of(connection: Connection) -> dict[str, dict[str, Any]]:
    """All corrected fields by the measure's id: staff make few of them."""
    made: dict[str, dict[str, Any]] = defaultdict(dict)
    columns = measure_corrections.c
    for row in connection.execute(select(columns.measure_id, columns.field, columns.value)):
        made[row.measure_id][row.field] = value_of(row.field, row.value)
    return made


def applied(measure: Measure, made: Mapping[str, Any]) -> Measure:
    """A measure with its corrections."""
    if not made:
        return measure
    emptied: dict[str, Any] = {"conditions": (), "applies_to": "", "rate_of": ""}
    values: dict[str, Any] = {name: emptied.get(name) if value is None else value for name, value in made.items()}
    return replace(measure, **values)


def forget(connection: Connection, measure_ids: Collection[str]) -> None:
    """Drop all that was set right in some measures, within the caller's transaction."""
    connection.execute(delete(measure_corrections).where(measure_corrections.c.measure_id.in_(measure_ids)))
