"""Which of a clause's measures a date is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.measure import Instrument
from assistant.measures.extraction.dates import Day
from assistant.measures.extraction.drafts import DATES, PRIMARY, Draft
from assistant.measures.extraction.instruments import WEAK
from assistant.measures.extraction.statements import Clause
from assistant.measures.extraction.values import Value


def spread_days(
    days: Sequence[Day], values: Sequence[Value], clause: Clause, drafts: list[Draft], edition: str = ""
) -> None:
    """Give dates to the drafts of a clause: to the one whose figure they follow closely, else to all.

    ``edition`` is the year that the title of the document names.
    """
    placed = [(day, None if _of_all(day, days, clause, drafts) else _closest(day, clause, drafts)) for day in days]
    # A date beside a figure is surer than one of the whole sentence, so it comes first.
    if any(day.field in {"starts", "opens"} for day in days):
        # "Bought after 30 June 2025 and before 1 January 2028" is a time, and nothing to be done by its end.
        placed = [
            (replace(day, due=False) if all(draft.instrument not in WEAK for draft in drafts) else day, close)
            for day, close in placed
        ]
    for day, close in sorted(placed, key=lambda pair: pair[1] is None):
        takers = [close] if close and (len(values) > 1 or day.loose) else [] if day.loose else drafts
        if day.loose and close is None and day.value == edition and _is_budget(drafts):
            # What there is for 2026 in "Subsidy guidelines 2026" is given in this year.
            takers = [] if any(other.field == day.field and not other.loose for other in days) else drafts
        if day.due and close is None and any(draft.stands_alone for draft in drafts):
            # What must be reached by a day is asked for by that day, be it one share or several.
            asked = [draft for draft in drafts if draft.instrument is Instrument.OBLIGATION]
            takers = drafts if len(asked) == len(drafts) and (len(drafts) == 1 or _heads(day, clause)) else []
        for draft in takers:
            if day.due and day.field == "ends" and draft.instrument is Instrument.OBLIGATION and "rate" in draft.fields:
                # A share that must be reached by a day holds from that day on.
                day = replace(day, field="starts")
            if not draft.undated:
                draft.add_day(day, clause.start)


def _is_budget(drafts: Sequence[Draft]) -> bool:
    return (
        len(drafts) == 1 and "budget" in drafts[0].fields and drafts[0].fields.keys() <= {"budget", "currency", *DATES}
    )


def _of_all(day: Day, days: Sequence[Day], clause: Clause, drafts: Sequence[Draft]) -> bool:
    """Whether a day stands before or behind all the figures of a clause, as in ``From 2027 on cars 45%, vans 30%``.

    Behind them only a comma parts it from the last: ``EUR 35 per kWh for cells and EUR 10 for modules, until 2029``.
    """
    figures = [
        (item.span.start - clause.start, item.span.end - clause.start)
        for draft in drafts
        for item in draft.evidence
        if item.field in PRIMARY
    ]
    if day.loose or len(figures) < 2 or any(o is not day and o.field == day.field for o in days):
        return False
    first, last = min(start for start, _ in figures), max(end for _, end in figures)
    if day.figure.end <= first:
        return True
    behind = min((one.figure.start for one in days if one.figure.start >= last), default=last)
    return last < behind <= day.figure.start and ONE_COMMA.fullmatch(clause.text, last, behind) is not None


ONE_COMMA = re.compile(r"[^,，;；.]{0,40}[,，][^,，;；.]*")


def _heads(day: Day, clause: Clause) -> bool:
    """Whether a clause begins with a day: ``By 2031 at least 16% cobalt and 6% lithium``."""
    return len(clause.text[: day.figure.start].split()) <= 3


BOUND_TO = re.compile(
    r"\s*(?:by|from|until|till|since|in|to|as\s+of|through)\s+(?:the\s+end\s+of\s+|mid-?|early\s+|late\s+)?",
    re.IGNORECASE,
)
"""Between a figure and the day that is said of it: ``63% by the end of 2027``."""
REACH_OF_YEAR = 90
"""Characters between a share and the year that it is said for."""


LIMITED = frozenset({"cap", "floor"})
"""Of a measure without a rate or amount, a limit is what a date beside it is said of."""


def _closest(day: Day, clause: Clause, drafts: Sequence[Draft]) -> Draft | None:
    """The draft whose rate or amount a date follows closely."""
    close = [
        (away, place)
        for place, draft in enumerate(drafts)
        for item in draft.evidence
        if item.field in (LIMITED if PRIMARY.isdisjoint(draft.fields) else PRIMARY)
        and (away := _away(day, item.span.start - clause.start, item.span.end - clause.start, clause.text)) is not None
    ]
    return drafts[min(close)[1]] if close else None


def _away(day: Day, start: int, end: int, text: str) -> int | None:
    """Characters between a figure and a date that follows it closely, or goes right before it without a comma."""
    reach = REACH_OF_YEAR if day.loose and re.search(r"[\d,;，；]", text[end : day.figure.start]) is None else 24
    if day.figure.start >= end and BOUND_TO.fullmatch(text[end : day.figure.start]):
        return -1
    if 0 <= day.figure.start - end <= reach:
        # A date beyond a comma may belong to what comes next: "40%以上，2027年起提高到60%".
        return day.figure.start - end + (20 if re.search(r"[,，、]", text[end : day.figure.start]) else 0)
    if 0 <= start - day.figure.end <= 12 and re.search(r"[,，;；、]", text[day.figure.end : start]) is None:
        return start - day.figure.end
    return None
