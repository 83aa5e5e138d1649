"""Programmes by the names that the glossary gives them, wherever a text says one."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.glossary import Entry, Glossary, current_glossary
from assistant.language.script import has_han


@lru_cache(maxsize=2)
def _programmes(glossary: Glossary) -> tuple[dict[str, Entry], re.Pattern[str]]:
    by_name: dict[str, Entry] = {}
    for entry in glossary.entries:
        if entry.kind == "programme":
            for name in (*entry.en, *entry.zh):
                by_name.setdefault(name.casefold(), entry)
    names = sorted(by_name, key=len, reverse=True)
    words = "|".join(
        re.escape(name) if has_han(name) else rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" for name in names
    )
    return by_name, re.compile(words or r"(?!)")


def programmes_in(text: str) -> list[Entry]:
    """The programmes that a text names, in the order of their first names; each once."""
    by_name, pattern = _programmes(current_glossary())
    found = {id(entry := by_name[match.group()]): entry for match in pattern.finditer(text.casefold())}
    return list(found.values())
