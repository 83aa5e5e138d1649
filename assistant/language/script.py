"""Which script and language a text is in, and its folded form for comparing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Ranges of Han characters, for use inside a regular expression's brackets."""

HAN = re.compile(f"[{CJK}]")
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")


def has_han(text: str) -> bool:
    """Whether any Chinese character stands in the text."""
    return HAN.search(text) is not None


def language_of(text: str) -> str:
    """``zh`` or ``en``, by weighing Chinese characters against Latin words.

    A Chinese sentence with some English names stays Chinese: a character counts for half a word.
    """
    han = len(HAN.findall(text))
    latin = len(LATIN_WORD.findall(text))
    return "zh" if han > 0 and han / 2 >= latin * 0.6 else "en"


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Text with compatibility forms (full width) and traditional characters folded, but not its case.

    Offsets are not kept.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return _converter().convert(text) if has_han(text) else text


def fold(text: str) -> str:
    """Text for comparing: compatibility forms (full width), traditional characters and case folded.

    Offsets are not kept.
    """
    return simplify(text).casefold()
