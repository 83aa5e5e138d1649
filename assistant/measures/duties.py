"""What goods pay at a border: rates that add up as the documents say, least amounts for each vehicle, and counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain import Document, Span
from assistant.language.quantities import Quantity, QuantityKind, quantities
from assistant.language.sentences import sentence_spans
from assistant.measure import FiledMeasure, Money, Range
from assistant.measures.citing import Sources
from assistant.measures.converting import in_unit
from assistant.measures.estimates import Estimate, Step, StepKind, Verdict
from assistant.measures.money import amount_text, figure, money_text, plain, rate_text
from assistant.measures.working import Work, many, share_of

ON_TOP = re.compile(
    r"\bon top of\b|\bin addition to\b|\badded to\b|\bcomes? on top\b|(?:之外|以外|基础上)[^。；]{0,8}(?:另|再|加|叠)|叠加|另加|加征于",
    re.IGNORECASE,
)
"""With such words a document says that a duty is paid beside another one."""
WITHIN = re.compile(r"\b(?:with|including|incl\.?|plus)\b[^.]*$|含[^。]*$|加上?[^。]*$", re.IGNORECASE)
"""Before the other duty's rate, such words say that a figure holds it already."""
DUTY_WORD = re.compile(r"dut(?:y|ies)|tariff|customs|关税|税率|基础税", re.IGNORECASE)
AT_LEAST = re.compile(
    r"whichever (?:is )?(?:the )?(?:\*\*)?high|at least|not less than|minimum|取高|较高|孰高|不低于|不少于|至少|最低",
    re.IGNORECASE,
)
"""With such words an amount for each vehicle is the least that is due beside a rate."""
REACH = 80
"""Characters behind such words in which the other duty's rate must stand."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The rate of a duty that is paid beside another, and where the document says so."""

    rate: Decimal
    span: Span


def beside(document: Document, *, near: Span | None = None) -> Beside | None:
    """The rate that a document says its duties come on top of; None when it names none, or several.

    With ``near``, a statement within that span counts before all others.
    """
    found: list[Beside] = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if not ON_TOP.search(text):
            continue
        spans = [Span(0, len(text))] if block.cells else sentence_spans(text, language=document.metadata.language)
        for span in spans:
            found.extend(_in(text[span.start : span.end], Span(block.start + span.start, block.start + span.end)))
    if near is not None:
        own = [one for one in found if near.start <= one.span.start and one.span.end <= near.end]
        found = own or [one for one in found if not _in_table(document, one.span)]
    rates = {one.rate for one in found}
    return found[0] if len(rates) == 1 else None


def _in(sentence: str, span: Span) -> list[Beside]:
    match = ON_TOP.search(sentence)
    if match is None:
        return []
    after = sentence[match.end() : match.end() + REACH]
    rates = [one for one in quantities(after) if one.kind is QuantityKind.PERCENT]
    if not rates and DUTY_WORD.search(sentence):
        # 在10%的基础关税之外加征
        rates = [one for one in quantities(sentence[: match.start()]) if one.kind is QuantityKind.PERCENT][-1:]
    if len(rates) != 1 or not DUTY_WORD.search(sentence):
        return []
    return [Beside(Decimal(rates[0].value), span)]


def _in_table(document: Document, span: Span) -> bool:
    return any(block.cells and block.start <= span.start < block.end for block in document.blocks)


def is_part(sources: Sources, filed: FiledMeasure) -> bool:
    """Whether a measure is only the duty that its document's other duties are paid on top of."""
    other = beside(sources.document(filed))
    rate = filed.measure.rate
    if other is None or rate is None or rate.low != other.rate or rate.high != other.rate:
        return False
    own = sources.statement(filed, filed.measure.spans[0])
    return own.start < other.span.end and other.span.start < own.end


def _is_total(line: str, rate: Decimal) -> bool:
    """Whether a line says that the other duty is in it already: ``With the 10% duty``."""
    return any(Decimal(one.value) == rate for one in _percents(line) if WITHIN.search(line[: one.start]))


