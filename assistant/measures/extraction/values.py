"""What each figure of a clause stands for: a rate, a cap, an investment that is asked for, a budget, a number of goods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.language.quantities import QuantityKind
from assistant.measure import Instrument
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.cues import (
    ASKED,
    CAP,
    CHARGED,
    COUNTED,
    DECIDED,
    DECISION,
    EXCLUDED,
    FLOOR,
    GOAL,
    HOLDING,
    IF,
    INSTALMENT,
    LET_IN,
    NOTICE,
    OF_INVESTMENT,
    OF_INVESTMENT_BEFORE,
    OF_SIZE,
    PERSONS,
    PRICE_LIMIT,
    REQUIRES,
    SHARE,
    SPARED,
    TAXED,
    THRESHOLD,
    VALUE,
    WHICHEVER,
    WORTH,
    names_subject,
    subject_of,
)
from assistant.measures.extraction.figures import ENUMERATED, Figure
from assistant.measures.extraction.instruments import Named

AID = frozenset({Instrument.GRANT, Instrument.LOAN, Instrument.GUARANTEE, Instrument.TAX_CREDIT})
RELIEF = frozenset({Instrument.TAX_EXEMPTION, Instrument.CUSTOMS_RELIEF})
WEAK = frozenset({Instrument.OBLIGATION, Instrument.DEADLINE, Instrument.THRESHOLD})
"""Named in passing in sentences on other instruments: ``a company must invest``."""
OF_PROJECT = frozenset({"investment", "minimum_investment", "maximum_investment"})
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
        if figure.bound is Bound.AT_MOST and EXCLUDED.search(right + text[figure.end :][:80]):
            # "Projects below EUR 5 million are not eligible" asks for at least as much.
            figure = replace(figure, bound=Bound.AT_LEAST, low=high_of(figure), high=None)
        if law and figure.bound is Bound.EXACT and _is_size(text, figure):
            figure = replace(figure, bound=Bound.AT_LEAST, high=None)
        near = nearest(names, figure, text if outer in AID else "")
        attached = next(
            (
                name
                for name in names
                if name.instrument in AID and ATTACHED.fullmatch(text[figure.end : name.start] or "-")
            ),
            None,
        )
        if attached is not None and figure.kind is QuantityKind.PERCENT:
            near = attached.instrument
        if law and figure.kind is QuantityKind.PERCENT and ASKS.match(text, figure.end):
            near = Instrument.OBLIGATION
        if figure.kind is QuantityKind.PERCENT and CONTENT.search(left):
            near = Instrument.OBLIGATION
        follows = any(0 <= name.start - figure.end <= 4 for name in names)
        if near is Instrument.TAX_EXEMPTION and follows and law and CHARGED.search(left):
            near = Instrument.DUTY
        if figure.kind is QuantityKind.NUMBER and figure.bound is Bound.AT_MOST and _is_let_in(text, figure):
            near = Instrument.QUOTA
        behind = next((name for name in names if name.start >= figure.end), None)
        in_condition = behind is not None and IF.search(text[figure.end : behind.start]) is not None
        only_asked = figure.kind is QuantityKind.MONEY or (
            in_condition and all(name.start >= figure.end for name in names)
        )
        if near in WEAK and outer is not None and outer not in WEAK and only_asked:
            # "A company must invest at least ..." limits the aid that the words above speak of.
            near = None
        instrument = near or outer or (_by_itself(text, figure, left, right, label) if law else None)
        if near is None and figure.kind is QuantityKind.PERCENT and outer in AID and (charged := CHARGED.search(left)):
            # Whoever pays a share is not granted it; what an income is taxed at instead is a lowered rate.
            instrument = Instrument.TAX_EXEMPTION if TAXED.match(charged.group()) else Instrument.DUTY
        if law and instrument in {None, Instrument.OBLIGATION} and figure.per and figure.unit and CHARGED.search(left):
            # "Electric cars pay EUR 390 a year" names no tax, and is one.
            instrument, near = Instrument.DUTY, Instrument.DUTY
        if instrument is None and figure.kind is QuantityKind.MONEY and (FUNDS.search(left) or FUNDED.match(right)):
            # Money is set aside for what is granted.
            instrument = Instrument.GRANT
        if (
            instrument is Instrument.QUOTA
            and figure.kind is QuantityKind.PERCENT
            and RATE.search(left[-40:] + " " + right[:24])
        ):
            # "Within the quota a rate of 6.1% applies": the quota has a duty of its own.
            instrument, near = Instrument.DUTY, Instrument.DUTY
        if (
            figure.kind is QuantityKind.PERCENT
            and figure.bound is not Bound.EXACT
            and WITH.search(left)
            and any(other.kind is QuantityKind.PERCENT for other in found[place + 1 :])
        ):
            # "Cars with less than 60% local value pay 12%" tells for which cars.
            continue
        if instrument is None:
            continue
        with_rate = any(value.field == "rate" for value in values)
        if figure.per == "year" and values and values[-1].field == "budget":
            # "It has EUR 1 billion, at most EUR 300 million a year" says how the budget is spent.
            continue
        if figure.kind is QuantityKind.MONEY and high_of(figure) == 0 and figure.bound is not Bound.AT_MOST:
            # "From EUR 0" sets no limit.
            continue
        counted = _counted(text, figure) or (_counted_in(label) if column and instrument is Instrument.QUOTA else None)
        if figure.kind is QuantityKind.NUMBER and counted:
            figure = replace(figure, per=counted)
        follows_rate = any(other.kind is QuantityKind.PERCENT for other in found[place + 1 :])
        role = _Role(
            text, figure, left, right, label, instrument, near is not None, with_rate, follows_rate, column, law
        )
        field = _field(role)
        if field is None and _is_counted_on(text, figure, values):
            field = "amount"
        if field == "budget" and PART_OF.search(left):
            continue
        if field == "threshold" and figure.kind is QuantityKind.NUMBER and names_subject("staff", label):
            figure = replace(figure, per="person")
        if field == "threshold rate":
            values.append(Value("rate", figure, Instrument.THRESHOLD, True))
        elif field == "threshold":
            if figure.bound is Bound.EXACT and not CAP.search(label):
                figure = replace(figure, bound=Bound.AT_LEAST, high=None)
            values.append(Value("amount", figure, Instrument.THRESHOLD, True))
        elif field in OF_PROJECT and instrument in WEAK and not law:
            # "A company must invest at least ..." is no duty, but what an aid asks for.
            values.append(Value(field, figure, Instrument.GRANT, False))
        elif field is not None:
            values.append(Value(field, figure, instrument, near is not None))
    return values


def _is_counted_on(text: str, figure: Figure, values: Sequence[Value]) -> bool:
    """Whether a sum goes on with a count of sums: ``a van gets EUR 5,000, a truck EUR 20,000``."""
    last = values[-1] if values else None
    if (
        last is None
        or last.field != "amount"
        or figure.kind is not QuantityKind.MONEY
        or last.figure.unit != figure.unit
    ):
        return False
    between = text[last.figure.end : figure.start]
    return ENUMERATED.fullmatch(between) is not None and subject_of(between, "", "") is None


def _is_size(text: str, figure: Figure) -> bool:
    """Whether a bare figure is the size from which on companies are meant: ``companies with 5,000 employees``."""
    if OF_SIZE.search(text[max(0, figure.start - 90) : figure.start]) is None:
        return False
    return PERSONS.match(text, figure.end) is not None or (
        figure.kind is QuantityKind.MONEY
        and names_subject("turnover", text[max(0, figure.start - 30) : figure.end + 20])
    )


def high_of(figure: Figure) -> Decimal | None:
    """Its only bound, or the upper one of two."""
    return figure.high if figure.high is not None else figure.low


def nearest(names: Sequence[Named], figure: Figure, text: str = "") -> Instrument | None:
    """The instrument named nearest to a figure; what stands behind it, and what may be said in passing, counts as farther off."""
    names = [name for name in names if not _is_base(name, names, figure, text)]

    def distance(name: Named) -> int:
        away = figure.start - name.end if name.end <= figure.start else name.start - figure.end + 6
        return away + (80 if name.instrument in WEAK else 0)

    best = min(names, key=distance, default=None)
    return best.instrument if best is not None else None


def _is_base(name: Named, names: Sequence[Named], figure: Figure, text: str) -> bool:
    """Whether a loan is what a guarantee covers a share of: ``80% of a loan``."""
    if name.instrument is Instrument.TAX_EXEMPTION and OF_LINK.fullmatch(text[figure.end : name.start] or "-"):
        # "Up to 40% of the corporate tax" is what a credit comes to.
        return True
    guaranteed = any(other.instrument is Instrument.GUARANTEE for other in names)
    return name.instrument is Instrument.LOAN and guaranteed


OF_LINK = re.compile(r"\s*of\s+(?:the|its|their)?\s*", re.IGNORECASE)
PART_OF = re.compile(
    r"\b(?:of\s+which|of\s+(?:this|these|that)|thereof)\b[^.;\d]{0,24}$|其中[^。；\d]{0,16}$", re.IGNORECASE
)
"""Before the part of a budget that is kept for some."""
FUNDED = re.compile(
    r"\s*(?:\w+\s+){0,2}(?:is|are)\s+(?:available|on\s+offer|in\s+the\s+pot|reserved|set\s+aside|earmarked)\b|\s+to\s+(?:give|distribute|award|hand\s+out)\b|\s*(?:is|are)\s+(?:used\s+up|exhausted)\b|\s+for\s+(?:it|this|the\s+(?:scheme|programme|call|line))\b",
    re.IGNORECASE,
)
"""Behind the money that a programme has."""
RATE = re.compile(r"\b(?:rates?|dut(?:y|ies)|tariffs?)\b|税率|关税", re.IGNORECASE)
WITH = re.compile(
    r"\bwith\s+(?:a\s+)?(?:\w+\s+){0,3}(?:less|fewer|more|lower|higher|at\s+least|over|under|below|above|up\s+to)\s*(?:than)?\s*$",
    re.IGNORECASE,
)
"""Before a share that only tells of which goods a rate is."""
OF_SALES = re.compile(
    r"\s*(?:of\s+)?(?:all\s+|new\s+|its\s+|their\s+|the\s+)*(?:\w+\s+)?(?:sales|registrations)\b[^.;]{0,24}\b(?:must|shall|ha(?:s|ve)\s+to|should)\b",
    re.IGNORECASE,
)
"""Behind a share of what is sold that is asked for."""
AID_IN_ALL = re.compile(
    r"(?:补[贴助]|奖励|资助|援助)(?:资金)?(?:总额|合计)[^，。；\d]{0,6}$|\btotal\s+(?:aid|grants?|support)\b[^.;,\d]{0,16}$",
    re.IGNORECASE,
)
"""Before what somebody gets at most altogether."""
SHARE_ASKED = re.compile(r"占比[^，。；\d]{0,6}(?:须|应|必须|不得低于|不低于)[^，。；\d]{0,6}$")
"""Before a share of what is sold that is asked for."""
ATTACHED = re.compile(r"\s*(?:(?!(?:of|for|in|to|and|or|on|from|by|at|as|is|are|per)\b)[a-z-]+\s+){0,2}", re.IGNORECASE)
"""Between a figure and the thing that it qualifies: ``a 30% interest-free loan``."""
ASKS = re.compile(
    r"\s*of\s+[^.;,\d]{0,50}\b(?:must|shall|has\s+to|have\s+to|is\s+required|needs?\s+to)\b", re.IGNORECASE
)
"""Behind a share that is asked for."""
CONTENT = re.compile(
    r"(?:本地化率|国产化率|本地含量|区域价值成分)[^，。；\d]{0,12}$|\b(?:local|regional|domestic)\s+(?:value\s+)?content\b[^.;,\d]{0,24}$",
    re.IGNORECASE,
)
"""Directly before a share of what a law asks to be made at home, whatever it is a condition of."""
LABELLED = re.compile(r"^[^:：.;]{2,60}[:：]\s*$")
"""Before a sum that its item's label is for: ``Plug-in hybrids: EUR 1,500``."""
OF_AID = re.compile(
    r"\s+(?:of|in)\s+(?:state\s+)?(?:aid|grants?|support|subsid(?:y|ies))\b|\s*(?:及?以上)?的(?:援助|补[贴助]|资助)",
    re.IGNORECASE,
)
"""Behind a sum that is one of aid."""
FUNDS = re.compile(r"\b(?:budget|endow\w+|envelope)\b|资金(?:总额|规模|总量|预算)|资金$|预算", re.IGNORECASE)
"""Before the money that a programme has."""
BRACKET = re.compile(r"(?:[A-Z]{3}|[€$£¥])\s?\d|\d[\d,.]*\s?(?:[A-Z]{3}|million|[€万亿元])")
"""A sum in the head of a column."""
BASE_OF_RATE = re.compile(
    r"\s*(?:of|on)\s+[^,;]{2,60}[,;]|(?:的)?(?:合格|总)?(?:投资|成本|支出)[^，,；;]{0,12}[，,；;]", re.IGNORECASE
)
"""Between a rate and its cap: what the rate is a share of."""


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
    rate_follows: bool
    column: bool
    law: bool


