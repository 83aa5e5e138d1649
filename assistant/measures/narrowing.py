"""Leaving out the lines of programmes that some words cannot mean: of another size, drive or year, or lapsed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.dates import PARTIAL_DATE, last_day
from assistant.language.quantities import QuantityKind, quantities
from assistant.measure import FiledMeasure
from assistant.measures.traits import asked_traits, capacity_fits, contradicts, traits_of, years_of
from assistant.measures.validity import Status, status_of

Line = Callable[[FiledMeasure], str]
"""The words that say which line of its programme a measure is."""


def narrowed(measures: Sequence[FiledMeasure], words: str, line: Line, *, on: date) -> list[FiledMeasure]:
    """The measures that words may mean, in their order.

    Lines for others than those named are left out, and what has lapsed as long as something of the same document holds; when
    the words name years, lines of these years stay whether lapsed or not.
    """
    asked, years = asked_traits(words), years_of(words)
    lines = {filed.measure.id: line(filed) for filed in measures}
    kept = [
        filed
        for filed in measures
        if not contradicts(asked, traits_of(lines[filed.measure.id])) and capacity_fits(words, lines[filed.measure.id])
    ]
    if years:
        kept = [filed for filed in kept if not (own := _years(filed, lines[filed.measure.id])) or own & years]
        if (day := day_of_words(words)) is None:
            return kept
        on = day
        begun = {filed.measure.id for filed in kept if status_of(filed, on=day) is not Status.NOT_YET}
        kept = [filed for filed in kept if filed.measure.id in begun]
    holding = [filed for filed in kept if status_of(filed, on=on) is not Status.LAPSED]
    current = {filed.measure.document_id for filed in holding}
    return [filed for filed in kept if filed.measure.document_id not in current or filed in holding]


def day_of_words(words: str) -> date | None:
    """The last day of the one month or day that words name: on it something is imported, bought or applied for."""
    named = {
        str(one.value)
        for one in quantities(words)
        if one.kind is QuantityKind.DATE and PARTIAL_DATE.match(str(one.value)) and "-" in str(one.value)
    }
    return last_day(named.pop()) if len(named) == 1 else None


def _years(filed: FiledMeasure, line: str) -> frozenset[int]:
    """The years that a line names, else those between its own dates."""
    named = years_of(line)
    measure = filed.measure
    if named or not measure.ends or not measure.starts:
        return named
    return years_of(f"{measure.starts[:4]}-{measure.ends[:4]}")
