"""Figures of a clause: amounts, rates, numbers and dates, ranges joined, each with how the words bound it.

``up to 20%`` is bounded above, ``at least EUR 20 million`` below, ``10% to 25%`` on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.language.quantities import DASH, SPOKEN_RANGE, Quantity, QuantityKind, quantities

MOST_FIGURES = 40
"""A clause with more figures is a dump of numbers; they are not read."""


class Bound(StrEnum):
    """What the words around a figure make of it."""

    EXACT = "exact"
    AT_MOST = "at most"
    AT_LEAST = "at least"
    BETWEEN = "between"


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


_TAIL = r"(?:\s*(?:a|an|of|to|for|is|be|rate|about|around|roughly|ca\.?|total|the|为|达|达到|约|共|可达)\s*)*[\s(（\"“:：]*$"
AT_MOST_BEFORE = re.compile(
    r"(?:\bup\s+to|\bat\s+(?:the\s+)?most|\b(?:no|not)\s+more\s+than|\bmax(?:imum|imal|\.)?(?:\s+(?:aid|amount|grant|rate|support|subsidy|intensity|premium))*"
    r"|\b(?:must|may|shall|can|does|do|to)\s*(?:not|n't)\s+exceed|\bnot\s+exceed(?:ing)?|\bnot\s+above|\bcapped(?:\s+at)?|\bcap(?:\s+is)?|\bceiling|\blimited\s+to|\blimit(?:\s+of)?"
    r"|\bbelow|\bunder|\b(?:less|fewer|lower)\s+than|\bas\s+(?:much|high|many)\s+as|\bwithin"
    r"|最高(?:可?[达至]|不超过|补[贴助]|奖励|限额|金额|比例|为)?|(?:不得?|未)(?:超过|超出|高于|大于|多于)|至多|最多(?:不超过)?|上限(?:为|是)?|封顶|低于|少于|小于|限额(?:为)?)"
    + _TAIL,
    re.IGNORECASE,
)
AT_LEAST_BEFORE = re.compile(
    r"(?:\bat\s+least|\b(?:no|not)\s+(?:less|lower|fewer)\s+than|\bmin(?:imum|imal|\.)?(?:\s+(?:investment|amount|spend(?:ing)?|size|project|share|capital))*"
    r"|\bnot\s+below|\b(?:more|higher|greater)\s+than|\bover|\babove|\bexceed(?:s|ing|ed)?|\bfrom|\bstart(?:s|ing)?\s+(?:at|from)|\b(?:reach(?:es|ing)?)"
    r"|(?:不得?|未)(?:低于|少于|小于)|至少|最低(?:不低于|投资额?|为)?|(?<!不)(?<!不得)(?<!不能)(?:超过|高于|大于|超出)|多于|下限(?:为)?|达到|满)"
    + _TAIL,
    re.IGNORECASE,
)
AT_LEAST_AFTER = re.compile(
    r"\s*(?:[)）]\s*)?(?:(?:or|and)\s+(?:more|above|over|higher|larger|upwards)\b|(?:及|或|和)?以上|\+|起(?!草|诉|源))",
    re.IGNORECASE,
)
AT_MOST_AFTER = re.compile(
    r"\s*(?:[)）]\s*)?(?:(?:or|and)\s+(?:less|below|under|fewer)\b|at\s+(?:the\s+)?most\b|max(?:imum|\.)?\b|(?:及|或|和)?以[下内]|封顶|为[上]?限)",
    re.IGNORECASE,
)
FROM = re.compile(r"(?:\bbetween|\bfrom|从|自|介于)\s*$", re.IGNORECASE)
SAME_BOUND = re.compile(r"\s*(?:,|and|or|/|或|和|及|、|，)\s*(?:(?:a|of|to)\s+)?[(（]?\s*", re.IGNORECASE)
"""Between two figures of different kinds that share one bound: ``up to 40% or EUR 250,000``."""

PER = {
    "vehicle": r"vehicles?|cars?|trucks?|buses|unit\s+sold|辆(?:车)?|台(?:车)?",
    "kWh": r"kwh|kilowatt[- ]hours?|千瓦时|度电",
    "kW": r"kw|kilowatts?|千瓦(?!时)",
    "year": r"year|annum|yearly|annually|年",
    "month": r"month|月",
    "tonne": r"tonnes?|tons?|吨",
    "kg": r"kg|kilograms?|公斤|千克",
    "job": r"(?:new\s+)?jobs?|个?(?:就业)?岗位",
    "employee": r"employees?|workers?|persons?|people|人",
    "company": r"compan(?:y|ies)|enterprises?|firms?|group|家企业|户|企业",
    "project": r"projects?|个?项目",
    "household": r"child(?:ren)?|households?|family",
    "gram": r"g(?:ram)?|克",
    "cell": r"cells?|块",
    "item": r"items?|pieces?|unit|件|个",
    "container": r"containers?|teu|feu|集装箱|箱",
    "day": r"day|天|日",
}
_PER_NAMES = "|".join(f"(?P<n{place}>{names})" for place, names in enumerate(PER.values()))
PER_AFTER = re.compile(
    rf"\s*(?:[)）]\s*)?(?:in\s+aid\s+|of\s+aid\s+)?(?:/\s*|\b(?:per|an?|each|for\s+each|for\s+every)\s+(?:new\s+|electric\s+|eligible\s+)*|每)(?:{_PER_NAMES})(?![a-z])",
    re.IGNORECASE,
)
PER_AFTER_ADVERB = re.compile(r"\s*(?:yearly|annually|a year|annual)\b", re.IGNORECASE)
PER_BEFORE = re.compile(rf"(?:\b(?:per|each|every)\s+|每一?)(?:{_PER_NAMES})[^\d,;，；]{{0,16}}$", re.IGNORECASE)


def figures(text: str) -> list[Figure]:
    """Figures of a clause in order."""
    found = quantities(text)
    if len(found) > MOST_FIGURES:
        return []
    made: list[Figure] = []
    place = 0
    while place < len(found):
        one = found[place]
        other = found[place + 1] if place + 1 < len(found) else None
        if other is not None and _is_range(text, one, other):
            made.append(_range(text, one, other))
            place += 2
        else:
            made.append(_single(text, one, made))
            place += 1
    return made


def _is_range(text: str, one: Quantity, other: Quantity) -> bool:
    if one.kind is not other.kind or one.unit != other.unit:
        return False
    between = text[one.end : other.start]
    if DASH.fullmatch(between):
        return True
    if SPOKEN_RANGE.fullmatch(between):
        spoken = between.strip().lower()
        return spoken == "to" or FROM.search(text[: one.start]) is not None
    return False


def _range(text: str, one: Quantity, other: Quantity) -> Figure:
    per = _per(text, one.start, other.end)
    if isinstance(one.value, str) or isinstance(other.value, str):
        # A period that ends before it begins was misread or miswritten: only its first date is kept.
        first, last = str(one.value), str(other.value)
        upside_down = last[: len(first)] < first[: len(last)]
        bound = Bound.EXACT if upside_down else Bound.BETWEEN
        return Figure(one.kind, bound, None, None, None, per, one.start, other.end, first, "" if upside_down else last)
    low, high = sorted((one.value, other.value))
    return Figure(one.kind, Bound.BETWEEN, low, high, one.unit, per, one.start, other.end)


def _single(text: str, quantity: Quantity, before: Sequence[Figure]) -> Figure:
    start, end = quantity.start, quantity.end
    per = _per(text, start, end)
    if isinstance(quantity.value, str):
        return Figure(quantity.kind, Bound.EXACT, None, None, None, per, start, end, quantity.value)
    bound = bound_of(text, start, end)
    if bound is Bound.EXACT and before:
        last = before[-1]
        shares = last.kind is not quantity.kind and SAME_BOUND.fullmatch(text[last.end : start])
        if shares and last.bound in {Bound.AT_MOST, Bound.AT_LEAST}:
            bound = last.bound
    value = quantity.value
    low = None if bound is Bound.AT_MOST else value
    high = None if bound is Bound.AT_LEAST else value
    return Figure(quantity.kind, bound, low, high, quantity.unit, per, start, end)


def bound_of(text: str, start: int, end: int) -> Bound:
    """How the words around a figure bound it."""
    left, right = text[max(0, start - 60) : start], text[end : end + 20]
    if AT_MOST_AFTER.match(right) or AT_MOST_BEFORE.search(left):
        return Bound.AT_MOST
    if AT_LEAST_AFTER.match(right) or AT_LEAST_BEFORE.search(left):
        return Bound.AT_LEAST
    return Bound.EXACT


def _per(text: str, start: int, end: int) -> str | None:
    match = PER_AFTER.match(text, end) or PER_BEFORE.search(text[max(0, start - 40) : start])
    if match is None:
        return "year" if PER_AFTER_ADVERB.match(text, end) else None
    names = list(PER)
    return next(names[place] for place in range(len(names)) if match[f"n{place}"])
