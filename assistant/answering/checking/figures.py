"""Whether each figure of a statement stands in its sources: numbers, amounts, percentages and dates, in any notation.

A figure counts as stated when a source has it with the same value and nothing that contradicts its unit, or when it is
the printed result of a calculation whose inputs are stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.answering.checking.calculations import results_of
from assistant.answering.checking.units import family_of, unit_after
from assistant.answering.checking.values import Fault, Found, Source
from assistant.language.currencies import CURRENCIES, may_mean
from assistant.language.quantities import MONTHS, Quantity, QuantityKind, quantities
from assistant.language.script import simplify

Key = tuple[str, str, str | None]

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY_OF_YEAR = re.compile(
    rf"(?P<zm>1[0-2]|0?[1-9])\s*月(?:\s*(?P<zd>3[01]|[12]\d|0?[1-9])\s*[日号])?"
    rf"|\b(?P<dd>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?P<dm>{_MONTH})\b"
    rf"|\b(?P<mm>{_MONTH})\.?\s+(?P<md>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)
"""A day or month without its year: ``4月1日``, ``1 April``."""
REFERENCE = re.compile(r"(?<![\d/])(?:\d{1,5}/\d{4}|\d{4}/\d{1,5})(?![\d/])")
"""A number of a law, ``2023/956``: right only as a whole."""
PERCENT_SIGN = re.compile(r"%|％|per\s?cent|百分", re.IGNORECASE)
SPOKEN = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
    "十五": 15, "十八": 18, "二十": 20, "三十": 30, "六十": 60, "九十": 90,
}  # fmt: skip
"""Small numbers in words."""
IN_WORDS = re.compile(
    rf"\b(?P<en>{'|'.join(word for word in SPOKEN if word.isascii())})\b"
    rf"|(?<![零〇一二两三四五六七八九十百千万亿\d])(?P<zh>{'|'.join(sorted((word for word in SPOKEN if not word.isascii()), key=len, reverse=True))})"
    r"(?![零〇一二两三四五六七八九十百千万亿\d])",
    re.IGNORECASE,
)
BLANK_BEFORE_COMMA = re.compile(r"(?<=\d) ,(?= \d{4})")
TO = re.compile(r"\s*(?:to|until|till|through|and|[-–—~～]|至|到)\s*", re.IGNORECASE)
LIST_NUMBER = re.compile(r"^\s*\d{1,2}(?:[.)]\s+|[、．]\s*)")


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one text."""

    all: tuple[Quantity, ...]
    units: tuple[str | None, ...]
    """For each of them the measure that stands behind it, such as ``month``."""
    days: tuple[str, ...]
    """Days and months without a year, as ``-04-01`` or ``-04``."""
    spoken: tuple[Quantity, ...]
    """Small numbers in words that measure nothing; the others are among ``all``."""
    text: str

    @property
    def keys(self) -> frozenset[Key]:
        """Values without their places."""
        return frozenset(quantity.key for quantity in self.all)


@lru_cache(maxsize=20_000)
def figures_of(text: str) -> Figures:
    """The figures of a text; days without a year are no numbers."""
    plain = BLANK_BEFORE_COMMA.sub(",", LIST_NUMBER.sub("", simplify(text)))
    found = quantities(plain)
    dated = [(each.start, each.end) for each in found if each.kind is QuantityKind.DATE]
    days: list[str] = []
    completed: list[Quantity] = []
    taken: list[tuple[int, int]] = []
    for match in DAY_OF_YEAR.finditer(plain):
        if any(match.start() < end and start < match.end() for start, end in dated):
            continue
        taken.append(match.span())
        day = _day(match)
        if (year := _year_beside(plain, match.span(), found)) is not None:
            completed.append(Quantity(QuantityKind.DATE, year + day, None, *match.span()))
        else:
            days.append(day)
    kept = tuple(each for each in found if not any(each.start < end and start < each.end for start, end in taken))
    spoken = tuple(_in_words(plain))
    measured = [each for each in spoken if unit_after(plain, each.end) and not _overlaps(each, (*kept, *found))]
    kept = tuple(sorted((*kept, *completed, *measured), key=lambda each: each.start))
    return Figures(
        kept,
        tuple(unit_after(plain, each.end) for each in kept),
        tuple(days),
        tuple(each for each in spoken if each not in measured),
        plain,
    )


def _year_beside(plain: str, span: tuple[int, int], found: Iterable[Quantity]) -> str | None:
    """The year of the other end of a range of days: ``1 March to 30 April 2026``."""
    for quantity in found:
        if quantity.kind is QuantityKind.DATE and len(str(quantity.value)) > len("2026-04"):
            start, end = sorted((span, (quantity.start, quantity.end)))
            if TO.fullmatch(plain[start[1] : end[0]]):
                return str(quantity.value)[:4]
    return None


