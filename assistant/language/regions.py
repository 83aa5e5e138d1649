"""Regions of countries by the names that the glossary's places have in both languages: ``Ontario``, ``安大略`` is CA-ON."""

from __future__ import annotations

from functools import lru_cache

from assistant.language.glossary import Glossary, current_glossary
from assistant.language.script import fold, has_han
from assistant.language.territories import region_names, short_name, territory_names
from assistant.language.words import strip_accents

NO_REGION = frozenset({"Red Sea", "Gulf states", "Santiago", "Luxembourg"})
"""Places that are called like a region and are none."""


def regions_by_name() -> dict[str, str]:
    """Codes of the regions that the glossary has, by their folded names; those that several countries share are left out."""
    found = _names(current_glossary())
    return {strip_accents(fold(name)): code for code, names in found.items() for name in names}


def region_name(code: str, language: str) -> str | None:
    """A region's name in ``zh`` or ``en``: the glossary's, else that of ISO 3166-2; None when there is no such region."""
    names = _names(current_glossary()).get(code, ())
    wanted = next((name for name in names if has_han(name) == (language == "zh")), None)
    if wanted is not None:
        return wanted
    found = region_names().get(code)
    return None if found is None else short_name(found)


@lru_cache(maxsize=2)
def _names(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    codes: dict[str, list[str]] = {}
    for code, name in region_names().items():
        codes.setdefault(short_name(name), []).append(code)
    countries = set(territory_names("en").values())
    found: dict[str, tuple[str, ...]] = {}
    for entry in glossary.entries:
        if entry.kind == "place" and entry.en and entry.en[0] not in NO_REGION | countries:
            own = {code for name in entry.en for code in codes.get(name, ())}
            if len(own) == 1:
                found.setdefault(own.pop(), (*entry.en, *entry.zh))
    return found
