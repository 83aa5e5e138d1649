"""Words of a text for comparing two of them: Chinese cut into words, numbers whole, and nothing lost between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.differences.values import Fate, Words
from assistant.language.script import CJK
from assistant.language.words import cut

PART = re.compile(rf"[{CJK}]+|\d[\d,.]*\d|\d|[^\W\d_{CJK}]+(?:['’][^\W\d_{CJK}]+)?|\s+|.", re.DOTALL)
MOST = 20_000
"""Words of a paragraph that are compared one by one; a longer one is shown as removed and added."""


def words_of(text: str) -> list[str]:
    """The words, blanks and signs of a text, in order: joined, they are the text again."""
    return list(_parts(text))


def _parts(text: str) -> Iterator[str]:
    for match in PART.finditer(text):
        part = match.group()
        # Digits are no Chinese, so that of "50万" only the amount itself changes.
        if re.match(f"[{CJK}]", part) and "".join(words := cut(part)) == part:
            yield from words
        else:
            yield part


def compare_words(old: str, new: str) -> tuple[Words, ...]:
    """What stayed, went and came between two texts, word by word."""
    olds, news = words_of(old), words_of(new)
    if max(len(olds), len(news)) > MOST:
        return (Words(Fate.REMOVED, old), Words(Fate.ADDED, new))
    found = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Words(Fate.SAME, "".join(olds[start:end])))
            continue
        if start < end:
            found.append(Words(Fate.REMOVED, "".join(olds[start:end])))
        if new_start < new_end:
            found.append(Words(Fate.ADDED, "".join(news[new_start:new_end])))
    return tuple(_joined(found))


def _joined(found: list[Words]) -> Iterator[Words]:
    """Changes with nothing but a blank between them as one: "covers 20" for "pays 30" reads better than two halves."""
    place = 0
    while place < len(found):
        removed, added, end = "", "", place
        while end < len(found):
            word = found[end]
            blank = word.fate is Fate.SAME and not word.text.strip() and 0 < end < len(found) - 1 and (removed or added)
            if word.fate is Fate.SAME and not blank:
                break
            removed += "" if word.fate is Fate.ADDED else word.text
            added += "" if word.fate is Fate.REMOVED else word.text
            end += 1
        if removed:
            yield Words(Fate.REMOVED, removed)
        if added:
            yield Words(Fate.ADDED, added)
        if end < len(found):
            yield found[end]
            end += 1
        place = end
