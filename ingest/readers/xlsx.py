"""Excel workbooks, by openpyxl: each sheet a section, its tables with their headers."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZipFile

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from assistant.missing import Missing
from ingest.pieces import Piece, Reading
from ingest.readers.encoding import normalise
from ingest.readers.foreign import PACKAGE
from ingest.readers.grid import grid_pieces, names_columns, shown_title
from ingest.readers.made_on import made_on
from ingest.readers.package import check_package
from ingest.readers.prose import join_lines, tidy
from ingest.readers.shown_numbers import shown
from ingest.readers.stated import stated_author, stated_title
from ingest.readers.told import few, hidden_parts, no_results

_MAX_XML = 100_000_000
"""Bytes of XML; openpyxl makes about ten times as much memory of it."""
_MAX_ROWS = 200_000
_MAX_COLUMNS = 1_000
_MAX_MERGED = 50_000
"""Cells that a merged range may stretch its words over; a range may claim the whole sheet."""
# The parser of the standard library throws SyntaxError.
_FOREIGN_ERRORS = (InvalidFileException, etree.LxmlError, SyntaxError, *PACKAGE)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_NO_RESULT = re.compile(
    rb"<c r=\"([A-Z]{1,3}\d{1,7})\"[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)


def read_xlsx(content: bytes, *, name: str) -> Reading:
    """A heading for each visible sheet, and its tables, titles and notes; numbers as the sheet shows them.

    A sheet's number stands where other formats have the page.

    Raises:
        UnreadableDocument: damaged, or far too large.
    """
    check_package(content, kind="XLSX", name=name, max_xml=_MAX_XML)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that openpyxl cannot write back
            workbook = openpyxl.load_workbook(BytesIO(content), data_only=True, keep_links=False)
        pieces = tuple(_pieces(workbook, name))
        shown = shown_title(pieces) if len({piece.page for piece in pieces}) == 1 else {}
        properties = shown | _properties(workbook)
        return Reading(pieces, properties, named_by_file=True, missing=tuple(_missing(workbook, content)))
    except _FOREIGN_ERRORS as error:
        problem = tidy(str(error)) or type(error).__name__
        raise UnreadableDocument(name, f"damaged XLSX ({problem})", "Open it in Excel and save it again.") from error


def _missing(workbook: Any, content: bytes) -> Iterator[Missing]:
    """Formulas without results, and what is hidden."""
    cells: list[str] = []
    with ZipFile(BytesIO(content)) as package:
        for part in sorted(name for name in package.namelist() if _SHEET.fullmatch(name)):
            cells += [match[1].decode() for match in _NO_RESULT.finditer(package.read(part))]
    if cells:
        yield no_results(cells)
    sheets = [tidy(normalise(sheet.title)) for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    rows = sum(row.hidden for sheet in visible for row in sheet.row_dimensions.values())
    columns = sum(len(_hidden_columns(sheet)) for sheet in visible)
    parts = [
        (f"{len(sheets)} sheets ({few(sheets)})", f"{len(sheets)} 个工作表（{few(sheets)}）", len(sheets)),
        (f"{rows:,} rows", f"{rows:,} 行", rows),
        (f"{columns:,} columns", f"{columns:,} 列", columns),
    ]
    told = [(en, zh) for en, zh, count in parts if count]
    if told:
        yield hidden_parts(", ".join(en for en, _ in told), "、".join(zh for _, zh in told))


def _pieces(workbook: Any, name: str) -> Iterator[Piece]:
    group = 1
    for number, sheet in enumerate(workbook.worksheets, start=1):
        if sheet.sheet_state != "visible":
            continue
        rows = _rows(sheet, name)
        pieces = list(grid_pieces(rows, group=group, page=number))
        if pieces:
            yield Piece(BlockKind.HEADING, tidy(normalise(sheet.title)), level=1, page=number)
            yield from pieces
        group = max((piece.group for piece in pieces if piece.group), default=group) + 1


def _rows(sheet: Any, name: str) -> list[list[str]]:
    if sheet.max_row > _MAX_ROWS:
        reason = f"sheet {sheet.title!r} has more than {_MAX_ROWS:,} rows"
        raise UnreadableDocument(name, reason, "Save the rows that matter as a sheet of their own.")
    hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    hidden_columns = _hidden_columns(sheet)
    stretched, spread = _stretched(sheet), _spread(sheet)
    rows: list[list[str]] = []
    above: dict[int, str] = {}
    upper_row: dict[int, str] = {}
    for row in sheet.iter_rows(max_col=min(sheet.max_column, _MAX_COLUMNS)):
        number = row[0].row
        if number in hidden_rows:
            continue
        visible = [cell for cell in row if cell.column not in hidden_columns]
        cells = {cell.column: stretched.get((number, cell.column)) or _cell_text(cell) for cell in visible}
        if above and all(names_columns([cells.get(column, "")]) for column in above):
            # The second row of a header: each of its names belongs under the one that is merged above it.
            cells |= {column: f"{upper} {cells[column]}" for column, upper in above.items() if column in cells}
            # What stands beside the header and is not merged with it is of another table, and stays.
            left = {column: words for column, words in upper_row.items() if column not in above}
            rows[-1] = [left.get(column, "") if left.get(column) != cells[column] else "" for column in cells]
            if not any(rows[-1]):
                rows.pop()
        rows.append(list(cells.values()))
        upper_row = cells
        first_table_row = len(rows) == 1 or sum(map(bool, rows[-2])) < 2
        above = spread.get(number, {}) if first_table_row and sum(map(bool, rows[-1])) > 1 else {}
    return rows


def _cell_text(cell: Any) -> str:
    return join_lines(normalise(shown(cell.value, cell.number_format or "General")).split("\n"))


def _hidden_columns(sheet: Any) -> set[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            hidden.update(range(dimension.min, min(dimension.max, _MAX_COLUMNS) + 1))
    return hidden


def _stretched(sheet: Any) -> dict[tuple[int, int], str]:
    """Words of merged cells at the places they cover in lower rows: each of those rows is about them.

    Within a row the words stand once.
    """
    words: dict[tuple[int, int], str] = {}
    for merged in islice(sheet.merged_cells.ranges, _MAX_MERGED):
        if merged.min_row == merged.max_row:
            continue
        text = _cell_text(sheet.cell(merged.min_row, merged.min_col))
        if text and len(words) + merged.max_row - merged.min_row <= _MAX_MERGED:
            words.update({(row, merged.min_col): text for row in range(merged.min_row + 1, merged.max_row + 1)})
    return words


def _spread(sheet: Any) -> dict[int, dict[int, str]]:
    """By row, the columns that a cell merged sideways covers, with its words."""
    spread: dict[int, dict[int, str]] = {}
    for merged in islice(sheet.merged_cells.ranges, _MAX_MERGED):
        if merged.min_row == merged.max_row and merged.max_col - merged.min_col < _MAX_COLUMNS:
            text = _cell_text(sheet.cell(merged.min_row, merged.min_col))
            columns = range(merged.min_col, merged.max_col + 1)
            spread.setdefault(merged.min_row, {}).update(dict.fromkeys(columns, text))
    return spread


def _properties(workbook: Any) -> dict[str, str]:
    stated = workbook.properties
    properties = {
        "title": stated_title(stated.title),
        "author": stated_author(stated.creator),
        "created": made_on(stated.created, stated.modified),
        "language": stated.language or "",
    }
    return {key: value for key, value in properties.items() if value}
