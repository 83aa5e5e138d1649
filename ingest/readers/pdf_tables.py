"""Tables of printed pages with rules around their cells, by pdfplumber's search for cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from ingest.readers.pdf_unseen import Box
from ingest.readers.pdfium import Segment
from ingest.readers.prose import join_lines

_MAX_RULES = 3_000
"""Lines of one page; drawings have more, and the search for crossings takes the square of it."""
_TOLERANCE = 3.0
"""Points by which rules that are meant to touch may miss one another."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows from top to bottom, and where it begins and ends."""

    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    headed: bool | None = None
    """Whether the first row names the columns; None where only its words tell."""


@dataclass(frozen=True, slots=True)
class RuledTables:
    """Tables with rules around their cells, and the segments that are in none."""

    tables: list[Table]
    others: list[Segment]


def ruled_tables(segments: Sequence[Segment], rules: Sequence[Box]) -> RuledTables:
    """Find tables by their rules.

    Args:
        segments: what is printed on the page.
        rules: its ruling lines.
    """
    edges = merge_edges([_edge(box) for box in rules[:_MAX_RULES]], _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    crossings = edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    tables, others = [], list(segments)
    for cells in cells_to_tables(intersections_to_cells(crossings)) if crossings else []:
        rows = _grid(cells)
        if len(rows) < 2 or max(map(len, rows)) < 2:
            continue
        inside = [segment for segment in others if _cell_of(segment, cells)]
        words = tuple(tuple(_cell_text(inside, cell) for cell in row) for row in _stretched(rows))
        if sum(sum(map(bool, row)) > 1 for row in words) < 2:
            continue
        tables.append(Table(-min(cell[1] for cell in cells), -max(cell[3] for cell in cells), words))
        others = [segment for segment in others if segment not in inside]
    return RuledTables(tables, others)


def _edge(box: Box) -> dict[str, object]:
    """A rule as pdfplumber has it: coordinates from the top, which here is below zero."""
    left, bottom, right, top = box
    across = right - left >= top - bottom
    if across:
        bottom = top = (bottom + top) / 2
    else:
        left = right = (left + right) / 2
    found: dict[str, object] = {"x0": left, "x1": right, "top": -top, "bottom": -bottom}
    return found | {"orientation": "h" if across else "v", "width": right - left, "height": top - bottom}


def _grid(cells: Sequence[Box]) -> list[list[Box | None]]:
    """Cells by row and column; a place that a merged cell covers is None."""
    columns = sorted({cell[0] for cell in cells})
    rows = []
    for _, row in groupby(sorted(cells, key=lambda cell: (cell[1], cell[0])), key=lambda cell: cell[1]):
        by_left = {cell[0]: cell for cell in row}
        rows.append([by_left.get(left) for left in columns])
    return rows


def _stretched(rows: list[list[Box | None]]) -> list[list[Box | None]]:
    """The rows, with a cell that reaches down over several of them in each: each of those rows is about its words."""
    filled = [list(row) for row in rows]
    bottoms = [max(cell[3] for cell in row if cell) if any(row) else 0.0 for row in rows]
    tops = [min((cell[1] for cell in row if cell), default=bottom) for row, bottom in zip(rows, bottoms, strict=True)]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            for lower in range(number + 1, len(rows)):
                if tops[lower] >= cell[3] - 1:
                    break
                if filled[lower][column] is None:
                    filled[lower][column] = cell
    return filled


def _cell_of(segment: Segment, cells: Sequence[Box]) -> bool:
    y = -(segment.top + segment.bottom) / 2
    x = (segment.left + segment.right) / 2
    return any(cell[0] - 1 <= x <= cell[2] + 1 and cell[1] <= y <= cell[3] for cell in cells)


def _cell_text(segments: Sequence[Segment], cell: Box | None) -> str:
    """Words whose characters stand in the cell; text may run on from one cell to the next without a gap."""
    if cell is None:
        return ""
    lines: list[tuple[float, float, str]] = []
    for segment in segments:
        y = -(segment.top + segment.bottom) / 2
        if cell[1] <= y <= cell[3]:
            pairs = zip(segment.text, segment.centres, strict=False)
            words = "".join(character for character, x in pairs if cell[0] <= x < cell[2])
            if words.strip():
                lines.append((round(y), segment.left, words))
    by_line = groupby(sorted(lines), key=lambda line: line[0])
    return join_lines(" ".join(words for _, _, words in line) for _, line in by_line)
