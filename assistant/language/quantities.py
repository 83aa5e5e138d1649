"""Amounts, percentages, dates and plain numbers in either language, in one form that can be compared.

``€500,000``, ``EUR 0.5 million`` and ``50万欧元`` are the same quantity; so are ``1 April 2026`` and ``2026年4月1日``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assistant.dates import possible
from assistant.language.currencies import BEFORE_NUMBERS, CODES_IN_CAPITALS, CURRENCIES


class QuantityKind(StrEnum):
    """What a quantity measures."""

    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity and where it stands in the text it was read from."""

    kind: QuantityKind
    value: Decimal | str
    """A decimal; for dates the ISO form as far as it is stated: ``2026``, ``2026-04`` or ``2026-04-01``."""
    unit: str | None
    """ISO 4217 code of money, else None."""
    start: int
    end: int

    @property
    def key(self) -> tuple[str, str, str | None]:
        """What two mentions of the same quantity share."""
        value = self.value if isinstance(self.value, str) else str(self.value.normalize().__format__("f"))
        return (self.kind.value, value, self.unit)


MULTIPLIERS = {
    "万亿": 10**12, "trillion": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3,
    "billion": 10**9, "bn": 10**9, "bln": 10**9, "million": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "m": 10**6,
    "thousand": 10**3, "k": 10**3, "crore": 10**7, "crores": 10**7, "lakh": 10**5, "lakhs": 10**5,
}  # fmt: skip

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_CURRENCY_BY_NAME = {name.casefold(): code for code, names in CURRENCIES.items() for name in names}


def _any_of(names: list[str]) -> str:
    """Pattern of names, the longest first."""
    return "|".join(
        f"(?-i:{re.escape(name)})" if name in CODES_IN_CAPITALS else re.escape(name)
        for name in sorted(names, key=len, reverse=True)
    )


_CURRENCY_NAMES = [name for names in CURRENCIES.values() for name in names]
_CODES = _any_of([name for name in _CURRENCY_NAMES if name.isascii() and (name.isupper() or name in BEFORE_NUMBERS)])
_SIGNS = _any_of([name for name in _CURRENCY_NAMES if not name.isascii() or not any(map(str.isalpha, name))])
_BEFORE = rf"(?<![a-z])(?:{_CODES})|{_SIGNS}"
_AFTER = _any_of(_CURRENCY_NAMES)
_CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿"
_ONE_TO_NINE = "一二三四五六七八九"