def _percents(text: str) -> list[Quantity]:
    return [one for one in quantities(text) if one.kind is QuantityKind.PERCENT and not isinstance(one.value, str)]


def duty(work: Work) -> Estimate:
    """What a duty comes to for a customs value, a count of vehicles, or both."""
    measure, given = work.measure, work.given
    count = in_unit(given.counts, "vehicle")
    least = _least(work.filed)
    said = "\n".join(work.sources.words(work.filed, span) for span in measure.spans)
    if measure.rate is None:
        if least is None:
            return work.ended(Verdict.NO_FIGURE)
        return _fixed(work, least, count.number if count else None)
    rate = _with_beside(work)
    value = given.customs_value
    if value is None:
        return work.ended(Verdict.NEEDS_INPUT, "customs_value")
    pays_least = least is not None and (measure.floor is not None or AT_LEAST.search(said) is not None)
    currency = measure.currency if least is not None else None
    known = work.in_currency(value, currency)
    if known is None:
        return work.ended(Verdict.OTHER_CURRENCY, str(currency))
    each = known
    number = count.number if count else None
    if given.value_is_total and number is not None and pays_least:
        each = Money(known.amount / number, known.currency)
    result = share_of(rate, each.amount)
    line = f"{rate_text(figure(rate))} × {money_text(each.amount, each.currency)} = {amount_text(figure(result), each.currency)}"
    work.add(StepKind.SHARE, line, result, "rate")
    if pays_least and least is not None and least.high is not None and result.high is not None:
        bound = least.low if least.low is not None else least.high
        higher = Range(max(result.low or result.high, bound), max(result.high, bound))
        sign = "<" if result.high < bound else "≥"
        line = f"{amount_text(figure(result), each.currency)} {sign} {money_text(bound, each.currency)} → {amount_text(figure(higher), each.currency)}"
        work.add(StepKind.HIGHER, line, higher, "floor" if measure.floor is not None else "amount")
        result = higher
    if number is not None and (not given.value_is_total or pays_least):
        whole = many(result, number)
        line = f"{amount_text(figure(result), each.currency)} × {plain(number)} = {amount_text(figure(whole), each.currency)}"
        work.add(StepKind.TOTAL, line, whole)
        result = whole
    return work.done(result, each.currency)


def _least(filed: FiledMeasure) -> Range | None:
    """The amount for each vehicle that a duty names beside its rate, or in its place."""
    measure = filed.measure
    if measure.floor is not None:
        return Range(measure.floor, measure.floor)
    return measure.amount if measure.currency is not None else None


def _fixed(work: Work, each: Range, number: Decimal | None) -> Estimate:
    measure = work.measure
    if number is None and measure.per is not None:
        work.add(StepKind.FIXED, f"{amount_text(figure(each), measure.currency)} / {measure.per}", each, "amount")
        return work.ended(Verdict.NEEDS_INPUT, measure.per)
    result = each if number is None else many(each, number)
    line = amount_text(each, measure.currency)
    if number is not None:
        line = f"{line} × {plain(number)} = {amount_text(figure(result), measure.currency)}"
    work.add(StepKind.UNITS, line, result, "amount", "floor")
    return work.done(result, measure.currency)


def _with_beside(work: Work) -> Range:
    """The duty's rate, with the one that the document says is paid beside it."""
    rate = work.measure.rate
    assert rate is not None
    document = work.sources.document(work.filed)
    main = work.sources.statement(work.filed, work.measure.spans[0])
    other = beside(document, near=main)
    if other is not None and _is_total(work.sources.line_of(work.filed), other.rate):
        return rate
    if other is None or rate.low != rate.high or rate.low is None or rate.low == other.rate:
        return rate
    whole = other.rate + rate.low
    cited = (*work.sources.cite_spans(work.filed, [other.span]), *work.sources.cite(work.filed, "rate"))
    line = f"{plain(other.rate)}% + {plain(rate.low)}% = {plain(whole)}%"
    work.steps.append(Step(StepKind.SUM_OF_RATES, line, None, tuple(dict.fromkeys(cited))))
    return Range(whole, whole)
