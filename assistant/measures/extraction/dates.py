"""What a date of a clause is: first or last day in force, first or last day to apply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.quantities import QuantityKind
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.date_cues import (
    AFTER_A_PERIOD,
    ALREADY,
    APPLIES,
    APPLY,
    AT_ONCE,
    BASE_YEAR,
    BEFORE_THEN,
    BEGINS_AFTER,
    BEGINS_BEFORE,
    BEGINS_ROW,
    BOUGHT,
    CLOSES_LABEL,
    DATE_HEADER,
    DEADLINE_HEADER,
    DEADLINE_IS,
    DUE_AFTER,
    DUE_BEFORE,
    EARLIER,
    EARLIER_AFTER,
    EARLIER_SUBJECT,
    ENDS_AFTER,
    ENDS_BEFORE,
    ENDS_HEADER,
    ENDS_ROW,
    ENDS_THEN,
    ENTERS,
    EVENT,
    EXTENDED,
    FORMER_DATE,
    FROM_HERE,
    GRACE,
    GRANTED_UNTIL,
    HAPPENS,
    HEARING,
    IN_FORCE,
    IN_FORCE_AFTER,
    IN_FORCE_BEFORE,
    IN_YEAR,
    ISSUED_LABEL,
    LATE,
    MOVED_TO,
    MUST_APPLY,
    NO_MORE,
    NO_WINDOW,
    NOT_SURE,
    ON,
    ONLY_A_PERIOD,
    ONLY_BRACKETS,
    ONLY_YEAR,
    ONWARDS,
    OPENED,
    OPENS_LABEL,
    PAST_WHICH,
    PHASE,
    PUT_OFF,
    RETROACTIVE,
    RISING,
    SAID_OF_SOMETHING_ELSE,
    SAID_ON,
    SINCE_HEADER,
    STARTS_HEADER,
    TIMETABLE,
    WAS_DUE,
    WINDOW_LABEL,
    WINDOW_ROW,
)
from assistant.measures.extraction.figures import Figure, figures
from assistant.measures.extraction.matching_words import small_letters

BESIDE = 48
"""Characters before a day in which words speak of it."""


def _of_applying(text: str) -> bool:
    return APPLY.found_in(small_letters(text))


@dataclass(frozen=True, slots=True)
class Day:
    """A date with the field that it fills; the figure's offsets are those of its clause."""

    field: str
    value: str
    figure: Figure
    loose: bool = False
    """Whether it is only a year that something is said for: ``10% in 2024``."""
    earlier: bool = False
    """Whether it is said of what was before: ``the previous version ended on``."""
    due: bool = False
    """Whether it is the day by which something must be done, not the end of a time."""


def days_of(text: str, found: Sequence[Figure], label: str = "", row: str = "") -> list[Day]:
    """Dates of a clause that begin or end something; ``label`` is what the clause stands under, ``row`` its row's first cell."""
    days: list[Day] = []
    if all(figure.kind is not QuantityKind.DATE for figure in found):
        return days
    apply = _of_applying(text) or _of_applying(label) or TIMETABLE.search(label) is not None
    apply = apply or WINDOW_LABEL.fullmatch(label) is not None or WINDOW_ROW.search(row) is not None
    if any(STARTS_HEADER.match(part.strip()) for part in label.split("|")):
        # "Application | 17 January 2028" is the day from which a law applies.
        apply = False
    must = MUST_APPLY.search(text) is not None
    begins, ends = ("opens", "closes") if apply else ("starts", "ends")
    in_force: list[Day] = []
    bygone = EARLIER_SUBJECT.match(text) is not None
    for place, figure in enumerate(found):
        if figure.kind is not QuantityKind.DATE or figure.superseded:
            continue
        left = text[found[place - 1].end if place else 0 : figure.start]
        earlier = bygone or EARLIER.search(left[-60:]) is not None or EARLIER_AFTER.match(text, figure.end) is not None
        if (moved := EXTENDED.search(left)) is not None:
            field = begins if PUT_OFF.match(moved.group()) and ends == "ends" else ends
            days = [day for day in days if day.field != field]
            days.append(Day(field, figure.first, figure))
            continue
        for field in _fields(text, figure, left, label, begins, ends):
            if field == "opens" and must:
                field = "starts"
            value = figure.last if field in {"ends", "closes"} and figure.last else figure.first
            loose = field in {"starts", "ends"} and IN_YEAR.search(left) is not None and "-" not in figure.first
            loose = loose and BEGINS_BEFORE.search(left) is None and ENDS_BEFORE.search(left) is None
            due = figure.bound is not Bound.BETWEEN and (
                DUE_BEFORE.search(left) is not None or DUE_AFTER.match(text, figure.end) is not None
            )
            due = due and BOUGHT.search(left[-BESIDE:]) is None and GRANTED_UNTIL.match(text, figure.end) is None
            due = due and BEFORE_THEN.fullmatch(text, 0, figure.start) is None
            days.append(Day(field, value, figure, loose and figure.bound is not Bound.BETWEEN, earlier, due))
            if IN_FORCE.search(left) or IN_FORCE_AFTER.match(text, figure.end):
                in_force.append(days[-1])
    # A law that is in force from one day and applies from another holds from the other.
    if in_force and APPLIES.search(text) and len(days) > len(in_force):
        days = [day for day in days if day not in in_force]
    return days


