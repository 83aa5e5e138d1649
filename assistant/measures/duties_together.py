"""Several duties on one import added up, which is done only where their document says that they are paid beside one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.domain import BlockKind, Document, Span
from assistant.language.sentences import sentence_spans
from assistant.measure import FiledMeasure, Instrument, Range
from assistant.measures.citing import Sources, block_at
from assistant.measures.cumulating import NOT, Total
from assistant.measures.estimates import Given, Step, StepKind
from assistant.measures.money import amount_text, money_text, percent_of, plain
from assistant.measures.working import Work

SEVERAL = re.compile(
    r"(?:[两三四五几]种|各种|各项|所有|全部|几项)[^，。？]{0,6}[税费]|税[^，。？]{0,4}(?:和|加|、|以及|及|与)[^，。？]{0,10}税|\d{3}[、和]\s*\d{3}|"
    r"\ball (?:of )?(?:the |import |these )*(?:duties|tariffs|taxes)\b|\b(?:duties|tariffs|taxes) (?:together|combined|in total)\b|"
    r"\b(?:duty|tariff|\d{3})(?:,| and| plus)[^.?]{0,40}\b(?:duty|tariff)\b",
    re.IGNORECASE,
)
"""Asks for several duties on one import, and not for one duty on several things."""
BESIDE = re.compile(
    r"\b(?:these |both |all )?(?:are )?add(?:ed)? to\b|\bon top of\b|\bin addition to\b|\bcumulat\w+|\beach\b[^.]{0,30}\bon the customs value\b|"
    r"均以[^，。；]{0,8}(?:完税价格?|货值|到岸价)|(?:之外|以外|基础上)[^。；]{0,8}(?:另|再|加|叠)|叠加|另加|同时征收|一并征收",
    re.IGNORECASE,
)
"""With such words a document says that its duties are paid beside one another."""


def duties_beside(lead: FiledMeasure, measures: Sequence[FiledMeasure], sources: Sources) -> list[FiledMeasure]:
    """The duties that may be due on the same goods as the leading one: those of its row, else of its list or paragraph."""
    document = sources.document(lead)
    own = block_at(document, lead.measure.spans[0])
    if own is None:
        return [lead]
    found = []
    for filed in measures:
        measure = filed.measure
        if measure.document_id != document.id or measure.instrument is not Instrument.DUTY or measure.rate is None:
            continue
        block = block_at(document, measure.spans[0])
        if block is None:
            continue
        same_list = own.kind is not BlockKind.ROW and block.headings == own.headings and block.kind is own.kind
        if block.start == own.start or same_list:
            found.append(filed)
    return sorted(found, key=lambda filed: filed.measure.evidence[0].span.start if filed.measure.evidence else 0)


def rule_beside(document: Document) -> Span | None:
    """Where a document says that its duties are paid beside one another; None when it does not."""
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if not BESIDE.search(text):
            continue
        for span in sentence_spans(text, language=document.metadata.language):
            match = BESIDE.search(text[span.start : span.end])
            if match is not None and not NOT.search(text[span.start : span.start + match.end()]):
                return Span(block.start + span.start, block.start + span.end)
    return None


def duties_together(duties: Sequence[FiledMeasure], given: Given, sources: Sources) -> Total | None:
    """What some duties on one customs value come to together; None where their document does not say that they add up."""
    value = given.customs_value
    rates = [filed.measure.rate for filed in duties]
    if (
        value is None
        or len(duties) < 2
        or any(rate is None or rate.low is None or rate.low != rate.high for rate in rates)
    ):
        return None
    rule = rule_beside(sources.document(duties[0]))
    if rule is None or any(filed.measure.amount or filed.measure.floor for filed in duties):
        return None
    known = [rate.low for rate in rates if rate is not None and rate.low is not None]
    whole = sum(known, Decimal(0))
    said = sources.cite_spans(duties[0], [rule])
    cited = tuple(dict.fromkeys(number for filed in duties for number in sources.cite(filed, "rate")))
    both = tuple(dict.fromkeys((*cited, *said)))
    line = f"{' + '.join(f'{plain(rate)}%' for rate in known)} = {plain(whole)}%"
    steps = [Step(StepKind.SUM_OF_RATES, line, None, both)]
    work = Work(duties[0], given, sources)
    base = work.in_currency(value, None) or value
    steps.extend(work.steps)
    count = next((one.number for one in given.counts if one.unit == "vehicle"), None)
    each = percent_of(whole, base.amount)
    result = Range(each, each)
    text = f"{plain(whole)}% × {money_text(base.amount, base.currency)} = {amount_text(result, base.currency)}"
    steps.append(Step(StepKind.SHARE, text, result, both))
    if count is not None and count != 1 and not given.value_is_total:
        result = Range(each * count, each * count)
        text = f"{money_text(each, base.currency)} × {plain(count)} = {amount_text(result, base.currency)}"
        steps.append(Step(StepKind.TOTAL, text, result, cited))
    return Total(tuple(steps), result, base.currency)