def _field(role: _Role) -> str | None:
    """The field of a measure that a figure fills, ``threshold`` for one of its own; None when it tells nothing of one."""
    figure, label, instrument = role.figure, role.label, role.instrument
    # "Price below EUR 40,000" above a column tells for whom its sums are, not what they are of.
    bracket = role.column and instrument in AID and BRACKET.search(label) is not None
    subject = subject_of(role.left, role.right, "" if bracket else label)
    if names_subject("own", label) or (subject == "trade" and FLOOR.search(label)):
        subject = "own" if subject != "trade" else None
    if GOAL.search(role.text[: figure.start]):
        return None
    if figure.kind is QuantityKind.PERCENT:
        wrong = INSTALMENT.search(role.text[: figure.start][-80:] + role.right) is not None and not role.column
        wrong = wrong or HOLDING.search(role.left) is not None
        of_sales = (
            subject == "trade"
            and instrument is Instrument.OBLIGATION
            and (OF_SALES.match(role.right) is not None or SHARE_ASKED.search(role.left) is not None)
        )
        wrong = (
            wrong or (subject in {"fine", "own", "trade", "capital"} and not of_sales) or instrument is Instrument.QUOTA
        )
        bare = figure.bound is Bound.EXACT and not role.near and not role.column
        wrong = wrong or (bare and bool(figure.high) and _in_words(role))
        wrong = wrong or (subject == "turnover" and (figure.bound is not Bound.AT_LEAST or _in_words(role)))
        if role.law and figure.bound is Bound.AT_LEAST and SHARE.search(role.left + role.right + label):
            return "threshold rate"
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
        if role.law and role.column and figure.bound is Bound.AT_LEAST and names_subject("staff", label):
            return "threshold"
        if role.law and figure.bound is Bound.AT_MOST and _counts(figure, role.text) and SPARED.search(role.right):
            return "threshold"
        counted = instrument in {Instrument.QUOTA, Instrument.OBLIGATION, Instrument.THRESHOLD}
        asked = (
            (role.law and role.column and figure.bound is Bound.AT_MOST)
            or instrument is not Instrument.OBLIGATION
            or FLOOR.search(label)
            or figure.bound is Bound.AT_LEAST
        )
        return "amount" if counted and asked and _counts(figure, role.text) else None
    if AID_IN_ALL.search(role.left) and figure.bound is Bound.AT_MOST:
        subject = "aid"
    if OF_AID.match(role.right) and instrument in AID:
        if role.law and figure.bound is Bound.AT_LEAST:
            return "threshold"
        subject = "aid"
    elif FUNDED.match(role.right):
        subject = "budget"
    if subject == "price" and PRICE_LIMIT.search(role.left[-40:]) and not role.column:
        return "threshold"
    if subject == "turnover" or _decides(role.text, figure, instrument):
        named = instrument is Instrument.THRESHOLD or THRESHOLD.search(role.left) or THRESHOLD.search(label)
        return "threshold" if figure.bound is not Bound.EXACT or named else None
    if subject == "price" and role.with_rate and figure.bound is Bound.AT_MOST and instrument in AID:
        # "25% of the price, up to EUR 5,000": what the share is of sets no limit to the price.
        subject = "aid"
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
    if subject == "budget" and figure.bound is Bound.BETWEEN:
        # A programme has one budget; what lies between two sums is that of a project.
        return "investment"
    if subject == "investment" and figure.bound is Bound.AT_MOST and not _is_of_investment(role):
        subject = None
    if subject == "budget" and figure.per in {None, "year", "project"}:
        least = figure.bound is Bound.AT_LEAST or FLOOR.search(label) or FLOOR.search(role.left[-40:])
        most = figure.bound is Bound.AT_MOST or (CAP.search(role.left[-24:]) and not least)
        return (
            "minimum_investment"
            if least
            else "maximum_investment"
            if most and figure.bound is Bound.AT_MOST
            else "budget"
        )
    lowest = figure.bound is Bound.AT_LEAST and instrument not in AID | RELIEF
    if role.law and lowest and (subject == "investment" or VALUE.search(role.left[-40:])):
        return "threshold"
    # "20% of eligible investment, at most EUR 500,000": the investment is what the rate is of, and the amount its cap.
    capped = role.with_rate and figure.bound is Bound.AT_MOST and BASE_OF_RATE.match(role.left) is not None
    if subject == "investment" and figure.per is None and not capped:
        return _investment(figure, label, role.left)
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
            limited = figure.bound is Bound.AT_MOST or (
                role.column and figure.bound is Bound.EXACT and CAP.search(label)
            )
            return "cap" if limited else None
        if figure.bound is Bound.AT_LEAST and not role.with_rate and figure.per is None and REQUIRES.search(role.left):
            return "minimum_investment"
        return _aid(role, subject)
    return "amount" if instrument is Instrument.THRESHOLD else None


