"""Outlines that leave most headings out, and titles that end where the text begins."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from ingest.readers.pdf import read_pdf

TEXT = ParagraphStyle("text", fontSize=10, leading=13)
HEADING = ParagraphStyle("heading", fontSize=14, leading=18, fontName="Helvetica-Bold")
TITLE = ParagraphStyle("title", fontSize=14, leading=18, fontName="Helvetica-Bold", spaceAfter=12)
WORDS = "A plant may apply for the grant from an investment of five million euros upward, and the agency decides. " * 4
SECTIONS = ("Who may apply", "How much is paid", "By when to apply")


class Bookmark(Flowable):  # type: ignore[misc]
    """An entry of the outline that leads here."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.bookmarkPage(self._title)
        canvas.addOutlineEntry(self._title, self._title)


def report(*, outline: Sequence[str], numbered: bool = False) -> bytes:
    """A title and three sections, each on a page."""
    story: list[Flowable] = [Paragraph("Grants for battery plants", TITLE)]
    for number, section in enumerate(SECTIONS, start=1):
        if section in outline:
            story.append(Bookmark(section))
        story += [
            Paragraph(f"{number} {section}" if numbered else section, HEADING),
            Paragraph(WORDS, TEXT),
            PageBreak(),
        ]
    buffer = io.BytesIO()
    # The outline of many a program names the file and no heading.
    extra = [Bookmark(name) for name in outline if name not in SECTIONS]
    SimpleDocTemplate(buffer, pagesize=A4).build([*extra, *story])
    return buffer.getvalue()


def headings(content: bytes) -> list[str]:
    return [piece.text for piece in read_pdf(content, name="a.pdf").pieces if piece.level]


@pytest.mark.parametrize("outline", [(), ("grants_final_v3.docx",)], ids=["none", "of other words"])
def test_where_the_outline_names_no_heading_they_are_told_by_their_looks(outline: tuple[str, ...]) -> None:
    assert headings(report(outline=outline)) == ["Grants for battery plants", *SECTIONS]


def test_headings_that_an_outline_leaves_out_stand_below_those_that_it_has() -> None:
    pieces = read_pdf(report(outline=SECTIONS[:2]), name="a.pdf").pieces
    assert [(piece.text, piece.level) for piece in pieces if piece.level] == [
        ("Grants for battery plants", 2),
        ("Who may apply", 1),
        ("How much is paid", 1),
        ("By when to apply", 2),
    ]


def test_a_title_ends_where_the_first_section_begins() -> None:
    properties = read_pdf(report(outline=(), numbered=True), name="a.pdf").properties
    assert properties["shown_title"] == "Grants for battery plants"
