"""Figures of a clause: amounts, rates, numbers and dates, ranges joined, each with how the words bound it.

``up to 20%`` is bounded above, ``at least EUR 20 million`` below, ``10% to 25%`` on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from assistant.language.quantities import DASH, MONTHS, NUMERAL, SPOKEN_RANGE, Quantity, QuantityKind, quantities
from assistant.measures.extraction.bounds import AT_LEAST_AFTER, Bound, bound_of
from assistant.measures.extraction.clock import CLOCK, are_years_together, is_law_number, part_of_year, round_sums
from assistant.measures.extraction.per import per_of
from assistant.measures.extraction.shares import may_hold_words, shares

MOST_FIGURES = 40
"""A clause with more figures is a dump of numbers; they are not read."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure or range of figures of a clause; offsets are those of the clause's text."""

    kind: QuantityKind
    bound: Bound
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    """ISO 4217 code of money."""
    per: str | None
    start: int
    end: int
    first: str = ""
    """Of dates the first (or only) one in ISO form."""
    last: str = ""
    """Of a range of dates the second one."""
    superseded: bool = False
    """Whether it is only what was before, or would be otherwise: ``2% instead of 8%``, ``from 15 to 12``."""


FROM = re.compile(r"(?:\bbetween|\bfrom|从|自|介于)\s*$", re.IGNORECASE)
CHANGE = re.compile(
    r"(?:\b(?:fall|fell|rais|ris|rose|drop|cut|lower|reduc|chang|mov|br[io][nu]g|increas|decreas|go|went|postpon|extend|shift|grow|grew|climb|expand|widen)\w*\b|从|由)[^.;,，。；\d]{0,40}?(?:\bfrom\s+)?(?:[A-Z]{3}\s*|[€$£]\s*)?$",
    re.IGNORECASE,
)
"""Before two figures joined by ``to`` that are the old one and the new one, and no range."""
CHANGED_TO = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:to|(?:逐步)?(?:下调|上调|下降|降低|降|升|提高|上升|增加|减少|调整|改|延长|推迟|变更)?(?:至|到|为))\s*$",
    re.IGNORECASE,
)
OTHER_VALUE = re.compile(
    r"(?:\b(?:instead\s+of|rather\s+than|as\s+opposed\s+to|(?:compared|against)(?:\s+(?:with|to))?|(?:down|up)\s+from|normally|formerly|previously|before|earlier|old|usually|ordinarily|not"
    r"|(?:normal|standard|general|usual|regular|ordinary)\s+(?:corporate\s+)?(?:tax\s+|vat\s+)?rates?(?:\s+(?:is|of|being))?)\b\s*[:：]?"
    r"|(?:原(?:来|先|本)?|此前|以前|过去|而非|而不是|取代|(?:一般|普通|正常|标准|通常|法定)的?(?:税率)?)[是为的]?)\s*(?:about|of|at|the|为)?\s*[(（]?$",
    re.IGNORECASE,
)
"""Before a figure that only compares: ``2% instead of 8%``."""
POINTS = re.compile(r"\s*points?\b", re.IGNORECASE)
"""Behind a number that is a percentage, where one was named before: ``+20 points``."""
MORE_POINTS = re.compile(r"\s*(?:percentage\s+)?points?\s+(?:more|higher|extra|on\s+top)\b|\s*个?百分点", re.IGNORECASE)
"""Behind a number that a percentage rises by."""
BY_POINTS = re.compile(r"(?:\b(?:by|plus|extra|another|additional|further)\s*|\+)$", re.IGNORECASE)
"""Before points that a percentage rises by: ``raised by 10 points``."""
LIMITS_JOIN = re.compile(
    r"\s*(?:人|名|元|家|辆|吨)?(?:及|或)?(?:以上)?\s*[,，、]?\s*(?:and|but|且|但|及)?\s*"
    r"(?:at\s+most|(?:not|no)\s+more\s+than|up\s+to|less\s+than|under|below|不满|不足|不超过|低于|少于|小于)?\s*(?:[A-Z]{3}\s*)?",
    re.IGNORECASE,
)
"""Between the two ends of ``at least 10, at most 20``."""
CHINESE_END = re.compile(
    r"\s*(?:至|到|[-–—~～])\s*(?P<month>1[0-2]|0?[1-9])\s*月\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号]"
)
"""The second end of ``2026年4月1日至12月31日``, which has its year from the first."""
CONVERTED = re.compile(
    r"\s*[(（]\s*(?:about|around|approx\w*\.?|roughly|some|circa|ca\.?|equal\s+to|约|合|折合|相当于|约合)?\s*",
    re.IGNORECASE,
)
"""Between a sum and the same in another currency."""
DAY_AND_MONTH = re.compile(
    rf"(?<!\d)(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\s*(?:to|until|till|and|[-–—])\s*$",
    re.IGNORECASE,
)
"""The first end of ``5 February to 8 April 2025``, which has its year from the other."""
DAY_ALONE = re.compile(
    r"(?<![\d.,/-])(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s*(?:to|until|till|[-–—])\s*$", re.IGNORECASE
)
"""The first end of ``3 to 28 February 2025``."""
FINANCIAL_YEAR = re.compile(r"\s?[-–/]\s?\d\d(?![\d.,%])")
"""Behind the first year of a financial one: ``2027-28``."""
YEARLESS_MONTH = re.compile(
    rf"\b(?:until|till|to|by|through|before)\s+(?:mid[- ]|the\s+(?:end|middle)\s+of\s+|early\s+|late\s+)?(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b(?!\.?,?\s+\d)",
    re.IGNORECASE,
)
"""The month by which something ends that has its year from the one before: ``opens in May 2026 and closes by mid-June``."""
YEARLESS = re.compile(
    rf"(?<!\d)(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b(?!\.?,?\s+(?:19|20)\d\d)(?!\s*(?:to|until|till|and|[-–—])\s*\d)"
    r"|(?<![\d年])(?P<zhmonth>1[0-2]|0?[1-9])\s*月\s*(?P<zhday>3[01]|[12]\d|0?[1-9])\s*[日号]",
    re.IGNORECASE,
)
"""A day without a year."""
STANDARD = re.compile(
    r"(?:(?:normal|standard|general|usual|regular|ordinary)\s+(?:\w+\s+)?rates?(?:\s+(?:is|of|being))?|(?:一般|普通|正常|标准|通常|法定)的?税率[是为]?)\s*$",
    re.IGNORECASE,
)
"""Before the rate that holds for all others, which is told by itself or only compares."""
ENUMERATED = re.compile(
    r"[^.;:。；：\d]{0,48}[,、，/][^.;:。；：\d]{0,32}|[^.;:。；：\d]{0,40}(?:\b(?:and|or)\b|和|或|及)\s*",
    re.IGNORECASE,
)
"""Between figures of one kind that are counted up and share the first one's bound: ``up to 65% large, 75% medium``."""
OTHER_RATE = re.compile(
    r"\b(?:interest|rate\s+of|own\s+funds|equity|fee|budget|envelope|minimum|investments?)\b|利率|费率|税率|自有|自筹|预算|资金|总投资|投资额|分别",
    re.IGNORECASE,
)
"""Between two figures that are of different things, so that the bound of the first is not that of the second."""
ON_TOP = re.compile(
    r"\banother\b|\bfurther\b|\bextra\b|\badditional\b|\badds?\b|\bon\s+top\b|\bin\s+addition\b|\bplus\b|加在|[另再][加补奖]|之外",
    re.IGNORECASE,
)
ROUND = re.compile(r"(?:million|billion|bn|mn|m|thousand|[万亿])\s*(?:[A-Z]{3}|[€$£元]|欧元|美元)?$", re.IGNORECASE)
"""Ends a sum in round numbers."""
NO_SUM = re.compile(
    r"\s*(?:(?:[a-z-]+\s+)?(?:people|persons|vehicles|cars|units|trucks|buses|tonnes|tons|inhabitants|employees|jobs|kilomet\w+|kwh|mwh|gwh|tce|[gmk]w)\b|%|辆|台|吨|人|家|个|平方|千瓦|公里|吉瓦|兆瓦|套|件|户)",
    re.IGNORECASE,
)
"""Behind a number that counts things."""
SAME_BOUND = re.compile(r"\s*[(（]?\s*(?:,|and|or|/|或|和|及|、|，)\s*(?:(?:a|of|to)\s+)?[(（]?\s*", re.IGNORECASE)
"""Between two figures of different kinds that share one bound: ``up to 40% or EUR 250,000``."""


