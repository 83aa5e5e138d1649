"""What a reader of a printed page does not see: words drawn invisibly, in white on white, too small, or beside the page.

Works on the drawing operations of a page, whichever library read them. Invisible words over a picture are the text layer of a scan,
and white words over something dark are a banner's: both are kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

Operation = tuple[Sequence[Any], bytes]
"""Operands and operator, such as ``([12, 0], b"Td")``."""
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
SMALLEST = 1.5
"""Points; print that can be read begins at about three."""
WHITE = 0.98
INVISIBLE = (3, 7)
"""Rendering modes that draw nothing."""
SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
ENDS_PATH = FILLS | {b"S", b"s", b"n"}
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class _State:
    """What a page's ``q`` keeps and ``Q`` brings back."""

    matrix: Matrix = IDENTITY
    white: bool = False
    transparent: bool = False
    mode: int = 0
    size: float = 0.0
    leading: float = 0.0


@dataclass(slots=True)
class _Page:
    """A page as it is drawn, operation by operation."""

    box: Box
    pictures: AbstractSet[str]
    transparent: AbstractSet[str]
    state: _State = field(default_factory=_State)
    kept: list[_State] = field(default_factory=list)
    line: Matrix = IDENTITY
    path: list[tuple[float, float]] = field(default_factory=list)
    painted: list[Box] = field(default_factory=list)
    """Where something other than white has been painted, pictures included."""
    images: list[Box] = field(default_factory=list)

    def draw(self, operands: Sequence[Any], operator: bytes) -> None:
        """Take note of an operation."""
        step = _STEPS.get(operator)
        if step is not None:
            step(self, operands)
        if operator in FILLS and self.path and not self.state.white:
            self.painted.append(_around(self.path))
        if operator in ENDS_PATH:
            self.path.clear()

    def sees(self) -> bool:
        """Whether words drawn now are seen."""
        state = self.state
        placed = _times(self.line, state.matrix)
        size = abs(state.size) * math.sqrt(abs(placed[0] * placed[3] - placed[1] * placed[2]))
        x, y = placed[4], placed[5]
        if size < SMALLEST or state.transparent or not _within(self.box, x, y):
            return False
        if state.mode in INVISIBLE:
            return any(_within(box, x, y) for box in self.images)
        return not state.white or state.mode != 0 or any(_within(box, x, y) for box in self.painted)

    def place(self, x: float, y: float) -> None:
        """Begin a line so far from the beginning of the last one."""
        self.line = _times((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def show(self, name: str) -> None:
        """Draw what lies elsewhere: a picture fills its place; of anything else it is not known what it covers."""
        if name.lstrip("/") in self.pictures:
            corners = ((0, 0), (1, 0), (0, 1), (1, 1))
            self.images.append(_around([_moved(self.state.matrix, *corner) for corner in corners]))
            self.painted.append(self.images[-1])
        else:
            self.images.append(EVERYWHERE)
            self.painted.append(EVERYWHERE)


def seen(
    operations: Sequence[Operation], *, box: Box, pictures: AbstractSet[str], transparent: AbstractSet[str]
) -> Iterator[Operation]:
    """The operations of a page without those that draw words which nobody sees.

    Args:
        box: the page's own box, in its units of a 72nd of an inch.
        pictures: names of the images that it may draw.
        transparent: names of the graphics states with which nothing shows.
    """
    page = _Page(box, pictures, transparent)
    for operands, operator in operations:
        page.draw(operands, operator)
        if operator in SHOWS and not page.sees():
            # The line break that these two imply is kept.
            if operator in (b"'", b'"'):
                yield [], b"T*"
            continue
        yield operands, operator


def _set(page: _Page, **values: Any) -> None:
    page.state = replace(page.state, **values)


def _save(page: _Page, _operands: Sequence[Any]) -> None:
    page.kept.append(page.state)


def _restore(page: _Page, _operands: Sequence[Any]) -> None:
    if page.kept:
        page.state = page.kept.pop()


def _matrix(page: _Page, operands: Sequence[Any]) -> None:
    _set(page, matrix=_times(_as_matrix(operands), page.state.matrix))


def _begin_text(page: _Page, _operands: Sequence[Any]) -> None:
    page.line = IDENTITY


def _text_matrix(page: _Page, operands: Sequence[Any]) -> None:
    page.line = _as_matrix(operands)


def _next_line(page: _Page, _operands: Sequence[Any]) -> None:
    page.place(0.0, -page.state.leading)


def _move(page: _Page, operands: Sequence[Any]) -> None:
    page.place(float(operands[0]), float(operands[1]))


def _move_leading(page: _Page, operands: Sequence[Any]) -> None:
    _set(page, leading=-float(operands[1]))
    _move(page, operands)


def _colour(page: _Page, operands: Sequence[Any]) -> None:
    try:
        parts = [float(part) for part in operands]
    except (TypeError, ValueError):
        parts = []  # a pattern
    ink = len(parts) == 4
    white = bool(parts) and all(part <= 1 - WHITE if ink else part >= WHITE for part in parts)
    _set(page, white=white)


def _rectangle(page: _Page, operands: Sequence[Any]) -> None:
    x, y, width, height = map(float, operands)
    for corner in ((x, y), (x + width, y), (x, y + height), (x + width, y + height)):
        page.path.append(_moved(page.state.matrix, *corner))


def _points(page: _Page, operands: Sequence[Any]) -> None:
    values = list(map(float, operands))
    for x, y in zip(values[::2], values[1::2], strict=False):
        page.path.append(_moved(page.state.matrix, x, y))


def _graphics(page: _Page, operands: Sequence[Any]) -> None:
    _set(page, transparent=str(operands[0]).lstrip("/") in page.transparent)


_Step = Callable[[_Page, Sequence[Any]], None]
_STEPS: dict[bytes, _Step] = {
    b"q": _save,
    b"Q": _restore,
    b"cm": _matrix,
    b"BT": _begin_text,
    b"Tm": _text_matrix,
    b"T*": _next_line,
    b"'": _next_line,
    b'"': _next_line,
    b"Td": _move,
    b"TD": _move_leading,
    b"TL": lambda page, operands: _set(page, leading=float(operands[0])),
    b"Tf": lambda page, operands: _set(page, size=float(operands[1])),
    b"Tr": lambda page, operands: _set(page, mode=int(operands[0])),
    b"gs": _graphics,
    b"re": _rectangle,
    b"m": _points,
    b"l": _points,
    b"c": _points,
    b"v": _points,
    b"y": _points,
    b"Do": lambda page, operands: page.show(str(operands[0])),
    b"sh": lambda page, _operands: page.painted.append(EVERYWHERE),
    b"INLINE IMAGE": lambda page, _operands: page.show(""),
    b"cs": lambda page, _operands: _set(page, white=False),
    **dict.fromkeys((b"g", b"rg", b"k", b"sc", b"scn"), _colour),
}


def _as_matrix(operands: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _within(box: Box, x: float, y: float) -> bool:
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1
