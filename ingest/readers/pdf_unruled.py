"""Tables of printed pages without rules: columns of figures, with the names above them and the labels beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.layout import Row
from ingest.readers.pdf_tables import Table
from ingest.readers.pdfium import Segment
from ingest.readers.prose import ends_sentence, join_lines, tidy, width

_LEAST_ROWS = 3
"""Rows with figures that make a table."""
_LEAST_UNDER_HEAD = 2
"""The same where names of columns stand above them."""
_MOST_ROWS = 1_000
"""Of one table on one page; what is longer is parted, so that a page of nothing but figures costs no square of its rows."""
_MOST_LABELS = 3
"""Rows without figures between two that have some: the name of a group of rows, or a label of several lines."""
_MOST_HEADS = 5
"""Rows above the first figures that name the columns."""
_WIDEST_LABEL = 110
_WIDEST_HEAD = 60
"""Columns of a fixed-width face that one name of a column takes in one line."""
_FIGURE = re.compile(r"[$€£¥(]*\s*[-–—+]?\d(?:[\d.,]*\d)?\s*[)%]*|[$€£¥(]*\s*[—–-]+\s*[)%]*|N/?[AM]\*?", re.IGNORECASE)
_FIGURES = re.compile(r"[$€£¥(]*\s*(?<!\d)[-–—+]?\d[\d.,]*\s*[)%]*(?:\s*%)?|(?<![\d.,])[—–-](?!\d)|[$€£¥(]+")
_UNIT_BEFORE = re.compile(r"[$€£¥(]+")
_UNIT_AFTER = re.compile(r"[)%]+")
_UNIT_GAP = 2.5
"""Of the letters' size, between a figure and a bracket or sign that closes it."""
_WIDER = 1.5
"""How much further apart letters on both sides of the white between two names are than between words of one name."""
_AFTER_UNIT = re.compile(r"(?<=[$€£¥(])\s+(?=\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIOD = re.compile(r"(?:.{0,24}\D)?(?:19|20)\d\d\D{0,3}")
"""A name of a column that ends with a year."""


def unruled_table(rows: Sequence[Row], start: int) -> tuple[int, Table] | None:
    """The table that begins with the row ``start``, and the index behind its last row; None if none does."""
    first = _first_figures(rows, start)
    if first is None:
        return None
    end, figures = _end(rows, first)
    columns = _columns([cells_of(row) for row in rows[first:end] if is_figure_row(row)])
    if len(columns) < 2:
        return None
    # The name of the first group of rows stands between the names of the columns and the first figures.
    body = first
    while body > start and not _is_over(rows[body - 1], columns):
        body -= 1
    heads = rows[start:body]
    if body < first and not heads:
        return None  # what stands above is not of the table
    if not all(_is_head(row, columns) for row in heads):
        return None
    head = _head(heads, columns)
    if figures < _least_rows(head):
        return None
    lines = _joined_labels([_placed(cells_of(row), columns) for row in rows[body:end]])
    table = ([tuple(head)] if any(head) else []) + [tuple(line) for line in lines]
    headed = any(head) or (not _has_figures(lines[0]) and len(lines) > 1)
    return end, Table(rows[start].top, rows[end - 1].bottom, tuple(table), headed)


def _least_rows(head: Sequence[str]) -> int:
    """How many rows with figures make a table under these names; two columns or more that are all named need but one."""
    if len(head) > 2 and all(head[1:]):
        return 1
    return _LEAST_UNDER_HEAD if any(head) else _LEAST_ROWS


def is_figure_row(row: Row) -> bool:
    """Whether a row has a figure in a column of its own."""
    return _has_figures([tidy(cell.text) for cell in cells_of(row)])


def cells_of(row: Row) -> list[Segment]:
    """Segments as cells: figures that stand close part, currency marks and brackets of their own join their figure."""
    parted: list[Segment] = []
    for index, segment in enumerate(row.segments):
        parted += _parted(segment) if index else [segment]
    joined: list[Segment] = []
    for segment in parted:
        before = joined[-1] if joined else None
        text = tidy(segment.text)
        if before is not None and (_is_unit_of(segment, before) or _UNIT_BEFORE.fullmatch(tidy(before.text))):
            joined[-1] = replace(before, text=f"{tidy(before.text)}{text}", right=segment.right, centres=[])
        else:
            joined.append(segment)
    return joined


def _is_unit_of(segment: Segment, figure: Segment) -> bool:
    """Whether a sign of its own closes the figure before it; further off it is the name of a column."""
    near = segment.left - figure.right < _UNIT_GAP * max(segment.size, figure.size)
    return near and _UNIT_AFTER.fullmatch(tidy(segment.text)) is not None


def _parted(segment: Segment) -> list[Segment]:
    """A segment of nothing but figures and their units, figure by figure."""
    found = list(_FIGURES.finditer(segment.text))
    if len(found) < 2 or _FIGURES.sub("", segment.text).strip() or len(segment.centres) != len(segment.text):
        return [segment]
    half = (segment.right - segment.left) / max(len(segment.text), 1) / 2
    parts = []
    for match in found:
        text = match[0].strip()
        start = match.start() + match[0].index(text)
        centres = segment.centres[start : start + len(text)]
        parts.append(replace(segment, text=text, left=centres[0] - half, right=centres[-1] + half, centres=centres))
    return parts


def _has_figures(cells: Sequence[str]) -> bool:
    """Whether there is a figure beside the label; years may name columns."""
    figures = [cell for cell in cells[1:] if _FIGURE.fullmatch(cell)]
    return any(not _YEAR.fullmatch(figure) for figure in figures)


def _first_figures(rows: Sequence[Row], start: int) -> int | None:
    """Index of the first row with figures, if those before it may be names of columns."""
    for index in range(start, min(start + _MOST_HEADS + 1, len(rows))):
        if is_figure_row(rows[index]):
            return index
        if not _may_head(rows[index]) or (index > start and _far(rows[index - 1], rows[index])):
            return None
    return None


def _may_head(row: Row) -> bool:
    texts = [tidy(segment.text) for segment in row.segments]
    return all(width(text) <= _WIDEST_HEAD and not text.endswith((".", "。", ";", "；")) for text in texts)


def _far(above: Row, below: Row) -> bool:
    return above.bottom - below.top > 2.5 * max(above.size, below.size)


def _end(rows: Sequence[Row], first: int) -> tuple[int, int]:
    """Index behind the last row with figures, and how many rows have some."""
    edge = min(cell.left for cell in cells_of(rows[first])[1:])
    last, figures, index = first, 1, first + 1
    while index < min(len(rows), first + _MOST_ROWS) and index - last <= _MOST_LABELS + 1:
        row = rows[index]
        if (_far(rows[index - 1], row) and not is_figure_row(row)) or _names_periods(row):
            break
        if is_figure_row(row):
            figures, last = figures + 1, index
            edge = min(edge, *(cell.left for cell in cells_of(row)[1:]))
        elif not _is_label(row, edge):
            break
        index += 1
    return last + 1, figures


def _names_periods(row: Row) -> bool:
    """Whether a row names the columns of a table that begins: years or days side by side, and no figures."""
    cells = [tidy(cell.text) for cell in cells_of(row)]
    return sum(_PERIOD.fullmatch(cell) is not None for cell in cells) > 1 and not _has_figures(["", *cells])


def _is_label(row: Row, edge: float) -> bool:
    """Whether a row without figures may stand within a table: a label, or names of the columns that follow."""
    if len(row.segments) > 1:
        return _may_head(row)
    label = row.segments[0]
    text = tidy(label.text)
    return label.left < edge and width(text) <= _WIDEST_LABEL and not (ends_sentence(text) and text[-1] not in ":：)）")


def _columns(rows: Sequence[Sequence[Segment]]) -> list[tuple[float, float]]:
    """Stretches from left to right: the labels', then those that other cells take up, overlapping ones made one."""
    edge = min(cell.left for row in rows for cell in row[1:])
    labels = [row[0] for row in rows if row[0].left < edge]
    others = [cell for row in rows for cell in (row if row[0].left >= edge else row[1:])]
    columns: list[tuple[float, float]] = []
    for left, right in sorted((cell.left, cell.right) for cell in others):
        if columns and left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    if not labels:
        return columns
    return [(min(cell.left for cell in labels), min(max(cell.right for cell in labels), edge)), *columns]


def _is_over(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a row reaches over the columns of figures."""
    return any(segment.right > columns[1][0] for segment in row.segments)


def _is_head(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a row stands above columns of figures, or says in brackets above the labels what all of them are in."""
    if row.text.startswith(("(", "（")):
        return True
    # The title of a table stands in the middle of the page, not of the columns.
    return _is_over(row, columns) and (len(row.segments) > 1 or row.segments[0].left > columns[1][0] - 2 * row.size)


def _head(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[str]:
    """Names of the columns, those of several lines joined; a name that spans columns belongs to each."""
    names: list[list[str]] = [[] for _ in columns]
    for row in rows:
        for segment in (name for each in row.segments for name in _parted_name(each, columns)):
            if len(rows) > 1 and len(row.segments) == 1 and _is_central(segment, columns):
                for each in names[1:]:
                    each.append(segment.text)
                continue
            under = [index for index in range(1, len(columns)) if _overlap(segment, columns[index])]
            if segment.left < columns[1][0] and len(under) < 2:
                under = [] if segment.left < columns[0][1] else under
            for index in under or [_nearest((segment.left + segment.right) / 2, columns)]:
                names[index].append(segment.text)
    return [join_lines(each) for each in names]


def _parted_name(segment: Segment, columns: Sequence[tuple[float, float]]) -> list[Segment]:
    """Names of neighbouring columns that stand close, parted at the widest white between words if each has its column."""
    under = [index for index in range(1, len(columns)) if _overlap(segment, columns[index])]
    spaces = [place for place, character in enumerate(segment.text) if character == " "]
    if (
        len(under) < 2
        or len(spaces) < len(under)
        or segment.text[0] in "(（"
        or len(segment.centres) != len(segment.text)
    ):
        return [segment]
    white = {place: segment.centres[place + 1] - segment.centres[place - 1] for place in spaces}
    cuts = sorted(sorted(spaces, key=lambda place: -white[place])[: len(under) - 1])
    if min(white[place] for place in cuts) < _WIDER * max(white[place] for place in spaces if place not in cuts):
        return [segment]
    parts = []
    for start, end in pairwise([-1, *cuts, len(segment.text)]):
        centres = segment.centres[start + 1 : end]
        left = segment.left if start < 0 else centres[0]
        right = segment.right if end == len(segment.text) else centres[-1]
        parts.append(replace(segment, text=segment.text[start + 1 : end], left=left, right=right, centres=centres))
    nearest = [_nearest((part.left + part.right) / 2, columns) for part in parts]
    return parts if nearest == under else [segment]


def _is_central(segment: Segment, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a name stands in the middle above all columns of figures."""
    left, right = columns[1][0], columns[-1][1]
    return segment.left > left - 5 and abs((segment.left + segment.right) - (left + right)) < (right - left) * 0.2


def _overlap(segment: Segment, column: tuple[float, float]) -> bool:
    return segment.left < column[1] and segment.right > column[0]


def _placed(cells: Sequence[Segment], columns: Sequence[tuple[float, float]]) -> list[str]:
    """Cells by the columns in which they stand, so that a missing one shifts none."""
    words = [""] * len(columns)
    for position, cell in enumerate(cells):
        middle = (cell.left + cell.right) / 2
        label = position == 0 and cell.left < columns[0][1]
        nearest = 0 if label else _nearest(middle, columns)
        text = tidy(cell.text) if label else _AFTER_UNIT.sub("", tidy(cell.text))
        words[nearest] = f"{words[nearest]} {text}".strip()
    return words


def _nearest(x: float, columns: Sequence[tuple[float, float]]) -> int:
    return min(range(len(columns)), key=lambda index: max(columns[index][0] - x, x - columns[index][1], 0))


def _joined_labels(lines: list[list[str]]) -> list[list[str]]:
    """Lines whose label begins in the line above are put together with it."""
    joined: list[list[str]] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above and above[0] and not any(above[1:]) and _continues(above[0], line[0]):
            joined[-1] = [join_lines([above[0], line[0]]), *line[1:]]
        else:
            joined.append(line)
    return joined


def _continues(label: str, following: str) -> bool:
    return following[:1].islower() or (following[:1] in "(（" and label[-1:] not in ":：") or label[-1:] in ",-–—"
