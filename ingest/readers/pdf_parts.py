"""Rows of a page parted into prose and tables, with the white between paragraphs, and headings by their size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.layout import Row
from ingest.readers.pdf_tables import Table, aligned, is_figure_row
from ingest.readers.prose import ends_sentence, width

_LEAST_ROWS = 3
"""Rows with figures that make a table without rules."""
_HEADING_WIDTH = 160
_LARGER = 1.12
"""Letters of a heading are so much larger than those of the text."""
_MOST_LEVELS = 4


def heading_sizes(rows: Sequence[Row]) -> dict[float, int]:
    """Depth of a heading by the size of its letters; the size most of the text is in heads nothing."""
    written: Counter[float] = Counter()
    for row in rows:
        written[_size(row)] += len(row.text)
    if not written:
        return {}
    body = written.most_common(1)[0][0]
    total = sum(written.values())
    # What is set large through many pages is no heading.
    sizes = sorted((size for size in written if size >= body * _LARGER and written[size] < total * 0.25), reverse=True)
    return {size: min(level, _MOST_LEVELS) for level, size in enumerate(sizes, start=1)}


def heading_level(row: Row, sizes: Mapping[float, int]) -> int:
    """Depth of the heading that the row is by its size, or 0."""
    level = sizes.get(_size(row), 0)
    worded = any(character.isalpha() for character in row.text)
    short = width(row.text) <= _HEADING_WIDTH and not (ends_sentence(row.text) and len(row.text) > 40)
    return level if worded and short and len(row.segments) <= 2 else 0


def _size(row: Row) -> float:
    return round(row.size * 2) / 2


def with_gaps(rows: Sequence[Row]) -> list[str]:
    """Lines of the rows, with a blank one where the white between two is clearly wider than usual."""
    steps = [above.top - below.top for above, below in pairwise(rows) if above.top > below.top]
    usual = median(steps) if steps else 0.0
    lines: list[str] = []
    for index, row in enumerate(rows):
        step = rows[index - 1].top - row.top if index else 0.0
        if index and step > max(usual * 1.35, row.size * 1.6):
            lines.append("")
        lines.append(row.text)
    return lines


def parts_of(rows: Sequence[Row], tables: Sequence[Table]) -> Iterator[list[Row] | Table]:
    """Prose and tables in the order of the page. A ruled table stands before the first row below it."""
    waiting = sorted(tables, key=lambda table: -table.top)
    prose: list[Row] = []
    index = 0
    while index < len(rows):
        while waiting and rows[index].top < waiting[0].top:
            yield from _filled(prose)
            prose = []
            yield waiting.pop(0)
        end = _end_of_table(rows, index)
        if end > index:
            yield from _filled(prose)
            prose = []
            yield Table(rows[index].top, aligned(rows[index:end]))
            index = end
        else:
            prose.append(rows[index])
            index += 1
    yield from _filled(prose)
    yield from waiting


def _filled(prose: list[Row]) -> Iterator[list[Row]]:
    if prose:
        yield prose


def _end_of_table(rows: Sequence[Row], start: int) -> int:
    """Index after the last row of the table that begins here, or the start itself if none does."""
    if len(rows[start].segments) < 2:
        return start
    end = last = start
    figures = 0
    while end < len(rows) and end - last <= 1:
        if is_figure_row(rows[end]):
            figures += 1
            last = end
        elif len(rows[end].segments) > 1:
            last = end
        end += 1
    end = last + 1
    return end if figures >= _LEAST_ROWS and figures * 2 >= end - start else start
