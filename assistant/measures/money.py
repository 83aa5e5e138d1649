"""Amounts as users give them, and as answers print them: exact decimals, never a rate of exchange that nobody gave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext

from assistant.errors import MeasureCallError
from assistant.language.currencies import CURRENCIES
from assistant.language.quantities import QuantityKind, quantities
from assistant.language.script import simplify
from assistant.measure import Money, Range

LARGEST = Decimal(10) ** 15
"""More than the yearly output of any economy in most currencies: beyond it an amount is a slip of the hand."""
HIGHEST_RATE = 1000
"""Percent; the highest duties that are known stay below it."""
PRECISION = 60
"""Digits that products are worked out to, which is exact for all amounts up to ``LARGEST``."""
CODE = re.compile(r"[A-Z]{3}")
SIGNED = re.compile(r"[-−–]\s*(?=[\d€$£¥￥]|[A-Z]{3}\s*\d)|负")
SCIENTIFIC = re.compile(r"(?:(?<![A-Za-z0-9_.])|(?<=\b[A-Z]{3}))\d+(?:\.\d+)?[eE][+-]?\d+")
FILLING = re.compile(r"[\s,，.。!！?？约]|(?i:about|around|circa|ca\.)")


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """What a user says that one unit of ``base`` is worth: ``1 EUR = 7.8 CNY``."""

    base: str
    quote: str
    rate: Decimal


def times(one: Decimal, other: Decimal) -> Decimal:
    """Their exact product."""
    with localcontext() as context:
        context.prec = PRECISION
        return one * other


def percent_of(rate: Decimal, amount: Decimal) -> Decimal:
    """So many percent of an amount, exactly."""
    return times(rate, amount).scaleb(-2)


def plain(value: Decimal) -> str:
    """A number as it is printed: ``600,000``, ``17.5``."""
    with localcontext() as context:
        context.prec = PRECISION
        return f"{value.normalize():,f}"


def money_text(amount: Decimal, currency: str | None) -> str:
    """An amount as it is printed: ``EUR 600,000``."""
    return f"{currency} {plain(amount)}" if currency else plain(amount)


def range_text(span: Range, *, before: str = "", after: str = "") -> str:
    """A range as it is printed: ``10%``, ``10% – 20%``, ``≤ 20%``, ``≥ 10%``."""
    low = None if span.low is None else f"{before}{plain(span.low)}{after}"
    high = None if span.high is None else f"{before}{plain(span.high)}{after}"
    if low is None:
        return f"≤ {high}"
    if high is None:
        return f"≥ {low}"
    return low if low == high else f"{low} – {high}"


def figure(span: Range) -> Range:
    """What a calculation prints of a range: of "up to 20%" the 20% alone; that it is the most is said beside it."""
    if span.low is None or span.high is None:
        one = span.high if span.low is None else span.low
        return Range(one, one)
    return span


def rate_text(rate: Range) -> str:
    """A rate as it is printed: ``20%``."""
    return range_text(rate, after="%")


def amount_text(amount: Range, currency: str | None) -> str:
    """A range of amounts as it is printed: ``EUR 1,500 – EUR 6,000``."""
    return range_text(amount, before=f"{currency} " if currency else "")


def checked(amount: Decimal, written: str) -> Decimal:
    """An amount that can be reckoned with.

    Raises:
        MeasureCallError: it is negative, zero, no number or beyond all bounds.
    """
    if not amount.is_finite():
        raise not_an_amount(written)
    if amount < 0:
        raise MeasureCallError(
            en=f"{written!r} is negative. Give a positive amount.", zh=f"“{written}”是负数，请给出正数金额。"
        )
    if amount == 0:
        raise MeasureCallError(
            en="The amount is zero, so there is nothing to work out. Give a positive amount.",
            zh="金额为零，没有可以计算的内容，请给出正数金额。",
        )
    if amount > LARGEST:
        raise MeasureCallError(
            en=f"{written!r} is more than any real project or shipment. Check the digits and the unit.",
            zh=f"“{written}”大得不可能是真实的项目或货值，请检查位数和单位。",
        )
    return amount


def not_an_amount(written: str) -> MeasureCallError:
    """The error for words that name no amount."""
    return MeasureCallError(
        en=f"{written!r} is not an amount. Write a number with its currency, such as EUR 3,000,000 or 3 million euros.",
        zh=f"“{written}”不是金额，请写数字和币种，例如 EUR 3,000,000 或 300万欧元。",
    )


def read_amount(written: str) -> Decimal:
    """A number that a user wrote.

    Raises:
        MeasureCallError: as :func:`checked`.
    """
    try:
        number = Decimal(written.strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        found = quantities(simplify(written))
        rest = _rest(written, [(one.start, one.end) for one in found])
        if len(found) != 1 or found[0].kind is not QuantityKind.NUMBER or rest:
            raise not_an_amount(written) from None
        number = Decimal(found[0].value)
    return checked(number, written)


def read_percent(written: str) -> Decimal:
    """A rate in percent that a user wrote: ``20``, ``12.5%``.

    Raises:
        MeasureCallError: it is none, or cannot be one.
    """
    try:
        rate = Decimal(written.strip().removesuffix("%").removesuffix("％").strip())
    except InvalidOperation:
        rate = Decimal("NaN")
    if not rate.is_finite() or not 0 <= rate <= HIGHEST_RATE:
        raise MeasureCallError(
            en=f"{written!r} is no rate. Write percent from 0 to {HIGHEST_RATE}, such as 20 or 12.5.",
            zh=f"“{written}”不是比例，请写 0 到 {HIGHEST_RATE} 之间的百分数，例如 20 或 12.5。",
        )
    return rate


def read_money(written: str, *, currency: str | None = None) -> Money:
    """An amount of money that a user wrote: ``EUR 3 million``, ``300万欧元``, or a number with the currency apart.

    Raises:
        MeasureCallError: it is no amount, has no currency or two, or cannot be reckoned with.
    """
    text = simplify(written).strip()
    if SCIENTIFIC.search(text):
        number = SCIENTIFIC.search(text)
        assert number is not None
        code = currency or next((code for code in CODE.findall(text) if code in CURRENCIES), None)
        amount = checked(Decimal(number.group()), written)
        return Money(amount, known_currency(code, written))
    signed = SIGNED.search(text)
    found = [one for one in quantities(text) if one.kind in {QuantityKind.MONEY, QuantityKind.NUMBER}]
    units = {one.unit for one in found if one.unit}
    if len(units) > 1 or (currency and units - {currency}):
        raise mixed_currencies(sorted({*units, *([currency] if currency else [])}))
    if len(found) != 1:
        return Money(read_amount(written), known_currency(currency, written)) if not found else _several(written)
    one = found[0]
    amount = Decimal(one.value)
    checked(-amount if signed and signed.start() <= one.end else amount, written)
    if _rest(SIGNED.sub("", text), [(one.start, one.end)]) and not units and not currency:
        raise not_an_amount(written)
    return Money(amount, known_currency(one.unit or currency, written))


def _several(written: str) -> Money:
    raise MeasureCallError(
        en=f"{written!r} holds several amounts. Give one amount.", zh=f"“{written}”里有几个金额，请只给一个。"
    )


def mixed_currencies(codes: list[str]) -> MeasureCallError:
    """The error for amounts of several currencies where one is wanted."""
    said = ", ".join(codes)
    return MeasureCallError(
        en=f"Amounts in several currencies ({said}) cannot be joined. Give one currency, or a rate of exchange.",
        zh=f"金额用了几种货币（{'、'.join(codes)}），不能合并。请统一币种，或给出汇率。",
    )


def known_currency(code: str | None, written: str) -> str:
    """The code itself.

    Raises:
        MeasureCallError: there is none, or none like it.
    """
    if code is None:
        raise MeasureCallError(
            en=f"{written!r} has no currency. Add one, such as EUR or USD.",
            zh=f"“{written}”没有币种，请加上，例如欧元或美元。",
        )
    if not CODE.fullmatch(code):
        raise MeasureCallError(
            en=f"{code!r} is no currency code. Use ISO 4217, such as EUR.",
            zh=f"“{code}”不是货币代码，请用 ISO 4217 代码，如 EUR。",
        )
    return code


def read_rate(written: str) -> ExchangeRate:
    """A rate of exchange that a user wrote as ``EUR/CNY=7.8``: one euro is 7.8 yuan.

    Raises:
        MeasureCallError: it is none.
    """
    match = re.fullmatch(
        r"\s*(?:1\s*)?([A-Za-z]{3})\s*(?:/|=|:)\s*(?:([\d.,]+)\s*([A-Za-z]{3})|([A-Za-z]{3})\s*=\s*([\d.,]+))\s*",
        written,
    )
    if match is None:
        raise MeasureCallError(
            en=f"{written!r} is no rate of exchange. Write it as EUR/CNY=7.8: one euro is 7.8 yuan.",
            zh=f"“{written}”不是汇率，请写成 EUR/CNY=7.8，即 1 欧元合 7.8 元人民币。",
        )
    base, quote, number = match[1].upper(), (match[3] or match[4]).upper(), match[2] or match[5]
    if base == quote:
        raise MeasureCallError(
            en=f"{written!r} turns a currency into itself. Name two currencies.",
            zh=f"“{written}”是同一种货币，请写两种货币。",
        )
    return ExchangeRate(base, quote, read_amount(number))


def _rest(text: str, spans: list[tuple[int, int]]) -> str:
    """What a text holds beside some spans, without blanks, stops and words that only fill."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    return FILLING.sub("", text)
