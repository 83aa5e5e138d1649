"""Text recognition on pictures of pages, by RapidOCR with the models of its wheel: Chinese and English. An extra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from statistics import median
from typing import Any

from ingest.readers.pdfium import Segment

DOTS_PER_INCH = 200
INSTALL = 'Install text recognition with `pip install "going-global[ocr]"` and ingest it again'
"""What to do where the extra is missing."""
_LEAST_SCORE = 0.5
_UNEVEN = 0.2
_LONGEST_SIDE = 1280
"""Pixels of the picture in which lines are looked for; their letters are read from the whole one. Memory grows with its
square: at full size one page takes all that a file may."""
_DOUBTFUL = 0.8
"""Mean score of a page that may lie upside down; those of clean pages are beyond 0.95."""


def has_ocr() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read from a picture."""

    segments: list[Segment]
    doubtful: bool = False
    """Whether the reading is so unsure that its words are better compared with the page."""


def recognise(picture: Any, *, dots_per_inch: int = DOTS_PER_INCH) -> Recognised:
    """Lines of a picture with their places in points, as if they had been printed. MemoryError when it takes too much.

    Args:
        picture: height x width x 3, in blue, green and red.
        dots_per_inch: how finely the page was drawn.
    """
    # The classifier of directions takes long lines for upside down, so it is asked only where nothing makes sense upright.
    found = _recognised(picture, turned=False)
    if found.scores is not None and _mean(found.scores) < _DOUBTFUL:
        turned = _recognised(picture, turned=True)
        if turned.scores is not None and _mean(turned.scores) > _mean(found.scores):
            found = turned
    if found.boxes is None or found.txts is None:
        return Recognised([])
    scale, height = 72 / dots_per_inch, len(picture)
    segments = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score < _LEAST_SCORE or not text.strip():
            continue
        xs, ys = [float(x) * scale for x, _ in box], [(height - float(y)) * scale for _, y in box]
        left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
        step = (right - left) / max(len(text), 1)
        centres = [left + step * (index + 0.5) for index in range(len(text))]
        segments.append(Segment(text, left, bottom, right, top, top - bottom, False, centres))
    return Recognised(_evened(segments), _mean(found.scores) < _DOUBTFUL)


def _recognised(picture: Any, *, turned: bool) -> Any:
    try:
        return _engine()(picture, use_cls=turned)
    except Exception as error:
        # The library under the engine says so in words only.
        if "bad_alloc" in str(error) or "allocate" in str(error):
            raise MemoryError from error
        raise


def _evened(segments: list[Segment]) -> list[Segment]:
    """The lines, those of about the usual height in one size: a frame is as high as the letters that happen to stand in it."""
    usual = median(segment.size for segment in segments) if segments else 0.0
    return [
        replace(segment, size=usual) if abs(segment.size - usual) <= usual * _UNEVEN else segment
        for segment in segments
    ]


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / max(len(scores), 1)


@lru_cache(maxsize=1)
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.WARNING)
    return RapidOCR(
        params={
            "Global.log_level": "warning",
            "Det.limit_type": "max",
            "Det.limit_side_len": _LONGEST_SIDE,
        }
    )