def figures(text: str) -> list[Figure]:
    """Figures of a clause in order."""
    return list(_figures(text)) if may_hold_figures(text) else []


@lru_cache(maxsize=4096)
def may_hold_figures(text: str) -> bool:
    """Whether a text has a numeral or a word that may be a figure; most sentences have none, and need no more looking at."""
    return NUMERAL.search(text) is not None or may_hold_words(text)


@lru_cache(maxsize=4096)
def _figures(text: str) -> tuple[Figure, ...]:
    # Heads of columns, labels and headings come again with each of their rows.
    return tuple(_read(text))


def _read(text: str) -> list[Figure]:
    found = _quantities(text)
    if len(found) > MOST_FIGURES:
        return []
    made: list[Figure] = []
    place = 0
    while place < len(found):
        one = found[place]
        other = found[place + 1] if place + 1 < len(found) else None
        if other is not None and _is_return(text, one, other):
            made.append(_single(text, one, made))
            made.append(replace(_single(text, other, made), superseded=True))
            place += 2
        elif other is not None and _is_change(text, one, other):
            made.append(replace(_single(text, one, made), superseded=True))
            new = _single(text, other, made)
            # "From 600 per car to 750" says once what both count for.
            made.append(replace(new, per=new.per or made[-1].per))
            place += 2
        elif other is not None and _is_range(text, one, other):
            made.append(_range(text, one, other))
            place += 2
        else:
            made.append(_single(text, one, made))
            place += 1
        if len(made) > 1 and made[-1].start <= made[-2].start:
            # The day of "3 to 28 February 2025" counts nothing.
            del made[-2]
        if len(made) > 1 and (joined := _joined(text, made[-2], made[-1])):
            made[-2:] = [joined]
    if len(rates := [figure for figure in made if figure.kind is QuantityKind.PERCENT]) == 1:
        made = [
            replace(figure, superseded=False) if figure in rates and STANDARD.search(text[: figure.start]) else figure
            for figure in made
        ]
    return made


