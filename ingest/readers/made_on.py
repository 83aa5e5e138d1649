"""When a file was made, as its name says or its properties, which many a template has stamped: what can be believed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

TEMPLATES = frozenset(
    datetime.fromisoformat(f"{stamp}+00:00")
    for stamp in (
        "2013-12-23T23:15:00",  # python-docx
        "2013-01-27T09:14:16",  # python-pptx
        "2013-01-27T09:15:58",  # python-pptx, last saved
        "1996-10-14T23:33:28",  # Excel 97
        "1996-12-17T01:32:42",  # Excel 97, Chinese
        "2006-09-13T11:21:51",  # Excel 2007, Chinese
        "2006-09-16T00:00:00",  # Excel 2007 to 2013, and excelize
        "2015-06-05T18:17:20",  # Excel 2016 and later
        "2015-06-05T18:19:34",
        "2014-10-29T12:08:00",  # WPS Writer
        "2023-05-12T11:15:00",  # WPS Spreadsheets
    )
)
"""Stamps that programs and libraries leave in every file begun from their own blank one, to the second, as UTC."""

EARLIEST = date(1990, 1, 1)
"""What lies before is the zero of some clock: 1601, 1899, 1904, 1970, 1980."""
_ZEROS = frozenset({datetime(2000, 1, 1, tzinfo=UTC)})
"""Zeros of clocks that lie later: ReportLab and others write this one when told to leave out the time."""
LONGEST_WORK = timedelta(days=730)
"""Between the first day of a file and its last change. What took longer was more likely begun from an old file, and
neither day tells when its words were published."""

_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([-._]?)(\d\d)\2(\d\d)(?!\d)|年(\d{1,2})月(?:(\d{1,2})[日号])?)")


def named_day(name: str, *, today: date | None = None) -> str:
    """The day, or month, that stands in a file's name as ISO date; empty when there is none, or it lies ahead."""
    for match in _NAMED.finditer(name):
        year, _, month, day, chinese_month, chinese_day = match.groups()
        try:
            first = date(int(year), int(month or chinese_month), int(day or chinese_day or 1))
        except ValueError:
            continue
        # A day to come is what the file is about, not when it was made.
        if first <= _latest(today):
            return first.isoformat()[: 10 if day or chinese_day else 7]
    return ""


def made_on(created: datetime | None, modified: datetime | None = None, *, today: date | None = None) -> str:
    """The day that says about when a file was made, as ISO date; empty when its stamps are no evidence.

    Args:
        created: when it was made, as it says; without a zone it is taken for UTC, which is at most a day wrong.
        modified: when it was last saved, as it says.
        today: nothing was made later; the present day unless given.
    """
    if created is None:
        return ""
    first, last = _evidence(created, _latest(today)), _evidence(modified, _latest(today))
    if first is None:
        # The day of a template says nothing, the day on which somebody filled it in does.
        return "" if last is None else last.date().isoformat()
    if last is not None and last - first > LONGEST_WORK:
        return ""
    return first.date().isoformat()


def _latest(today: date | None) -> date:
    # A day more: the clock that wrote it may be a zone ahead.
    return (today or datetime.now(UTC).date()) + timedelta(days=1)


def _evidence(stamp: datetime | None, latest: date) -> datetime | None:
    if stamp is None:
        return None
    moment = stamp.replace(microsecond=0, tzinfo=stamp.tzinfo or UTC)
    if moment in TEMPLATES or moment in _ZEROS:
        return None
    return moment if EARLIEST <= moment.date() <= latest else None
