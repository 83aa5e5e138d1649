"""Headings, tables and page numbers of printed pages, told by how they look."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from pypdf import PdfWriter
from pypdf.constants import PageLabelStyle
from reportlab.pdfgen.canvas import Canvas

from assistant.domain import BlockKind
from ingest.pieces import Piece
from ingest.readers.pdf import read_pdf

BODY = (
    "The scheme supports companies that build, enlarge or convert plants for batteries and vehicles",
    "and their parts. It is meant to bring production to regions that have lost employment lately.",
)
Placed = tuple[float, float, str, str]
"""Left, top, font and size, words."""


def printed(*pages: Sequence[Placed]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for page in pages:
        for left, top, font, words in page:
            name, size = font.split()
            canvas.setFont(name, float(size))
            canvas.drawString(left, top, words)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def prose(top: float) -> list[Placed]:
    return [(70, top - 14 * row, "Helvetica 10", line) for row, line in enumerate(BODY)]


def others() -> list[list[Placed]]:
    """Pages of text of their own, so that a first page is only a small part of the document."""
    return [
        [(left, top, font, f"{name} {line[4:]}") for left, top, font, line in prose(780)]
        for name in ("Spain", "Italy", "Morocco", "Serbia", "Hungary")
    ]


def kinds(pieces: Sequence[Piece]) -> list[tuple[str, int]]:
    return [(piece.text, piece.level) for piece in pieces if piece.kind is BlockKind.HEADING]


def test_bold_lines_head_what_follows_below_the_levels_of_larger_letters() -> None:
    page = [
        (70.0, 780.0, "Helvetica 18", "Aid for Plants"),
        (70.0, 740.0, "Helvetica-Bold 10", "AMOUNT"),
        *prose(715),
        (70.0, 660.0, "Helvetica-Bold 10", "Who may apply"),
        *prose(640),
    ]
    assert kinds(read_pdf(printed(page), name="a.pdf").pieces) == [
        ("Aid for Plants", 1),
        ("AMOUNT", 2),
        ("Who may apply", 3),
    ]


def test_a_heading_of_two_lines_is_one() -> None:
    page = [
        (70.0, 780.0, "Helvetica 18", "Aid for plants of batteries, vehicles and their"),
        (70.0, 758.0, "Helvetica 18", "parts in the regions"),
        *prose(720),
    ]
    assert kinds(read_pdf(printed(page, *others()), name="a.pdf").pieces) == [
        ("Aid for plants of batteries, vehicles and their parts in the regions", 1)
    ]


def test_bullets_larger_than_their_words_make_no_heading() -> None:
    page: list[Placed] = [*prose(780)]
    for row in range(3):
        page += [
            (70, 740 - 16 * row, "Helvetica 16", "•"),
            (84, 740 - 16 * row, "Helvetica 10", f"growth of part {row}"),
        ]
    assert kinds(read_pdf(printed(page, *others()), name="a.pdf").pieces) == []


def test_sentences_in_bold_head_nothing() -> None:
    page = [*prose(780), (70.0, 740.0, "Helvetica-Bold 10", "No aid is paid before the decision has become final.")]
    assert kinds(read_pdf(printed([*page, *prose(700)]), name="a.pdf").pieces) == []


def test_large_words_of_a_cover_are_the_title_where_none_is_stated() -> None:
    cover = [
        (200.0, 700.0, "Helvetica 22", "ANNUAL REPORT"),
        (200.0, 670.0, "Helvetica 10", "(exact name of the company)"),
        (200.0, 640.0, "Helvetica 22", "Example Motors Ltd"),
        *prose(500),
    ]
    reading = read_pdf(printed(cover, *others()), name="a.pdf")
    assert reading.properties["shown_title"] == "ANNUAL REPORT Example Motors Ltd"


STATEMENT: list[Placed] = [
    (380, 700, "Helvetica-Bold 9", "Years ended"),
    (70, 688, "Helvetica 9", "(In millions of euros)"),
    (350, 688, "Helvetica-Bold 9", "2025"),
    (450, 688, "Helvetica-Bold 9", "2024"),
    (70, 674, "Helvetica 9", "Revenue:"),
    (80, 660, "Helvetica 9", "Vehicles"),
    (350, 660, "Helvetica 9", "1,204"),
    (450, 660, "Helvetica 9", "980"),
    (80, 646, "Helvetica 9", "Parts and services, less what was"),
    (80, 634, "Helvetica 9", "given back"),
    (350, 634, "Helvetica 9", "96"),
    (450, 634, "Helvetica 9", "(12)"),
    (70, 620, "Helvetica 9", "Costs:"),
    (80, 606, "Helvetica 9", "Material"),
    (340, 606, "Helvetica 9", "$"),
    (350, 606, "Helvetica 9", "640"),
    (450, 606, "Helvetica 9", "—"),
]


def test_a_statement_is_one_table_with_its_groups_and_the_names_of_its_columns() -> None:
    pieces = read_pdf(printed([*prose(780), *STATEMENT, *prose(560)]), name="a.pdf").pieces
    rows = [piece for piece in pieces if piece.cells]
    assert [row.cells for row in rows] == [
        ("(In millions of euros)", "Years ended 2025", "Years ended 2024"),
        ("Revenue:", "", ""),
        ("Vehicles", "1,204", "980"),
        ("Parts and services, less what was given back", "96", "(12)"),
        ("Costs:", "", ""),
        ("Material", "$640", "—"),
    ]
    assert rows[0].kind is BlockKind.HEADER_ROW
    assert len({row.group for row in rows}) == 1
    assert [piece.text for piece in pieces if not piece.cells] == [" ".join(BODY), " ".join(BODY)]


def labelled() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(printed(prose(780), prose(780), prose(780))))
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN, start=3)
    writer.set_page_label(2, 2, style=PageLabelStyle.DECIMAL, prefix="A-")
    writer.add_attachment("rates.xlsx", b"x")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_pages_have_the_numbers_that_the_document_gives_them() -> None:
    pieces = read_pdf(labelled(), name="a.pdf").pieces
    assert [(piece.page, piece.page_label) for piece in pieces if piece.page] == [(1, "iii"), (2, "iv"), (3, "A-1")]


def test_attached_files_are_named() -> None:
    assert read_pdf(labelled(), name="a.pdf").pieces[-1].text == "Attached files, not read: rates.xlsx"


@pytest.mark.parametrize("turns", [90, 180, 270])
def test_words_written_sideways_are_read_in_their_order(turns: int) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(800, 800))
    canvas.translate(400, 400)
    canvas.rotate(turns)
    canvas.translate(-400, -400)
    canvas.setFont("Helvetica", 10)
    for row, line in enumerate(BODY):
        canvas.drawString(70, 700 - 14 * row, line)
    canvas.showPage()
    canvas.save()
    assert [piece.text for piece in read_pdf(buffer.getvalue(), name="a.pdf").pieces] == [" ".join(BODY)]


def table(pages: bytes) -> list[tuple[str, ...]]:
    return [piece.cells for piece in read_pdf(pages, name="a.pdf").pieces if piece.cells]


def columns(top: float, *cells: tuple[float, str], font: str = "Helvetica 10") -> list[Placed]:
    return [(left, top, font, words) for left, words in cells]


def test_marks_of_footnotes_and_ordinals_stay_with_their_words() -> None:
    page = [
        *columns(700, (300, "Amount"), (400, "Cap")),
        *columns(680, (70, "1"), (300, "120"), (400, "40")),
        (75.6, 684, "Helvetica 6", "st quarter"),
        *columns(660, (70, "Grants"), (300, "90"), (400, "30")),
        (100.2, 664, "Helvetica 6", "(a)"),
    ]
    assert table(printed(page)) == [("", "Amount", "Cap"), ("1st quarter", "120", "40"), ("Grants(a)", "90", "30")]


def test_a_column_of_dashes_is_no_part_of_the_one_beside_it() -> None:
    page = [
        *columns(700, (70, "Millions"), (300, "Stock"), (345, "Capital")),
        *columns(680, (70, "January"), (300, "- 274")),
        *columns(660, (70, "July"), (300, "- 281")),
        *columns(640, (70, "August"), (300, "- 282")),
    ]
    assert table(printed(page))[1:] == [("January", "-", "274"), ("July", "-", "281"), ("August", "-", "282")]


def test_one_row_of_figures_under_columns_that_are_all_named_is_a_table() -> None:
    page = [
        *columns(700, (300, "2025"), (400, "2026"), font="Helvetica-Bold 10"),
        *columns(680, (70, "Amortization"), (300, "21"), (400, "44")),
        *prose(640),
    ]
    assert table(printed(page)) == [("", "2025", "2026"), ("Amortization", "21", "44")]


def test_a_second_table_right_below_the_first_keeps_its_own_columns() -> None:
    page = [
        *columns(700, (70, "Spain"), (300, "2025"), (400, "2026")),
        *columns(686, (70, "Grants"), (300, "21"), (400, "44")),
        *columns(672, (70, "Loans"), (300, "11"), (400, "14")),
        *columns(658, (70, "Hungary"), (300, "2024"), (400, "2025")),
        *columns(644, (70, "Grants"), (300, "31"), (400, "54")),
        *columns(630, (70, "Loans"), (300, "41"), (400, "64")),
    ]
    pieces = [piece for piece in read_pdf(printed(page), name="a.pdf").pieces if piece.cells]
    heads = [piece.cells for piece in pieces if piece.kind is BlockKind.HEADER_ROW]
    assert heads == [("Spain", "2025", "2026"), ("Hungary", "2024", "2025")]
    assert len({piece.group for piece in pieces}) == 2


def test_a_unit_in_brackets_heads_nothing() -> None:
    page = [
        (70.0, 780.0, "Helvetica-Bold 14", "Balance sheet"),
        (70.0, 760.0, "Helvetica-Bold 10", "(in thousands)"),
        *prose(740),
    ]
    assert kinds(read_pdf(printed(page, *others()), name="a.pdf").pieces) == [("Balance sheet", 1)]


def test_names_of_columns_in_bold_head_nothing() -> None:
    page = [
        (70.0, 780.0, "Helvetica-Bold 14", "Balance sheet"),
        *columns(760, (200, "31 January 2026"), (320, "31 January 2025"), font="Helvetica-Bold 10"),
        *prose(740),
    ]
    assert kinds(read_pdf(printed(page, *others()), name="a.pdf").pieces) == [("Balance sheet", 1)]


def test_the_name_of_a_section_at_the_top_of_its_pages_heads_it_once() -> None:
    chapter = (70.0, 800.0, "Helvetica-Bold 10", "NOTES TO THE ACCOUNTS")
    note = (70.0, 780.0, "Helvetica-Bold 10", "Note 1 Leases")
    first, *rest = others()
    pages = [[chapter, note, *[(x, y - 40, font, words) for x, y, font, words in first]]]
    pages += [[chapter, *page] for page in rest[:2]]
    pieces = read_pdf(printed(*others(), *others(), *pages), name="a.pdf").pieces
    assert kinds(pieces) == [("NOTES TO THE ACCOUNTS", 1), ("Note 1 Leases", 2)]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (
            ("We expect a rapid recovery of sales in the second half with strong year-to-", "date growth."),
            "year-to-date",
        ),
        (("The plant was closed for the whole of the second quarter because of COVID-", "19."), "COVID-19."),
    ],
)
def test_a_compound_keeps_its_hyphen_at_the_end_of_a_line(lines: tuple[str, str], whole: str) -> None:
    page = [(70.0, 700.0 - 14 * row, "Helvetica 10", line) for row, line in enumerate(lines)]
    assert whole in " ".join(piece.text for piece in read_pdf(printed(page), name="a.pdf").pieces)


def test_the_mark_of_a_footnote_is_no_part_of_the_word_before_it() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    line = canvas.beginText(70, 700)
    for words, rise, size in (
        ("The model", 0, 10),
        ("2", 4, 6),
        (" has 30 km", 0, 10),
        ("2", 4, 6),
        (" of land.", 0, 10),
    ):
        line.setFont("Helvetica", size)
        line.setRise(rise)
        line.textOut(words)
    canvas.drawText(line)
    canvas.save()
    (piece,) = read_pdf(buffer.getvalue(), name="a.pdf").pieces
    assert piece.text == "The model 2 has 30 km2 of land."
