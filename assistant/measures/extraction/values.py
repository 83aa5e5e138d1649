"""What each figure of a clause stands for: a rate, a cap, an investment that is asked for, a budget, a number of goods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.quantities import QuantityKind
from assistant.measure import Instrument
from assistant.measures.extraction.figures import Bound, Figure
from assistant.measures.extraction.instruments import Named

AID = frozenset({Instrument.GRANT, Instrument.LOAN, Instrument.GUARANTEE, Instrument.TAX_CREDIT})
RELIEF = frozenset({Instrument.TAX_EXEMPTION, Instrument.CUSTOMS_RELIEF})
WEAK = frozenset({Instrument.OBLIGATION, Instrument.DEADLINE, Instrument.THRESHOLD})
"""Named in passing in sentences on other instruments: ``a company must invest``."""
REACH = 70
"""Characters on the left of a figure that may say what it is of."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with the field and the instrument that it belongs to; the figure's offsets are those of its clause."""

    field: str
    figure: Figure
    instrument: Instrument
    near: bool
    """Whether the instrument is named in the same clause, not only above it."""


SUBJECTS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "investment": r"\binvest(?:ments?|ing|ed|s)?\b|eligible\s+(?:costs?|expenses|expenditure|budget)|\bcapex\b|\bprojects?\b(?!\s+finance)|\bspend(?:ing)?\b"
        r"|minimum,|minimum\s+programme|programme\s+size|投资额?|项目|支出|投入",
        "budget": r"\bbudgets?\b|\bendow\w*|\benvelopes?\b|\ballocat\w*|total\s+(?:funding|funds|support)|\bpot\s+of|\bfunds?\b|\bpackages?\b"
        r"|programme\s+of|\bfacility\s+of|预算|总额|总规模|资金规模|资金总量|安排资金",
        "aid": r"\bgrants?\b|\bsubsid(?:y|ies)\b|\bpremiums?\b|\baid\b|\bbonus(?:es)?\b|\bsupport\b|\bcash\b|\bvouchers?\b|\bloans?\b|补[贴助]|资助|奖励|奖金|贷款",
        "price": r"\bprices?\b|\bpriced\b|价格|售价|车价",
        "turnover": r"\bturnover\b|\brevenues?\b|\bcontributions?\s+(?:to|from)\b|contract\s+value|present\s+value|营业额|营业收入|营收",
        "capital": r"(?:registered|share|paid-in)\s+capital|market\s+(?:value|capitali[sz]ation)|注册资本|市值|实缴资本",
        "fine": r"\bfines?\b|\bfined\b|\bpenalt(?:y|ies)\b|\bsanctions?\b|罚款|处罚|罚金",
        "own": r"own\s+contribution|own\s+funds|\bequity\b|discount|\bown\s+resources|自有资金|自筹",
        "trade": r"\bmarket\s+share|\bshare\s+of\s+(?:the\s+)?(?:market|sales)|\b(?:gdp|exports?|sales|output)\b(?!\s+(?:licen|control))|\bgrew\b|\bgrowth\b|\bforecast\w*|\bestimated\b|\bexpected\b"
        r"|市场份额|增长|下降|同比|占比|销售额|产值|出口额|增速",
        "staff": r"\b(?:stable\s+)?jobs\b|\bemployees\b|\bworkers\b|员工|就业",
    }.items()
}
CAP = re.compile(
    r"\bcap(?:s|ped)?\b|ceiling|\bmax(?:imum|\.)?\b|upper\s+limit|\blimit\b|\bat\s+most\b|\bhighest\b|上限|封顶|最高",
    re.IGNORECASE,
)
FLOOR = re.compile(r"\bmin(?:imum|\.)?\b|\bfloor\b|lower\s+limit|\bleast\b|最低|下限|最少", re.IGNORECASE)
THRESHOLD = re.compile(r"\bthresholds?\b|\bminimum\b|门槛|最低", re.IGNORECASE)
DECISION = re.compile(
    r"\b(?:decision|approval|notif(?:y|ication)|licen[cs]e|authori[sz]ation)\s+(?:is|are|of|by|from)\b|\bneeds?\s+(?:an?\s+)?(?:approval|notification|decision)|核准|备案|审批|由[^，。；]{2,24}办理",
    re.IGNORECASE,
)
WHICHEVER = re.compile(
    r"whichever\s+is\s+(?:the\s+)?(?:\*\*)?(?P<which>higher|greater|lower|less)|以较(?P<zh>高|低)者为准|取(?P<zh2>高|低)",
    re.IGNORECASE,
)
RATE_OF_AFTER = re.compile(
    r"\s*(?:[)）]\s*)?(?:of|on|off)\s+(?:the\s+|its\s+)?(?P<of>[^,.;:()|（），。；\d]{2,70})", re.IGNORECASE
)
RATE_OF_BEFORE = re.compile(r"(?:按照?|占|给予)(?P<of>[^，。；,;按占\d]{2,24}?)的?(?:最高)?(?:不超过)?\s*$")
COUNTED = {
    "vehicle": re.compile(r"\s*(?:\w+\s+)?(?:vehicles?|cars?|units?|trucks?|buses|辆|台)", re.IGNORECASE),
    "person": re.compile(r"\s*(?:persons?|people|人(?!民))", re.IGNORECASE),
    "tonne": re.compile(r"\s*(?:tonnes?|tons?|吨)", re.IGNORECASE),
}


