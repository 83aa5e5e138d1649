"""The field of a measure that a figure fills, by all that stands around it."""

from __future__ import annotations

from assistant.language.quantities import QuantityKind
from assistant.measure import Instrument
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.cues import (
    ASKED,
    BY_DATE,
    CAP,
    FLOOR,
    GOAL,
    HOLDING,
    IF,
    INSTALMENT,
    OF_INVESTMENT,
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
from assistant.measures.extraction.telling import (
    Role,
    counts_goods,
    decides,
    goods_of,
    is_fund,
    is_in_words,
    is_of_costs,
    is_of_investment,
    is_statistic,
)
from assistant.measures.extraction.value_cues import (
    ADDED,
    AID_IN_ALL,
    BASE_OF_RATE,
    BRACKET,
    CEILING,
    FEE,
    LABELLED,
    OF_AID,
    OF_SALES,
    REQUIRED,
    RESULT,
    RESULT_AFTER,
    SHARE_ASKED,
    WHO_INVESTS,
    WITH_JOBS,
)

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
        return _share(role, subject)
    least = figure.bound is Bound.AT_LEAST or FLOOR.search(role.left[-30:]) is not None
    if subject == "capital" and role.law and least and figure.kind is QuantityKind.MONEY:
        # What a company must have before it may do business.
        return "threshold"
    if figure.kind is QuantityKind.MONEY and figure.bound is Bound.AT_MOST and AID_IN_ALL.search(role.left):
        subject = "aid"
    if subject in {"fine", "own", "capital", "trade"}:
        return NO_VALUE
    return _number(role) if figure.kind is QuantityKind.NUMBER else _money(role, subject)


def _share(role: Role, subject: str | None) -> str:
    """The field that a percentage fills."""
    figure, label, instrument = role.figure, role.label, role.instrument
    wrong = INSTALMENT.search(role.text[: figure.start][-80:] + role.right) is not None and not role.column
    wrong = wrong or HOLDING.search(role.left) is not None
    of_sales = (
        subject == "trade"
        and instrument is Instrument.OBLIGATION
        and (OF_SALES.match(role.right) is not None or SHARE_ASKED.search(role.left) is not None)
    )
    wrong = wrong or (subject in {"fine", "own", "trade", "capital"} and not of_sales) or instrument is Instrument.QUOTA
    bare = figure.bound is Bound.EXACT and not role.near and not role.column
    wrong = wrong or (bare and bool(figure.high) and is_in_words(role) and not is_of_costs(role))
    wrong = wrong or (subject == "turnover" and (figure.bound is not Bound.AT_LEAST or is_in_words(role)))
    if role.law and figure.bound is Bound.AT_LEAST and SHARE.search(role.left + role.right + label):
        return "threshold rate"
    if instrument in AID and FEE.search(role.left):
        return NO_VALUE
    if not role.near and instrument in AID and figure.bound is Bound.EXACT and is_statistic(role):
        return NO_VALUE
    return NO_VALUE if wrong else "rate"


def _number(role: Role) -> str | None:
    """The field that a bare number fills."""
    figure, label, instrument = role.figure, role.label, role.instrument
    if figure.bound in {Bound.AT_LEAST, Bound.BETWEEN} and PERSONS.match(role.text, figure.end) and instrument in WEAK:
        return "threshold"
    if role.law and role.column and figure.bound is Bound.AT_LEAST and names_subject("staff", label):
        return "threshold"
    if role.law and figure.bound is Bound.AT_MOST and counts_goods(figure, role.text) and SPARED.search(role.right):
        return "threshold"
    counted = instrument in {Instrument.QUOTA, Instrument.OBLIGATION, Instrument.THRESHOLD}
    asked = (
        (role.law and role.column and figure.bound is Bound.AT_MOST)
        or instrument is not Instrument.OBLIGATION
        or FLOOR.search(label)
        or figure.bound is Bound.AT_LEAST
    )
    return "amount" if counted and asked and counts_goods(figure, role.text) else None


def _money(role: Role, subject: str | None) -> str | None:
    """The field that a sum fills, or none where it is a price, a turnover or what was paid."""
    figure, label, instrument = role.figure, role.label, role.instrument
    if RESULT.search(role.text[: figure.start][-80:]) or RESULT_AFTER.match(role.right):
        return NO_VALUE
    if OF_AID.match(role.right) and instrument in AID:
        if role.law and figure.bound is Bound.AT_LEAST:
            return "threshold"
        subject = "aid"
    elif is_fund(role, subject):
        subject = "budget"
    if subject == "price" and PRICE_LIMIT.search(role.left[-40:]) and not role.column:
        return "threshold"
    if subject == "turnover" or decides(role.text, figure, instrument):
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
    if subject == "investment" and figure.bound is Bound.AT_MOST and not is_of_investment(role):
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
        counted = decides(text, figure, None) or subject_of(left, right, label) == "turnover"
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
    if capped and not role.with_rate and ADDED.search(role.left):
        # "The city adds up to EUR 600" grants by itself.
        return "capped amount"
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
