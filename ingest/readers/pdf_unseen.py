"""What a reader of a printed page does not see: words drawn invisibly, in white on white, too small, or beside the page.

Works on the objects of a page as PDFium lists them, in the order in which they are drawn. Invisible words over a picture
are the text layer of a scan, and white words over something dark are a banner's: both are kept.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2_raw as raw

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
SMALLEST = 1.5
"""Points; print that can be read begins at about three."""
WHITE = 250
"""Of 255, in each of red, green and blue."""
INVISIBLE = (3, 7)
"""Rendering modes that draw nothing."""
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)
_DEEPEST = 12
"""Forms within forms."""
_THIN = 3.0
"""Points; a painted box that is thinner is a ruling line."""


@dataclass(slots=True)
class PageObjects:
    """What was learned from the objects of a page."""

    hidden: set[int] = field(default_factory=set)
    rules: list[Box] = field(default_factory=list)
    painted: list[Box] = field(default_factory=list)
    """Where something other than white has been painted, pictures included."""
    images: list[Box] = field(default_factory=list)

    @property
    def unseen(self) -> frozenset[int]:
        """Addresses of the text objects that nobody sees."""
        return frozenset(self.hidden)

    @property
    def has_picture(self) -> bool:
        """Whether the page shows a picture, or letters drawn as shapes; ruling lines alone show nothing to read."""
        return any(min(box[2] - box[0], box[3] - box[1]) >= _THIN for box in self.painted)

    def covered(self, page: Box) -> bool:
        """Whether one picture takes up half of the page or more, as a scan does."""
        whole = (page[2] - page[0]) * (page[3] - page[1])
        return any((box[2] - box[0]) * (box[3] - box[1]) * 2 >= whole for box in self.images)


def seen_objects(page: Any, *, most: int) -> PageObjects:
    """Look at the objects of a page, at most so many."""
    found = PageObjects()
    left, bottom, right, top = page.get_mediabox()
    box = (left, bottom, right, top)
    left_over = most
    for handle, kind, matrix in _walk(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, IDENTITY, 0):
        left_over -= 1
        if left_over < 0:
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if not _is_seen(handle, matrix, box, found):
                found.hidden.add(ctypes.cast(handle, ctypes.c_void_p).value or 0)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _note_path(handle, matrix, found)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            place = _bounds(handle, matrix)
            found.images.append(place)
            found.painted.append(place)
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            found.painted.append(EVERYWHERE)
    return found


def _walk(owner: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """Objects with their kind, and the matrix of the forms around them."""
    for index in range(max(count(owner), 0)):
        handle = get(owner, index)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield handle, kind, matrix
        elif depth < _DEEPEST:
            inner = times(_matrix(handle), matrix)
            yield from _walk(handle, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)


def _is_seen(handle: Any, around: Matrix, page: Box, found: PageObjects) -> bool:
    placed = times(_matrix(handle), around)
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(handle, size)
    x, y = placed[4], placed[5]
    height = abs(size.value) * math.sqrt(abs(placed[0] * placed[3] - placed[1] * placed[2]))
    red, green, blue, alpha = _colour(handle)
    if height < SMALLEST or alpha == 0 or not within(page, x, y):
        return False
    mode = raw.FPDFTextObj_GetTextRenderMode(handle)
    if mode in INVISIBLE:
        return any(within(box, x, y) for box in found.images)
    white = min(red, green, blue) >= WHITE
    return not white or mode != 0 or any(within(box, x, y) for box in found.painted)


def _note_path(handle: Any, around: Matrix, found: PageObjects) -> None:
    """Where a path paints, and its lines along the page's edges."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    box = _bounds(handle, around)
    red, green, blue, alpha = _colour(handle)
    if fill.value and alpha and min(red, green, blue) < WHITE:
        found.painted.append(box)
    if min(box[2] - box[0], box[3] - box[1]) < _THIN:
        if fill.value or stroke.value:
            found.rules.append(box)
    elif stroke.value:
        found.rules += _straight_lines(handle, times(_matrix(handle), around))


def _straight_lines(handle: Any, matrix: Matrix) -> Iterator[Box]:
    x, y = ctypes.c_float(), ctypes.c_float()
    start = previous = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(handle), 2_000)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = moved(matrix, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(previous, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _straight(point, start)
        previous = point


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Box]:
    if min(abs(one[0] - other[0]), abs(one[1] - other[1])) < 1 and one != other:
        yield min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _colour(handle: Any) -> tuple[int, int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(handle, *parts):
        return 0, 0, 0, 255  # a pattern
    return parts[0].value, parts[1].value, parts[2].value, parts[3].value


def _bounds(handle: Any, around: Matrix) -> Box:
    parts = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(handle, *parts)
    left, bottom, right, top = (part.value for part in parts)
    corners = [moved(around, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix(handle: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def times(one: Matrix, other: Matrix) -> Matrix:
    """First the one, then the other."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point where the matrix puts it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def upright(turns: int, page: Box) -> Callable[[Box], Box]:
    """What sets boxes upright on a page whose words are written so many quarter turns against the clock."""
    left, bottom, right, top = page

    def once(box: Box) -> Box:
        return box[1] - bottom, right - box[2], box[3] - bottom, right - box[0]

    def twice(box: Box) -> Box:
        return right - box[2], top - box[3], right - box[0], top - box[1]

    def thrice(box: Box) -> Box:
        return top - box[3], box[0] - left, top - box[1], box[2] - left

    def same(box: Box) -> Box:
        return box

    return (same, once, twice, thrice)[turns % 4]


def within(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in a box, or at most a point beside it."""
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1