def _in_words(plain: str) -> Iterator[Quantity]:
    for match in IN_WORDS.finditer(plain):
        value = Decimal(SPOKEN[match.group().casefold()])
        yield Quantity(QuantityKind.NUMBER, value, None, match.start(), match.end())


def _overlaps(one: Quantity, others: Iterable[Quantity]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _day(match: re.Match[str]) -> str:
    month = match["zm"] or str(MONTHS[(match["dm"] or match["mm"]).casefold()])
    day = match["zd"] or match["dd"] or match["md"]
    return f"-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def unstated(claim: str, sources: Sequence[Source], *, question: str = "") -> list[Found]:
    """The figures of a statement that its sources do not state.

    Figures of the question may be the input of a shown calculation, and nothing else.
    """
    wanted = figures_of(claim)
    if not wanted.all and not wanted.days:
        return []
    have = [figures_of(source.cited) for source in sources]
    around = "\n".join(source.near for source in sources)
    given = figures_of(question).keys if question else frozenset()
    stated = frozenset().union(*(each.keys for each in have))
    found = []
    for place, quantity in enumerate(wanted.all):
        fault = _fault(quantity, wanted.units[place], have, around)
        if fault is not None:
            found.append((quantity, fault))
    if found:
        shown = results_of(wanted.text, wanted.all, stated=stated | given)
        found = [(quantity, fault) for quantity, fault in found if quantity.start not in shown]
    faults = [Found(fault, wanted.text[quantity.start : quantity.end]) for quantity, fault in found]
    references = frozenset(number for figures in have for number in REFERENCE.findall(figures.text))
    faults += [Found(Fault.FIGURE, number) for number in REFERENCE.findall(wanted.text) if number not in references]
    return faults + [Found(Fault.DATE, day) for day in wanted.days if not _day_stated(day, have)]


def _fault(quantity: Quantity, unit: str | None, have: Iterable[Figures], around: str) -> Fault | None:
    """What is wrong with a figure; None when it is stated."""
    worst = Fault.DATE if quantity.kind is QuantityKind.DATE else Fault.FIGURE
    for figures in have:
        for place, other in enumerate(figures.all):
            if not _same(quantity, other):
                continue
            if _units_agree(quantity, unit, other, figures.units[place], around, figures.text[other.start : other.end]):
                return None
            worst = Fault.UNIT
        if quantity.kind is QuantityKind.NUMBER and any(other.key == quantity.key for other in figures.spoken):
            return None
    return worst


def _same(wanted: Quantity, other: Quantity) -> bool:
    """Whether two figures have the same value, of whatever unit."""
    _, value, _ = wanted.key
    _, had, _ = other.key
    if wanted.kind is QuantityKind.DATE:
        # A month or year is stated by what states a day within it.
        return other.kind is QuantityKind.DATE and (had == value or had.startswith(f"{value}-"))
    return other.kind is not QuantityKind.DATE and had == value


def _units_agree(
    wanted: Quantity, unit: str | None, other: Quantity, had: str | None, around: str, written: str
) -> bool:
    if wanted.kind is QuantityKind.DATE:
        return True
    if wanted.kind is QuantityKind.MONEY:
        if other.kind is QuantityKind.MONEY:
            # "$2,000" may be Canadian dollars: whose they are the document tells, not the sentence.
            return wanted.unit == other.unit or may_mean(written, wanted.unit or "")
        # A table says the currency in its header and the bare number in its cells.
        return other.kind is QuantityKind.NUMBER and had is None and names_currency(around, wanted.unit or "")
    if wanted.kind is QuantityKind.PERCENT:
        if other.kind is QuantityKind.PERCENT:
            return True
        return other.kind is QuantityKind.NUMBER and had is None and PERCENT_SIGN.search(around) is not None
    if other.kind is QuantityKind.PERCENT and unit is not None:
        return False
    return unit is None or had is None or unit == had or family_of(unit) != family_of(had)


@lru_cache(maxsize=64)
def _currency(code: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(CURRENCIES.get(code, (code,)), key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z])(?:{names})", re.IGNORECASE)


def names_currency(text: str, code: str) -> bool:
    """Whether a text names a currency by sign, code or word."""
    return _currency(code).search(text) is not None


def _day_stated(day: str, have: Iterable[Figures]) -> bool:
    for figures in have:
        if any(had == day or had.startswith(f"{day}-") for had in figures.days):
            return True
        for quantity in figures.all:
            if quantity.kind is QuantityKind.DATE and f"{quantity.value}-"[4:].startswith(f"{day}-"):
                return True
    return False
