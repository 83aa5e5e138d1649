"""What starts or ends within some days, and what has lapsed or is about to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import Access
from assistant.errors import MeasureCallError
from assistant.measures.deadlines import Window, days_after, days_of, window
from assistant.measures.selecting import Wanted
from assistant.measures.validity import Status, status_between
from tests.measures.making import book_of, document, exact, file, measure

TODAY = date(2026, 11, 24)
QUARTER = Window(TODAY, TODAY + timedelta(days=90))


def test_dates_come_by_day_and_as_exact_as_they_are_stated(catalogue: Catalogue) -> None:
    text = "From January 2027 to 2030; applications 1 December 2026 to 15 January 2027."
    dated = measure("a", rate=exact(1), starts="2027-01", ends="2030", opens="2026-12-01", closes="2027-01-15")
    file(catalogue, document("a", text), dated)
    found = book_of(catalogue).deadlines(Wanted(), QUARTER, access=Access.PUBLIC)
    assert [(one.moment.value, one.day.isoformat(), one.said) for one in found] == [
        ("opens", "2026-12-01", "2026-12-01"),
        ("starts", "2027-01-01", "2027-01"),
        ("closes", "2027-01-15", "2027-01-15"),
    ]


def test_lines_of_one_programme_share_their_date(catalogue: Catalogue) -> None:
    lines = [measure(name, rate=exact(rate), ends="2026-12-31") for name, rate in (("a", 1), ("b", 2))]
    file(catalogue, document("a", "Until 31 December 2026."), *lines)
    assert len(book_of(catalogue).deadlines(Wanted(), QUARTER, access=Access.PUBLIC)) == 1


def test_documents_expire_by_their_own_validity(catalogue: Catalogue) -> None:
    for name, until in (("soon", "2026-12"), ("later", "2028"), ("gone", "2025"), ("never", None)):
        file(catalogue, document(name, "Words.", valid_until=until))
    file(catalogue, document("secret", "Words.", valid_until="2026-12", access=Access.STAFF))
    book = book_of(catalogue)
    assert [one.document_id for one in book.expiring(QUARTER, access=Access.PUBLIC)] == ["soon"]
    assert [one.document_id for one in book.expiring(QUARTER, access=Access.PUBLIC, lapsed=True)] == ["gone", "soon"]
    assert [one.document_id for one in book.expiring(QUARTER, access=Access.STAFF)] == ["secret", "soon"]


@pytest.mark.parametrize(
    ("starts", "ends", "status"),
    [
        (None, None, Status.UNDATED),
        ("2026", None, Status.IN_FORCE),
        ("2024", "2026-11", Status.SOON_LAPSING),
        (None, "2026-11-23", Status.LAPSED),
        ("2026-11-25", None, Status.NOT_YET),
        (None, "2028", Status.IN_FORCE),
    ],
)
def test_a_day_stands_somewhere_between_two_dates(starts: str | None, ends: str | None, status: Status) -> None:
    assert status_between(starts, ends, on=TODAY) is status


@pytest.mark.parametrize(
    ("written", "days"), [("90d", 90), ("90", 90), ("12w", 84), ("3m", 90), ("30天", 30), ("3 months", 90)]
)
def test_lengths_of_time_are_read(written: str, days: int) -> None:
    assert days_of(written) == timedelta(days=days)


@pytest.mark.parametrize("written", ["", "soon", "-5d", "0d", "99999d"])
def test_what_is_no_length_of_time_is_refused(written: str) -> None:
    with pytest.raises(MeasureCallError):
        days_of(written)


def test_dates_upside_down_are_refused_in_both_languages() -> None:
    with pytest.raises(MeasureCallError, match=r"upside down.*日期颠倒"):
        window(date(2027, 1, 1), date(2026, 1, 1))


def test_a_day_at_the_end_of_the_calendar_is_refused() -> None:
    with pytest.raises(MeasureCallError):
        days_after(date(9999, 12, 1), "90d")
