"""From the printed pages of a document to its pieces: headings, paragraphs, lists and tables, each with its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from statistics import median

from assistant.domain import BlockKind
from ingest.pieces import Piece
from ingest.readers.grid import table_pieces
from ingest.readers.layout import Row, gutter_of, reading_order
from ingest.readers.pages import BULLET, Line, full_width, heading_key, paragraphs, running_lines
from ingest.readers.pdf_about import Heading
from ingest.readers.pdf_headings import heading_faces, headings_of, title_on
from ingest.readers.pdf_parts import parts_of, with_gaps
from ingest.readers.pdf_tables import Table

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class PageContent:
    """Rows of a page, and its ruled tables."""

    rows: list[Row]
    tables: list[Table]


@dataclass(slots=True)
class _Tables:
    """Numbers tables and lists, and tells when a table goes on from the page before."""

    groups: Iterator[int]
    last: tuple[int, tuple[str, ...]] | None = None
    """Group and first row of the table that the page before ended with."""

    def pieces(self, table: Table, page: int, *, first: bool) -> list[Piece]:
        """Rows of a table; where it goes on from the page before, in the same group and without its header again."""
        group = next(self.groups)
        pieces = list(table_pieces(table.rows, group=group, page=page, headed=table.headed))
        before = self.last if first else None
        if before and pieces and len(pieces[0].cells) == len(before[1]):
            again = pieces[0].cells == before[1]
            if again or pieces[0].kind is not BlockKind.HEADER_ROW or not table.headed:
                pieces = [replace(each, group=before[0], kind=BlockKind.ROW) for each in pieces[again:]]
        if pieces:
            header = pieces[0].cells if pieces[0].group == group or before is None else before[1]
            self.last = (pieces[0].group or group, header)
        return pieces


def pieces_of(
    pages: Sequence[PageContent], headings: Sequence[Heading], labels: Sequence[str]
) -> tuple[list[Piece], str]:
    """The pieces of all pages, and what the first page says in its largest letters, for want of a stated title.

    Args:
        pages: what is printed on each page.
        headings: the outline; where there is none, headings are told by their looks.
        labels: how the document numbers its pages; none if from 1 onward.
    """
    bodies = _without_running(pages)
    lines = [[row.text for row in page.rows] for page in bodies]
    full = full_width(lines)
    vocabulary = frozenset(word.lower() for page in lines for line in page for word in _WORD.findall(line))
    every_row = [row for page in bodies for row in page.rows]
    faces = heading_faces(every_row)
    right = _right_edge(every_row)
    title = title_on(pages[0].rows, faces) if pages else ""
    below = _below_outline(lines, headings)
    tables = _Tables(count(1))
    pieces: list[Piece] = []
    for number, page in enumerate(bodies, start=1):
        outlined = {heading_key(each.title): each.level for each in headings if each.page in (None, number)}
        outlined.pop("", None)
        parts = list(parts_of(page.rows, page.tables))
        found: list[Piece] = []
        for index, part in enumerate(parts):
            if isinstance(part, Table):
                found += tables.pieces(part, number, first=index == 0)
            else:
                looks = headings_of(part, faces, right=right)
                here = {key: level + below for key, level in looks.items()} | outlined
                joined = paragraphs(with_gaps(part), full=full, headings=here, vocabulary=vocabulary)
                found += _prose(joined, tables.groups, number)
        if not parts or not isinstance(parts[-1], Table):
            tables.last = None
        label = labels[number - 1] if number <= len(labels) else None
        pieces += [replace(each, page_label=label) for each in found] if label else found
    return pieces, title


def _below_outline(pages: Sequence[Sequence[str]], headings: Sequence[Heading]) -> int:
    """How deep headings that are told by their looks stand under those of the outline: it seldom has them all.

    Many an outline names the file and no more, or words that stand nowhere: those count for nothing.
    """
    levels = {0}
    for index, page in enumerate(pages):
        keys = {heading_key(line) for line in page} | {heading_key(f"{one} {two}") for one, two in pairwise(page)}
        here = [each for each in headings if each.page in (None, index + 1)]
        levels |= {each.level for each in here if heading_key(each.title) in keys - {""}}
    return max(levels)


def _right_edge(rows: Sequence[Row]) -> float:
    """Where full lines end: nine in ten lines end before it."""
    edges = sorted(row.segments[-1].right for row in rows)
    return edges[len(edges) * 9 // 10] if edges else 0.0


def _without_running(pages: Sequence[PageContent]) -> list[PageContent]:
    """The pages without headers and footers, in reading order.

    Those are told from top to bottom, before columns are: a page number stands below all columns.
    """
    running = running_lines([[row.text for row in page.rows] for page in pages])
    if len(pages) == 2:
        for found, page, other in zip(running, pages, reversed(pages), strict=True):
            found |= _small_in_both(page.rows, other.rows)
    kept = [
        [row for index, row in enumerate(page.rows) if index not in dropped]
        for page, dropped in zip(pages, running, strict=True)
    ]
    gutters = Counter(gutter for rows in kept if (gutter := gutter_of(rows)) is not None)
    usual = next((gutter for gutter, _ in gutters.most_common(1)), None)
    return [
        PageContent(reading_order([each for row in rows for each in row.segments], usual_gutter=usual), page.tables)
        for rows, page in zip(kept, pages, strict=True)
    ]


def _small_in_both(rows: Sequence[Row], others: Sequence[Row]) -> set[int]:
    """Indexes of the outermost rows that stand in the same place on the other page, in smaller letters than the text."""
    text = median(row.size for row in rows) if rows else 0.0
    there = {(row.text, round(row.top)) for row in others}
    edges = {0, 1, len(rows) - 2, len(rows) - 1} & set(range(len(rows)))
    return {
        index
        for index in edges
        if rows[index].size < text * 0.95 and (rows[index].text, round(rows[index].top)) in there
    }


def _prose(lines: list[Line], groups: Iterator[int], number: int) -> Iterator[Piece]:
    group: int | None = None
    for line in lines:
        bullet = BULLET.match(line.text)
        if line.level:
            group = None
            yield Piece(BlockKind.HEADING, line.text, level=line.level, page=number)
        elif bullet:
            group = group or next(groups)
            yield Piece(BlockKind.ITEM, line.text[bullet.end() :], group=group, page=number)
        else:
            group = None
            yield Piece(BlockKind.PARAGRAPH, line.text, page=number)
