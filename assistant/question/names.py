"""Names, dates and quantities of a question, with their places in it: what a follow-up may put in another's stead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.cities import HOME, places_of_cities
from assistant.language.glossary import current_glossary
from assistant.language.places import GROUPINGS, places_in
from assistant.language.quantities import QuantityKind, quantities
from assistant.language.script import fold, has_han
from assistant.language.words import RUN, stem

COUNTRY, CITY, DATE, MONEY, PERCENT, NUMBER = "country", "city", "date", "money", "percent", "number"
PROPER = frozenset({"company", "programme", "person", "body"})
"""Kinds of the glossary's entries that name one thing and not a sort of things."""
BOTH_ENDS = frozenset({"CN", "EU"})
"""What most questions are about anyway: it neither changes the subject nor stands for another place."""

LONGEST_ZH = 14
LONGEST_EN = 6
QUANTITY_KINDS = {
    QuantityKind.DATE: DATE,
    QuantityKind.MONEY: MONEY,
    QuantityKind.PERCENT: PERCENT,
    QuantityKind.NUMBER: NUMBER,
}


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a text names."""

    kind: str
    """``country``, ``city``, a kind of quantity, or the kind of the glossary's entry."""
    key: str
    """Equal for two names of the same thing."""
    start: int
    end: int


def named_in(text: str, *, nested: bool = False) -> tuple[Named, ...]:
    """What a text names, in order; where names overlap, the longest.

    With ``nested``, places within longer names too: Catalonia in the Catalonia CAPEX incentive.
    """
    found = [*_of_glossary(text), *_quantities(text)]
    kept: list[Named] = []
    for named in sorted(found, key=lambda named: (named.start - named.end, named.start)):
        if all(named.end <= other.start or named.start >= other.end for other in kept):
            kept.append(named)
    seen = {named.key for named in kept}
    # Countries and cities that the glossary does not have.
    for kind, finder in ((COUNTRY, places_in), (CITY, places_of_cities)):
        for code in finder(text):
            if code not in seen and (span := _span_of(text, code, finder)):
                clear = all(span[1] <= other.start or span[0] >= other.end for other in kept)
                new = nested and all(span != (other.start, other.end) for other in kept)
                if (clear or new) and not HOME.fullmatch(text[slice(*span)]):
                    kept.append(Named(kind, code if kind == COUNTRY else text[slice(*span)].casefold(), *span))
    return tuple(sorted(kept, key=lambda named: named.start))


def anchors(text: str) -> frozenset[str]:
    """Keys of the names by which a question says for itself what it is about."""
    return frozenset(
        named.key
        for named in named_in(text)
        if named.kind in PROPER or (named.kind in {COUNTRY, CITY} and named.key not in BOTH_ENDS)
    ) | frozenset(_coined(text))


def rules_in(text: str) -> frozenset[str]:
    """Keys of the rules and the union that a text names; less sure a sign than :func:`anchors`, for they may be common words."""
    return frozenset(named.key for named in named_in(text) if named.kind == "policy" or named.key == "EU")


COINED = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]{2,}[A-Za-z0-9]*(?:[-/ ]?\d+)?|[A-Z]\d{2,}|\d{4}/\d{2,4})(?![A-Za-z0-9])")
"""Short forms such as ``PERTE``, ``R155`` or ``2024/2754``: names whether or not the glossary has them."""
ORDINARY = frozenset(
    {"EU", "CN", "EUR", "USD", "CNY", "RMB", "EV", "EVS", "BEV", "CEO", "AI", "OK", "R&D", "UN", "VAT"}
)


def _coined(text: str) -> Iterator[str]:
    for match in COINED.finditer(text):
        if match.group().upper() not in ORDINARY:
            yield match.group().casefold()


def _quantities(text: str) -> Iterator[Named]:
    for quantity in quantities(text):
        # The 3 of ``C3IV`` counts nothing.
        if re.search(r"[A-Za-z-]$", text[: quantity.start]) and quantity.kind is QuantityKind.NUMBER:
            continue
        yield Named(QUANTITY_KINDS[quantity.kind], str(quantity.value), quantity.start, quantity.end)


def _of_glossary(text: str) -> Iterator[Named]:
    chinese, english = _glossary_names(current_glossary().fingerprint)
    folded = fold(text)
    if len(folded) != len(text):
        folded = text.lower() if len(text.lower()) == len(text) else text
    if has_han(folded):
        place = 0
        while place < len(folded):
            for length in range(min(LONGEST_ZH, len(folded) - place), 1, -1):
                entry = chinese.get(folded[place : place + length])
                if entry is not None:
                    yield _named(entry, text[place : place + length], place)
                    place += length - 1
                    break
            place += 1
    words = [match for match in RUN.finditer(folded) if match.group(3)]
    stems = [stem(match.group()) for match in words]
    first = 0
    while first < len(words):
        for length in range(min(LONGEST_EN, len(words) - first), 0, -1):
            last = words[first + length - 1]
            entry = english.get(" ".join(stems[first : first + length]))
            between = folded[words[first].start() : last.end()]
            said = text[words[first].start() : last.end()]
            if entry is None or has_han(between) or re.search(r"[,;:.?!]\s", between):
                continue
            # ``us`` and ``a`` are names only when they are shouted.
            if len(said) > 2 or said.isupper():
                yield _named(entry, said, words[first].start())
                first += length - 1
                break
        first += 1


def _named(entry: tuple[str, str], said: str, start: int) -> Named:
    kind, key = entry
    if kind == "place":
        codes = places_in(said)
        if codes and codes[0] not in GROUPINGS - {"EU"}:
            return Named(COUNTRY, codes[0], start, start + len(said))
        kind = CITY
    return Named(kind, key, start, start + len(said))


@lru_cache(maxsize=1)
def _glossary_names(fingerprint: str) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """Kind and key of entries by their Chinese names and by the stems of their English names.

    They are those of the glossary in use, whose fingerprint is given so that another one's are not taken for them.
    """
    chinese: dict[str, tuple[str, str]] = {}
    english: dict[str, tuple[str, str]] = {}
    for entry in current_glossary().entries:
        value = (entry.kind, (entry.en or entry.zh)[0].casefold())
        for name in (*entry.zh, *entry.en):
            if has_han(name):
                chinese.setdefault(fold(name), value)
            elif len(name) > 1:
                key = " ".join(stem(match.group()) for match in RUN.finditer(fold(name)))
                english.setdefault(key, value)
    return chinese, english


def _span_of(text: str, code: str, finder: Callable[[str], tuple[str, ...]]) -> tuple[int, int] | None:
    """Where a place is named: the shortest beginning that names it, and the shortest end of that."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high) // 2
        if code in finder(text[:middle]):
            high = middle
        else:
            low = middle + 1
    if code not in finder(text[:low]):
        return None
    # The end of a name may come early: ``Niger`` begins ``Nigeria``; then the rest of the word belongs to it.
    end = low
    while end < len(text) and text[end].isascii() and text[end].isalpha():
        end += 1
    low, high = 0, end - 1
    while low < high:
        middle = (low + high + 1) // 2
        if code in finder(text[middle:end]):
            low = middle
        else:
            high = middle - 1
    return (low, end) if code in finder(text[low:end]) else None
