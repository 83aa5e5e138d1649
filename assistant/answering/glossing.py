"""Facts of a foreign-language quote that can be said in the reader's language without a model.

Amounts, large numbers and dates are written anew in the reader's notation; names that the glossary or the list of places
knows are given their usual name. All else stays as it is quoted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from assistant.language.glossary import current_glossary
from assistant.language.notation import in_notation
from assistant.language.quantities import quantities
from assistant.language.script import CJK, has_han

NAME_KINDS = frozenset({"programme", "company", "body"})
SHORTEST = {"zh": 3, "en": 5}
"""Characters of the shortest name that is looked for; shorter ones are parts of other words."""

WORD = re.compile(r"(?<!\w)([a-z][\w'’-]*)")
"""The first word of a name in an alphabet."""
HAN_PAIR = re.compile(f"(?=([{CJK}]{{2}}))")
"""The first two characters of a Chinese name, at each place of a text."""

Fact = tuple[str, str]
"""As the source writes it, and as the reader does."""


def glosses(text: str, language: str) -> Iterator[Fact]:
    """The facts of a quote in another language that read differently in ``language`` (``zh`` or ``en``), in order."""
    for quantity in quantities(text):
        said = in_notation(quantity, language)
        if said is not None:
            yield text[quantity.start : quantity.end].strip(), said
    yield from _names(text, language)


def _names(text: str, language: str) -> Iterator[Fact]:
    said, beginnings, proper = _glossary(language, current_glossary().fingerprint)
    folded = text.casefold()
    if len(folded) != len(text):
        return  # places in the folded text would not be those in the text
    end = 0
    for match in (WORD if language == "zh" else HAN_PAIR).finditer(folded):
        for name in beginnings.get(match.group(1), ()):
            start, stop = match.start(), match.start() + len(name)
            whole = language == "en" or not folded[stop : stop + 1].isalnum()
            # "continental Europe" does not name the company.
            whole = whole and not (name in proper and text[start].islower())
            if start >= end and whole and folded.startswith(name, start):
                yield text[start:stop], said[name]
                end = stop
                break


@lru_cache(maxsize=4)
def _glossary(language: str, fingerprint: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]], frozenset[str]]:
    """What names in the other language are called in this one, these names by how they begin, longest first, and
    those of one word that begin with a capital."""
    said: dict[str, str] = {}
    proper: set[str] = set()
    foreign = "en" if language == "zh" else "zh"
    for entry in current_glossary().entries:
        if entry.kind not in NAME_KINDS:
            continue
        ours, theirs = (entry.zh, entry.en) if language == "zh" else (entry.en, entry.zh)
        usual = next((name for name in ours if has_han(name) == (language == "zh")), None)
        for name in theirs:
            if usual is not None and len(name) >= SHORTEST[foreign] and has_han(name) == (foreign == "zh"):
                said.setdefault(name.casefold(), usual)
                if name[0].isupper() and " " not in name:
                    proper.add(name.casefold())
    beginnings: dict[str, list[str]] = defaultdict(list)
    for name in sorted(said, key=len, reverse=True):
        if first := (WORD if language == "zh" else HAN_PAIR).match(name):
            beginnings[first.group(1)].append(name)
    return said, {first: tuple(names) for first, names in beginnings.items()}, frozenset(proper)
