"""Numbers that begin sections: chapters and articles of Chinese acts, and counted headings of both languages."""

from __future__ import annotations

import re

from ingest.readers.prose import ends_sentence, width

_NUMBERS = "一二三四五六七八九十百零〇两"
SECTIONS = (
    ("chapter", re.compile(rf"第\s*[{_NUMBERS}\d]+\s*[章编篇部]")),
    ("section", re.compile(rf"第\s*[{_NUMBERS}\d]+\s*节")),
    ("article", re.compile(rf"第\s*[{_NUMBERS}\d]+\s*条")),
    ("chinese", re.compile(rf"[{_NUMBERS}]+、")),
    ("bracketed", re.compile(rf"[（(][{_NUMBERS}]+[）)]")),
    ("decimal", re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+(?=\S)")),
    ("number", re.compile(r"\d{1,2}(?:\.\s+|、\s*)(?=\S)")),
)
DEEPER = {"bracketed", "decimal"}
INSIDE_CHAPTERS = {"section", "article"}

_SHORT = 80
"""Columns of a fixed-width face; a longer line that begins with a number is a paragraph."""
_DEPTHS = {"chapter": 1, "section": 2, "article": 3, "chinese": 2, "bracketed": 3}


def numbering_of(line: str) -> str | None:
    """The kind of section number that a line begins with, if any."""
    return next((style for style, pattern in SECTIONS if pattern.match(line)), None)


def section_depth(line: str) -> int:
    """Depth of the heading that a short line is by a Chinese section number of its own, or 0.

    Counting numbers such as "1." begin items as often as headings, and tell nothing.
    """
    depth = _DEPTHS.get(numbering_of(line) or "", 0)
    return depth if depth and width(line) <= _SHORT and not ends_sentence(line) and line[-1] not in "，、,；" else 0
