"""What a user gives to an estimate, from the words of a form or command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from assistant.errors import MeasureCallError
from assistant.measure import Money
from assistant.measures.converting import unit_of
from assistant.measures.estimates import Count, Given
from assistant.measures.money import ExchangeRate, mixed_currencies, read_amount, read_money, read_rate

COUNTED = re.compile(r"\s*([-−]?[\d.,，]+)\s*(\S.*?)\s*")


def given_of(
    *,
    on: date,
    investment: str | None = None,
    customs_value: str | None = None,
    vehicles: str | None = None,
    counts: Sequence[str] = (),
    rates: Sequence[str] = (),
    value_is_total: bool = False,
) -> Given:
    """What was given, checked.

    Raises:
        MeasureCallError: an amount, count or rate of exchange cannot be reckoned with, or nothing was given.
    """
    counted = [read_count(written) for written in counts]
    if vehicles is not None:
        counted.insert(0, Count(whole(read_amount(vehicles), vehicles), "vehicle"))
    return checked_given(
        Given(
            on=on,
            investment=None if investment is None else read_money(investment),
            customs_value=None if customs_value is None else read_money(customs_value),
            value_is_total=value_is_total,
            counts=tuple(counted),
            rates=tuple(read_rate(written) for written in rates),
        )
    )


def checked_given(given: Given) -> Given:
    """The same, when it can be worked with.

    Raises:
        MeasureCallError: nothing was given, or amounts of two currencies without a rate between them.
    """
    if given.investment is None and given.customs_value is None and not given.counts:
        raise MeasureCallError(
            en="Nothing to work with. Give an investment, a customs value or a number of vehicles.",
            zh="没有可计算的数据，请给出投资额、报关价或车辆数。",
        )
    one, other = given.investment, given.customs_value
    if (
        one is not None
        and other is not None
        and one.currency != other.currency
        and not _joined(given.rates, one, other)
    ):
        raise mixed_currencies(sorted({one.currency, other.currency}))
    return given


def _joined(rates: Sequence[ExchangeRate], one: Money, other: Money) -> bool:
    return any({rate.base, rate.quote} == {one.currency, other.currency} for rate in rates)


def read_count(written: str) -> Count:
    """A number of things: ``20 GWh``, ``100辆``.

    Raises:
        MeasureCallError: no number, or of no unit that is known.
    """
    match = COUNTED.fullmatch(written)
    unit = unit_of(match[2]) if match else None
    if match is None or unit is None:
        raise MeasureCallError(
            en=f"{written!r} is no number of known things. Write for instance 100 vehicles, 20 GWh or 200 kg.",
            zh=f"“{written}”不是可识别的数量，请写例如 100 辆、20 GWh 或 200 kg。",
        )
    number = read_amount(match[1])
    return Count(whole(number, written) if unit in {"vehicle", "job"} else number, unit)


def whole(number: Decimal, written: str) -> Decimal:
    """A number of things that cannot be parted.

    Raises:
        MeasureCallError: it is not whole.
    """
    if number != number.to_integral_value():
        raise MeasureCallError(en=f"{written!r} is not a whole number.", zh=f"“{written}”不是整数。")
    return number
