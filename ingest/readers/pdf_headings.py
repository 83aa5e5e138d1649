"""Headings of a printed page that has no outline: told by the size and weight of their letters, or by their number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.layout import Row
from ingest.readers.numbering import numbering_of, section_depth
from ingest.readers.pages import BULLET, heading_key
from ingest.readers.prose import ends_sentence, join_lines, tidy, width

_HEADING_WIDTH = 160
_BOLD_WIDTH = 110
"""Columns of a fixed-width face; longer bold words are a sentence that is stressed."""
_LARGER = 1.12
"""Letters of a heading are so much larger than those of the text."""
_NUMBER = re.compile(r"(?:[A-Za-z]{4,10}\s*)?[(（]?(?:\d[\d.]{0,8}[A-Za-z]?|[A-Z]|[IVX]{1,5}|第.{1,4})[)）.:、]?")
"""What numbers a heading and may stand before it with white between, such as ``Item 7A.``."""
_MOST_LEVELS = 4
_MOST_LINES = 3
"""Lines of one heading; more in a large face are a text that is set large."""
_MOST_BOLD = 0.4
"""Share of a document in bold from which on bold letters head nothing."""
_TITLE_LENGTH = 120
_COUNTED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d]")
"""The number of a section, which a title has none of in its later lines."""
_TEXT_WIDTH = 60
"""Columns of a line that is text and not, say, the name of an author."""


@dataclass(frozen=True, slots=True)
class HeadingFaces:
    """How the headings of a document look."""

    sizes: dict[float, int]
    """Depth by the size of the letters, in half points."""
    bold: bool
    """Whether bold lines in the size of the text are headings, too."""

    def level(self, row: Row) -> int:
        """Depth of the heading that a row is by its looks, or 0."""
        text = row.text
        if not _may_head(row, text):
            return 0
        deepest = max(self.sizes.values(), default=0)
        by_size = self.sizes.get(_size(row), 0)
        if by_size:
            return by_size
        if self.bold and row.bold and width(text) <= _BOLD_WIDTH and text[:1].upper() == text[:1]:
            return deepest + (1 if text.isupper() else 2)
        depth = section_depth(text)
        return deepest + depth if depth else 0


def heading_faces(rows: Sequence[Row]) -> HeadingFaces:
    """What is set larger than most of the text, the largest first; and whether bold is kept for headings."""
    written: Counter[float] = Counter()
    bold = 0
    for row in rows:
        written[_size(row)] += len(row.text)
        bold += len(row.text) * row.bold
    total = sum(written.values())
    if not total:
        return HeadingFaces({}, False)
    body = written.most_common(1)[0][0]
    # What is set large through many pages is no heading.
    sizes = sorted((size for size in written if size >= body * _LARGER and written[size] < total * 0.25), reverse=True)
    return HeadingFaces(
        {size: min(level, _MOST_LEVELS) for level, size in enumerate(sizes, start=1)}, bold < total * _MOST_BOLD
    )


def headings_of(rows: Sequence[Row], faces: HeadingFaces, *, right: float) -> dict[str, int]:
    """Headings among the rows of a page, by :func:`~ingest.readers.pages.heading_key`; those of several lines as one.

    Args:
        rows: the prose of the page.
        faces: how headings look in the document.
        right: where full lines end; a line that runs so far may go on in the next.
    """
    found: dict[str, int] = {}
    index = 0
    while index < len(rows):
        level = faces.level(rows[index])
        goes_on = index > 0 and not faces.level(rows[index - 1]) and _goes_on(rows[index - 1], rows[index], right)
        if not level or goes_on:
            index += 1
            continue
        end = index + 1
        while end < len(rows) and faces.level(rows[end]) == level and _close(rows[end - 1], rows[end], right):
            end += 1
        whole = join_lines(row.text for row in rows[index:end])
        runs_on = end < len(rows) and not faces.level(rows[end]) and _runs_on(rows[end - 1], rows[end], right)
        above = runs_on or _names_columns([rows[index], *rows[end : end + 1]], right)
        if end - index <= _MOST_LINES and not above and width(whole) <= _HEADING_WIDTH:
            found[heading_key(whole)] = level
        index = end
    found.pop("", None)
    return found


def title_on(rows: Sequence[Row], faces: HeadingFaces) -> str:
    """What a first page says in its largest letters, as far as it fits a title; empty if nothing is set larger.

    A page that goes on with text at once has its title above it: what is set as large below is a heading.
    """
    rows = _above_text(rows, faces)
    large = {size for size in faces.sizes if any(_size(row) == size and _may_head(row, row.text) for row in rows)}
    title = ""
    chosen: set[float] = set()
    for size in sorted(large, reverse=True):
        chosen.add(size)
        more = join_lines(row.text for row in rows if _size(row) in chosen and any(map(str.isalpha, row.text)))
        if width(more) > _TITLE_LENGTH:
            break
        title = more
    return title


def _above_text(rows: Sequence[Row], faces: HeadingFaces) -> Sequence[Row]:
    """The rows from the top to the end of the first stretch of the largest letters: before a text or a section begins."""
    largest = max((_size(row) for row in rows if _size(row) in faces.sizes and _may_head(row, row.text)), default=0.0)
    first = next((index for index, row in enumerate(rows) if _size(row) == largest), 0)
    for index in range(first + 1, len(rows)):
        text = all(_is_text(row, faces) for row in rows[index : index + 2])
        if text or section_depth(rows[index].text) or _COUNTED.match(rows[index].text):
            return rows[:index]
    return rows


def _is_text(row: Row, faces: HeadingFaces) -> bool:
    """Whether a row is a line of a text, and no author, place or day as covers have them."""
    return _size(row) not in faces.sizes and width(row.text) >= _TEXT_WIDTH


def _may_head(row: Row, text: str) -> bool:
    worded = any(character.isalpha() for character in text)
    sentence = text[-1:] in "。；，、" or (ends_sentence(text) and len(text) > 40)
    in_brackets = text[:1] in "(（" and text[-1:] in ")）" and text.count(text[0]) == 1
    return (
        worded
        and not (sentence or in_brackets or BULLET.match(text))
        and _is_one_line(row)
        and width(text) <= _HEADING_WIDTH
    )


def _is_one_line(row: Row) -> bool:
    """Whether a row is one line of words, with a number before it at the most; others are names of columns."""
    if len(row.segments) == 1:
        return True
    number, words = tidy(row.segments[0].text), row.segments[-1].text
    counts = numbering_of(number) or _NUMBER.fullmatch(number)
    return len(row.segments) == 2 and counts is not None and any(map(str.isalpha, words))


def _close(above: Row, below: Row, right: float) -> bool:
    """Whether two lines of headings are one: set close, the same face, and the first is full or they are large."""
    near = above.bottom - below.top < 0.6 * above.size and abs(above.size - below.size) < 0.6
    return near and (above.segments[-1].right > right - 12 * above.size or not below.text[:1].isupper())


def _names_columns(rows: Sequence[Row], right: float) -> bool:
    """Whether a line stands in the right half of the page, and the next one to the left of it: above columns of a table."""
    left = rows[0].segments[0].left
    return len(rows) > 1 and left > right / 2 and rows[1].segments[0].left < left - 2 * rows[0].size


def _goes_on(above: Row, below: Row, right: float) -> bool:
    """Whether a full line of the same letters, which is no heading, goes on in the next."""
    alike = abs(above.size - below.size) < 0.6 and above.bold == below.bold
    return alike and above.bottom - below.top < 0.6 * above.size and above.segments[-1].right > right - 4 * above.size


def _runs_on(above: Row, below: Row, right: float) -> bool:
    """Whether a sentence begins in bold and goes on in plain letters in the next line."""
    full = above.segments[-1].right > right - 4 * above.size
    return full and above.bottom - below.top < 0.6 * above.size and below.text[:1].islower()


def _size(row: Row) -> float:
    return round(row.size * 2) / 2
