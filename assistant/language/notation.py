"""Quantities as readers of Chinese or English write them."""

from __future__ import annotations

from decimal import Decimal

from assistant.language.currencies import CURRENCIES
from assistant.language.quantities import MONTHS, Quantity, QuantityKind
from assistant.language.script import has_han

LARGE = 10_000
"""Smaller numbers read the same in both notations."""


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
    return f"{number}{currency_name(quantity.unit)}" if language == "zh" else f"{quantity.unit} {number}"


def currency_name(code: str) -> str:
    """What a currency is called in Chinese; its code when that is not known."""
    return next((name for name in CURRENCIES.get(code, ()) if has_han(name)), code)


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


def amount_in(amount: Decimal, currency: str, language: str) -> str:
    """An amount as readers of ``zh`` or ``en`` write it.

    >>> amount_in(Decimal(600000), "EUR", "zh")
    '60万欧元'
    """
    number = _number(amount, language)
    return f"{number}{currency_name(currency)}" if language == "zh" else f"{currency} {number}"
