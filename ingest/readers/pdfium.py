"""PDF pages by PDFium: the words that are seen, where they stand, ruling lines, and pictures of pages."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2_raw as raw

from assistant.errors import UnreadableDocument
from assistant.language.script import has_han
from ingest.readers.pdf_unseen import Box, seen_objects, upright

MAX_PAGES = 5_000
MAX_GLYPHS = 200_000
"""Characters of one page; a poster of a whole law has a tenth of it."""
MAX_OBJECTS = 100_000
"""Drawing operations of one page that are looked at for tables and hidden words."""
WIDE_GAP = 1.1
"""Ems; a wider gap in a line parts columns or cells, a narrower one words."""
_MAX_RULES = 20_000
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|simhei|heiti|黑体|[,-]b(?![a-z])", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique", re.IGNORECASE)
_UNITS = frozenset({"m", "km", "cm", "mm", "dm", "ft", "in", "yd"})
"""Of length, whose squares and cubes are raised figures too."""
_LINE_END_HYPHEN = 2
"""The character by which PDFium marks it."""


@dataclass(slots=True)
class Segment:
    """Words in one line with no wide gap between them, in points from the page's lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    centres: list[float] = field(default_factory=list)
    """The horizontal middle of each character."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What is printed on a page."""

    segments: list[Segment]
    rules: list[Box]
    """Horizontal and vertical lines, as very flat or very narrow boxes."""
    has_picture: bool
    is_covered: bool
    """Whether a picture takes up most of the page, as a scan does."""
    hidden: int = 0
    """Characters that were left out, since nobody sees them."""


