"""What starts or ends within some days: measures, and the documents themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain import Metadata
from assistant.errors import MeasureCallError
from assistant.measure import FiledMeasure
from assistant.measures.validity import Moment, day_of

LONGEST_WINDOW = timedelta(days=3660)
WINDOW = re.compile(r"\s*(\d{1,5})\s*(d|days?|天|日|w|weeks?|周|m|months?|个月)?\s*", re.IGNORECASE)
DAYS = {"w": 7, "周": 7, "m": 30, "个": 30}


@dataclass(frozen=True, slots=True)
class Window:
    """From one day until another, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that happens to a measure on a day."""

    moment: Moment
    day: date
    """The day itself; for a month or year its first or last day."""
    said: str
    """The date as far as it is stated: ``2026``, ``2026-04`` or ``2026-04-01``."""
    filed: FiledMeasure

    @property
    def field(self) -> str:
        """Name of the measure's field that holds the date."""
        return self.moment.value


@dataclass(frozen=True, slots=True)
class DocumentDeadline:
    """A document's validity that ends on a day."""

    day: date
    said: str
    document_id: str
    version: int
    metadata: Metadata


def window(first: date, last: date) -> Window:
    """The days between two days.

    Raises:
        MeasureCallError: the last comes before the first, or too long after it.
    """
    if last < first:
        raise MeasureCallError(
            en=f"The dates are upside down: {first} comes after {last}. Give the earlier day first.",
            zh=f"日期颠倒了：{first} 晚于 {last}，请先写较早的日期。",
        )
    if last - first > LONGEST_WINDOW:
        raise MeasureCallError(en="At most ten years can be looked at.", zh="最多只能查看十年之内。")
    return Window(first, last)


def days_of(written: str) -> timedelta:
    """How long a user means: ``90d``, ``90``, ``12w``, ``3 months``, ``90天``.

    Raises:
        MeasureCallError: it is no such length.
    """
    match = WINDOW.fullmatch(written)
    if match is None or int(match[1]) == 0:
        raise MeasureCallError(
            en=f"{written!r} is no number of days. Write 90d, 12w or 3m.",
            zh=f"“{written}”不是天数，请写 90d、12w 或 3m。",
        )
    length = timedelta(days=int(match[1]) * DAYS.get((match[2] or "d")[0].casefold(), 1))
    if length > LONGEST_WINDOW:
        raise MeasureCallError(en="At most ten years can be looked at.", zh="最多只能查看十年之内。")
    return length


def days_after(first: date, written: str) -> date:
    """The last day of a length of time that begins on a day.

    Raises:
        MeasureCallError: it is no length, or it leads beyond the calendar.
    """
    try:
        return first + days_of(written)
    except OverflowError as error:
        raise MeasureCallError(en=f"{first} is too late a day to begin with.", zh=f"{first} 太晚了。") from error


def deadlines(measures: Iterable[FiledMeasure], within: Window) -> list[Deadline]:
    """What starts, ends, opens or closes within some days, by day; measures without own dates are left to their documents."""
    found = [
        Deadline(moment, day, said, filed)
        for filed in measures
        for moment in Moment
        if (said := getattr(filed.measure, moment.value)) is not None
        if within.first <= (day := day_of(moment, said)) <= within.last
    ]
    # The same date of several measures of one programme is one date.
    kept = {
        (each.moment, each.said, each.filed.measure.document_id, each.filed.measure.programme): each
        for each in reversed(found)
    }
    return sorted(kept.values(), key=lambda each: (each.day, each.filed.measure.document_id, each.moment))


def document_deadlines(documents: Iterable[tuple[str, int, Metadata]], within: Window) -> list[DocumentDeadline]:
    """The documents whose validity ends within some days, by day."""
    found = [
        DocumentDeadline(day, metadata.valid_until, document_id, version, metadata)
        for document_id, version, metadata in documents
        if metadata.valid_until is not None
        if within.first <= (day := day_of(Moment.ENDS, metadata.valid_until)) <= within.last
    ]
    return sorted(found, key=lambda each: (each.day, each.document_id))
