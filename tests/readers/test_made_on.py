"""Which days of a file's name and properties are taken for the day it was made."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import docx
import openpyxl
import pptx
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import read
from ingest.readers.made_on import TEMPLATES, made_on, named_day

TODAY = date(2026, 6, 15)
SAVED = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("created", "modified", "day"),
    [
        (SAVED, None, "2026-03-01"),
        (SAVED, SAVED + timedelta(days=90), "2026-03-01"),
        (SAVED.replace(tzinfo=None), None, "2026-03-01"),
        (datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=8))), None, "2026-03-01"),
        (None, None, ""),
        (None, SAVED, ""),
        # the zeros of clocks
        (datetime(1601, 1, 1, tzinfo=UTC), None, ""),
        (datetime(1904, 1, 1, tzinfo=UTC), None, ""),
        (datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), ""),
        (datetime(1980, 1, 1, tzinfo=UTC), None, ""),
        (datetime(2000, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC), ""),
        (datetime(2000, 1, 1, 9, 30, tzinfo=UTC), None, "2000-01-01"),
        # days ahead; a clock may be a zone ahead
        (datetime(2026, 6, 16, 3, tzinfo=UTC), None, "2026-06-16"),
        (datetime(2026, 6, 17, 3, tzinfo=UTC), None, ""),
        (datetime(2099, 1, 1, 3, tzinfo=UTC), SAVED, "2026-03-01"),
        # begun from a file that was years old
        (datetime(2019, 3, 1, tzinfo=UTC), SAVED, ""),
        (datetime(2024, 12, 1, tzinfo=UTC), SAVED, "2024-12-01"),
    ],
)
def test_a_stamp_is_evidence_unless_it_cannot_be_the_day(
    created: datetime | None, modified: datetime | None, day: str
) -> None:
    assert made_on(created, modified, today=TODAY) == day


@pytest.mark.parametrize("stamp", sorted(TEMPLATES))
def test_the_stamp_of_a_blank_file_says_nothing_and_the_day_of_saving_does(stamp: datetime) -> None:
    assert made_on(stamp, stamp, today=TODAY) == ""
    assert made_on(stamp, SAVED, today=TODAY) == "2026-03-01"
    assert made_on(stamp + timedelta(seconds=1), None, today=TODAY) == stamp.date().isoformat()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Grants for plants")
    return saved(document.save)


def slides() -> bytes:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "Grants for plants"
    return saved(deck.save)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Country", "Grant"])
    book.properties.created = book.properties.modified = datetime.fromisoformat("2015-06-05T18:19:34")
    # openpyxl stamps the day of saving over what was set, as Excel does.
    return saved(book.save)


def reproducible_pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.drawString(72, 700, "Grants for plants")
    canvas.save()
    return buffer.getvalue()


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("made", "day"),
    [(word, None), (slides, None), (reproducible_pdf, None), (workbook, datetime.now(UTC).date().isoformat())],
    ids=["python-docx", "python-pptx", "reportlab", "openpyxl"],
)
def test_files_of_libraries_do_not_take_the_day_of_their_template(made: Callable[[], bytes], day: str | None) -> None:
    properties = read(made(), name="grants").properties
    assert properties.get("created") in {day, datetime.now(UTC).date().isoformat() if day else None}
    assert "author" not in properties


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("act-2026-03-01.pdf", "2026-03-01"),
        ("20260301_act.pdf", "2026-03-01"),
        ("act 2026.03.01.pdf", "2026-03-01"),
        ("补贴指南（2026年3月1日）.docx", "2026-03-01"),
        ("补贴指南2026年3月版.docx", "2026-03"),
        ("GMT20260301-083000_Recording.vtt", "2026-03-01"),
        ("agenda-2027-01-15.docx", ""),
        ("act-2026-02-30.pdf", ""),
        ("IMG_120260301.pdf", ""),
        ("tariffs-2026.csv", ""),
        ("2025-26_budget.xlsx", ""),
    ],
)
def test_a_day_in_a_name_is_when_the_file_was_made_unless_it_lies_ahead(name: str, day: str) -> None:
    assert named_day(name, today=TODAY) == day
