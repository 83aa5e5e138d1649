"""Measures of several places side by side: rows are measures or aspects, columns places; each cell is cited, gaps are said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.measure import FiledMeasure, Instrument, Range
from assistant.measures.agreeing import names_of
from assistant.measures.citing import Sources
from assistant.measures.money import amount_text, money_text, rate_text
from assistant.measures.validity import Status, status_of, validity_of

VALUE_HEAD = re.compile(r" · (?:rates?|amounts?|values?|比例|金额|数额|标准)$", re.IGNORECASE)
"""The head of a column of values, which says nothing of whom they are for."""
MOST_MEASURES = 6
"""Measures of one place that are compared, the best first."""


class Aspect(StrEnum):
    """A row of a comparison."""

    PROGRAMME = "programme"
    INSTRUMENT = "instrument"
    APPLIES_TO = "applies_to"
    RATE = "rate"
    AMOUNT = "amount"
    CAP = "cap"
    FLOOR = "floor"
    MINIMUM_INVESTMENT = "minimum_investment"
    MAXIMUM_INVESTMENT = "maximum_investment"
    BUDGET = "budget"
    VALIDITY = "validity"
    APPLICATION = "application"
    CONDITIONS = "conditions"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one measure says to one aspect; without text a gap."""

    text: str
    citations: tuple[int, ...] = ()
    measure_id: str | None = None
    status: Status | None = None


GAP = Cell("")


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect, or one measure's place among those of its country, across the places."""

    aspect: Aspect
    rank: int
    """Counted from 0: which of a place's measures the cells belong to."""
    cells: tuple[Cell, ...]
    """One for each place."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table with its sources."""

    places: tuple[str, ...]
    rows: tuple[Row, ...]
    gaps: tuple[str, ...]
    """Places for which nothing is known."""
    unnamed: tuple[str, ...] = ()
    """Places none of whose measures says the words that were asked for, so that all of theirs are shown."""
    disagreeing: tuple[tuple[FiledMeasure, FiledMeasure], ...] = ()
    """Measures of one programme whose sources give different figures."""


def compare(
    by_place: Mapping[str, Sequence[FiledMeasure]],
    sources: Sources,
    *,
    on: date,
    most: int = MOST_MEASURES,
    unnamed: Sequence[str] = (),
) -> Comparison:
    """Put the measures of some places beside one another; each place's come in order, the best first."""
    places = tuple(by_place)
    kept = {place: list(by_place[place])[:most] for place in places}
    rows: list[Row] = []
    for rank in range(max((len(found) for found in kept.values()), default=0)):
        chosen = [kept[place][rank] if rank < len(kept[place]) else None for place in places]
        for aspect in Aspect:
            cells = tuple(GAP if filed is None else cell(filed, aspect, sources, on=on) for filed in chosen)
            if any(one.text for one in cells):
                rows.append(Row(aspect, rank, cells))
    gaps = tuple(place for place in places if not kept[place])
    everything = [filed for found in kept.values() for filed in found]
    return Comparison(places, tuple(rows), gaps, tuple(unnamed), tuple(contradictions(everything, on=on)))


def cell(filed: FiledMeasure, aspect: Aspect, sources: Sources, *, on: date) -> Cell:
    """What a measure says to an aspect, cited to the words that it was read from."""
    text = said(filed, aspect)
    if not text:
        return Cell("", (), filed.measure.id)
    numbers = sources.cite(filed, *_fields(filed, aspect))
    return Cell(text, numbers, filed.measure.id, status_of(filed, on=on))


