"""From what staff type to the values of a measure's fields: ``rate=10..25``, ``ends=2027-12``, ``cap=``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.catalogue.corrections import CORRECTABLE
from assistant.catalogue.measure_rows import DECIMALS, RANGES
from assistant.catalogue.measures import Measures
from assistant.domain import Access
from assistant.errors import WrongCorrection
from assistant.language.places import is_currency, is_jurisdiction
from assistant.measure import FiledMeasure, Instrument, Range


def correct_measure(
    measures: Measures, measure_id: str, changes: Mapping[str, str], *, by: str, access: Access = Access.STAFF
) -> FiledMeasure:
    """Correct fields of a measure with what was typed; an empty text empties the field.

    Amounts and percentages are decimals, with commas between thousands if you like; ranges are written ``10..25``,
    ``..20`` (up to 20), ``40..`` (from 40) or ``20``; dates ISO, possibly without day or month; conditions one a line.

    Raises:
        UnknownMeasure: no such measure in what is served, or the caller may not read it.
        WrongCorrection: names every problem.
    """
    return measures.correct(measure_id, read_changes(changes), by=by, access=access)


def read_changes(changes: Mapping[str, str]) -> dict[str, Any]:
    """Values of the fields' types.

    Raises:
        WrongCorrection: names every problem.
    """
    values: dict[str, Any] = {}
    problems = []
    for name, text in changes.items():
        try:
            values[name] = _value(name, text.strip())
        except ValueError as error:
            problems.append(f"{name}: {error}")
    if problems:
        raise WrongCorrection(problems)
    return values


def _value(name: str, text: str) -> Any:
    if name not in CORRECTABLE:
        raise ValueError(f"cannot be corrected; fields are {', '.join(CORRECTABLE)}")
    if not text:
        return None
    if name in DECIMALS:
        return _decimal(text)
    if name in RANGES:
        return _range(text)
    if name == "instrument":
        return _instrument(text)
    if name == "jurisdiction" and not is_jurisdiction(text):
        raise ValueError(f"{text!r} is not known; use ISO 3166 codes such as ES or ES-CT, or EU")
    if name == "currency" and not is_currency(text):
        raise ValueError(f"{text!r} is no currency; use ISO 4217 codes such as EUR")
    if name == "official":
        if text not in {"true", "false"}:
            raise ValueError(f"{text!r} is neither true nor false")
        return text == "true"
    if name == "conditions":
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    return text


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a number; write digits such as 500000 or 0.5") from None
    if not value.is_finite() or value < 0:
        raise ValueError(f"{text!r} is not an amount; write a number that is not negative")
    return value


def _range(text: str) -> Range:
    low, separator, high = (part.strip() for part in text.removesuffix("%").partition(".."))
    if not separator:
        return Range(_decimal(low), _decimal(low))
    if not low and not high:
        raise ValueError(f"{text!r} has no bound; write 10..25, ..20, 40.. or 20")
    value = Range(_decimal(low) if low else None, _decimal(high) if high else None)
    if value.low is not None and value.high is not None and value.low > value.high:
        raise ValueError(f"{text!r} is upside down; write the lower bound first")
    return value


def _instrument(text: str) -> Instrument:
    try:
        return Instrument(text)
    except ValueError:
        raise ValueError(f"{text!r} is none of {', '.join(instrument.value for instrument in Instrument)}") from None
