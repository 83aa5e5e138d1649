"""Programmes by the names that the glossary gives them, wherever a text says one."""

from __future__ import annotations

from functools import lru_cache

from assistant.language.glossary import Entry, Glossary, current_glossary
from assistant.language.name_finder import NameFinder


@lru_cache(maxsize=2)
def _programmes(glossary: Glossary) -> tuple[dict[str, Entry], NameFinder]:
    by_name: dict[str, Entry] = {}
    for entry in glossary.entries:
        if entry.kind == "programme":
            for name in (*entry.en, *entry.zh):
                by_name.setdefault(name.casefold(), entry)
    return by_name, NameFinder(by_name)


def programmes_in(text: str) -> list[Entry]:
    """The programmes that a text names, in the order of their first names; each once."""
    return list(_found(current_glossary(), text))


@lru_cache(maxsize=4096)
def _found(glossary: Glossary, text: str) -> tuple[Entry, ...]:
    # Labels and headings are asked for again with each row and sentence below them.
    by_name, finder = _programmes(glossary)
    found = [by_name[name] for name in finder.all(text.casefold())]
    return tuple({id(entry): entry for entry in found}.values())