def values_of(
    text: str, label: str, found: Sequence[Figure], names: Sequence[Named], outer: Instrument | None
) -> list[Value]:
    """Values of a clause in order.

    ``label`` is what it stands under, ``names`` are the instruments that it names, ``outer`` is the one that the words
    above it name.
    """
    values = []
    for place, figure in enumerate(found):
        if figure.kind is QuantityKind.DATE or figure.superseded:
            continue
        left = text[found[place - 1].end if place else 0 : figure.start][-REACH:]
        right = text[figure.end : found[place + 1].start if place + 1 < len(found) else len(text)][:48]
        near = nearest(names, figure)
        if near in WEAK and outer is not None and outer not in WEAK and figure.kind is QuantityKind.MONEY:
            # "A company must invest at least ..." limits the aid that the words above speak of.
            near = None
        instrument = near or outer
        if instrument is None:
            continue
        with_rate = any(value.field == "rate" for value in values)
        field = _field(text, figure, left, right, label, instrument, with_rate)
        if field is not None:
            values.append(Value(field, figure, instrument, near is not None))
    return values


def nearest(names: Sequence[Named], figure: Figure) -> Instrument | None:
    """The instrument named nearest to a figure; what stands behind it, and what may be said in passing, counts as farther off."""

    def distance(name: Named) -> int:
        away = figure.start - name.end if name.end <= figure.start else name.start - figure.end + 6
        return away + (80 if name.instrument in WEAK else 0)

    best = min(names, key=distance, default=None)
    return best.instrument if best is not None else None


def subject_of(left: str, right: str, label: str) -> str | None:
    """What a figure is a figure of, by the word that stands nearest."""
    best: tuple[int, str] | None = None
    for name, pattern in SUBJECTS.items():
        distances = [len(left) - match.end() for match in pattern.finditer(left)]
        behind = pattern.search(re.split(r"[,;，；。]", right)[0])
        if behind:
            distances.append(behind.start() + 8)
        if pattern.search(label):
            distances.append(60)
        if distances and (best is None or min(distances) < best[0]):
            best = (min(distances), name)
    return best[1] if best else None


def _field(
    text: str, figure: Figure, left: str, right: str, label: str, instrument: Instrument, with_rate: bool
) -> str | None:
    """The field of a measure that a figure fills; None when it tells nothing of one."""
    subject = subject_of(left, right, label)
    if figure.kind is QuantityKind.PERCENT:
        return None if subject in {"fine", "own", "trade", "turnover", "capital"} else "rate"
    if subject in {"fine", "own", "capital", "trade"}:
        return None
    if figure.kind is QuantityKind.NUMBER:
        counted = instrument in {Instrument.QUOTA, Instrument.OBLIGATION, Instrument.THRESHOLD}
        asked = instrument is not Instrument.OBLIGATION or FLOOR.search(label) or figure.bound is Bound.AT_LEAST
        return "amount" if counted and asked and _counts(figure, text) else None
    if subject == "turnover" or _decides(text, figure, instrument):
        return "threshold" if figure.bound in {Bound.AT_LEAST, Bound.AT_MOST} else None
    if subject == "price":
        return "threshold" if instrument is Instrument.THRESHOLD else None
    if subject == "budget" and figure.per in {None, "year"} and figure.bound is not Bound.AT_LEAST:
        return "budget"
    if subject == "investment" and figure.per is None:
        return _investment(figure, label)
    if with_rate and (which := WHICHEVER.search(text)):
        lower = (which["which"] or "").lower() in {"lower", "less"} or "低" in {which["zh"], which["zh2"]}
        return "cap" if lower else "floor"
    if instrument is Instrument.DUTY:
        if with_rate:
            return "floor" if figure.bound is Bound.AT_LEAST else None
        return "amount" if figure.per is not None else None
    if instrument in AID | RELIEF:
        if subject != "aid" and not with_rate and (figure.bound is Bound.AT_LEAST or THRESHOLD.search(label)):
            return "minimum_investment"
        return _aid(figure, label, left, with_rate) if instrument in AID else None
    return "amount" if instrument is Instrument.THRESHOLD else None


def _decides(text: str, figure: Figure, instrument: Instrument) -> bool:
    """Whether a sum is one from which on somebody must be asked."""
    return instrument is not Instrument.GRANT and figure.bound is Bound.AT_LEAST and DECISION.search(text) is not None


def _investment(figure: Figure, label: str) -> str | None:
    if figure.bound is Bound.BETWEEN:
        return "investment"
    if figure.bound is Bound.AT_MOST:
        return "maximum_investment"
    if figure.bound is Bound.AT_LEAST or FLOOR.search(label):
        return "minimum_investment"
    return "maximum_investment" if CAP.search(label) else None


def _aid(figure: Figure, label: str, left: str, with_rate: bool) -> str:
    if figure.bound is Bound.BETWEEN:
        return "aid" if with_rate else "amount"
    capped = figure.bound is Bound.AT_MOST or CAP.search(label) or CAP.search(left[-30:])
    if figure.per in {None, "company", "project"} and capped:
        return "cap"
    if with_rate and figure.bound is Bound.AT_LEAST:
        return "floor"
    return "capped amount" if capped else "amount"


def _counts(figure: Figure, text: str) -> bool:
    return figure.per is not None or any(pattern.match(text, figure.end) for pattern in COUNTED.values())