def _by_itself(text: str, figure: Figure, left: str, right: str, label: str) -> Instrument | None:
    """What a limit is that a law sets without naming any instrument."""
    if figure.kind is QuantityKind.PERCENT and figure.bound is Bound.AT_LEAST and SHARE.search(left + right + label):
        return Instrument.THRESHOLD
    if figure.kind is QuantityKind.PERCENT:
        return Instrument.OBLIGATION if ASKED.search(left[-40:]) or FLOOR.search(label) or CAP.search(label) else None
    if figure.bound is Bound.EXACT:
        return None
    if figure.kind is QuantityKind.MONEY:
        counted = _decides(text, figure, None) or subject_of(left, right, label) == "turnover"
        counted = counted or (figure.bound is Bound.AT_LEAST and VALUE.search(left[-40:]) is not None)
        counted = counted or (figure.bound is Bound.AT_MOST and SPARED.search(right) is not None)
        return Instrument.THRESHOLD if counted else None
    if figure.bound is Bound.AT_MOST and SPARED.search(right):
        return Instrument.THRESHOLD if _counted(text, figure) else None
    if figure.bound is Bound.AT_LEAST and names_subject("staff", label):
        return Instrument.THRESHOLD
    if figure.bound is Bound.AT_MOST and ASKED.search(left[-40:]) and _counted(text, figure):
        return Instrument.OBLIGATION
    persons = figure.bound is not Bound.AT_MOST and PERSONS.match(text, figure.end)
    return Instrument.THRESHOLD if persons else None


