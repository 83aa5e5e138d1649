"""The reading order of a printed page: lines, columns, and how far apart they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from assistant.language.script import has_han
from ingest.readers.pdfium import Segment
from ingest.readers.prose import tidy, width

_LEAST_LINES = 4
"""Lines on either side of a gutter that make columns of it."""
_MARK_GAP = 0.25
"""Of the letters' size: what stands closer is set higher or lower in the same line, and no cell of its own."""
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_LEAST_WIDTH = 22
"""Columns of a fixed-width face; lines of prose are wider, cells of tables mostly are not."""


@dataclass(frozen=True, slots=True)
class Row:
    """Segments that stand side by side, from left to right."""

    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(tidy(segment.text) for segment in self.segments)

    @property
    def top(self) -> float:
        """Upper edge."""
        return max(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return min(segment.bottom for segment in self.segments)

    @property
    def size(self) -> float:
        """Height of its letters, in points."""
        return max(segment.size for segment in self.segments)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(segment.bold for segment in self.segments)


def reading_order(segments: Sequence[Segment], *, usual_gutter: float | None = None) -> list[Row]:
    """Rows from top to bottom; where the page has columns of prose, one column after the other.

    Args:
        segments: what is printed on the page.
        usual_gutter: where other pages of the document have theirs: fewer lines show that this page has it too.
    """
    rows = rows_of(segments)
    gutter, least = gutter_of(rows), _LEAST_LINES
    if gutter is None and usual_gutter is not None:
        gutter, least = usual_gutter, 1
    if gutter is None:
        return rows
    ordered: list[Row] = []
    band: list[Row] = []
    for row in rows:
        if any(segment.left < gutter < segment.right for segment in row.segments):
            ordered += _by_columns(band, gutter, least)
            band = []
            ordered.append(row)
        else:
            band.append(row)
    return ordered + _by_columns(band, gutter, least)


def rows_of(segments: Sequence[Segment]) -> list[Row]:
    """Segments whose middles lie within one another's height stand in one row."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda each: (-(each.top + each.bottom), each.left)):
        middle = (segment.top + segment.bottom) / 2
        if rows and _reach(rows[-1][0], middle, segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [Row(tuple(_with_marks(sorted(row, key=lambda each: each.left)))) for row in rows]


def _with_marks(segments: Sequence[Segment]) -> list[Segment]:
    """Segments side by side; raised or lowered marks, such as those of footnotes and ordinals, with the word before them."""
    joined: list[Segment] = []
    for segment in segments:
        before = joined[-1] if joined else None
        if before is None or not -_MARK_GAP < (segment.left - before.right) / before.size < _MARK_GAP:
            joined.append(segment)
            continue
        close = _ORDINAL.match(segment.text) is not None and before.text[-1:].isdigit()
        gap = "" if close or not segment.text[:1].isalnum() or has_han(before.text[-1:]) else " "
        joined[-1] = replace(
            before,
            text=f"{before.text}{gap}{segment.text}",
            right=max(before.right, segment.right),
            centres=[*before.centres, *[(before.right + segment.left) / 2] * len(gap), *segment.centres],
        )
    return joined


def _reach(first: Segment, middle: float, segment: Segment) -> bool:
    own = (first.top + first.bottom) / 2
    return first.bottom <= middle <= first.top or segment.bottom <= own <= segment.top


def gutter_of(rows: Sequence[Row]) -> float | None:
    """Where the white between two columns of prose runs, if there are any."""
    segments = [segment for row in rows for segment in row.segments]
    if len(segments) < 2 * _LEAST_LINES:
        return None
    left, right = min(each.left for each in segments), max(each.right for each in segments)
    span = right - left
    candidates = {
        round((one.right + other.left) / 10) * 5.0
        for row in rows
        for one, other in zip(row.segments, row.segments[1:], strict=False)
        if left + span * 0.2 < one.right and other.left < right - span * 0.2
    }
    best = max(candidates, key=lambda x: _columned(rows, x), default=None)
    return best if best is not None and _columned(rows, best) >= _LEAST_LINES else None


def _columned(rows: Sequence[Row], x: float) -> int:
    """How many rows have prose on both sides of the place and nothing across it."""
    pairs = []
    for row in rows:
        if not any(segment.left < x < segment.right for segment in row.segments):
            before = " ".join(each.text for each in row.segments if each.right <= x)
            after = " ".join(each.text for each in row.segments if each.left >= x)
            if before and after:
                pairs.append((width(before), width(after), len(row.segments)))
    if not pairs:
        return 0
    # Cells of a table: narrow, or more than one of them on a side.
    prose = all(median(pair[side] for pair in pairs) >= _LEAST_WIDTH for side in (0, 1))
    return len(pairs) if prose and median(pair[2] for pair in pairs) <= 3 else 0


def _by_columns(band: Sequence[Row], gutter: float, least: int) -> list[Row]:
    if _columned(band, gutter) < least:
        return list(band)
    left = [segment for row in band for segment in row.segments if segment.right <= gutter]
    right = [segment for row in band for segment in row.segments if segment.left >= gutter]
    return [*reading_order(left), *reading_order(right)]
