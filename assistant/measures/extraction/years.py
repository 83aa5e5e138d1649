"""Days whose year stands elsewhere: in the sentence before, or in the day of the text itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Document
from assistant.language.quantities import MONTHS, QuantityKind
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.figures import Figure
from assistant.measures.extraction.statements import Statement

YEARLESS = re.compile(
    r"(?:(?P<told>今年|本年|明年|去年|当年|同年|次年)|(?<![\d年度月至到—–-]))(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|(?=起|底|前|以前|之前))"
    rf"|\b(?P<before>from|by|until|till|since|before|after|as\s+of|on|no\s+later\s+than)\s+(?P<eday>3[01]|[12]\d|0?[1-9])\s+(?P<emonth>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b(?!\.?,?\s+\d)",
    re.IGNORECASE,
)
"""A day, or the month from or to which something holds, that is told without its year or with ``this year``."""
BEFORE_A_MONTH = re.compile(r"\d\s+[A-Z][a-z]{2}|\d月")
OF_TEXT = {"今年": 0, "本年": 0, "明年": 1, "去年": -1}
"""Years counted from that of the text."""
OF_BEFORE = {"当年": 0, "同年": 0, "次年": 1}
"""Years counted from that of the day told last."""


class Years:
    """Knows the year that was told last, paragraph by paragraph."""

    def __init__(self, document: Document) -> None:
        published = document.metadata.published or ""
        self._published = int(published[:4]) if published[:4].isdecimal() else None
        self._chinese = document.metadata.language == "zh"
        self._block = -1
        self._year: int | None = None

    def complete(self, statement: Statement, text: str, found: Sequence[Figure]) -> list[Figure]:
        """The figures of a clause with the days among its words that have their year from elsewhere; in the order of the words."""
        if statement.block != self._block:
            self._block, self._year = statement.block, None
        days = [figure for figure in found if figure.kind is QuantityKind.DATE]
        exact = [day for day in days if self._chinese or "-" in day.first]
        if exact:
            self._year = int(exact[0].first[:4])
        # Beside a whole day of the same clause a day without a year has been given one; only "of this year" has not.
        added = [] if BEFORE_A_MONTH.search(text) is None else self._days(text, told=bool(days))
        if exact:
            self._year = int(exact[-1].first[:4])
        if not added:
            return list(found)
        beside = [one for one in found if all(one.end <= day.start or one.start >= day.end for day in added)]
        return sorted([*beside, *added], key=lambda figure: figure.start)

    def _days(self, text: str, *, told: bool) -> list[Figure]:
        """Days of a text; only those whose words tell which year is meant, if ``told``."""
        days: list[Figure] = []
        for match in YEARLESS.finditer(text):
            year = self._year_of(match["told"])
            if year is None or (told and not match["told"]):
                continue
            month = int(match["month"]) if match["month"] else MONTHS[match["emonth"].casefold()]
            day = match["day"] or match["eday"]
            value = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
            start = match.start("eday") if match["eday"] else match.start()
            days.append(Figure(QuantityKind.DATE, Bound.EXACT, None, None, None, None, start, match.end(), value))
        return days

    def _year_of(self, told: str | None) -> int | None:
        if told in OF_TEXT:
            return None if self._published is None else self._published + OF_TEXT[told]
        if told in OF_BEFORE:
            return None if self._year is None else self._year + OF_BEFORE[told]
        return self._year or (self._published if self._chinese else None)