def _quantities(text: str) -> list[Quantity]:
    """Quantities in digits, and shares in words."""
    found = quantities(text)
    for share in shares(text):
        # "三分之二" holds numerals that were read as numbers of their own.
        found = [other for other in found if other.end <= share.start or other.start >= share.end]
        found.append(share)
    for sum_in_words in round_sums(text):
        found = [other for other in found if other.end <= sum_in_words.start or other.start >= sum_in_words.end]
        found.append(sum_in_words)
    times = [match.span() for match in CLOCK.finditer(text)]
    years = [one.end for one in found if one.kind is QuantityKind.DATE and str(one.value).isdecimal()]
    times += [match.span() for end in years if (match := FINANCIAL_YEAR.match(text, end))]
    if times:
        found = [
            one
            for one in found
            if one.kind is not QuantityKind.NUMBER or all(one.end <= start or one.start >= end for start, end in times)
        ]
    return _with_years(text, _counted_on(text, sorted(found, key=lambda quantity: quantity.start)))


def _counted_on(text: str, found: list[Quantity]) -> list[Quantity]:
    """Sums that are counted up have their currency from the first: ``EUR 1 million for two, 2 million for three``."""
    for place in range(1, len(found)):
        one, other = found[place - 1], found[place]
        if one.unit is None or other.kind is not QuantityKind.NUMBER or isinstance(other.value, str):
            continue
        rounded = ROUND.search(text[other.start : other.end]) is not None and ROUND.search(text[one.start : one.end])
        between = text[one.end : other.start]
        if rounded and ENUMERATED.fullmatch(between) and NO_SUM.match(text, other.end) is None:
            found[place] = replace(other, kind=QuantityKind.MONEY, unit=one.unit)
    return found