def _decides(text: str, figure: Figure, instrument: Instrument | None) -> bool:
    """Whether a sum is one from which on somebody must be asked."""
    return (
        figure.kind is QuantityKind.MONEY
        and figure.bound is Bound.AT_LEAST
        and (
            DECISION.search(text) is not None
            if instrument is not Instrument.GRANT
            else DECIDED.match(text, figure.end) is not None or NOTICE.search(text[: figure.start]) is not None
        )
    )


def _is_of_investment(role: _Role) -> bool:
    """Whether a highest sum is one of a project: "up to EUR 3 million for projects" is the aid that projects get."""
    if role.with_rate and OF_INVESTMENT_BEFORE.search(role.left) is None and OF_INVESTMENT.match(role.right) is None:
        # "8% of the investment, at most EUR 3 million per project" limits what is paid.
        return False
    before = names_subject("investment", role.left) or names_subject("investment", role.label)
    return before or OF_INVESTMENT.match(role.right) is not None


def _investment(figure: Figure, label: str, left: str) -> str | None:
    if figure.bound is Bound.BETWEEN:
        return "investment"
    if figure.bound is Bound.AT_MOST:
        return "maximum_investment"
    if figure.bound is Bound.AT_LEAST or FLOOR.search(label) or FLOOR.search(left[-16:]):
        return "minimum_investment"
    return "maximum_investment" if CAP.search(label) else None


