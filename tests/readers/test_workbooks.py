"""Workbooks and CSV files are read as their sheets show them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
import xlsxwriter

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from ingest.pieces import Piece
from ingest.readers import read
from ingest.readers.shown_numbers import shown


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.15, "0%", "15%"),
        (0.1525, "0.00%", "15.25%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234.5, "General", "1234.5"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (7, "000", "007"),
        (-1234, "#,##0;(#,##0)", "(1,234)"),
        (0, '#,##0;-#,##0;"–"', "–"),
        (2500000, '"€"0.0,,"m"', "€2.5m"),
        (1500, "[$€-407]#,##0", "€1,500"),
        (1500, "[$-409]#,##0", "1,500"),
        (300, '0"万元"', "300万元"),
        (1.5, "0.0#", "1.5"),
        (12345, "0.00E+00", "1.23E+4"),
        (True, "General", "TRUE"),
        ("words", "@", "words"),
        (None, "General", ""),
        (datetime(2026, 3, 1, tzinfo=UTC), "m/d/yyyy", "2026-03-01"),
        (datetime(2026, 3, 1, tzinfo=UTC), "mmm-yy", "2026-03"),
        (datetime(2026, 3, 1, tzinfo=UTC), 'yyyy"年"m"月"d"日"', "2026-03-01"),
        (datetime(2026, 3, 1, 9, 30, tzinfo=UTC), "yyyy-mm-dd hh:mm", "2026-03-01 09:30"),
    ],
)
def test_values_are_written_as_the_sheet_shows_them(value: object, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rows(content: bytes, name: str = "a.xlsx") -> list[tuple[str, ...]]:
    return [piece.cells for piece in read(content, name=name).pieces if piece.cells]


def test_every_visible_sheet_is_a_section_and_hidden_ones_are_left_out() -> None:
    book = openpyxl.Workbook()
    for title, state in (("税率", "visible"), ("Secret", "hidden"), ("Aid", "visible")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(["Name", "Rate"])
        sheet.append([title, 0.1])
    headings = [piece for piece in read(saved(book), name="a.xlsx").pieces if piece.kind is BlockKind.HEADING]
    assert headings == [
        Piece(BlockKind.HEADING, "税率", level=1, page=2),
        Piece(BlockKind.HEADING, "Aid", level=1, page=4),
    ]


def test_merged_cells_stand_for_each_row_they_cover_and_for_each_column_of_a_header() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Region", 2024, None, 2025, None],
        [None, "Aid", "Jobs", "Aid", "Jobs"],
        ["Galicia", 1, 2, 3, 4],
        [None, 5, 6, 7, 8],
    ):
        sheet.append(row)
    for merged in ("A1:A2", "B1:C1", "D1:E1", "A3:A4"):
        sheet.merge_cells(merged)
    assert rows(saved(book)) == [
        ("Region", "2024 Aid", "2024 Jobs", "2025 Aid", "2025 Jobs"),
        ("Galicia", "1", "2", "3", "4"),
        ("Galicia", "5", "6", "7", "8"),
    ]


def test_hidden_rows_and_columns_are_not_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "Inner", "Rate"], ["a", "x", "1"], ["b", "y", "2"], ["c", "z", "3"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    assert rows(saved(book)) == [("Name", "Rate"), ("a", "1"), ("c", "3")]


def test_tables_of_a_sheet_are_parted_by_blank_rows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Table 1"], ["Name", "Rate"], ["a", 1], [], ["Name", "Sum"], ["b", 2], ["Source: the agency"]):
        sheet.append(row)
    pieces = read(saved(book), name="a.xlsx").pieces
    assert len({piece.group for piece in pieces if piece.cells}) == 2
    assert [piece.text for piece in pieces if piece.kind is BlockKind.PARAGRAPH] == ["Table 1", "Source: the agency"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"Name,Rate\na,1\n", [("Name", "Rate"), ("a", "1")]),
        (b"Name;Rate\na;1,5\nb;2,5\n", [("Name", "Rate"), ("a", "1,5"), ("b", "2,5")]),
        (b"Name\tRate\na\t1\n", [("Name", "Rate"), ("a", "1")]),
        (b'Name,Words\na,"one, two\nthree"\n', [("Name", "Words"), ("a", "one, two three")]),
        ("名称,税率\n甲,百分之十\n".encode("gb18030"), [("名称", "税率"), ("甲", "百分之十")]),
    ],
)
def test_the_delimiter_of_a_csv_file_is_told_by_its_lines(content: bytes, expected: list[tuple[str, ...]]) -> None:
    assert rows(content, "a.csv") == expected


def test_a_package_with_entities_is_refused() -> None:
    buffer = io.BytesIO()
    lol = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xl/workbook.xml", lol)
    with pytest.raises(UnreadableDocument, match="declares entities"):
        read(buffer.getvalue(), name="a.xlsx")


def test_a_package_that_unpacks_to_far_more_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "a" * 40_000_000)
    with pytest.raises(UnreadableDocument, match="unpacks to more than"):
        read(buffer.getvalue(), name="a.docx")


def test_formulas_that_were_never_calculated_are_named() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Cost", "Share"], [100, 0.25], ["=A2*2", "=B2"]):
        sheet.append(row)
    reading = read(saved(book), name="a.xlsx")
    (warning,) = reading.missing
    assert warning.en.startswith("2 formulas without a stored result (A3, B3)")
    assert "Open the workbook in Excel" in warning.en


def test_formulas_with_a_stored_result_are_read_as_it() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Cost", "Twice"])
    sheet.write_number(1, 0, 100)
    sheet.write_formula(1, 1, "=A2*2", None, 200)
    book.close()
    reading = read(buffer.getvalue(), name="a.xlsx")
    assert [piece.cells for piece in reading.pieces if piece.cells] == [("Cost", "Twice"), ("100", "200")]
    assert reading.missing == ()


def test_tables_side_by_side_are_tables_of_their_own_with_all_their_words() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, words in {
        "A1": "Maker", "B1": "2025", "D1": "Deadline", "E1": "Day",
        "B2": "Rate", "C2": "Cap", "D2": "Comments", "E2": "1 March",
        "A3": "BYD", "B3": "17%", "C3": "900", "D3": "Hearing", "E3": "15 April",
        "A4": "Geely", "B4": "18%", "C4": "800",
    }.items():  # fmt: skip
        sheet[place] = words
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    sheet.insert_cols(4)
    buffer = io.BytesIO()
    book.save(buffer)
    pieces = [piece for piece in read(buffer.getvalue(), name="a.xlsx").pieces if piece.cells]
    assert [(piece.kind, piece.cells) for piece in pieces] == [
        (BlockKind.HEADER_ROW, ("Maker", "2025 Rate", "2025 Cap")),
        (BlockKind.ROW, ("BYD", "17%", "900")),
        (BlockKind.ROW, ("Geely", "18%", "800")),
        (BlockKind.HEADER_ROW, ("Deadline", "Day")),
        (BlockKind.ROW, ("Comments", "1 March")),
        (BlockKind.ROW, ("Hearing", "15 April")),
    ]
    assert len({piece.group for piece in pieces}) == 2


def test_an_empty_column_within_a_table_parts_nothing() -> None:
    content = b"Region,Aid,,Year,Cap\nNorth,20%,,2026,5\nSouth,30%,,2027,6\n"
    pieces = read(content, name="a.csv").pieces
    assert [piece.cells for piece in pieces][1] == ("North", "20%", "2026", "5")
