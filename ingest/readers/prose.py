"""What all readers need to make plain sentences out of lines, in scripts with and without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable

CJK = (
    "\u2e80-\u303f\u3040-\u30ff\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
"""Chinese and Japanese characters and punctuation, for use inside a character class."""

_SHARED_MARKS = "\u2014\u2018\u2019\u201c\u201d\u2026"  # dash, quotes and ellipsis of both scripts
_CJK_CHARACTER = re.compile(f"[{CJK}]")
_CJK_BREAK = re.compile(f"(?<=[{CJK}{_SHARED_MARKS}])\n(?=[{CJK}])|(?<=[{CJK}])\n(?=[{_SHARED_MARKS}])")
_SENTENCE_END = re.compile("[.!?。！？…;；:：][\"'”’」』）)\\]]*$")


def tidy(text: str) -> str:
    """The text on one line, every run of white space a single space."""
    return " ".join(text.split())


def join_lines(lines: Iterable[str]) -> str:
    """One paragraph from its lines: a break becomes a space, and nothing between two Chinese characters."""
    tidied = [tidy(line) for line in lines]
    return _CJK_BREAK.sub("", "\n".join(line for line in tidied if line)).replace("\n", " ")


def width(text: str) -> int:
    """Columns that the text takes in a fixed-width face: a Chinese character takes two."""
    return len(text) + len(_CJK_CHARACTER.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a mark that closes a sentence or clause, quotes and brackets aside."""
    return bool(_SENTENCE_END.search(text.rstrip()))
