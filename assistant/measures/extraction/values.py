"""What each figure of a clause stands for: a rate, a cap, an investment that is asked for, a budget, a number of goods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.quantities import QuantityKind
from assistant.measure import Instrument
from assistant.measures.extraction.figures import Bound, Figure, figures
from assistant.measures.extraction.instruments import Named, named_in
from assistant.measures.extraction.statements import Clause, Statement

AID = frozenset({Instrument.GRANT, Instrument.LOAN, Instrument.GUARANTEE, Instrument.TAX_CREDIT})
RELIEF = frozenset({Instrument.TAX_EXEMPTION, Instrument.CUSTOMS_RELIEF})


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with the field and the instrument that it belongs to; the figure's offsets are those of its clause."""

    field: str
    figure: Figure
    instrument: Instrument
    near: bool
    """Whether the instrument is named in the same clause, not only above it."""


INVEST = re.compile(
    r"invest(?:ments?|ing|ed|s)?|eligible\s+(?:costs?|expenses|expenditure)|capex|capital\s+expenditure|projects?|spend(?:ing)?|outlay|committed"
    r"|投资|项目|支出|投入|实缴资本",
    re.IGNORECASE,
)
BUDGET = re.compile(
    r"budgets?|endow\w*|envelopes?|allocat\w*|total\s+(?:funding|funds|support)|funding\s+pot|pot\s+of|fund\s+of|worth\s+of\s+(?:support|aid)|programme\s+(?:of|worth)|overall|in\s+total"
    r"|call\s+(?:of|worth|with)|预算|总额|总规模|资金规模|资金总量|安排资金|总盘子",
    re.IGNORECASE,
)
CAP = re.compile(
    r"\bcap(?:s|ped)?\b|ceiling|max(?:imum|\.)?\b|upper\s+limit|limit\b|at\s+most|上限|封顶|最高", re.IGNORECASE
)
FLOOR = re.compile(r"min(?:imum|\.)?\b|floor|lower\s+limit|最低|下限", re.IGNORECASE)
NO_MEASURE = re.compile(
    r"market\s+share|share\s+of\s+(?:the\s+)?(?:market|sales)|of\s+(?:the\s+)?(?:\w+\s+)?(?:market|sales|exports|output|gdp)\b|grew|growth|rose|fell|increase\s+of|decline|down\s+by|up\s+by"
    r"|forecast|estimated|expected\s+to|turnover|revenue|sales\s+of|population|fines?|penalt|populations?|stake|shareholding|inflation|interest"
    r"|市场份额|增长|下降|同比|占比|营业额|营收|销售额|罚款|产值|出口额|持股|人口",
    re.IGNORECASE,
)
RATE_OF_AFTER = re.compile(
    r"\s*(?:[)）]\s*)?(?:of|on|off)\s+(?:the\s+)?(?P<of>[^,.;:()（），。；]{2,70})", re.IGNORECASE
)
RATE_OF_BEFORE = re.compile(r"(?:按|按照|占|给予)(?P<of>[^，。；,;按占]{2,24}?)的?(?:最高)?(?:不超过)?\s*$")


def values_of(statement: Statement, clause: Clause, around: Sequence[str]) -> list[Value]:
    """Values of a clause in order. ``around`` are the words that it stands under, the nearest first."""
    found = figures(clause.text)
    if not found:
        return []
    names = list(named_in(clause.text))
    outer = next((name.instrument for text in around for name in named_in(text)), None)
    values = []
    for place, figure in enumerate(found):
        left = clause.text[found[place - 1].end if place else 0 : figure.start]
        right = clause.text[figure.end : found[place + 1].start if place + 1 < len(found) else len(clause.text)]
        near = _nearest(names, figure)
        instrument = near or outer
        if instrument is None or figure.kind is QuantityKind.DATE:
            continue
        field = _field(figure, left, right, clause.label, instrument)
        if field is not None:
            values.append(Value(field, figure, instrument, near is not None))
    return values


def _nearest(names: Sequence[Named], figure: Figure) -> Instrument | None:
    """The instrument named nearest to a figure; words behind it count as a little farther off."""

    def distance(name: Named) -> int:
        return figure.start - name.end if name.end <= figure.start else name.start - figure.end + 6

    nearest = min(names, key=distance, default=None)
    return nearest.instrument if nearest is not None else None


def _field(figure: Figure, left: str, right: str, label: str, instrument: Instrument) -> str | None:
    """The field of a measure that a figure fills; None when it tells nothing of one."""
    window = left[-70:] + " " + right[:40]
    if figure.kind is QuantityKind.PERCENT:
        return None if NO_MEASURE.search(window) else "rate"
    if figure.kind is QuantityKind.NUMBER:
        return "amount" if instrument is Instrument.QUOTA and figure.per is None else None
    if figure.per in {"vehicle", "kWh", "kW", "tonne", "kg", "gram", "cell", "item", "container", "household", "job"}:
        return "amount"
    near_left, near_right = left[-60:], right[:36]
    if _nearer(INVEST, label, near_left, near_right):
        if figure.bound is Bound.AT_LEAST or FLOOR.search(label):
            return "minimum_investment"
        if figure.bound is Bound.AT_MOST and instrument in AID and not _aid_words(near_left):
            return "maximum_investment"
        if figure.bound is Bound.BETWEEN:
            return "investment"
    if _nearer(BUDGET, label, near_left, near_right):
        return "budget"
    if NO_MEASURE.search(window):
        return None
    if instrument in AID:
        if (
            figure.bound is Bound.AT_MOST
            or CAP.search(label)
            or CAP.search(near_left)
            or CAP.match(near_right.strip(" ,()"))
        ):
            return "cap"
        if figure.bound is Bound.AT_LEAST:
            return "floor"
        return "aid" if figure.bound is Bound.BETWEEN else "amount"
    if instrument in {Instrument.DUTY, Instrument.THRESHOLD, Instrument.OBLIGATION}:
        return "amount"
    return None


def _aid_words(text: str) -> bool:
    return any(name.instrument in AID for name in named_in(text))


def _nearer(pattern: re.Pattern[str], label: str, left: str, right: str) -> bool:
    return bool(pattern.search(left) or pattern.search(right) or pattern.search(label))
