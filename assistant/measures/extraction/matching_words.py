"""Patterns of words that are tried only where a word begins that may begin them.

A pattern of fifty alternatives costs a text fifty looks at each of its characters. Most words begin none of them, which
their first two letters tell, so that one look is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ESCAPE = re.compile(r"\\[A-Za-z]")
_RUN = re.compile(r"(?P<latin>[a-z]+)(?P<optional>[?*{])?|(?P<other>[0-9\u4e00-\u9fff])")
_BEGINS = re.compile(r"(?<![a-z])[a-z0-9]|[\u4e00-\u9fff]")
Starts = tuple[tuple[int, str], ...]
"""Where the words of a text begin, each with its first two characters."""


def small_letters(text: str) -> str:
    """A text in small letters, each character in its place."""
    small = text.lower()
    if len(small) != len(text):  # a few letters of other languages have a small form of two characters
        small = "".join(letter.lower() if letter.isascii() else letter for letter in text)
    return small


def starts_of(small: str) -> Starts:
    """Where the words of a text in small letters begin, and each Chinese character."""
    return tuple((match.start(), small[match.start() : match.start() + 2]) for match in _BEGINS.finditer(small))


class Words:
    """A pattern over small letters, each match of which begins with a letter, a digit or a Chinese character."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._beginnings = _beginnings(pattern)

    def may_begin(self, letters: str) -> bool:
        """Whether a match may begin with a word's first two letters."""
        return letters in self._beginnings or letters[0] in self._beginnings

    def at(self, small: str, start: int) -> re.Match[str] | None:
        """The match that begins at a place."""
        return self._pattern.match(small, start)

    def matches(self, small: str, starts: Starts | None = None) -> Iterator[re.Match[str]]:
        """The matches in order, as ``finditer`` gives them; ``starts`` spares to look for them again."""
        end = 0
        for start, letters in starts_of(small) if starts is None else starts:
            if start >= end and self.may_begin(letters) and (match := self.at(small, start)) is not None:
                end = match.end()
                yield match

    def found_in(self, small: str, starts: Starts | None = None) -> bool:
        """Whether there is a match."""
        return next(self.matches(small, starts), None) is not None


def _beginnings(pattern: str) -> frozenset[str]:
    """With which one or two characters a match may begin: among those of all runs of letters that a pattern is written of."""
    found: set[str] = set()
    for run in _RUN.finditer(_ESCAPE.sub(" ", pattern)):
        letters = run["latin"] or run["other"]
        alone = len(letters) == 1 or (len(letters) == 2 and run["optional"] is not None)
        found.add(letters[:1] if alone else letters[:2])
    return frozenset(found)
