"""Quantities as tokens: ``€20m``, ``20 million euros`` and ``2000万欧元`` are one word to a search."""

from __future__ import annotations

import re

from assistant.language.numbers import plain_number
from assistant.language.quantities import NUMBER, Quantity, QuantityKind, quantities
from assistant.language.script import has_han
from assistant.protocols import Alternative, Term

LARGE = 10_000
"""Plain numbers from which on a number says something by itself; below, its digits are a word of their own."""
LARGE_MONEY = 1000
"""The same for an amount whose currency is left out."""

SAME = 0.95
LESS_EXACT = 0.6
"""How much to trust a number without its currency, or a month without its day."""
DIGITS = 0.9
"""The same for its digits without their unit."""
WEIGHT = 1.5
"""What a quantity counts beside other terms: as much as a rare word."""

ANY_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百千万亿]")


def tokens_of(quantity: Quantity) -> tuple[str, ...]:
    """Tokens of a quantity, the most exact first; none when its digits say as much.

    They begin with ``q`` and hold digits, which no other token does: ``q20000000eur``, ``q20000000``, ``q35.3pct``,
    ``q2026-04-01``, ``q2026-04``.
    """
    _, value, unit = quantity.key
    if quantity.kind is QuantityKind.DATE:
        parts = value.split("-")
        return tuple("q" + "-".join(parts[:length]) for length in range(len(parts), 1, -1))
    if quantity.kind is QuantityKind.PERCENT:
        return (f"q{value}pct",)
    bare = (f"q{value}",) if float(value) >= (LARGE_MONEY if unit else LARGE) else ()
    return (f"q{value}{unit.lower()}", *bare) if unit else bare


def is_amount(token: str) -> bool:
    """Whether a token stands for a quantity."""
    return token[:1] == "q" and token[1:2].isdigit()


def amount_term(text: str, quantity: Quantity) -> Term | None:
    """A quantity of a question as one term; None when its digits say as much.

    A text is matched by the exact amount, and less by the number without its currency or the month without its day.
    """
    tokens = tokens_of(quantity)
    if not tokens:
        return None
    source = text[quantity.start : quantity.end].casefold()
    own = "zh" if has_han(source) else "en"
    ways = [Alternative((tokens[0],), 1.0, source, own)]
    if own == "zh":
        # The same in words of English, for an embedder.
        ways.append(Alternative((tokens[0],), SAME, in_english(quantity), "en"))
    number = NUMBER.search(source) if quantity.kind is not QuantityKind.DATE else None
    digits = (plain_number(number["num"]),) if number and number["num"][0].isdecimal() else ()
    ways.extend(Alternative((token,), LESS_EXACT, source, own) for token in tokens[1:])
    ways.extend(Alternative((token,), DIGITS, source, own) for token in digits)
    return Term(source, tuple(ways), weight=WEIGHT)


def currency_of(text: str, quantity: Quantity) -> str:
    """The currency of an amount as it is written, or its code for a sign; empty when there is none."""
    if quantity.unit is None:
        return ""
    number = NUMBER.search(text, quantity.start, quantity.end)
    written = (number["before"] or number["after"] or "") if number else ""
    return written if any(map(str.isalpha, written)) else quantity.unit


def in_english(quantity: Quantity) -> str:
    """A quantity as English writes it: ``EUR 20,000,000``, ``35.3%``, ``2026-04-01``."""
    if isinstance(quantity.value, str):
        return quantity.value
    number = f"{quantity.value.normalize():,f}"
    if quantity.kind is QuantityKind.PERCENT:
        return f"{number}%"
    return f"{quantity.unit} {number}" if quantity.unit else number


def amount_tokens(text: str) -> list[str]:
    """Tokens of all quantities of a text in order. Its forms are simplified and compatible, its case is its own."""
    if not ANY_NUMBER.search(text):
        return []
    return [token for quantity in quantities(text) for token in tokens_of(quantity)]
