"""Facts of a foreign-language quote that can be said in the reader's language without a model.

Amounts, large numbers and dates are written anew in the reader's notation; names that the glossary or the list of places
knows are given their usual name. All else stays as it is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from assistant.language.glossary import current_glossary
from assistant.language.places import name_of, places_in
from assistant.language.quantities import CURRENCIES, MONTHS, Quantity, QuantityKind, quantities
from assistant.language.script import has_han

LARGE = 10_000
"""Smaller numbers read the same in both notations."""
NAME_KINDS = frozenset({"programme", "company", "body"})
SHORTEST = {"zh": 3, "en": 5}
"""Characters of the shortest name that is looked for; shorter ones are parts of other words."""

Fact = tuple[str, str]
"""As the source writes it, and as the reader does."""


def glosses(text: str, language: str) -> Iterator[Fact]:
    """The facts of a quote in another language that read differently in ``language`` (``zh`` or ``en``), in order."""
    for quantity in quantities(text):
        said = in_notation(quantity, language)
        if said is not None:
            yield text[quantity.start : quantity.end].strip(), said
    yield from _names(text, language)


def in_notation(quantity: Quantity, language: str) -> str | None:
    """A quantity as readers of ``language`` write it; None when it reads the same.

    >>> from assistant.language.quantities import quantities
    >>> in_notation(quantities("EUR 500,000")[0], "zh")
    '50万欧元'
    """
    if quantity.kind is QuantityKind.DATE:
        return _date(str(quantity.value), language)
    if isinstance(quantity.value, str) or quantity.kind is QuantityKind.PERCENT:
        return None
    if quantity.kind is QuantityKind.NUMBER and abs(quantity.value) < LARGE:
        return None
    number = _number(quantity.value, language)
    if quantity.unit is None:
        return number
    return f"{number}{_currency(quantity.unit)}" if language == "zh" else f"{quantity.unit} {number}"


def _currency(code: str) -> str:
    return next((name for name in CURRENCIES[code] if has_han(name)), code)


def _number(value: Decimal, language: str) -> str:
    steps = ((10**8, "亿"), (10**4, "万")) if language == "zh" else ((10**9, " billion"), (10**6, " million"))
    for size, name in steps:
        scaled = value / size
        # "EUR 1.2345678 million" is no easier to read than its digits.
        if abs(value) >= size and scaled == scaled.quantize(Decimal("0.0001")):
            return f"{_plain(scaled)}{name}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _date(iso: str, language: str) -> str | None:
    year, *rest = iso.split("-")
    if not rest:
        return None
    month, day = int(rest[0]), int(rest[1]) if len(rest) > 1 else None
    if language == "zh":
        return f"{year}年{month}月" + (f"{day}日" if day else "")
    name = next(name for name, number in MONTHS.items() if number == month).capitalize()
    return f"{day} {name} {year}" if day else f"{name} {year}"


def _names(text: str, language: str) -> Iterator[Fact]:
    pattern, said = _glossary(language, current_glossary().fingerprint)
    for match in pattern.finditer(text):
        yield match.group(), said[match.group().casefold()]


@lru_cache(maxsize=4)
def _glossary(language: str, fingerprint: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of the names in the other language, and what they are called in this one."""
    said: dict[str, str] = {}
    for entry in current_glossary().entries:
        if entry.kind not in NAME_KINDS:
            continue
        ours, theirs = (entry.zh, entry.en) if language == "zh" else (entry.en, entry.zh)
        usual = next((name for name in ours if has_han(name) == (language == "zh")), None)
        for name in theirs:
            foreign = "en" if language == "zh" else "zh"
            if usual is not None and len(name) >= SHORTEST[foreign] and has_han(name) == (foreign == "zh"):
                said.setdefault(name.casefold(), usual)
    names = sorted(said, key=len, reverse=True)
    edge = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])" if language == "zh" else "{}"
    return re.compile("|".join(edge.format(re.escape(name)) for name in names), re.IGNORECASE), said


def places_named(text: str, language: str) -> tuple[str, ...]:
    """Names, in ``language``, of the places that a text names."""
    return tuple(name_of(code, language) for code in places_in(text))