def _with_years(text: str, found: list[Quantity]) -> list[Quantity]:
    """A day without a year is one of the year of the day before it: ``opens on 3 March 2026 and closes on 5 May``."""
    if all(one.kind is not QuantityKind.DATE for one in found):
        return found
    found = [
        one
        for one in found
        if one.kind is not QuantityKind.DATE or "-" in str(one.value) or not is_law_number(text, one.start, one.end)
    ]
    for match in YEARLESS.finditer(text):
        before = [one for one in found if one.kind is QuantityKind.DATE and one.end <= match.start()]
        day, month = match["day"] or match["zhday"], match["month"] or match["zhmonth"]
        if not before or str(before[-1].value).count("-") == 1:
            continue
        number = MONTHS[month.casefold()] if match["month"] else int(month)
        value = f"{str(before[-1].value)[:4]}-{number:02d}-{int(day):02d}"
        if value > str(before[-1].value) and (match["zhmonth"] or "-" in str(before[-1].value)):
            found = [one for one in found if one.end <= match.start() or one.start >= match.end()]
            found.append(Quantity(QuantityKind.DATE, value, None, match.start(), match.end()))
            found.sort(key=lambda quantity: quantity.start)
    for match in YEARLESS_MONTH.finditer(text):
        before = [one for one in found if one.kind is QuantityKind.DATE and one.end <= match.start()]
        month = f"{MONTHS[match['month'].casefold()]:02d}"
        if before and "-" in str(before[-1].value) and str(before[-1].value)[5:7] < month:
            value = f"{str(before[-1].value)[:4]}-{month}"
            found.append(Quantity(QuantityKind.DATE, value, None, match.start("month"), match.end()))
            found.sort(key=lambda quantity: quantity.start)
    return found


def _joined(text: str, one: Figure, other: Figure) -> Figure | None:
    """``at least 10, at most 20`` as one range; None when the two are apart."""
    if (
        one.kind is not other.kind
        or one.unit != other.unit
        or {one.bound, other.bound} != {Bound.AT_LEAST, Bound.AT_MOST}
    ):
        return None
    if LIMITS_JOIN.fullmatch(text[one.end : other.start]) is None:
        return None
    low, high = (one.low, other.high) if one.bound is Bound.AT_LEAST else (other.low, one.high)
    if low is None or high is None or low > high:
        return None
    return Figure(one.kind, Bound.BETWEEN, low, high, one.unit, one.per or other.per, one.start, other.end)


def _is_change(text: str, one: Quantity, other: Quantity) -> bool:
    if one.kind is not other.kind or one.unit != other.unit:
        return False
    return CHANGED_TO.fullmatch(text[one.end : other.start]) is not None and (
        CHANGE.search(text[max(0, one.start - 60) : one.start]) is not None
    )