def said(filed: FiledMeasure, aspect: Aspect) -> str:
    """What a measure says to an aspect: figures as they are printed, words as the document has them."""
    measure = filed.measure
    money = {
        Aspect.CAP: measure.cap,
        Aspect.FLOOR: measure.floor,
        Aspect.MINIMUM_INVESTMENT: measure.minimum_investment,
        Aspect.MAXIMUM_INVESTMENT: measure.maximum_investment,
        Aspect.BUDGET: measure.budget,
    }
    if aspect in money:
        amount = money[aspect]
        return "" if amount is None else money_text(amount, measure.currency)
    if aspect is Aspect.RATE:
        rate = "" if measure.rate is None else rate_text(measure.rate)
        return f"{rate} ({measure.rate_of})" if rate and measure.rate_of else rate
    if aspect is Aspect.AMOUNT:
        each = f" / {measure.per}" if measure.per else ""
        return "" if measure.amount is None else f"{amount_text(measure.amount, measure.currency)}{each}"
    if aspect is Aspect.VALIDITY:
        validity = validity_of(filed)
        return _dates(validity.starts, validity.ends)
    if aspect is Aspect.APPLICATION:
        return _dates(measure.opens, measure.closes)
    if aspect is Aspect.CONDITIONS:
        return "; ".join(measure.conditions)
    return {
        Aspect.PROGRAMME: measure.programme,
        Aspect.INSTRUMENT: measure.instrument.value,
        Aspect.APPLIES_TO: VALUE_HEAD.sub("", measure.applies_to),
    }[aspect]


def _dates(first: str | None, last: str | None) -> str:
    return "" if not (first or last) else f"{first or ''} – {last or ''}".strip()


def _fields(filed: FiledMeasure, aspect: Aspect) -> tuple[str, ...]:
    if aspect is Aspect.VALIDITY:
        return ("starts", "ends")
    if aspect is Aspect.APPLICATION:
        return ("opens", "closes")
    if aspect is Aspect.RATE:
        return ("rate", "rate_of")
    if aspect is Aspect.AMOUNT:
        return ("amount", "per")
    return (aspect.value,)


def contradictions(measures: Sequence[FiledMeasure], *, on: date) -> list[tuple[FiledMeasure, FiledMeasure]]:
    """Pairs of measures of different documents on one programme and object whose figures differ: both are shown.

    Of two documents one pair is enough. What has lapsed contradicts nothing.
    """
    holding = [filed for filed in measures if status_of(filed, on=on) is not Status.LAPSED]
    found: dict[frozenset[str], tuple[FiledMeasure, FiledMeasure]] = {}
    for place, one in enumerate(holding):
        for other in holding[place + 1 :]:
            if _same_programme(one, other) and _comparable(one, other) and not _figures(one) & _figures(other):
                found.setdefault(frozenset({one.measure.document_id, other.measure.document_id}), (one, other))
    return list(found.values())


def _same_programme(one: FiledMeasure, other: FiledMeasure) -> bool:
    first, second = one.measure, other.measure
    if first.document_id == second.document_id or first.jurisdiction != second.jurisdiction:
        return False
    if first.instrument is not second.instrument:
        return False
    if first.applies_to and second.applies_to and first.applies_to.casefold() != second.applies_to.casefold():
        return False
    return bool(names_of(first) & names_of(second))


def _figures(filed: FiledMeasure) -> set[tuple[str, Range]]:
    measure = filed.measure
    ranges = {"rate": measure.rate, "amount": measure.amount}
    found = {(name, value) for name, value in ranges.items() if value is not None}
    if measure.cap is not None:
        found.add(("cap", Range(measure.cap, measure.cap)))
    return found


def _comparable(one: FiledMeasure, other: FiledMeasure) -> bool:
    return bool({name for name, _ in _figures(one)} & {name for name, _ in _figures(other)})


INCENTIVES = frozenset(
    {
        Instrument.GRANT,
        Instrument.LOAN,
        Instrument.GUARANTEE,
        Instrument.TAX_CREDIT,
        Instrument.TAX_EXEMPTION,
        Instrument.CUSTOMS_RELIEF,
    }
)
BARRIERS = frozenset({Instrument.DUTY, Instrument.QUOTA})
