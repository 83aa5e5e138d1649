"""The words around a figure as named traits, which what was learned of figures and dates goes by.

A trait's name begins with the place where its word stands: ``L:`` left and ``R:`` right of the figure, ``L1:`` directly beside it,
``B:`` in its label, ``H:`` in the table's header, ``D:`` in the sentence that announces the list, ``G:`` in the heading. Chinese words
are pairs of characters; every numeral is ``#``.
"""

from __future__ import annotations

import re
from functools import lru_cache

TOKEN = re.compile(r"[a-z]+|[\u4e00-\u9fff]|\d+(?:[.,]\d+)*|[%€$£:;,()|]")

Traits = dict[str, float]


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Words in small letters, single Chinese characters, signs, and ``#`` for each numeral."""
    return tuple("#" if token[0].isdigit() else token for token in TOKEN.findall(text.lower()))


def grams(words: tuple[str, ...]) -> list[str]:
    """Words, and of Chinese each pair of characters beside one another."""
    found = []
    for place, word in enumerate(words):
        pair = _is_chinese(word) and place + 1 < len(words) and _is_chinese(words[place + 1])
        found.append(word + words[place + 1] if pair else word)
    return found


def add_grams(traits: Traits, place: str, text: str, weight: float = 1.0) -> None:
    """Note the words of a text as standing at a place."""
    if text:
        traits.update(dict.fromkeys(_named(place, text), weight))


@lru_cache(maxsize=2048)
def _named(place: str, text: str) -> tuple[str, ...]:
    # Headings, headers and labels come again with each of the figures below them.
    return tuple(f"{place}:{gram}" for gram in grams(tokens(text)))


def add_beside(traits: Traits, left: tuple[str, ...], right: tuple[str, ...], *, reach: tuple[int, int]) -> None:
    """Note the words on both sides of a figure as far as they reach, and the three nearest of each side in their order."""
    for place, words in (("L", left[-reach[0] :]), ("R", right[: reach[1]])):
        for gram in grams(words):
            traits[f"{place}:{gram}"] = 1.0
    for count in (1, 2, 3):
        if len(left) >= count:
            traits[f"L{count}:{' '.join(left[-count:])}"] = 1.0
        if len(right) >= count:
            traits[f"R{count}:{' '.join(right[:count])}"] = 1.0


def _is_chinese(word: str) -> bool:
    return len(word) == 1 and word > "\u4e00"