def _is_return(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether the second figure is what the first one was before: ``to 15% from 85%``."""
    return (
        one.kind is other.kind
        and re.fullmatch(r"\s*from\s+(?:about\s+|around\s+)?", text[one.end : other.start]) is not None
        and re.search(r"\bto\s+(?:about\s+|around\s+)?$", text[: one.start]) is not None
    )


def _is_range(text: str, one: Quantity, other: Quantity) -> bool:
    if one.kind is not other.kind or one.unit != other.unit:
        return False
    year = FINANCIAL_YEAR.match(text, one.end) if str(one.value).isdecimal() and isinstance(one.value, str) else None
    between = text[year.end() if year else one.end : other.start]
    if DASH.fullmatch(between):
        return True
    if one.kind is QuantityKind.DATE and are_years_together(
        text, str(one.value), str(other.value), (one.end, other.start), one.start
    ):
        return True
    if re.fullmatch(r"\s*[与和]\s*", between):
        return FROM.search(text[: one.start]) is not None or re.match(r"\s*之间", text[other.end :]) is not None
    if SPOKEN_RANGE.fullmatch(between):
        spoken = between.strip().lower()
        return spoken == "to" or FROM.search(text[: one.start]) is not None
    return False


def _range(text: str, one: Quantity, other: Quantity) -> Figure:
    per = per_of(text, one.start, other.end)
    if isinstance(one.value, str) or isinstance(other.value, str):
        # A period that ends before it begins was misread or miswritten: only its first date is kept.
        first, last = str(one.value), str(other.value)
        upside_down = last[: len(first)] < first[: len(last)]
        bound = Bound.EXACT if upside_down else Bound.BETWEEN
        return Figure(one.kind, bound, None, None, None, per, one.start, other.end, first, "" if upside_down else last)
    low, high = sorted((plain(one.value), plain(other.value)))
    return Figure(one.kind, Bound.BETWEEN, low, high, one.unit, per, one.start, other.end)


def _single(text: str, quantity: Quantity, before: Sequence[Figure]) -> Figure:
    start, end = quantity.start, quantity.end
    per = per_of(text, start, end)
    if isinstance(quantity.value, str):
        return _date(text, quantity)
    if (
        quantity.kind is QuantityKind.NUMBER
        and POINTS.match(text, end)
        and (
            any(f.kind is QuantityKind.PERCENT for f in before)
            or MORE_POINTS.match(text, end)
            or BY_POINTS.search(text[:start])
        )
    ):
        quantity = replace(quantity, kind=QuantityKind.PERCENT)
    bound = bound_of(text, start, end)
    if bound is Bound.EXACT and before and _hands_on(text, before[-1]):
        last = before[-1]
        joint = ENUMERATED if last.kind is quantity.kind else SAME_BOUND
        if (
            joint.fullmatch(text[last.end : start])
            and OTHER_RATE.search(text[last.end : start]) is None
            and ON_TOP.search(text[last.end : start]) is None
        ):
            bound = last.bound
    value = plain(Decimal(quantity.value))
    low = None if bound is Bound.AT_MOST else value
    high = None if bound is Bound.AT_LEAST else value
    other = OTHER_VALUE.search(text[max(0, start - 40) : start]) is not None or (
        quantity.unit is not None
        and bool(before)
        and before[-1].unit not in {None, quantity.unit}
        and CONVERTED.fullmatch(text[before[-1].end : start]) is not None
    )
    return Figure(quantity.kind, bound, low, high, quantity.unit, per, start, end, superseded=other)


def _hands_on(text: str, last: Figure) -> bool:
    """Whether what bounds a figure may bound the next one: ``at least 16% cobalt, 6% lithium``, but not ``5亿元以上的``."""
    behind = AT_LEAST_AFTER.match(text, last.end) is not None
    if PRICED.search(text[max(0, last.start - 40) : last.start]):
        return False
    return last.bound is Bound.AT_MOST or (last.bound is Bound.AT_LEAST and not behind)


PRICED = re.compile(
    r"\b(?:prices?|priced|costs?|costing|worth)\b[^.;,\d]{0,20}$|\b(?:cars?|vehicles?|vans?|trucks?|models?)\s+(?:up\s+to|below|under)\s*(?:[A-Z]{3}\s*)?$|(?:价格|售价|车价)[^，。；\d]{0,8}$",
    re.IGNORECASE,
)
"""Before a limit of price, which bounds nothing that is granted."""


def _date(text: str, quantity: Quantity) -> Figure:
    value = str(quantity.value)
    if value.count("-") == 2 and (later := CHINESE_END.match(text, quantity.end)):
        last = f"{value[:4]}-{int(later['month']):02d}-{int(later['day']):02d}"
        if last >= value:
            end = later.end()
            return Figure(quantity.kind, Bound.BETWEEN, None, None, None, None, quantity.start, end, value, last)
    if len(value) == len("2027") and (part := part_of_year(text, quantity.start, quantity.end)):
        begins, ends, start, end = part
        months = (f"{value}-{begins:02d}", f"{value}-{ends:02d}")
        return Figure(quantity.kind, Bound.EXACT, None, None, None, None, start, end, *months)
    if len(value) == len("2027") and (year := FINANCIAL_YEAR.match(text, quantity.end)):
        # A financial year that ends in the next one is known by its first: "2027-28".
        return Figure(quantity.kind, Bound.EXACT, None, None, None, None, quantity.start, year.end(), value)
    before = text[max(0, quantity.start - 30) : quantity.start]
    match = DAY_AND_MONTH.search(before) or (DAY_ALONE.search(before) if text[quantity.start].isdigit() else None)
    if match is None or value.count("-") != 2:
        return Figure(quantity.kind, Bound.EXACT, None, None, None, None, quantity.start, quantity.end, value)
    month = MONTHS[match["month"].casefold()] if "month" in match.groupdict() else int(value[5:7])
    first = f"{value[:4]}-{month:02d}-{int(match['day']):02d}"
    start = max(0, quantity.start - 30) + match.start()
    return Figure(quantity.kind, Bound.BETWEEN, None, None, None, None, start, quantity.end, first, value)


def plain(value: Decimal) -> Decimal:
    """The same number without noughts behind the point: ``2.5 million`` is 2500000, not 2500000.0."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