def right_of(text: str, figure: Figure) -> str:
    """The words behind a figure."""
    return text[figure.end :]


@lru_cache(maxsize=256)
def is_no_day(text: str, figure: Figure, left: str) -> bool:
    """Whether words say that a date neither begins nor ends anything: a signature, what is only expected, what was measured by."""
    return (
        BASE_YEAR.search(left) is not None
        or HEARING.search(left) is not None
        or GRACE.search(left) is not None
        or FORMER_DATE.search(left) is not None
        or (SAID_OF_SOMETHING_ELSE.search(left) is not None and FROM_HERE.search(left) is None)
        or SAID_ON.match(text, figure.end) is not None
        or ALREADY.match(text, figure.end) is not None
        or NOT_SURE.search(text[max(0, figure.start - 90) : figure.start]) is not None
    )


def _labels_no_day(text: str, figure: Figure, label: str) -> bool:
    """Whether the label of a row or item says that its day is one of the text itself, of a project, or of a step between."""
    if ISSUED_LABEL.fullmatch(label):
        return text[: figure.start].strip().rstrip(":：").strip() == label
    return names_no_window(label)


def names_no_window(label: str) -> bool:
    """Whether a label names a step between the days of a window, or a time of the project that is paid for."""
    return NO_WINDOW.search(label) is not None or PHASE.search(label) is not None


def _fields(text: str, figure: Figure, left: str, label: str, begins: str, ends: str) -> tuple[str, ...]:
    """Which fields a date fills, by the words around it."""
    right = text[figure.end : figure.end + 12]
    labels = [part.strip() for part in label.split("|")]
    if figure.bound is Bound.BETWEEN:
        return (begins, ends)
    if RETROACTIVE.search(left) or (ends != "closes" and AT_ONCE.search(right_of(text, figure))):
        return (begins,)
    if re.search(r"\bretroactiv\w+\b[^.;]*$", text[: figure.start], re.IGNORECASE):
        return ("starts",)
    if _labels_no_day(text, figure, labels[0]):
        return ()
    if any(DEADLINE_HEADER.search(part) for part in labels if len(part) < 40) and not BEGINS_BEFORE.search(left):
        return ("closes",)
    if OPENED.search(left) or re.fullmatch(r"\W*opened\s+(?:on|in)\s+", left, re.IGNORECASE):
        return ("opens",)
    if ends == "closes" and LATE.search(left):
        return ("closes",)
    if IN_FORCE_AFTER.match(right) or (IN_FORCE_BEFORE.search(left) and ENDS_BEFORE.search(left) is None):
        begins = "starts"
    if PAST_WHICH.search(left):
        return (ends,)
    if WAS_DUE.search(left) and PUT_OFF.search(right_of(text, figure)[:60]):
        return ()
    if is_no_day(text, figure, left):
        return ()
    if MOVED_TO.search(text[: figure.start]):
        return (begins,)
    if ON.fullmatch(text[: figure.start]) and ENDS_THEN.match(text, figure.end):
        return (ends,)
    if ON.fullmatch(text[: figure.start]) and HAPPENS.search(text, figure.end):
        return (begins,)
    if DEADLINE_IS.search(text[: figure.start]):
        return ("closes",)
    if RISING.search(text[: figure.start]):
        return ("starts",)
    if ENDS_AFTER.match(right) or ENDS_BEFORE.search(left):
        return (ends,)
    if BEGINS_AFTER.match(right) or BEGINS_BEFORE.search(left):
        return ("ends",) if NO_MORE.match(text, figure.end) else (begins,)
    if ENTERS.search(left):
        return (begins if begins == "starts" or not IN_FORCE.search(left) else "starts",)
    if named := _by_label(text, figure, label, begins, ends):
        return named
    if IN_YEAR.search(left) and "-" not in figure.first:
        return ("starts", "ends")
    return ()


