"""Rows of a page parted into prose and tables, with the white between paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.layout import Row
from ingest.readers.pdf_tables import Table
from ingest.readers.pdf_unruled import unruled_table


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
        found = unruled_table(rows, index)
        if found:
            yield from _filled(prose)
            prose = []
            index, table = found
            yield table
        else:
            prose.append(rows[index])
            index += 1
    yield from _filled(prose)
    yield from waiting


def _filled(prose: list[Row]) -> Iterator[list[Row]]:
    if prose:
        yield prose
