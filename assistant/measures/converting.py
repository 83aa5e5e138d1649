"""Units of counts, and rates of exchange that a user gives; nothing is converted by a rate that nobody gave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from assistant.measures.estimates import Count
from assistant.measures.money import PRECISION, ExchangeRate, plain, times

ENERGY = {"Wh": Decimal("0.001"), "kWh": Decimal(1), "MWh": Decimal(1000), "GWh": Decimal(10) ** 6}
MASS = {"kg": Decimal(1), "t": Decimal(1000)}
CENT = Decimal("0.01")

NAMES = {
    "vehicle": r"(?:vehicles?|cars?|units?|buses|trucks?|automobiles?|imported (?:cars?|vehicles?)|台|辆|车)",
    "job": r"(?:jobs?|posts?|employees?|workers?|staff|人|岗位|员工)",
    "Wh": r"Wh",
    "kWh": r"kWh|千瓦时|度",
    "MWh": r"MWh|兆瓦时",
    "GWh": r"GWh|吉瓦时",
    "kg": r"(?:kgs?|kilos?|kilograms?|公斤|千克)",
    "t": r"(?:tonnes?|tons?|吨)",
}
"""Names of units that users and documents count in."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number in the unit that is wanted, with the line that tells how it came there."""

    number: Decimal
    line: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """How to come from one currency to another by what the user gave."""

    rate: Decimal
    sign: str
    """``×`` or ``÷``."""

    def convert(self, amount: Decimal) -> Decimal:
        """The amount in the other currency, to the cent where it is divided."""
        if self.sign == "×":
            return times(amount, self.rate)
        with localcontext() as context:
            context.prec = PRECISION
            return (amount / self.rate).quantize(CENT, rounding=ROUND_HALF_UP).normalize()


def rate_between(rates: Sequence[ExchangeRate], one: str, other: str) -> Conversion | None:
    """The user's rate from one currency to another, either way round."""
    for rate in rates:
        if (rate.base, rate.quote) == (one, other):
            return Conversion(rate.rate, "×")
        if (rate.base, rate.quote) == (other, one):
            return Conversion(rate.rate, "÷")
    return None


def unit_of(name: str) -> str | None:
    """The unit that a word names; None when it is none of those that are known."""
    words = name.strip().removeprefix("per ").removeprefix("each ").strip()
    for unit, pattern in NAMES.items():
        if re.fullmatch(pattern, words, re.IGNORECASE if unit not in ENERGY else 0):
            return unit
    lowered = words.casefold()
    return next((unit for unit in ENERGY if unit.casefold() == lowered), None)


def in_unit(counts: Sequence[Count], wanted: str) -> Counted | None:
    """What was counted, in the unit that is wanted; None when nothing alike was."""
    unit = unit_of(wanted) or wanted
    for count in counts:
        if count.unit == unit:
            return Counted(count.number)
        for scale in (ENERGY, MASS):
            if count.unit in scale and unit in scale:
                number = times(count.number, scale[count.unit]) / scale[unit]
                return Counted(number, f"{plain(count.number)} {count.unit} = {plain(number)} {unit}")
    return None
