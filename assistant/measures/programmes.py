"""Programmes by the names that the glossary gives them, wherever a text says one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.language.glossary import Entry, Glossary, current_glossary
from assistant.language.script import has_han


@lru_cache(maxsize=2)
def _programmes(glossary: Glossary) -> tuple[tuple[str, bool, Entry], ...]:
    """Names in small letters, the longest first, whether each stands apart from other letters, and their entries."""
    by_name: dict[str, Entry] = {}
    for entry in glossary.entries:
        if entry.kind == "programme":
            for name in (*entry.en, *entry.zh):
                by_name.setdefault(name.casefold(), entry)
    return tuple((name, not has_han(name), by_name[name]) for name in sorted(by_name, key=len, reverse=True))


def programmes_in(text: str) -> list[Entry]:
    """The programmes that a text names, in the order of their first names; each once."""
    folded = text.casefold()
    found: list[tuple[int, int, Entry]] = []
    for name, apart, entry in _programmes(current_glossary()):
        # Looking for one name after the other is much faster than one pattern of them all: hardly any is there.
        if name not in folded:
            continue
        for start in _places(folded, name, apart=apart):
            end = start + len(name)
            if all(end <= other or start >= other_end for other, other_end, _ in found):
                found.append((start, end, entry))
    return list({id(entry): entry for _, _, entry in sorted(found, key=lambda each: each[0])}.values())


def _places(folded: str, name: str, *, apart: bool) -> Iterator[int]:
    start = folded.find(name)
    while start >= 0:
        end = start + len(name)
        if not apart or not (_joins(folded[start - 1 : start]) or _joins(folded[end : end + 1])):
            yield start
        start = folded.find(name, start + 1)


def _joins(char: str) -> bool:
    """Whether a character beside a name makes it part of another word."""
    return char.isascii() and char.isalnum()
