"""Finding those of thousands of names that a text holds, in time that does not grow with their number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

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
        self._begins = _begins(self._by_key, self._whole)

    def first(self, text: str) -> str | None:
        """The name that begins first in a lower-case text, the longest of those that begin there."""
        return next(self.all(text), None)

    def all(self, text: str) -> Iterator[str]:
        """The names in a lower-case text, in order; of those that overlap, the one that begins first."""
        end = 0
        for begins in self._begins.finditer(text):
            start = begins.start()
            if start < end:
                continue
            for name in self._by_key.get(text[start : start + KEY], ()):
                if text.startswith(name, start) and self._stands(name, text, start):
                    yield name
                    end = start + len(name)
                    break

    def _stands(self, name: str, text: str, start: int) -> bool:
        return name not in self._whole or not (
            _is_word(text[start - 1 : start] if start else "")
            or _is_word(text[start + len(name) : start + len(name) + 1])
        )


def _begins(by_key: Mapping[str, Sequence[str]], whole: Collection[str]) -> re.Pattern[str]:
    """Finds where a name may begin: whole words by their first two letters where a word begins, others by the first one anywhere."""
    seconds: dict[str, set[str]] = defaultdict(set)
    for key, names in by_key.items():
        if any(name in whole for name in names):
            seconds[key[:1]].add(key[1:])
    words = [
        re.escape(first) + ("" if "" in found else f"[{''.join(map(re.escape, sorted(found)))}]")
        for first, found in sorted(seconds.items())
    ]
    others = sorted({key[:1] for key, names in by_key.items() if any(name not in whole for name in names)})
    parts = [f"(?<![A-Za-z0-9])(?:{'|'.join(words)})"] * bool(words)
    parts += [f"[{''.join(map(re.escape, others))}]"] * bool(others)
    return re.compile("|".join(parts) or "(?!)")


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
