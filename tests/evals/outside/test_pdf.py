"""The suite of long reports in PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.settings import Settings
from evals.outside import pdf
from evals.outside.reading import OutsideDataError
from evals.outside.systems import Pages, open_pools
from tests.evals.outside.made import by_name, write


def make_pdf(path: Path, pages: Sequence[str]) -> None:
    """A report with one paragraph a page."""
    canvas = Canvas(str(path), pagesize=A4)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()


@pytest.fixture
def pdf_data(tmp_path: Path) -> Path:
    """Two made reports of three pages."""
    (tmp_path / pdf.REPORTS).mkdir()
    make_pdf(
        tmp_path / pdf.REPORTS / "ACME.pdf",
        [
            "Acme makes anvils and rockets.",
            "Net sales of anvils were 12 million dollars.",
            "The auditor is Grey and Sons.",
        ],
    )
    make_pdf(
        tmp_path / pdf.REPORTS / "ZENITH.pdf", ["Zenith runs ferries.", "Ferry revenue rose.", "The board met twice."]
    )
    write(
        tmp_path,
        pdf.QUESTIONS,
        [
            {
                "id": "1",
                "document": "ACME",
                "question": "What were the net sales of anvils?",
                "evidence": [{"page": 2}],
            },
            {"id": "2", "document": "ZENITH", "question": "How often did the board meet?", "evidence": [{"page": 9}]},
        ],
    )
    return tmp_path


@pytest.mark.parametrize("system", ["goglobal", "reference"])
def test_the_page_of_the_evidence_is_found(pdf_data: Path, settings: Settings, system: str) -> None:
    figures = by_name(pdf.measure(pdf_data, settings=settings, system=system, part="report"))
    assert figures["reports ingested"].value == 1
    assert figures["all reports together: page success@5"].value == 0.5
    assert figures["one report at a time: page success@5"].value == 0.5
    assert figures["one report at a time: page success@5"].n == 2


def test_a_report_that_cannot_be_read_counts(pdf_data: Path, settings: Settings) -> None:
    (pdf_data / pdf.REPORTS / "ACME.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    figures = by_name(pdf.measure(pdf_data, settings=settings, system="goglobal", part="all"))
    assert figures["reports ingested"].value == 0.5
    assert figures["one report at a time: page success@5"].value == 0
    assert figures["one report at a time: page success@5"].n == 2


def test_a_question_without_its_report_is_named(pdf_data: Path, settings: Settings) -> None:
    (pdf_data / pdf.REPORTS / "ZENITH.pdf").unlink()
    with pytest.raises(OutsideDataError, match=r"pdf-questions\.jsonl, line 2: there is no file pdf/ZENITH\.pdf"):
        pdf.measure(pdf_data, settings=settings, system="goglobal", part="all")


def test_a_stretch_belongs_to_the_page_that_most_of_it_stands_on(pdf_data: Path, settings: Settings) -> None:
    from ingest.pipeline import Pipeline

    with open_pools(settings) as pools, pools.own() as own:
        documents = own.advisory.catalogue.documents
        report = Pipeline(documents).ingest([pdf_data / pdf.REPORTS / "ACME.pdf"])
        document = documents.get(report.added[0]).document
    pages = Pages(document)
    second = document.text.index("Net sales")
    third = document.text.index("The auditor")
    assert pages.page_of(second, third) == 2
    assert pages.page_of(third - 8, len(document.text)) == 3
    assert pages.page_of(0, len("Acme makes")) == 1
    assert pages.page_of(len(document.text) + 10, len(document.text) + 20) is None
