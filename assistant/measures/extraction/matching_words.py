"""Patterns of words that are tried only where a word begins that may begin them.

A pattern of fifty alternatives costs a text fifty looks at each of its characters. Most words begin none of them, which
their first two letters tell, so that one look is enough; several patterns that are sought in one text share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from assistant.measures.extraction.beginnings import APART, Prefixes, beginnings, gate

Name = TypeVar("Name")


def small_letters(text: str) -> str:
    """A text in small letters, each character in its place."""
    small = text.lower()
    if len(small) != len(text):  # a few letters of other languages have a small form of two characters
        small = "".join(letter.lower() if letter.isascii() else letter for letter in text)
    return small


class Words:
    """A pattern over small letters, each match of which begins with a letter, a digit or a Chinese character."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self.at = self._pattern.match
        """The match in a text that begins at a place."""

    @cached_property
    def beginnings(self) -> Prefixes:
        """With which letters a match may begin."""
        return beginnings(self._pattern.pattern)

    @cached_property
    def _gate(self) -> re.Pattern[str]:
        return gate(self.beginnings)

    def may_begin(self, letters: str) -> bool:
        """Whether a match may begin with a word's first two letters, or with the only one that it has."""
        known = self.beginnings
        return letters in known or letters[0] in known or (len(letters) == 1 and letters + APART in known)

    def matches(self, small: str) -> Iterator[re.Match[str]]:
        """The matches in order, as ``finditer`` gives them."""
        end = 0
        for begins in self._gate.finditer(small):
            start = begins.start()
            if start >= end and (match := self.at(small, start)) is not None:
                end = match.end()
                yield match

    def found_in(self, small: str) -> bool:
        """Whether there is a match."""
        return next(self.matches(small), None) is not None


class Vocabulary(Generic[Name]):
    """Named patterns that are sought in the same texts: one pass finds where any of them may begin."""

    def __init__(self, words: Mapping[Name, Words]) -> None:
        self._words = words
        self._by_letters: dict[str, tuple[tuple[Name, Words], ...]] = {}

    @cached_property
    def _gate(self) -> re.Pattern[str]:
        return gate(prefix for words in self._words.values() for prefix in words.beginnings)

    def candidates(self, small: str) -> Iterator[tuple[int, tuple[tuple[Name, Words], ...]]]:
        """Places of a text in small letters, each with the patterns that may begin there, in their order."""
        known = self._by_letters
        for begins in self._gate.finditer(small):
            letters = begins.group()
            if (those := known.get(letters)) is None:
                those = known[letters] = tuple(item for item in self._words.items() if item[1].may_begin(letters))
            yield begins.start(), those

    def matches(self, small: str) -> Iterator[tuple[Name, re.Match[str]]]:
        """The matches of all patterns by their places; those of one pattern as ``finditer`` gives them."""
        ends: dict[Name, int] = {}
        for start, those in self.candidates(small):
            for name, words in those:
                if start >= ends.get(name, 0) and (match := words.at(small, start)) is not None:
                    ends[name] = match.end()
                    yield name, match
