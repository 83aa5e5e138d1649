"""Sheets of cells, from workbooks and CSV files, as tables with headers and the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, groupby

from assistant.domain import BlockKind
from ingest.pieces import Piece
from ingest.readers.prose import ends_sentence, width

Row = Sequence[str]
_WIDEST_TITLE = 120
"""Columns of letters; a longer line above a table is a note."""


def grid_pieces(rows: Sequence[Row], *, group: int, page: int | None = None) -> Iterator[Piece]:
    """Tables of a sheet, which blank rows part, and single cells above and below them as paragraphs.

    Args:
        rows: cells as they are shown; short rows are taken as filled up with blanks.
        group: number of the first table; each one more takes the next.
        page: the sheet's or slide's number, where it has one.
    """
    groups = count(group)
    for blank, block in groupby(rows, key=lambda row: not any(row)):
        if not blank:
            for part in _side_by_side(list(block)):
                yield from _block(part, next(groups), page)


def _side_by_side(rows: list[Row]) -> list[list[Row]]:
    """Tables that stand beside one another with an empty column between them; one that merely has empty columns is one.

    Each has two columns at least, and they begin or end in different rows.
    """
    widest = max(map(len, rows))
    filled = [any(row[column] for row in rows if column < len(row)) for column in range(widest)]
    spans = [
        (columns[0], columns[-1] + 1)
        for full, group in groupby(range(widest), key=lambda column: filled[column])
        if full and (columns := list(group))
    ]
    parts = [[row[start:end] for row in rows] for start, end in spans]
    written = [[index for index, row in enumerate(part) if any(row)] for part in parts]
    ends = {(indexes[0], indexes[-1]) for indexes in written}
    if len(parts) < 2 or any(end - start < 2 for start, end in spans) or len(ends) < len(parts):
        return [rows]
    return [[row for row in part if any(row)] for part in parts]


def _block(rows: list[Row], group: int, page: int | None) -> Iterator[Piece]:
    """One stretch of rows: a title above, the table, notes below."""
    wide = [index for index, row in enumerate(rows) if sum(map(bool, row)) > 1]
    if not wide:
        yield from (_paragraph(row, page) for row in rows)
        return
    first, last = wide[0], wide[-1] + 1
    # A short line below may be a row whose other cells are empty; words in another column than the first are.
    while last < len(rows) and not rows[last][0]:
        last += 1
    yield from (_paragraph(row, page) for row in rows[:first])
    yield from table_pieces(rows[first:last], group=group, page=page)
    yield from (_paragraph(row, page) for row in rows[last:])


def table_pieces(
    rows: Sequence[Row], *, group: int, page: int | None = None, headed: bool | None = None
) -> Iterator[Piece]:
    """Rows of one table, without columns that are empty throughout; the first is its header if it names columns.

    Args:
        rows: cells as they are shown.
        group: number of the table.
        page: the sheet's, slide's or page's number, where there is one.
        headed: whether the first row is a header; None to tell by its words.
    """
    columns = max(map(len, rows), default=0)
    full = [[*row, *[""] * (columns - len(row))] for row in rows]
    kept = [column for column in range(columns) if any(row[column] for row in full)]
    tight = [tuple(row[column] for column in kept) for row in full if any(row)]
    for index, cells in enumerate(tight):
        header = index == 0 and len(tight) > 1 and (names_columns(cells) if headed is None else headed)
        yield Piece(BlockKind.HEADER_ROW if header else BlockKind.ROW, group=group, page=page, cells=cells)


def names_columns(cells: Row) -> bool:
    """Whether a first row is a header: words, and no more figures than words (years may head columns)."""
    filled = [cell for cell in cells if cell]
    worded = sum(any(character.isalpha() for character in cell) for cell in filled)
    years = sum(len(cell) == 4 and cell.isdecimal() and cell[:2] in ("19", "20") for cell in filled)
    return (worded + years) * 2 >= len(filled) and len(filled) > 0


def shown_title(pieces: Sequence[Piece]) -> dict[str, str]:
    """The property ``shown_title`` of a sheet that has a line above its first table, and no more than a line."""
    words = [piece for piece in pieces[:3] if piece.kind is not BlockKind.HEADING]
    kinds = [piece.kind for piece in words]
    if len(kinds) < 2 or kinds[0] is not BlockKind.PARAGRAPH or width(words[0].text) > _WIDEST_TITLE:
        return {}
    return {} if ends_sentence(words[0].text) else {"shown_title": words[0].text}


def _paragraph(row: Row, page: int | None) -> Piece:
    return Piece(BlockKind.PARAGRAPH, " ".join(cell for cell in row if cell), page=page)
