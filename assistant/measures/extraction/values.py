"""What each figure of a clause stands for: a rate, a cap, an investment that is asked for, a budget, a number of goods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

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
        r"|programme\s+of|\bfacility\s+of|\bcalls?\b|预算|总额|总规模|资金规模|资金总量|安排资金",
        "aid": r"\bgrants?\b|\bsubsid(?:y|ies)\b|(?<!excess )\bpremiums?\b|\baid\b|\bbonus(?:es)?\b|\bsupport\b|\bcash\b|\bvouchers?\b|\bloans?\b|补[贴助]|资助|奖励|奖金|贷款",
        "price": r"\bprices?\b|\bpriced\b|价格|售价|车价",
        "turnover": r"market\s+(?:value|capitali[sz]ation)|市值|\bturnover\b|\brevenues?\b|\bcontributions?\s+(?:to|from)\b|contract\s+value|present\s+value|营业额|营业收入|营收",
        "capital": r"(?:registered|share|paid-in)\s+capital|注册资本|实缴资本",
        "fine": r"\bexcess\s+(?:emissions?\s+)?premium|\bmissing\b|\bfines?\b|\bfined\b|\bpenalt(?:y|ies)\b|\bsanctions?\b|罚款|处罚|罚金",
        "own": r"own\s+contribution|own\s+funds|\bequity\b|discount|\bown\s+resources|自有资金|自筹",
        "trade": r"\bmarkets?\b|\bworld\b|\bmarket\s+share|\bshare\s+of\s+(?:the\s+)?(?:market|sales)|\b(?:gdp|export(?:s|ed)?|sales|output)\b(?!\s+(?:licen|control))|\bgrew\b|\bgrowth\b|\bforecast\w*|\bestimated\b|\bexpected\b|\baims?\b|\battract\w*|\bdraw\b|\bgoals?\b|\bdiscussed\b|\bconsidered\b|\bin\s+total\b|\baltogether\b"
        r"|市场份额|增长|下降|同比|占比|销售额|产值|出口额|增速|吸引|目标|合计|总计|总规模",
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
PRICE_LIMIT = re.compile(r"\bprice\s+(?:limit|cap|ceiling)|价格上限|限价", re.IGNORECASE)
GOAL = re.compile(
    r"\b(?:goals?|aims?|ambition|plan(?:s|ned)?\s+to|wants?\s+to|hopes?\s+to)\b|目标|计划到|力争|有望", re.IGNORECASE
)
PERSONS = re.compile(
    r"\s*(?:万|亿)?\s*(?:or\s+more\s+)?(?:stable\s+)?(?:employees|persons|people|users|data\s+subjects|individuals)\b|\s*名?人(?!民)",
    re.IGNORECASE,
)
WORTH = re.compile(
    r"\s+(?:of|in|worth\s+of)\s+(?:\w+[- ]?){0,3}?(?:grants?|loans?|aid|subsidies|incentives?|support|funding|credits?|guarantees?)\b|\s+(?:for|over)\s+(?:the\s+)?(?:years\s+)?20\d\d",
    re.IGNORECASE,
)
"""Behind a sum that a whole programme has: ``EUR 1.5 billion of loans``, ``BRL 19 billion for 2024-2028``."""
ASKED = re.compile(
    r"\bat\s+least\b|\b(?:no|not)\s+less\s+than\b|\bminimum\b|\b(?:not|no)\s+more\s+than\b|\bat\s+most\b|不得?低于|不得?少于|不得?超过|至少|不高于",
    re.IGNORECASE,
)
IF = re.compile(r"\b(?:if|where|when|unless|provided)\b|(?:若|如果|如)", re.IGNORECASE)
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
    text: str,
    label: str,
    found: Sequence[Figure],
    names: Sequence[Named],
    outer: Instrument | None,
    *,
    column: bool = False,
    law: bool = False,
) -> list[Value]:
    """Values of a clause in order.

    ``label`` is what it stands under, its ``column`` of a table or words of its own; ``names`` are the instruments that it
    names, ``outer`` is the one that the words above it name. A ``law`` asks for something by its bare limits.
    """
    values = []
    for place, figure in enumerate(found):
        if figure.kind is QuantityKind.DATE or figure.superseded:
            continue
        left = text[found[place - 1].end if place else 0 : figure.start][-REACH:]
        right = text[figure.end : found[place + 1].start if place + 1 < len(found) else len(text)][:48]
        freed = next(
            (
                name
                for name in names
                if name.start < figure.start and figure.end < name.end and "from" in text[name.start : figure.start]
            ),
            None,
        )
        if freed is not None and figure.kind is QuantityKind.PERCENT and freed.instrument in RELIEF:
            # "Freed from the 40% extra duty" states the duty's rate; what is paid is nothing.
            values.append(
                Value(
                    "rate",
                    replace(figure, bound=Bound.EXACT, low=high_of(figure), high=high_of(figure)),
                    Instrument.DUTY,
                    True,
                )
            )
            continue
        near = nearest(names, figure)
        if near in WEAK and outer is not None and outer not in WEAK and figure.kind is QuantityKind.MONEY:
            # "A company must invest at least ..." limits the aid that the words above speak of.
            near = None
        instrument = near or outer or (_by_itself(text, figure, left, right, label) if law else None)
        if instrument is None:
            continue
        with_rate = any(value.field == "rate" for value in values)
        role = _Role(text, figure, left, right, label, instrument, near is not None, with_rate, column)
        field = _field(role)
        if figure.kind is QuantityKind.NUMBER and (counted := _counted(text, figure)):
            figure = replace(figure, per=counted)
        if field == "threshold":
            values.append(Value("amount", figure, Instrument.THRESHOLD, True))
        elif field is not None:
            values.append(Value(field, figure, instrument, near is not None))
    return values


def high_of(figure: Figure) -> Decimal | None:
    """Its only bound, or the upper one of two."""
    return figure.high if figure.high is not None else figure.low


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


@dataclass(frozen=True, slots=True)
class _Role:
    """A figure with all that may tell what it stands for."""

    text: str
    figure: Figure
    left: str
    right: str
    label: str
    instrument: Instrument
    near: bool
    with_rate: bool
    """Whether a rate goes before it in the clause."""
    column: bool


def _field(role: _Role) -> str | None:
    """The field of a measure that a figure fills, ``threshold`` for one of its own; None when it tells nothing of one."""
    figure, label, instrument = role.figure, role.label, role.instrument
    subject = subject_of(role.left, role.right, label)
    if SUBJECTS["own"].search(label) or (subject == "trade" and FLOOR.search(label)):
        subject = "own" if subject != "trade" else None
    if GOAL.search(role.text[: figure.start]):
        return None
    if figure.kind is QuantityKind.PERCENT:
        wrong = subject in {"fine", "own", "trade", "turnover", "capital"} or instrument is Instrument.QUOTA
        return None if wrong else "rate"
    if subject in {"fine", "own", "capital", "trade"}:
        return None
    if figure.kind is QuantityKind.NUMBER:
        if (
            figure.bound in {Bound.AT_LEAST, Bound.BETWEEN}
            and PERSONS.match(role.text, figure.end)
            and instrument in WEAK
        ):
            return "threshold"
        counted = instrument in {Instrument.QUOTA, Instrument.OBLIGATION, Instrument.THRESHOLD}
        asked = instrument is not Instrument.OBLIGATION or FLOOR.search(label) or figure.bound is Bound.AT_LEAST
        return "amount" if counted and asked and _counts(figure, role.text) else None
    if subject == "turnover" or _decides(role.text, figure, instrument):
        return "threshold" if figure.bound is not Bound.EXACT else None
    if subject == "price":
        limit = PRICE_LIMIT.search(label) or PRICE_LIMIT.search(role.left[-40:])
        return "threshold" if limit and not role.column and not role.with_rate else None
    if role.with_rate and IF.search(role.left) and subject != "investment":
        return None
    return _sum(role, subject)


def _sum(role: _Role, subject: str | None) -> str | None:
    """The field that an amount of money fills."""
    figure, label, instrument = role.figure, role.label, role.instrument
    if instrument is Instrument.QUOTA:
        return "amount"
    if subject == "budget" and figure.per in {None, "year"} and figure.bound is not Bound.AT_LEAST:
        return "budget"
    if subject == "investment" and figure.per is None:
        return _investment(figure, label)
    if role.with_rate and (which := WHICHEVER.search(role.text)):
        lower = (which["which"] or "").lower() in {"lower", "less"} or "低" in {which["zh"], which["zh2"]}
        return "cap" if lower else "floor"
    if instrument is Instrument.DUTY:
        if role.with_rate:
            return "floor" if figure.bound is Bound.AT_LEAST else None
        return "amount" if figure.per is not None else None
    if instrument in AID | RELIEF:
        asked = figure.bound is Bound.AT_LEAST or THRESHOLD.search(label) or (role.column and FLOOR.search(label))
        if subject != "aid" and not role.with_rate and figure.per is None and asked:
            return "minimum_investment"
        if instrument in RELIEF:
            return "cap" if figure.bound is Bound.AT_MOST else None
        return _aid(role, subject)
    return "amount" if instrument is Instrument.THRESHOLD else None


def _by_itself(text: str, figure: Figure, left: str, right: str, label: str) -> Instrument | None:
    """What a limit is that a law sets without naming any instrument."""
    if figure.bound is Bound.EXACT:
        return None
    if figure.kind is QuantityKind.PERCENT:
        return Instrument.OBLIGATION if ASKED.search(left[-24:]) or FLOOR.search(label) or CAP.search(label) else None
    if figure.kind is QuantityKind.MONEY:
        counted = _decides(text, figure, None) or subject_of(left, right, label) == "turnover"
        return Instrument.THRESHOLD if counted else None
    persons = figure.bound is not Bound.AT_MOST and PERSONS.match(text, figure.end)
    return Instrument.THRESHOLD if persons else None


def _decides(text: str, figure: Figure, instrument: Instrument | None) -> bool:
    """Whether a sum is one from which on somebody must be asked."""
    return (
        figure.kind is QuantityKind.MONEY
        and instrument is not Instrument.GRANT
        and figure.bound is Bound.AT_LEAST
        and DECISION.search(text) is not None
    )


def _investment(figure: Figure, label: str) -> str | None:
    if figure.bound is Bound.BETWEEN:
        return "investment"
    if figure.bound is Bound.AT_MOST:
        return "maximum_investment"
    if figure.bound is Bound.AT_LEAST or FLOOR.search(label):
        return "minimum_investment"
    return "maximum_investment" if CAP.search(label) else None


def _aid(role: _Role, subject: str | None) -> str | None:
    figure, label = role.figure, role.label
    if figure.bound is Bound.BETWEEN:
        return "aid" if role.with_rate else "amount"
    if figure.bound is Bound.EXACT and figure.per is None and WORTH.match(role.text, figure.end):
        return "budget"
    capped = figure.bound is Bound.AT_MOST or CAP.search(label) or CAP.search(role.left[-30:])
    if figure.per in {None, "company", "project"} and capped:
        return "cap"
    if role.with_rate and figure.bound is Bound.AT_LEAST:
        return "floor"
    if capped:
        return "capped amount"
    # A bare sum is aid only where something says so: a word beside it, its column, or what it counts for.
    return (
        "amount" if role.near or role.column or subject == "aid" or figure.per is not None or role.with_rate else None
    )


def _counts(figure: Figure, text: str) -> bool:
    return figure.per is not None or _counted(text, figure) is not None


def _counted(text: str, figure: Figure) -> str | None:
    """What a number counts, by the word behind it."""
    return next((name for name, pattern in COUNTED.items() if pattern.match(text, figure.end)), None)
