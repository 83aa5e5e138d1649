"""A page of a PDF as a picture, with cited words marked.

``python -m ingest.page_pictures FILE PAGE`` writes a PNG to its output. The words to mark come as a JSON list on its input. It is a
program of its own since a hostile file may take a renderer's memory, time or life: whoever calls it sets the time.
"""

from __future__ import annotations

import io
import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from ingest.readers.pdfium import PdfiumFile, Segment

WIDTH = 1200
"""Pixels of a page's width: sharp at half of it on fine screens."""
MOST_PIXELS = 6_000_000
LEAST_MATCHED = 6
"""Characters of words that are sought; fewer stand anywhere."""
MARK = np.array([214, 224, 168], dtype=np.float32) / 255
"""Blue, green and red that marked words are multiplied with: their ink stays black."""
MEMORY = 2 * 1024**3
"""Bytes that the program may take, where the system can limit it."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points from the page's lower left."""


def draw(content: bytes, page: int, quotes: Sequence[str]) -> bytes:
    """The picture of a page, counted from 1, as PNG.

    Raises:
        IndexError: there is no such page.
        UnreadableDocument: damaged or locked.
    """
    with PdfiumFile(content, name="the original") as file:
        if not 1 <= page <= len(file):
            raise IndexError(page)
        width, height = file.size(page - 1)
        scale = min(WIDTH / max(width, 1), (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        pixels = file.picture(page - 1, dots_per_inch=max(1, round(scale * 72)))
        printed = file.page(page - 1) if quotes else None
    drawn = pixels.shape[0] / max(height, 1)
    for box in boxes(printed.segments if printed else [], quotes):
        left, right = (round(each * drawn) for each in (box[0], box[2]))
        top, bottom = (round((height - each) * drawn) for each in (box[3], box[1]))
        area = pixels[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
        area[:] = (area * MARK).astype(np.uint8)
    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1])).save(stream, "PNG")
    return stream.getvalue()


def boxes(segments: Sequence[Segment], quotes: Sequence[str]) -> Iterator[Box]:
    """Where words stand on a page, a box for each line; whatever is not found is left out.

    Blanks, hyphens and the forms of characters do not count, for text that was read differs in them from what is printed.
    """
    letters = [
        (letter, place, index)
        for place, segment in enumerate(segments)
        for index, character in enumerate(segment.text)
        for letter in _letters(character)
    ]
    printed = "".join(letter for letter, _, _ in letters)
    for words in (part for quote in quotes for part in _parts(quote, printed)):
        start = printed.find(words)
        found: dict[int, list[int]] = {}
        for _, place, index in letters[start : start + len(words)]:
            found.setdefault(place, []).append(index)
        for place, indices in found.items():
            segment = segments[place]
            half = max(segment.size * 0.3, 1.0)
            left, right = segment.centres[min(indices)] - half, segment.centres[max(indices)] + half
            yield max(left, segment.left - 1), segment.bottom - 1, min(right, segment.right + 1), segment.top + 1


def _parts(quote: str, printed: str) -> Iterator[str]:
    """A quote as it is printed: whole, or line by line and cell by cell as far as these are found."""
    whole = "".join(map(_letters, quote))
    if len(whole) >= LEAST_MATCHED and whole in printed:
        yield whole
        return
    for line in quote.replace(" | ", "\n").splitlines():
        words = "".join(map(_letters, line))
        if len(words) >= LEAST_MATCHED and words in printed:
            yield words


def _letters(character: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", character).casefold() if each.isalnum())


def main() -> int:
    """Draw what the arguments name."""
    _limit()
    path, page = sys.argv[1:]
    try:
        picture = draw(Path(path).read_bytes(), int(page), json.load(sys.stdin))
    except IndexError:
        return 3
    sys.stdout.buffer.write(picture)
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
