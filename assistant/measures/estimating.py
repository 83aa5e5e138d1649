"""What one measure comes to for figures that a user gives: exact, step by step, each input cited or the user's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.measure import FiledMeasure, Instrument, Range
from assistant.measures.citing import Sources
from assistant.measures.converting import in_unit
from assistant.measures.duties import duty
from assistant.measures.estimates import Doubt, Estimate, Given, StepKind, Verdict
from assistant.measures.money import amount_text, figure, money_text, plain, range_text, rate_text
from assistant.measures.validity import Status, status_of
from assistant.measures.working import Work, many, share_of

AID = frozenset({Instrument.GRANT, Instrument.TAX_CREDIT, Instrument.GUARANTEE, Instrument.LOAN})
PAID = frozenset({Instrument.TAX_EXEMPTION, Instrument.CUSTOMS_RELIEF})
"""Their rate is mostly one that is paid, and seldom a share of what is invested."""
DEMANDED = frozenset({Instrument.OBLIGATION, Instrument.THRESHOLD, Instrument.QUOTA})

OF_COST = re.compile(
    r"invest|cost|expen[sd]|spend|capex|outlay|equipment|machinery|asset|building|budget|project|purchase|投资|投入|成本|费用|支出|"
    r"开支|设备|资产|项目|购置|研发",
    re.IGNORECASE,
)
"""With such words a rate is a share of what is invested or spent."""
FOR_EACH = re.compile(r"\b(?:(?:for|to|with)\s+(?:each|every)|per)\b|每", re.IGNORECASE)
"""What is demanded is demanded for each thing; else "from 50 vehicles on" only says for whom a rule is."""
OF_VALUE = re.compile(
    r"value|price|import|customs|goods|ex.works|货值|价值|价格|完税|报关|进口|到岸|出厂", re.IGNORECASE
)
"""With such words a rate is a share of what goods are worth."""
OF_TAX = re.compile(r"tax rate|rate is|interest|税率|利率", re.IGNORECASE)
"""With such words a bare rate is no share of what is invested."""
SHARE_OF_COST = re.compile(
    r"\b(?:share|percentage|part|per cent) of (?:the |eligible |whole |qualifying )*(?:investment|cost|expenditure|spending)|"
    r"占(?:合格)?(?:投资|成本|支出)[^。]{0,6}(?:比例|百分比)|投资(?:额|成本)的比例",
    re.IGNORECASE,
)
OF_OTHER = re.compile(
    r"\b(?:car|vehicle|purchase|retail|list|sales?|factory) price|\bprice of the (?:car|vehicle)|\bturnover\b|\brevenues?\b|\bsalar(?:y|ies)\b|\bwages?\b|"
    r"\bincome\b|\bprofits?\b|车价|售价|裸车价|销售额|销售收入|营业收入|年薪|工资|利润|收入",
    re.IGNORECASE,
)
"""With such words, and none of cost, a rate is a share of something else than the investment."""
UNSURE = 0.6
"""Confidence below which a reading is doubtful."""


def estimate(filed: FiledMeasure, given: Given, sources: Sources) -> Estimate:
    """What a measure comes to for what a user gives."""
    work = Work(filed, given, sources)
    found = _worked(work)
    return replace(
        found,
        given=given.investment,
        doubts=tuple(dict.fromkeys((*found.doubts, *work.doubts, *_doubts(filed, given)))),
    )


def _worked(work: Work) -> Estimate:
    measure = work.measure
    if measure.instrument is Instrument.DUTY:
        return duty(work)
    if (limited := _limits(work)) is not None:
        return limited
    if measure.instrument in DEMANDED:
        return _demanded(work)
    if measure.rate is not None and not _rate_is_interest(work):
        return _share(work)
    if measure.amount is not None:
        return _amounts(work)
    if measure.cap is not None:
        result = Range(None, measure.cap)
        line = amount_text(result, measure.currency)
        work.add(StepKind.FIXED, line, result, "cap")
        return work.done(result, measure.currency)
    return work.ended(Verdict.NO_FIGURE)


def _limits(work: Work) -> Estimate | None:
    """The end of the estimate when the investment is outside of what the measure takes."""
    measure, invested = work.measure, work.given.investment
    if invested is None or (measure.minimum_investment is None and measure.maximum_investment is None):
        return None
    known = work.in_currency(invested, measure.currency)
    if known is None:
        work.doubts.append(Doubt.LIMIT_NOT_COMPARED)
        return None
    said = money_text(known.amount, known.currency)
    if (least := measure.minimum_investment) is not None:
        sign = "<" if known.amount < least else "≥"
        work.add(StepKind.MINIMUM, f"{said} {sign} {money_text(least, measure.currency)}", None, "minimum_investment")
        if known.amount < least:
            return work.ended(Verdict.BELOW_MINIMUM)
    if (most := measure.maximum_investment) is not None:
        sign = ">" if known.amount > most else "≤"
        work.add(StepKind.MAXIMUM, f"{said} {sign} {money_text(most, measure.currency)}", None, "maximum_investment")
        if known.amount > most:
            return work.ended(Verdict.ABOVE_MAXIMUM)
    return None


def _rate_is_interest(work: Work) -> bool:
    # A loan's rate is what is paid for it, unless it is said to be a share of cost.
    return work.measure.instrument is Instrument.LOAN and not OF_COST.search(work.measure.rate_of)


def _may_be_of_cost(work: Work, said: str) -> bool:
    """Whether a rate whose own words name no base is one of the investment: by its sort, or by what its section speaks of."""
    if OF_TAX.search(said) or OF_OTHER.search(said):
        return False
    return work.measure.instrument in AID or SHARE_OF_COST.search(work.sources.section_of(work.filed)) is not None


def _share(work: Work) -> Estimate:
    """A share of what is invested, within cap and floor."""
    measure = work.measure
    assert measure.rate is not None
    of = measure.rate_of
    said = of or work.sources.line_of(work.filed)
    known = OF_COST.search(said) is not None
    if not of and measure.instrument in PAID and not SHARE_OF_COST.search(said):
        # The rate of a reduced tax is what is paid of an income; that its sentence speaks of a project says nothing.
        known = False
    if (of and not known) or (not known and not _may_be_of_cost(work, said)):
        return work.ended(Verdict.NO_BASE, of)
    if work.given.investment is None:
        return work.ended(Verdict.NEEDS_INPUT, "investment")
    limited = measure.cap is not None or measure.floor is not None
    base = work.in_currency(work.given.investment, measure.currency if limited else None)
    other = base is None
    base = base or work.given.investment
    work.doubts.append(Doubt.ELIGIBLE_SHARE if known else Doubt.BASE_NOT_SAID)
    result = share_of(measure.rate, base.amount)
    line = f"{rate_text(figure(measure.rate))} × {money_text(base.amount, base.currency)} = {amount_text(figure(result), base.currency)}"
    work.add(StepKind.SHARE, line, result, "rate", *(["rate_of"] if of else []))
    if other:
        work.doubts.append(Doubt.LIMIT_NOT_COMPARED)
        return work.ended(Verdict.OTHER_CURRENCY, str(measure.currency))
    result = work.within_limits(result, base.currency)
    return work.done(result, base.currency)


def _amounts(work: Work) -> Estimate:
    """A fixed sum, or one for each thing."""
    measure = work.measure
    assert measure.amount is not None
    if measure.per is None:
        work.add(StepKind.FIXED, amount_text(measure.amount, measure.currency), measure.amount, "amount")
        return work.done(measure.amount, measure.currency)
    count = in_unit(work.given.counts, measure.per)
    if count is None:
        work.add(
            StepKind.FIXED,
            f"{amount_text(figure(measure.amount), measure.currency)} / {measure.per}",
            measure.amount,
            "amount",
        )
        return work.ended(Verdict.NEEDS_INPUT, measure.per)
    if count.line:
        work.add(StepKind.CONVERTED, count.line, None)
    result = many(measure.amount, count.number)
    line = f"{amount_text(figure(measure.amount), measure.currency)} × {plain(count.number)} = {amount_text(figure(result), measure.currency)}"
    work.add(StepKind.UNITS, line, result, "amount", "per")
    return work.done(work.within_limits(result, measure.currency), measure.currency)


def _demanded(work: Work) -> Estimate:
    """What an obligation, threshold or quota comes to: a share of a value or weight, or so many for each."""
    measure, given = work.measure, work.given
    if measure.rate is not None:
        bases = [count for count in given.counts if count.unit in {"kg", "t"}]
        money = given.customs_value or given.investment
        if money is not None and not bases and not _is_of_money(work):
            return work.ended(Verdict.NO_BASE, measure.rate_of)
        if money is not None and (not measure.rate_of or OF_VALUE.search(measure.rate_of) or not bases):
            result = share_of(measure.rate, money.amount)
            base, after = money_text(money.amount, money.currency), amount_text(figure(result), money.currency)
            work.add(StepKind.SHARE, f"{rate_text(figure(measure.rate))} × {base} = {after}", result, "rate", "rate_of")
            return work.done(result, money.currency)
        if bases:
            one = bases[0]
            result = share_of(measure.rate, one.number)
            after = f"{range_text(figure(result))} {one.unit}"
            line = f"{rate_text(figure(measure.rate))} × {plain(one.number)} {one.unit} = {after}"
            work.add(StepKind.SHARE, line, result, "rate", "rate_of")
            return work.done(result, None, one.unit)
        return work.ended(Verdict.NEEDS_INPUT, measure.rate_of or "base")
    each = FOR_EACH.search(work.sources.line_of(work.filed)) is not None
    if measure.amount is not None and measure.currency is None and measure.per and each:
        count = in_unit(given.counts, measure.per)
        if count is not None:
            result = many(measure.amount, count.number)
            line = f"{range_text(figure(measure.amount))} × {plain(count.number)} = {range_text(figure(result))}"
            work.add(StepKind.UNITS, line, result, "amount", "per")
            return work.done(result, None, measure.per)
        return work.ended(Verdict.NEEDS_INPUT, measure.per)
    return work.ended(Verdict.NO_FIGURE)


def _is_of_money(work: Work) -> bool:
    """Whether a demanded share is one of a value or cost, by its own words; a share of parts or cars is none."""
    said = work.measure.rate_of or work.sources.line_of(work.filed)
    return OF_VALUE.search(said) is not None or OF_COST.search(said) is not None


def _doubts(filed: FiledMeasure, given: Given) -> Sequence[Doubt]:
    found = []
    if not filed.measure.official:
        found.append(Doubt.SPOKEN)
    if filed.measure.confidence < UNSURE:
        found.append(Doubt.UNSURE)
    status = status_of(filed, on=given.on)
    if status in {Status.LAPSED, Status.SOON_LAPSING, Status.NOT_YET}:
        found.append(Doubt(status.value))
    return found
