"""Finding the first of thousands of names in a text, in time that does not grow with their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assistant.language.script import has_han

KEY = 2
"""Characters by which names are looked up."""


class NameFinder:
    """Names, lower-case; those in Latin letters are found as whole words, Chinese ones anywhere."""

    def __init__(self, names: Iterable[str]) -> None:
        by_key: dict[str, list[str]] = defaultdict(list)
        for name in sorted(set(names), key=lambda name: (-len(name), name)):
            by_key[name[:KEY]].append(name)
        self._by_key = dict(by_key)
        self._whole = {name for name in set(names) if not has_han(name)}

    def first(self, text: str) -> str | None:
        """The name that begins first in a lower-case text, the longest of those that begin there."""
        for start in range(len(text)):
            for name in self._by_key.get(text[start : start + KEY], ()):
                if text.startswith(name, start) and self._stands(name, text, start):
                    return name
        return None

    def _stands(self, name: str, text: str, start: int) -> bool:
        return name not in self._whole or not (
            _is_word(text[start - 1 : start] if start else "")
            or _is_word(text[start + len(name) : start + len(name) + 1])
        )


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