def _by_label(text: str, figure: Figure, label: str, begins: str, ends: str) -> tuple[str, ...]:
    """Which field a date fills that only what it stands under tells of: the head of its column, its row, the words before its colon."""
    whole = not text[: figure.start].strip() and ONLY_BRACKETS.fullmatch(text, figure.end) is not None
    labels = [part.strip() for part in label.split("|")]
    if whole and begins == "opens" and any(map(OPENS_LABEL.search, labels)):
        # "Portal opens | 17 August 2026" and "Bids due | 12 October 2026" are rows of a timetable.
        return (begins,)
    if whole and begins == "starts" and len(labels) == 2 and BEGINS_ROW.search(labels[0]):
        return (begins,)
    if whole and begins == "starts" and len(labels) == 2 and ENDS_ROW.search(labels[0]):
        return (ends,)
    if whole and any(map(ENDS_HEADER.match, labels)):
        return (ends,)
    if any(map(STARTS_HEADER.match, labels)):
        return (begins,)
    if whole and len(labels) == 2 and DATE_HEADER.match(labels[1]) and EVENT.search(labels[0]) is None:
        return (begins,)
    if label and text[: figure.start].rstrip().endswith((":", "：")) and not text[figure.end :].strip(" .。"):
        handed_in = begins == "opens" and OPENS_LABEL.search(label) is None
        return (ends,) if handed_in or CLOSES_LABEL.search(label) else (begins,)
    if whole and begins == "opens":
        return (ends,)
    return ()


@lru_cache(maxsize=2048)
def period_of(label: str, header: str = "") -> tuple[Day, ...]:
    """What a row or item holds for when its label is a date: ``2026``, ``to 2026``, ``7 June 2024 (Decree 8639)``.

    ``header`` is that of its table: below ``Date`` a year is the one in which something begins.
    """
    match = ONLY_A_PERIOD.match(label)
    rest_start = match.start("rest") if match else 0
    found = [figure for figure in figures(label) if figure.kind is QuantityKind.DATE]
    if not found or found[0].start > rest_start or not AFTER_A_PERIOD.match(label, found[0].end):
        return ()
    figure, before = found[0], ((match["before"] if match else None) or "").lower()
    if figure.bound is Bound.BETWEEN or (figure.last and not before):
        return (Day("starts", figure.first, figure), Day("ends", figure.last, figure))
    if ONWARDS.match(label, figure.end):
        return (Day("starts", figure.first, figure),)
    if DUE_AFTER.match(label, figure.end) or before in {"to", "until", "till", "by", "至", "到", "截至"}:
        return (Day("ends", figure.first, figure),)
    if (before and before not in {"for", "in"}) or "-" in figure.first or SINCE_HEADER.match(header):
        return (Day("starts", figure.first, figure),)
    return (Day("starts", figure.first, figure), Day("ends", figure.first, figure))


@lru_cache(maxsize=1024)
def header_days(header: str) -> tuple[Day, ...]:
    """What a column holds for when its head has one date: ``2027``, ``Rate from 1 July 2026``, ``Valid until 2028``."""
    if days := period_of(header):
        return days
    found = [figure for figure in figures(header) if figure.kind is QuantityKind.DATE]
    if len(found) != 1 or len(header) > 60:
        return ()
    stated = tuple(day for day in days_of(header, found) if day.field in {"starts", "ends"})
    if SAID_OF_SOMETHING_ELSE.search(header[: found[0].start]):
        return ()
    if not stated and "-" not in found[0].first and found[0].bound is Bound.EXACT and ONLY_YEAR.search(header):
        return (Day("starts", found[0].first, found[0]), Day("ends", found[0].first, found[0]))
    return stated