def _aid(role: _Role, subject: str | None) -> str | None:
    figure, label = role.figure, role.label
    if figure.bound is Bound.BETWEEN:
        return "aid" if role.with_rate or (role.rate_follows and figure.per is None) else "amount"
    if (
        figure.bound is Bound.EXACT
        and figure.per is None
        and not CAP.search(label)
        and WORTH.match(role.text, figure.end)
    ):
        return "budget"
    capped = figure.bound is Bound.AT_MOST or CAP.search(label) or CAP.search(role.left[-30:])
    if capped and (role.with_rate or figure.per in {None, "company", "project"}):
        return "cap"
    if role.with_rate and figure.bound is Bound.AT_LEAST:
        return "floor"
    if capped:
        return "capped amount"
    # A bare sum is aid only where something says so: a word beside it, its column, or what it counts for.
    return (
        "amount"
        if role.near
        or role.column
        or subject == "aid"
        or figure.per is not None
        or role.with_rate
        or (subject is None and LABELLED.search(role.text[: figure.start]))
        else None
    )


def _in_words(role: _Role) -> bool:
    """Whether a share is told as ``half`` or ``一半``, which is often said of other things than a measure."""
    return re.search(r"\d|百分|成", role.text[role.figure.start : role.figure.end]) is None


def _counts(figure: Figure, text: str) -> bool:
    return figure.per is not None or _counted(text, figure) is not None


def _is_let_in(text: str, figure: Figure) -> bool:
    """Whether a highest number of goods is what may come in: ``up to 20,000 cars a year may be imported``."""
    return _counted(text, figure) is not None and LET_IN.search(text, figure.end, figure.end + 90) is not None


def _counted_in(label: str) -> str | None:
    """What the head of a column says that its numbers count: ``Quota (tonnes)``."""
    return next((name for name, words in COUNTED.items() if re.search(words.pattern.lstrip("\\s*"), label, re.I)), None)


def _counted(text: str, figure: Figure) -> str | None:
    """What a number counts, by the word behind it."""
    return next((name for name, pattern in COUNTED.items() if pattern.match(text, figure.end)), None)