class PdfiumFile:
    """An open PDF; its memory is not Python's, so it is to be closed."""

    def __init__(self, content: bytes, *, name: str) -> None:
        """Open a file that has no password, or an empty one.

        Raises:
            UnreadableDocument: damaged, locked, or of far too many pages.
        """
        try:
            self._document = pdfium.PdfDocument(content, password="")
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
                raise UnreadableDocument(
                    name, "encrypted PDF", "Save a copy without a password and add that."
                ) from error
            advice = "Open it in a PDF viewer and print it to a new PDF, or get the file again."
            raise UnreadableDocument(name, f"damaged PDF ({str(error).rstrip('.')})", advice) from error
        if len(self._document) > MAX_PAGES:
            reason = f"a PDF of {len(self._document):,} pages, more than {MAX_PAGES:,}"
            self.close()
            raise UnreadableDocument(name, reason, "Split it into several files.")

    def __enter__(self) -> PdfiumFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Free its memory."""
        self._document.close()

    def page(self, index: int) -> PrintedPage | None:
        """A page by its index from 0, or None if it is damaged."""
        try:
            page = self._document[index]
        except pdfium.PdfiumError:
            return None
        try:
            return _printed(page)
        finally:
            page.close()

    def picture(self, index: int, *, dots_per_inch: int) -> Any:
        """The page as an array of pixels: height x width x 3, in blue, green and red."""
        page = self._document[index]
        try:
            width, height = page.get_size()
            # A page of a poster's size would be a picture of gigabytes.
            scale = min(dots_per_inch / 72, 5000 / max(width, height, 1))
            return page.render(scale=scale).to_numpy()[:, :, :3].copy()
        finally:
            page.close()

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        width, height = self._document.get_page_size(index)
        return float(width), float(height)


def _printed(page: Any) -> PrintedPage:
    objects = seen_objects(page, most=MAX_OBJECTS)
    textpage = page.get_textpage()
    try:
        turned = upright(_direction(textpage.raw), page.get_mediabox())
        hidden = _Hidden(objects.unseen)
        segments = list(_segments(textpage, hidden, turned))
    finally:
        textpage.close()
    covered = objects.covered(page.get_mediabox())
    rules = [turned(box) for box in objects.rules[:_MAX_RULES]]
    return PrintedPage(segments, rules, objects.has_picture, covered, hidden.count)


def _direction(handle: Any) -> int:
    """Quarter turns, counted against the clock, by which most of the page's words are written."""
    total = min(raw.FPDFText_CountChars(handle), MAX_GLYPHS)
    angles = (raw.FPDFText_GetCharAngle(handle, index) for index in range(0, total, max(total // 200, 1)))
    # PDFium counts angles with the clock.
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


@dataclass(slots=True)
class _Hidden:
    """The text objects of a page that nobody sees, and how many characters of them were met."""

    objects: frozenset[int]
    count: int = 0

    def has(self, handle: Any, index: int, code: int) -> bool:
        """Whether a character is one of theirs."""
        if not self.objects or _address(raw.FPDFText_GetTextObject(handle, index)) not in self.objects:
            return False
        self.count += code > 32
        return True


def _segments(textpage: Any, hidden: _Hidden, turned: Callable[[Box], Box]) -> Iterator[Segment]:
    """Characters in the order of the file, parted at line breaks and wide gaps; ``turned`` sets them upright."""
    handle = textpage.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    places = [ctypes.byref(each) for each in (left, right, bottom, top)]
    current: Segment | None = None
    gap = False
    high = ""
    for index in range(min(raw.FPDFText_CountChars(handle), MAX_GLYPHS)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in (10, 13):
            if current is not None:
                yield current
            current = None
            continue
        if hidden.has(handle, index, code):
            continue
        if code == _LINE_END_HYPHEN:
            code = 45
        if code <= 32:
            gap = True
            continue
        # Characters beyond the first 65,536 come as two halves.
        if 0xD800 <= code < 0xDC00:
            high = chr(code)
            continue
        character = chr(code)
        if high:
            character = (high + character).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            high = ""
        raw.FPDFText_GetCharBox(handle, index, *places)
        glyph = turned((left.value, bottom.value, right.value, top.value))
        size = raw.FPDFText_GetFontSize(handle, index)
        size = size if size > 1.5 else max(glyph[3] - glyph[1], 1.5)
        if current is None or _apart(current, glyph, size):
            if current is not None:
                yield current
            current, gap = Segment("", *glyph, size, _is_bold(handle, index)), False
        elif gap or _is_mark(current, glyph, size, character):
            current.text += " "
            current.centres.append((current.right + glyph[0]) / 2)
            gap = False
        if not any(map(str.isalnum, current.text)):
            current.size = size  # a bullet may be larger than the words behind it
        current.text += character
        current.centres += [(glyph[0] + glyph[2]) / 2] * len(character)
        current.right = max(current.right, glyph[2])
        current.bottom, current.top = min(current.bottom, glyph[1]), max(current.top, glyph[3])
    if current is not None:
        yield current


def _is_mark(segment: Segment, glyph: Box, size: float, character: str) -> bool:
    """Whether a figure is the mark of a footnote, set higher and smaller than the word before it, and no power of a unit."""
    raised = glyph[1] > segment.bottom + 0.25 * segment.size and size < 0.85 * segment.size
    word = segment.text.rsplit(" ", 1)[-1]
    return raised and character.isdigit() and word[-1:].isalpha() and word not in _UNITS and not has_han(word)


def _is_bold(handle: Any, index: int) -> bool:
    """Whether a character is set in bold, or in the Hei that Chinese print uses for it.

    The weight is a guess from the breadth of stems, too low for many fonts and too high for italics; names tell.
    """
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, index, buffer, len(buffer), flags)
    name = buffer.value.decode("utf-8", "replace")
    if _BOLD_NAME.search(name):
        return True
    return not _ITALIC_NAME.search(name) and raw.FPDFText_GetFontWeight(handle, index) >= 600


def _apart(segment: Segment, glyph: Box, size: float) -> bool:
    """Whether a character begins a segment of its own: after a wide gap, to the left, or in another line."""
    em = max(size, segment.size, segment.top - segment.bottom)
    beside = glyph[0] - segment.right
    middle = (glyph[1] + glyph[3]) / 2
    outside = middle > segment.top + 0.3 * em or middle < segment.bottom - 0.3 * em
    return beside > WIDE_GAP * em or beside < -2 * em or outside


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