DATE = re.compile(
    rf"(?P<iso>\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?\b)"
    rf"|(?P<numeric>(?<!\d)(?P<ny>(?:19|20)\d\d)(?P<dot>[/.])(?P<nm>1[0-2]|0?[1-9])(?P=dot)(?P<nd>3[01]|[12]\d|0?[1-9])(?!\d))"
    r"|(?P<turned>(?<![\d./-])(?P<t1>3[01]|[12]\d|0?[1-9])(?P<td>[/.])(?P<t2>3[01]|[12]\d|0?[1-9])(?P=td)(?P<ty>(?:19|20)\d\d)(?!\d|[./-]\d))"
    rf"|(?P<zh>(?P<zy>(?:19|20)\d\d|[一二][零〇{_ONE_TO_NINE}]{{3}})\s*年"
    rf"(?:\s*(?P<zm>1[0-2]|0?[1-9]|十[一二]?|[{_ONE_TO_NINE}])\s*月"
    rf"(?:\s*(?P<zd>3[01]|[12]\d|0?[1-9]|三十一?|二?十[{_ONE_TO_NINE}]?|[{_ONE_TO_NINE}])\s*[日号])?)?)"
    rf"|(?P<dmy>\b(?P<dd>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?P<dm>{_MONTH})\.?,?\s+(?P<dy>(?:19|20)\d\d)\b)"
    rf"|(?P<mdy>\b(?P<mm>{_MONTH})\.?\s+(?:(?P<md>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s+)?(?P<my>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
PERCENT = re.compile(
    r"(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)\s*(?:%|％|per\s?cent\b|percent\b|percentage points?\b|个?百分点)"
    rf"|百分之(?P<zh>[{_CHINESE_DIGITS}点]+|\d+(?:\.\d+)?)"
    rf"|千分之(?P<thousandths>[{_CHINESE_DIGITS}点]+|\d+(?:\.\d+)?)"
    r"|(?P<permille>\d+(?:[.,]\d+)?)\s*(?:‰|per\s?mille\b)"
    r"|(?P<tenths>[一二两三四五六七八九])成(?P<half>半|[一二三四五六七八九](?![年月个倍点]))?(?![立为果品功]|员(?!工)|本(?![地国土])|不变)",
    re.IGNORECASE,
)
_PARTS_OF_PERCENT = ("%", "％", "‰", "cent", "mille", "百分", "千分", "成")
"""One of these is in each percentage."""
_THOUSANDS = r"[1-9]\d{0,2}\.000"
"""A point before three noughts parts thousands, for nobody writes ``500.000 euros`` for 500; ``1.000`` may be one."""
NUMBER = re.compile(
    rf"(?:(?P<before>{_BEFORE})\s*)?"
    rf"(?P<num>\d{{1,3}}(?:\.\d{{3}}){{2,}}(?:,\d+)?|{_THOUSANDS}(?!\d)|\d{{1,3}}(?:[, ]\d{{3}})+(?!\d)(?:\.\d+)?"
    r"|\d+,\d{1,2}(?=\s*(?:trillion|billion|bn|bln|million|mn|mln|mio|m)\b)"
    rf"|\d+(?:\.\d+)?|[{_CHINESE_DIGITS}]{{2,}}|[一二两三四五六七八九](?=[万亿]))"
    rf"(?:\s*(?P<times>万亿|千万|百万|亿|万|千|trillion\b|billion\b|bn\b|bln\b|million\b|mn\b|mln\b|mio\b|m\b|thousand\b|k\b|crores?\b|lakhs?\b))?"
    r"(?P<rest>(?<=亿)零?\d{1,4}(?:\.\d+)?\s?万)?"
    rf"(?:\s*(?P<after>{_AFTER})(?![a-z])(?!\s+\d))?",
    re.IGNORECASE,
)
NUMERAL = re.compile(rf"[\d{_CHINESE_DIGITS}]")
"""What each quantity has one of."""
_FIRST_BEFORE = frozenset(name[0].lower() for name in _CURRENCY_NAMES)
"""With what a currency before a number begins."""
_LONGEST_BEFORE = max(len(name) for name in _CURRENCY_NAMES if name.isupper() or not name[0].isalpha())
LAST_MONTH = 12
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
YEAR = re.compile(r"(?:19|20)\d\d")
ANY_YEAR = re.compile(rf"{YEAR.pattern}|[１２][０-９]{{3}}|[一二][零〇{_ONE_TO_NINE}]{{3}}")
"""What each date has."""
COUNTED = re.compile(
    r"\s*(?:(?:new\s+)?(?:jobs|posts|vehicles|cars|trucks|buses|units|employees|workers|people|persons)\b"
    r"|人(?![工才民口力均机社事])|辆|台(?![湾州北账风])|家(?![电具庭居用])|个(?![人税体性]))",
    re.IGNORECASE,
)
"""Follows a number of things, which is no year: ``2000 jobs``."""
IN_TIME = re.compile(r"\b(?:in|since|until|during)\s+$", re.IGNORECASE)
"""Goes before a year whatever follows it: ``in 2026 workers``."""
DASH = re.compile(r"\s*(?:[-–—~～]|至|到)\s*")
"""Joins the ends of a range whatever they are."""
SPOKEN_RANGE = re.compile(r"\s+(?:to|and)\s+", re.IGNORECASE)
"""Joins the ends of a range when the rest bears it out."""


def quantities(text: str) -> list[Quantity]:
    """All quantities of a text in order; none overlaps another."""
    if NUMERAL.search(text) is None:
        return []
    taken: list[tuple[int, int]] = []
    found: list[Quantity] = []
    for quantity in (*_dates(text), *_percents(text), *_numbers(text)):
        if all(quantity.end <= start or quantity.start >= end for start, end in taken):
            taken.append((quantity.start, quantity.end))
            found.append(quantity)
    return _with_ranges_completed(text, sorted(found, key=lambda quantity: quantity.start))


def _with_ranges_completed(text: str, found: list[Quantity]) -> list[Quantity]:
    """What stands once for both ends of a range goes to each: ``€5–10 million`` is 5 and 10 million euros."""
    for place in range(len(found) - 1):
        one, other = found[place], found[place + 1]
        between = text[one.end : other.start]
        spoken = SPOKEN_RANGE.fullmatch(between) is not None
        if spoken and "and" in between.lower():
            spoken = re.search(r"\bbetween\s*$", text[: one.start], re.IGNORECASE) is not None
        if spoken or DASH.fullmatch(between):
            found[place], found[place + 1] = _completed(text, one, other, spoken=spoken)
    return found


def _completed(text: str, one: Quantity, other: Quantity, *, spoken: bool) -> tuple[Quantity, Quantity]:
    left, right = (NUMBER.fullmatch(text[quantity.start : quantity.end]) for quantity in (one, other))
    if left and other.kind is QuantityKind.PERCENT and one.kind is QuantityKind.NUMBER and not left["times"]:
        return replace(one, kind=QuantityKind.PERCENT), other
    if right and one.kind is QuantityKind.PERCENT and text[one.start] == "百" and other.kind is QuantityKind.NUMBER:
        return one, replace(other, kind=QuantityKind.PERCENT)
    if not left or not right or isinstance(one.value, str) or isinstance(other.value, str):
        return one, other
    if right["times"] and not left["times"]:
        factor = MULTIPLIERS[right["times"].casefold()]
        # "€500,000 to 2 million" is written out already.
        if one.value * factor <= other.value:
            one = replace(one, value=one.value * factor)
    if other.unit and not one.unit:
        one = replace(one, kind=QuantityKind.MONEY, unit=other.unit)
    # "€5 million to 10 firms" is no range.
    elif one.unit and not other.unit and (not spoken or right["times"]):
        other = replace(other, kind=QuantityKind.MONEY, unit=one.unit)
    return one, other


def _dates(text: str) -> Iterator[Quantity]:
    if ANY_YEAR.search(text) is None:
        return
    text = text.translate(_WIDE_DIGITS)
    for match in DATE.finditer(text):
        get = match.group
        if get("iso"):
            value = get("iso")
        elif get("numeric"):
            value = _iso(get("ny"), get("nm"), get("nd"))
        elif get("turned"):
            parts = _day_and_month(int(get("t1")), int(get("t2")), slashed=get("td") == "/")
            if parts is None:
                continue
            value = f"{get('ty')}-{parts[1]:02d}-{parts[0]:02d}"
        elif get("zh"):
            value = _iso(get("zy"), get("zm"), get("zd"))
        elif get("dmy"):
            value = _iso(get("dy"), str(MONTHS[get("dm").casefold()]), get("dd"))
        else:
            value = _iso(get("my"), str(MONTHS[get("mm").casefold()]), get("md"))
        yield Quantity(QuantityKind.DATE, possible(value), None, match.start(), match.end())


def _day_and_month(one: int, other: int, *, slashed: bool) -> tuple[int, int] | None:
    """Day and month of ``31.12.2027`` and ``12/31/2027``; None where a date with slashes may be read both ways, or neither."""
    if other > LAST_MONTH >= one:
        return (other, one) if slashed else None
    if other > LAST_MONTH or (slashed and one <= LAST_MONTH and one != other):
        return None
    return one, other


def _iso(year: str, month: str | None, day: str | None) -> str:
    parts = [year if year.isdecimal() else "".join(str(_CHINESE_VALUES[digit]) for digit in year)]
    if month:
        parts.append(f"{_small_number(month):02d}")
        if day:
            parts.append(f"{_small_number(day):02d}")
    return "-".join(parts)


def _small_number(text: str) -> int:
    return int(chinese_number(text) or 0)


def _percents(text: str) -> Iterator[Quantity]:
    small = text.lower()
    if not any(part in small for part in _PARTS_OF_PERCENT):
        return
    for match in PERCENT.finditer(text):
        if match.group("tenths"):
            half = match.group("half") or "零"
            value = Decimal(
                _CHINESE_VALUES[match.group("tenths")] * 10 + (5 if half == "半" else _CHINESE_VALUES[half])
            )
        elif match.group("permille"):
            value = _decimal(match.group("permille")) / 10
        elif written := match.group("zh") or match.group("thousandths"):
            number = chinese_number(written)
            if number is None:
                continue
            value = number if match.group("zh") else number / 10
        else:
            value = _decimal(match.group("num"))
        yield Quantity(QuantityKind.PERCENT, value, None, match.start(), match.end())


def _number_matches(text: str) -> Iterator[re.Match[str]]:
    """The matches of ``NUMBER``, which is tried only where a numeral, or a currency before one, begins."""
    position = 0
    while (numeral := NUMERAL.search(text, position)) is not None:
        start = numeral.start()
        before = len(text[position:start].rstrip()) + position
        places = range(max(before - _LONGEST_BEFORE, position), before)
        tried = [*(place for place in places if text[place].lower() in _FIRST_BEFORE), start]
        match = next((found for place in tried if (found := NUMBER.match(text, place)) is not None), None)
        if match is not None:
            yield match
        position = start + 1 if match is None else match.end()


def _numbers(text: str) -> Iterator[Quantity]:
    for match in _number_matches(text):
        raw = match.group("num")
        value = _decimal(raw) if raw[0].isdecimal() else chinese_number(raw)
        if value is None:
            continue
        currency = match.group("before") or match.group("after")
        unit = _CURRENCY_BY_NAME[currency.casefold()] if currency else None
        counted = COUNTED.match(text, match.end("num")) is not None
        if re.fullmatch(_THOUSANDS, raw) and (unit or counted or len(raw) > len("1.000")):
            value *= 1000
        if match.group("times"):
            value *= MULTIPLIERS[match.group("times").casefold()]
        if match.group("rest"):
            value += Decimal(match.group("rest").strip("零万 ")) * MULTIPLIERS["万"]
        if unit is None and match.group("times") is None and YEAR.fullmatch(raw) and _is_time(text, match, counted):
            yield Quantity(QuantityKind.DATE, raw, None, match.start(), match.end())
            continue
        kind = QuantityKind.MONEY if unit else QuantityKind.NUMBER
        yield Quantity(kind, value, unit, match.start(), match.end())


def _decimal(number: str) -> Decimal:
    """Value of digits with either comma or point, or blanks, between thousands: ``1,000``, ``1.000.000``, ``20,5``."""
    if re.fullmatch(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?", number):
        return Decimal(re.sub(r"[, ]", "", number))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", number):
        number = number.replace(".", "")
    return Decimal(number.replace(",", "."))


def _is_time(text: str, match: re.Match[str], counted: bool) -> bool:
    return not counted or IN_TIME.search(text[max(0, match.start() - 20) : match.start()]) is not None


_CHINESE_VALUES = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}


def chinese_number(text: str) -> Decimal | None:
    """Value of a number in Chinese numerals (``三千五百万``) or digits; None when it is not one.

    >>> chinese_number("一千二百万")
    Decimal('12000000')
    """
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Decimal(text)
    whole, _, fraction = text.partition("点")
    total = 0
    section = 0
    digit: int | None = None
    for char in whole:
        if char in _CHINESE_VALUES:
            if digit is not None:
                return None
            digit = _CHINESE_VALUES[char]
            if digit == 0:
                digit = None
        elif char in _CHINESE_UNITS:
            section += (1 if digit is None else digit) * _CHINESE_UNITS[char]
            digit = None
        elif char in "万亿":
            section += digit or 0
            if section == 0 and total == 0:
                return None
            factor = 10**4 if char == "万" else 10**8
            total = (total + section) * factor if char == "亿" else total + section * factor
            section = 0
            digit = None
        else:
            return None
    value = Decimal(total + section + (digit or 0))
    if fraction:
        if any(char not in _CHINESE_VALUES for char in fraction):
            return None
        value += Decimal("0." + "".join(str(_CHINESE_VALUES[char]) for char in fraction))
    return value
