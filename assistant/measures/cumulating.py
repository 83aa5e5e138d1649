"""Adding measures up, which is done only where their document says that they cumulate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain import Document, Span
from assistant.language.quantities import QuantityKind, quantities
from assistant.language.sentences import sentence_spans
from assistant.measure import FiledMeasure, Money, Range
from assistant.measures.citing import Sources
from assistant.measures.estimates import Estimate, Step, StepKind, Verdict
from assistant.measures.money import amount_text, money_text, percent_of, plain

ADD_UP = re.compile(
    r"\badd(?:s|ed)? up\b|\bcumulat(?:e|es|ed|ive|able)\b|\bcan be (?:combined|stacked|added)\b|\bare (?:combined|stacked|additive)\b|"
    r"可(?:以)?(?:叠加|累计|累加|相加|同时享受|合并享受)|叠加享受|累计计算",
    re.IGNORECASE,
)
"""With such words a document says that its measures are paid together."""
NOT = re.compile(r"\b(?:not|no|never|cannot|without)\b|不(?:得|能|可|予)|不可", re.IGNORECASE)
CAPPED = re.compile(
    r"\bcap(?:ped|s)?\b|\bceiling\b|\bat most\b|\bmaximum\b|\blimited to\b|封顶|上限|最高|不超过", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A document's words that its measures add up, with the share of the base that they may reach together."""

    span: Span
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class Total:
    """Measures added up."""

    steps: tuple[Step, ...]
    result: Range
    currency: str


def rule_of(document: Document) -> Rule | None:
    """What a document says of adding up its measures; None when it says nothing, or that they do not."""
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if not ADD_UP.search(text):
            continue
        for span in sentence_spans(text, language=document.metadata.language):
            sentence = text[span.start : span.end]
            match = ADD_UP.search(sentence)
            if match is None or NOT.search(sentence[: match.end()]):
                continue
            capped = CAPPED.search(sentence)
            rates = [one for one in quantities(sentence) if one.kind is QuantityKind.PERCENT and capped]
            most = Decimal(rates[0].value) if rates else None
            return Rule(Span(block.start + span.start, block.start + span.end), most)
    return None


def is_ceiling(filed: FiledMeasure, sources: Sources) -> bool:
    """Whether a measure is the share that all measures of its document may reach together."""
    rate, rule = filed.measure.rate, rule_of(sources.document(filed))
    if rate is None or rule is None or rule.most is None or rate.high != rule.most:
        return False
    return any(span.start < rule.span.end and rule.span.start < span.end for span in filed.measure.spans)


def total(estimates: Sequence[Estimate], base: Money | None, sources: Sources) -> Total | None:
    """The sum of some measures of one document that says that they add up; None otherwise."""
    counted = [one for one in estimates if one.verdict is Verdict.COMPUTED and one.filed.measure.rate is not None]
    if len(counted) < 2 or base is None or len({one.filed.measure.document_id for one in counted}) != 1:
        return None
    rule = rule_of(sources.document(counted[0].filed))
    if rule is None or any(one.currency != base.currency for one in counted):
        return None
    rates = [one.filed.measure.rate for one in counted]
    if any(rate is None or rate.low is None or rate.high is None for rate in rates):
        return None
    cited = tuple(dict.fromkeys(number for one in counted for number in sources.cite(one.filed, "rate")))
    said = sources.cite_spans(counted[0].filed, [rule.span])
    low = sum((rate.low for rate in rates if rate and rate.low is not None), Decimal(0))
    high = sum((rate.high for rate in rates if rate and rate.high is not None), Decimal(0))
    steps = [Step(StepKind.SUM_OF_RATES, _sum_line(rates, low, high), None, (*cited, *said))]
    if rule.most is not None and high > rule.most:
        cut = min(low, rule.most)
        steps.append(
            Step(StepKind.CAP, f"{_percent(low, high)} > {plain(rule.most)}% → {_percent(cut, rule.most)}", None, said)
        )
        low, high = cut, rule.most
    result = Range(percent_of(low, base.amount), percent_of(high, base.amount))
    line = f"{_percent(low, high)} × {money_text(base.amount, base.currency)} = {amount_text(result, base.currency)}"
    steps.append(Step(StepKind.TOTAL, line, result, said))
    return Total(tuple(steps), result, base.currency)


def _sum_line(rates: Sequence[Range | None], low: Decimal, high: Decimal) -> str:
    terms = [_percent(rate.low, rate.high) for rate in rates if rate and rate.low is not None and rate.high is not None]
    return f"{' + '.join(terms)} = {_percent(low, high)}"


def _percent(low: Decimal, high: Decimal) -> str:
    return f"{plain(low)}%" if low == high else f"{plain(low)}% – {plain(high)}%"
