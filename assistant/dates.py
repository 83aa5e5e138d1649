"""Partial ISO 8601 dates, as front matter has them, and whether a document is in force."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from assistant.domain import Metadata, Successor

PARTIAL_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def first_day(partial: str) -> date:
    """First day that a partial ISO date (``2026``, ``2026-04``, ``2026-04-01``) covers.

    Raises:
        ValueError: not an ISO date of those forms, or no such day.
    """
    if not PARTIAL_DATE.match(partial):
        raise ValueError(f"{partial!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = ([int(part) for part in partial.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def possible(partial: str) -> str:
    """A partial ISO date without a day that its month does not have: of ``2027-06-31`` the month."""
    year, month, day = ([int(part) for part in partial.split("-")] + [1, 1])[:3]
    return partial if day <= monthrange(year, month)[1] else partial[: len("2027-06")]


def last_day(partial: str) -> date:
    """Last day that a partial ISO date covers.

    Raises:
        ValueError: as for :func:`first_day`.
    """
    first = first_day(partial)
    parts = partial.count("-")
    if parts == 2:
        return first
    if parts == 0:
        return date(first.year, 12, 31)
    return first.replace(day=monthrange(first.year, first.month)[1])


def lapsed(metadata: Metadata, *, on: date) -> bool:
    """Whether the document's validity ended before the given day."""
    return metadata.valid_until is not None and last_day(metadata.valid_until) < on


def not_yet_valid(metadata: Metadata, *, on: date) -> bool:
    """Whether the document's validity begins after the given day."""
    return metadata.valid_from is not None and first_day(metadata.valid_from) > on


def replacing(metadata: Metadata, *, on: date) -> Successor | None:
    """The document that holds in the place of this one on the given day: the last that replaces it and is valid by then."""
    valid = [new for new in metadata.successors if new.valid_from is None or first_day(new.valid_from) <= on]
    return valid[-1] if valid else None


def in_force(metadata: Metadata, *, on: date) -> bool:
    """Whether the document is valid on the given day, and no other one has taken its place."""
    return not (lapsed(metadata, on=on) or not_yet_valid(metadata, on=on) or replacing(metadata, on=on))
