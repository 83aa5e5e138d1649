"""Units that a figure does not have by itself: those of its column's head, and the country's own currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from assistant.language.currencies import BEFORE_NUMBERS, CURRENCIES, may_mean
from assistant.language.quantities import MULTIPLIERS, QuantityKind
from assistant.language.territories import currency_of
from assistant.measures.extraction.figures import Figure, plain

_CODE_OF = {name.casefold(): code for code, names in CURRENCIES.items() for name in names if name not in BEFORE_NUMBERS}
_NAMES = "|".join(
    f"(?-i:{re.escape(name)})" if name.isupper() else re.escape(name)
    for name in sorted((name for names in CURRENCIES.values() for name in names), key=len, reverse=True)
    if name not in BEFORE_NUMBERS
)
_TIMES = r"thousands?|millions?|billions?|bn|mn|mln|m|k|crore|lakh|万|亿|百万|千万|十亿"
SUMS_IN = re.compile(
    rf"(?:\bin\s+|[(（\[]\s*(?:in\s+)?|[,，]\s*|单位\s*[:：]?\s*|^\s*)"
    rf"(?:(?P<times>{_TIMES})\s*(?:of\s+)?)?(?P<currency>{_NAMES})(?![A-Za-z])\s*(?:(?P<after>{_TIMES})(?![A-Za-z]))?"
    r"\s*(?:[)）\],，;；.。]|$|(?:/|per\b|each\b|a\s+year\b))",
    re.IGNORECASE,
)
"""The unit of the sums below the head of a column or in a table: ``Aid (EUR million)``, ``单位：万元``."""
SHARES_IN = re.compile(
    r"[(（\[]\s*(?:in\s+)?(?:%|％|per\s?cent)|\bin\s+(?:%|per\s?cent)|^\s*(?:%|％)\s*$|[,，]\s*%\s*$", re.IGNORECASE
)
"""The head of a column of percentages."""
BARE = re.compile(
    r"\W*(?:(?:up\s+to|at\s+least|at\s+most|max\.?|min\.?|from|over|under|不超过|最高|至少|至多)\s*)?[\d.,\s–—~-]+(?:以[上下内])?(?:\s*(?:to|至|到)\s*[\d.,\s]+)?\W*",
    re.IGNORECASE,
)
"""A cell with nothing but figures."""


MORE = re.compile(r"\s*[+＋]\s*\d{1,2}(?:[.,]\d+)?\s*(?:p\.?p\.?|points?)?\s*")
"""A cell below percentages that says how many points are added."""


def as_percent(figure: Figure) -> Figure:
    """A bare number as a percentage."""
    return _as(figure, QuantityKind.PERCENT, None, Decimal(1))


def with_units(label: str, above: str, text: str, found: Sequence[Figure], *, place: str | None = None) -> list[Figure]:
    """The figures of a cell with the unit that the head of its column gives, or else the words ``above`` its table."""
    if not any(figure.kind is QuantityKind.NUMBER for figure in found) or BARE.fullmatch(text) is None:
        return list(found)
    if SHARES_IN.search(label):
        return [as_percent(figure) for figure in found]
    unit = _unit_in(label, place) or (_unit_in(above, place) if "%" not in label else None)
    return [_as(figure, QuantityKind.MONEY, *unit) for figure in found] if unit else list(found)


@lru_cache(maxsize=512)
def _unit_in(words: str, place: str | None) -> tuple[str, Decimal] | None:
    match = SUMS_IN.search(words)
    if match is None:
        return None
    times = (match["times"] or match["after"] or "").casefold()
    factor = {"十亿": 10**9}.get(times) or MULTIPLIERS.get(times) or MULTIPLIERS.get(times.rstrip("s")) or 1
    own = currency_of(place) if place else None
    code = own if own and may_mean(f"1{match['currency']}", own) else _CODE_OF[match["currency"].casefold()]
    return code, Decimal(factor)


def _as(figure: Figure, kind: QuantityKind, unit: str | None, factor: Decimal) -> Figure:
    if figure.kind is not QuantityKind.NUMBER:
        return figure
    low, high = (None if bound is None else plain(bound * factor) for bound in (figure.low, figure.high))
    return replace(figure, kind=kind, unit=unit, low=low, high=high)


def in_own_currency(place: str, text: str, found: Sequence[Figure]) -> list[Figure]:
    """Sums in a currency whose name several countries share, such as ``$2,000``, are in that of the place that is spoken of."""
    if not any(figure.unit for figure in found) or (own := currency_of(place)) is None:
        return list(found)
    return [
        replace(figure, unit=own)
        if figure.unit not in {None, own} and may_mean(text[figure.start : figure.end], own)
        else figure
        for figure in found
    ]
