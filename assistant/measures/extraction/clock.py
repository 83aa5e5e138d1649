"""Times of day, parts of a year and plain round sums in words, which the quantities of a text do not tell by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.language.currencies import CURRENCIES
from assistant.language.quantities import MULTIPLIERS, Quantity, QuantityKind

CLOCK = re.compile(
    r"\d{1,2}(?:[:.]\d{2})?\s*(?:a\.?m\.?|p\.?m\.?|o'clock|hours?\s+(?:CET|local))\b|(?<!\d)\d{1,2}[:：]\d{2}(?!\d)|\d{1,2}\s*(?:时|点)(?:整|\d{1,2}分)?",
    re.IGNORECASE,
)
"""A time of day, whose numbers count nothing."""
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "一": 1, "二": 2, "三": 3, "四": 4}
PART_BEFORE = re.compile(
    r"(?:\b(?P<ordinal>first|second|third|fourth|last)\s+(?P<part>quarter|half)\s+of\s+|\b(?P<short>[QH])(?P<number>[1-4])\s*(?:of\s+|/)?)$",
    re.IGNORECASE,
)
PART_AFTER = re.compile(
    r"年?\s*(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)|(?:/|\s+)(?P<short>[QH])(?P<number>[1-4])\b",
    re.IGNORECASE,
)


def part_of_year(text: str, start: int, end: int) -> tuple[int, int, int, int] | None:
    """First and last month of the quarter or half that a year's words name, and where they stand: ``Q1 2027``, ``2027年上半年``."""
    before = PART_BEFORE.search(text[max(0, start - 30) : start])
    if before is not None:
        half = (before["part"] or before["short"]).casefold() in {"half", "h"}
        number = int(before["number"] or _ORDINALS[before["ordinal"].casefold()])
        begin = max(0, start - 30) + before.start()
        return (*_months(min(number, 2) if half else number, half=half), begin, end)
    after = PART_AFTER.match(text, end)
    if after is None:
        return None
    if after["half"]:
        return (*_months("上下".index(after["half"]) + 1, half=True), start, after.end())
    number = int(after["number"] or _ORDINALS.get(after["quarter"]) or after["quarter"])
    half = (after["short"] or "").casefold() == "h"
    return (*_months(min(number, 2) if half else number, half=half), start, after.end())


def _months(number: int, *, half: bool) -> tuple[int, int]:
    length = 6 if half else 3
    return (number - 1) * length + 1, number * length


LAW_NUMBER_BEFORE = re.compile(
    r"(?:(?<!\d)\d{1,3}/|\b(?:no\.?|number|nr\.?|act|notice|order|decree|law|circular|announcement)\s*\d+\s+of\s+|[〔\[【]\s*)$",
    re.IGNORECASE,
)
LAW_NUMBER_AFTER = re.compile(r"\s*[〕\]】]|年?\s*第\s*\d+\s*号|/(?!(?:19|20)\d\d\b)\d{3,}")


def is_law_number(text: str, start: int, end: int) -> bool:
    """Whether a year is only part of the number of a law: ``Decree 49/2025``, ``notice 9 of 2024``, 商产发〔2012〕318号."""
    return LAW_NUMBER_BEFORE.search(text[max(0, start - 30) : start]) is not None or (
        LAW_NUMBER_AFTER.match(text, end) is not None
    )


YEARS_TOGETHER = re.compile(r"\s*年?\s*(?:and|or|及|和|、|与)\s*(?:in\s+|for\s+)?", re.IGNORECASE)
OVER_YEARS = re.compile(
    r"\b(?:for|in|during|over)\s+(?:the\s+)?(?:(?:(?:financial|fiscal|calendar|tax|budget|model)\s+)?years?\s+)?$",
    re.IGNORECASE,
)


def are_years_together(text: str, one: str, other: str, between: tuple[int, int], start: int) -> bool:
    """Whether two years make one time: ``for 2026 and 2027``, 2026年和2027年; the years' words stand around ``between``."""
    follow = (
        one.isdecimal() and other.isdecimal() and len(one) == len(other) == len("2026") and int(other) == int(one) + 1
    )
    if not follow or YEARS_TOGETHER.fullmatch(text, *between) is None:
        return False
    return OVER_YEARS.search(text[:start]) is not None or text[between[1] - 1 : between[1]] in set("及和、与")


_CURRENCY_WORDS = {
    name.casefold(): code
    for code, names in CURRENCIES.items()
    for name in names
    if name.isascii() and name.isalpha() and name.islower()
}
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_COUNTS |= {"twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100}
ROUND_SUM = re.compile(
    rf"\b(?P<half>half\s+)?(?P<count>an?|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})\s+(?P<times>million|billion)\s+(?P<currency>"
    + "|".join(sorted(_CURRENCY_WORDS, key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)


def round_sums(text: str) -> Iterator[Quantity]:
    """Sums such as ``a million euros``, ``half a million euros`` and ``five million euros``."""
    if "illion" not in text.lower():
        return
    for match in ROUND_SUM.finditer(text):
        count = _COUNTS.get(match["count"].casefold(), 1)
        value = count * Decimal(MULTIPLIERS[match["times"].casefold()]) / (2 if match["half"] else 1)
        unit = _CURRENCY_WORDS[match["currency"].casefold()]
        yield Quantity(QuantityKind.MONEY, value, unit, match.start(), match.end())
