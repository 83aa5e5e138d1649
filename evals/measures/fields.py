"""The fields of a measure as values that can be compared: gold and read ones in the same form."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.language.script import fold
from assistant.measure import Measure, Range

Value = str | Decimal | Range
"""What a field holds when it holds something."""

RANGES = ("rate", "amount")
SUMS = ("cap", "floor", "minimum_investment", "maximum_investment", "budget")
DATES = ("starts", "ends", "opens", "closes")
WORDS = ("jurisdiction", "instrument", "per", "currency", "programme")
FIELDS = ("jurisdiction", "instrument", "rate", "cap", "minimum_investment", *DATES, "amount", "per", "floor",
          "maximum_investment", "budget", "currency", "programme", "spoken")  # fmt: skip
"""All fields that are scored; ``spoken`` stands where ``official`` is False."""
HEADLINE = ("jurisdiction", "instrument", "rate", "cap", "minimum_investment", *DATES)
"""The fields that the overall figures are made of."""
TELLING = (*RANGES, *SUMS, *DATES)
"""Fields whose values tell one measure of a document from another."""


def values_of(measure: Measure) -> dict[str, Value]:
    """The fields of a measure that hold something."""
    held: dict[str, Value | None] = {name: getattr(measure, name) for name in (*RANGES, *SUMS, *DATES)}
    held |= {name: getattr(measure, name) or None for name in ("jurisdiction", "per", "currency", "programme")}
    held["instrument"] = measure.instrument.value
    held["spoken"] = None if measure.official else "spoken"
    return {name: value for name, value in held.items() if value is not None and value != Range(None, None)}


def same(field: str, one: Value, other: Value) -> bool:
    """Whether two values of a field are the same: numbers and dates exactly, programmes by their words."""
    if field == "programme" and isinstance(one, str) and isinstance(other, str):
        ours, theirs = _words(one), _words(other)
        return bool(ours & theirs) and (
            ours <= theirs or theirs <= ours or len(ours & theirs) * 2 >= len(ours | theirs)
        )
    if field == "per" and isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    return one == other


def shown(value: Value | None) -> str:
    """A value in a line of a report."""
    if value is None:
        return "nothing"
    if isinstance(value, Range):
        if value.low == value.high:
            return f"{value.low:f}" if value.low is not None else "nothing"
        low, high = (f"{end:f}" if end is not None else "" for end in (value.low, value.high))
        return f"{low}..{high}"
    return f"{value:f}" if isinstance(value, Decimal) else value


def _words(name: str) -> frozenset[str]:
    """Words of a name: of Chinese ones each pair of characters."""
    found: set[str] = set()
    for word in re.findall(r"[^\W_]+", fold(name)):
        if word.isascii() or len(word) == 1:
            found.add(word)
        else:
            found.update(word[place : place + 2] for place in range(len(word) - 1))
    return frozenset(found)
