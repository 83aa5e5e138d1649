"""The field of a measure that a figure fills, by all that stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.quantities import QuantityKind
from assistant.measure import Instrument
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.cues import (
    ASKED,
    BY_DATE,
    CAP,
    COUNTED,
    DECIDED,
    DECISION,
    FLOOR,
    GOAL,
    HOLDING,
    IF,
    INSTALMENT,
    LET_IN,
    LET_IN_BEFORE,
    NOTICE,
    OF_INVESTMENT,
    OF_INVESTMENT_BEFORE,
    PERSONS,
    PRICE_LIMIT,
    REQUIRES,
    SHARE,
    SPARED,
    THRESHOLD,
    VALUE,
    WHICHEVER,
    WORTH,
    names_subject,
    subject_of,
)
from assistant.measures.extraction.figures import Figure
from assistant.measures.extraction.instruments import AID, RELIEF, WEAK
from assistant.measures.extraction.value_cues import (
    AID_IN_ALL,
    BASE_OF_RATE,
    BRACKET,
    CEILING,
    FEE,
    FUND,
    FUNDED,
    HAS,
    IN_ALL,
    LABELLED,
    OF_AID,
    OF_COSTS,
    OF_SALES,
    PAID_BACK,
    REQUIRED,
    RESULT,
    RESULT_AFTER,
    SET_UP,
    SHARE_ASKED,
    STATISTIC,
    STATISTIC_BEFORE,
    WHO_INVESTS,
    WITH_JOBS,
)


@dataclass(frozen=True, slots=True)
class Role:
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


OF_LAND = frozenset({"square metre", "hectare", "hour", "kilometre"})
"""What rents, land and work are priced by."""
NO_VALUE = "none"
"""Stands for the field of a figure whose words say that it is no value of a measure."""


def field_of(role: Role) -> str | None:
    """The field of a measure that a figure fills, ``threshold`` for one of its own, ``none`` where words speak against any.

    None when no rule knows the words around it.
    """
    figure, label, instrument = role.figure, role.label, role.instrument
    # "Price below EUR 40,000" above a column tells for whom its sums are, not what they are of.
    bracket = role.column and instrument in AID and BRACKET.search(label) is not None
    subject = subject_of(role.left, role.right, "" if bracket else label)
    if names_subject("own", label) or (subject == "trade" and FLOOR.search(label)):
        subject = "own" if subject != "trade" else None
    if subject == "staff" and figure.kind is QuantityKind.MONEY:
        # "20 jobs and EUR 1 million of investment": a sum is none of persons.
        subject = "investment" if OF_INVESTMENT.match(role.right) else None
    if GOAL.search(role.text[: figure.start]):
        return NO_VALUE
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
        wrong = wrong or (bare and bool(figure.high) and _in_words(role) and not _is_of_costs(role))
        wrong = wrong or (subject == "turnover" and (figure.bound is not Bound.AT_LEAST or _in_words(role)))
        if role.law and figure.bound is Bound.AT_LEAST and SHARE.search(role.left + role.right + label):
            return "threshold rate"
        if instrument in AID and FEE.search(role.left):
            return NO_VALUE
        if not role.near and instrument in AID and figure.bound is Bound.EXACT and _is_statistic(role):
            return NO_VALUE
        return NO_VALUE if wrong else "rate"
    least = figure.bound is Bound.AT_LEAST or FLOOR.search(role.left[-30:]) is not None
    if subject == "capital" and role.law and least and figure.kind is QuantityKind.MONEY:
        # What a company must have before it may do business.
        return "threshold"
    if figure.kind is QuantityKind.MONEY and figure.bound is Bound.AT_MOST and AID_IN_ALL.search(role.left):
        subject = "aid"
    if subject in {"fine", "own", "capital", "trade"}:
        return NO_VALUE
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
    if RESULT.search(role.text[: figure.start][-80:]) or RESULT_AFTER.match(role.right):
        return NO_VALUE
    if OF_AID.match(role.right) and instrument in AID:
        if role.law and figure.bound is Bound.AT_LEAST:
            return "threshold"
        subject = "aid"
    elif _is_fund(role, subject):
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


def _sum(role: Role, subject: str | None) -> str | None:
    """The field that an amount of money fills."""
    figure, label, instrument = role.figure, role.label, role.instrument
    if instrument is Instrument.QUOTA:
        return "amount"
    if WITH_JOBS.match(role.text, figure.end) and figure.bound in {Bound.EXACT, Bound.AT_LEAST} and figure.per is None:
        return "minimum_investment"
    if subject == "budget" and figure.bound is Bound.AT_MOST and CEILING.search(role.left):
        # "In the first call the ceiling was EUR 20 million" limits what each project gets.
        subject = "aid"
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
        return _investment(role)
    if role.with_rate and (which := WHICHEVER.search(role.text)):
        lower = (which["which"] or "").lower() in {"lower", "less"} or "低" in {which["zh"], which["zh2"]}
        return "cap" if lower else "floor"
    if instrument is Instrument.DUTY:
        if role.column and FLOOR.search(label):
            return "floor"
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


def by_itself(text: str, figure: Figure, left: str, right: str, label: str) -> Instrument | None:
    """What a limit is that a law sets without naming any instrument."""
    if figure.kind is QuantityKind.PERCENT and figure.bound is Bound.AT_LEAST and SHARE.search(left + right + label):
        return Instrument.THRESHOLD
    if figure.kind is QuantityKind.PERCENT and BY_DATE.match(text, figure.end):
        return Instrument.OBLIGATION
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
        return Instrument.THRESHOLD if goods_of(text, figure) else None
    if figure.bound is Bound.AT_LEAST and names_subject("staff", label):
        return Instrument.THRESHOLD
    if figure.bound is Bound.AT_MOST and goods_of(text, figure) == "gram" and label:
        return Instrument.OBLIGATION
    if figure.bound is Bound.AT_MOST and ASKED.search(left[-40:]) and goods_of(text, figure):
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


def _is_of_investment(role: Role) -> bool:
    """Whether a highest sum is one of a project: "up to EUR 3 million for projects" is the aid that projects get."""
    if role.with_rate and OF_INVESTMENT_BEFORE.search(role.left) is None and OF_INVESTMENT.match(role.right) is None:
        # "8% of the investment, at most EUR 3 million per project" limits what is paid.
        return False
    before = names_subject("investment", role.left) or names_subject("investment", role.label)
    return before or OF_INVESTMENT.match(role.right) is not None


def _investment(role: Role) -> str | None:
    figure, label, left = role.figure, role.label, role.left
    if figure.bound is Bound.BETWEEN:
        return "investment"
    if figure.bound is Bound.AT_MOST:
        return "maximum_investment"
    if figure.bound is Bound.AT_LEAST or FLOOR.search(label) or FLOOR.search(left[-16:]):
        return "minimum_investment"
    if WHO_INVESTS.search(left) or REQUIRED.match(role.text, figure.end):
        return "minimum_investment"
    return "maximum_investment" if CAP.search(label) else None


def _aid(role: Role, subject: str | None) -> str | None:
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
    in_all = figure.bound is Bound.AT_MOST and AID_IN_ALL.search(role.left) is not None
    if capped and (role.with_rate or in_all or figure.per in {None, "company", "project"}):
        return "cap"
    if role.with_rate and figure.bound is Bound.AT_LEAST:
        return "floor"
    if capped:
        return "capped amount"
    if figure.per in OF_LAND and not role.near:
        # What land or power costs grants nothing.
        return None
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


def _in_words(role: Role) -> bool:
    """Whether a share is told as ``half`` or ``一半``, which is often said of other things than a measure."""
    return re.search(r"\d|百分|成", role.text[role.figure.start : role.figure.end]) is None


def _is_fund(role: Role, subject: str | None) -> bool:
    """Whether a sum is what a programme has: ``EUR 90 million is available``, ``the fund has EUR 90 million``.

    "Loans of EUR 500,000 to 10 million are available" tells how much each may be.
    """
    if FUNDED.match(role.right):
        return subject != "aid" or role.figure.bound is not Bound.BETWEEN
    if role.figure.bound is not Bound.EXACT or subject == "turnover" or role.column:
        return False
    before = role.text[: role.figure.start]
    if HAS.search(role.left) and FUND.search(before[-90:]):
        return True
    per_all = role.figure.per in {None, "year"}
    return per_all and (IN_ALL.match(role.right) is not None or SET_UP.search(role.left) is not None)


def _is_statistic(role: Role) -> bool:
    """Whether a share only tells how things are: ``31% of the demand``, ``the share rose to 9%``."""
    return STATISTIC.match(role.text, role.figure.end) is not None or STATISTIC_BEFORE.search(role.left) is not None


def _is_of_costs(role: Role) -> bool:
    """Whether a share in words is one of what somebody spends, or is paid back: ``half of the bill``, ``补一半``."""
    return OF_COSTS.match(role.text, role.figure.end) is not None or PAID_BACK.search(role.left) is not None


def _counts(figure: Figure, text: str) -> bool:
    return figure.per is not None or goods_of(text, figure) is not None


def is_let_in(text: str, figure: Figure) -> bool:
    """Whether a number of goods or people is what may come in: ``up to 20,000 cars a year may be imported``."""
    if goods_of(text, figure) is None:
        return False
    if LET_IN_BEFORE.search(text[: figure.start][-60:]):
        return figure.bound in {Bound.AT_MOST, Bound.EXACT}
    return figure.bound is Bound.AT_MOST and LET_IN.search(text, figure.end, figure.end + 90) is not None


CASE_LABEL = re.compile(r"[^:：.;。；(（]{0,60}[:：]\s*\S")
"""Behind a figure that stands in what a value is labelled with."""


def names_case(text: str, figure: Figure) -> bool:
    """Whether a bounded figure is part of the label of a value: ``From 30% local content: rebate of 50%``."""
    begins = len(text[: figure.start].split()) <= LABEL_WORDS
    return begins and figure.bound is not Bound.EXACT and CASE_LABEL.match(text, figure.end) is not None


LABEL_WORDS = 4
"""Words before a figure in a label."""


def goods_in(label: str) -> str | None:
    """What the head of a column says that its numbers count: ``Quota (tonnes)``."""
    return next((name for name, words in COUNTED.items() if re.search(words.pattern.lstrip("\\s*"), label, re.I)), None)


def goods_of(text: str, figure: Figure) -> str | None:
    """What a number counts, by the word behind it."""
    return next((name for name, pattern in COUNTED.items() if pattern.match(text, figure.end)), None)
