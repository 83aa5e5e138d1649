"""Between measures and the catalogue's rows: decimals as strings, spans as pairs, what is empty left out."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from typing import Any

from assistant.domain import Span
from assistant.measure import Evidence, Instrument, Measure, Range

IN_COLUMNS = frozenset({"id", "document_id", "version", "jurisdiction", "instrument"})
DECIMALS = frozenset({"cap", "floor", "minimum_investment", "maximum_investment", "budget"})
RANGES = frozenset({"rate", "amount"})


def measure_values(measure: Measure) -> dict[str, Any]:
    """Columns of ``measures``, without the version that it belongs to and its place there."""
    return {
        "id": measure.id,
        "jurisdiction": measure.jurisdiction,
        "instrument": measure.instrument.value,
        "values": {
            field.name: plain_value(field.name, getattr(measure, field.name))
            for field in fields(Measure)
            if field.name not in IN_COLUMNS and getattr(measure, field.name) not in (None, "", ())
        },
    }


@lru_cache(maxsize=20_000)
def measure_read(
    written: str, *, id: str, document_id: str, version: int, jurisdiction: str, instrument: str
) -> Measure:
    """The measure that :func:`measure_values` wrote, from its values as JSON text; what was read before is not read again."""
    return measure_from(
        json.loads(written),
        id=id,
        document_id=document_id,
        version=version,
        jurisdiction=jurisdiction,
        instrument=instrument,
    )


def measure_from(
    values: dict[str, Any], *, id: str, document_id: str, version: int, jurisdiction: str, instrument: str
) -> Measure:
    """The measure that :func:`measure_values` wrote."""
    return Measure(
        id=id,
        document_id=document_id,
        version=version,
        jurisdiction=jurisdiction,
        instrument=Instrument(instrument),
        **{"programme": "", **{name: value_of(name, plain) for name, plain in values.items()}},
    )


def plain_value(name: str, value: Any) -> Any:
    """A field's value as JSON has it; None for one that is empty."""
    if value is None:
        return None
    if name in DECIMALS:
        return str(value)
    if name in RANGES:
        return [None if bound is None else str(bound) for bound in (value.low, value.high)]
    if name == "spans":
        return [[span.start, span.end] for span in value]
    if name == "evidence":
        return [[item.field, item.span.start, item.span.end] for item in value]
    if name == "instrument":
        return Instrument(value).value
    return list(value) if isinstance(value, tuple) else value


def value_of(name: str, plain: Any) -> Any:
    """The value that :func:`plain_value` wrote."""
    if plain is None:
        return None
    if name in DECIMALS:
        return Decimal(plain)
    if name in RANGES:
        low, high = (None if bound is None else Decimal(bound) for bound in plain)
        return Range(low, high)
    if name == "spans":
        return tuple(Span(start, end) for start, end in plain)
    if name == "evidence":
        return tuple(Evidence(field, Span(start, end)) for field, start, end in plain)
    if name == "instrument":
        return Instrument(plain)
    return tuple(plain) if isinstance(plain, list) else plain
