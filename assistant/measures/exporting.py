"""Tables as files that open in a spreadsheet: UTF-8 CSV and XLSX, in which no cell is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from assistant.errors import MeasureCallError

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, also behind blanks that it drops."""
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds."""
WIDTHS = (12, 60)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its header."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


def to_csv(sheets: Sequence[Sheet]) -> bytes:
    """Sheets below one another, an empty line between them; with the mark by which spreadsheets know UTF-8."""
    written = io.StringIO()
    writer = csv.writer(written)
    for place, sheet in enumerate(sheets):
        if place:
            writer.writerow([])
        writer.writerow([harmless(cell) for cell in sheet.header])
        writer.writerows([harmless(cell) for cell in row] for row in sheet.rows)
    return written.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Sheets of a workbook, every cell a text."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name[:31])
        for number, row in enumerate((sheet.header, *sheet.rows), start=1):
            for column, text in enumerate(row, start=1):
                cell = page.cell(number, column)
                # Set apart from its type, or a text that begins with "=" becomes a formula.
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
                cell.data_type = "s"
                cell.quotePrefix = text.startswith(FORMULA)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if number == 1:
                    cell.font = Font(bold=True)
        page.freeze_panes = "A2"
        for column, width in enumerate(_widths(sheet), start=1):
            page.column_dimensions[get_column_letter(column)].width = width
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


FORMATS = {".csv": to_csv, ".xlsx": to_xlsx}


def write(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write sheets to a file by its ending.

    Raises:
        MeasureCallError: another ending, or a place that cannot be written to.
    """
    make = FORMATS.get(path.suffix.lower())
    if make is None:
        raise MeasureCallError(
            en=f"{path} is neither a .csv nor an .xlsx file. Choose one of these endings.",
            zh=f"{path} 不是 .csv 或 .xlsx 文件，请使用其中一种扩展名。",
        )
    try:
        path.write_bytes(make(sheets))
    except OSError as error:
        raise MeasureCallError(
            en=f"{path} cannot be written: {error.strerror}. Choose another place.",
            zh=f"无法写入 {path}：{error.strerror}。请换一个位置。",
        ) from error


def _widths(sheet: Sheet) -> list[int]:
    least, most = WIDTHS
    columns = zip(*(sheet.header, *sheet.rows), strict=True)
    return [min(max(least, *(len(cell) + 2 for cell in column)), most) for column in columns]
