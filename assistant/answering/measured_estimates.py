"""Worked estimates in an answer: the measures that the question means, step by step, with conditions and doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.evidence import Evidence
from assistant.answering.measured import Measured, scored
from assistant.answering.measured_text import blocks_of, doubts_of
from assistant.domain import AnswerBlock, AnswerBlockKind
from assistant.language.places import EU_MEMBERS, country_of, matches_place
from assistant.measure import FiledMeasure, Money
from assistant.measures.agreeing import agreed
from assistant.measures.book import MeasureBook, instruments_for
from assistant.measures.citing import Sources
from assistant.measures.cumulating import total
from assistant.measures.estimates import Estimate, Given, Verdict
from assistant.measures.estimating import estimate
from assistant.measures.selecting import Wanted
from assistant.measures.wishes import NO_CURRENCY, WishedEstimate
from assistant.protocols import Query

TOLD = frozenset({Verdict.COMPUTED, Verdict.BELOW_MINIMUM, Verdict.ABOVE_MAXIMUM, Verdict.OTHER_CURRENCY})
WORSE = 1.5
"""Log odds by which a measure's statement may be worse than the best one's and still be meant."""
TELLING = 1.0
"""What the share of telling words that a measure says counts beside its statement's score."""
MOST = 4
"""Estimates that are shown."""


def estimated(
    query: Query, wish: WishedEstimate, evidence: Sequence[Evidence], book: MeasureBook, *, on: date
) -> Measured | None:
    """The estimate that a question asks for; None when no measure of the evidence can be worked out."""
    sources = book.sources(access=query.access)
    found = candidates(query, wish, evidence, book, sources)
    if not found:
        return None
    each = agreed([one.filed for one in found[:MOST]])
    cited = book.sources(access=query.access)
    worked = [estimate(one.filed, given_for(one.filed, wish), cited) for one in each]
    blocks: list[AnswerBlock] = []
    for one, result in zip(each, worked, strict=True):
        for other in one.also:
            cited.cite(other, "rate", "amount", "cap")
        blocks.extend(blocks_of(result, one.also, cited, query.language, headed=len(each) > 1))
    whole = total(worked, wish.given.investment, cited) if wish.together else None
    if whole is not None:
        blocks.extend(AnswerBlock(AnswerBlockKind.ITEM, step.line, citations=step.citations) for step in whole.steps)
    notices = doubts_of(
        worked, query.language, several=len(worked) > 1 and whole is None, assumed=wish.assumed_currency
    )
    return Measured(tuple(blocks), cited.citations, notices)


def candidates(
    query: Query, wish: WishedEstimate, evidence: Sequence[Evidence], book: MeasureBook, sources: Sources
) -> list[Estimate]:
    """The estimates of the measures that are meant, best first."""
    documents = {item.passage.document_id for item in evidence}
    wanted = Wanted(instruments=tuple(instruments_for(wish.given)))
    measures = [
        filed
        for filed in book.find(wanted, access=query.access, document_ids=documents)
        if holds_at(filed, query.jurisdictions or query.hinted)
    ]
    ranked = scored(measures, evidence)
    if not ranked:
        return []
    told = {
        filed.measure.id: score
        for score, filed in book.matcher.told_apart(
            query.asked or query.terms,
            [filed for _, filed in ranked],
            lambda filed: f"{filed.measure.applies_to}\n{sources.around(filed)}",
        )
    }
    most = max(told.values()) or 1.0
    weighed = sorted(
        ((score + TELLING * told[filed.measure.id] / most, filed) for score, filed in ranked), key=lambda each: -each[0]
    )
    worked = [(score, estimate(filed, given_for(filed, wish), sources)) for score, filed in weighed]
    usable = [
        (score, one) for score, one in worked if one.verdict in TOLD or (one.steps and one.verdict is Verdict.NO_FIGURE)
    ]
    if not usable:
        return []
    best = usable[0][0]
    lead = usable[0][1].filed.measure
    return [
        one
        for score, one in usable
        if score >= best - WORSE and alike(one.filed, lead.document_id, lead.instrument.value)
    ]


def alike(filed: FiledMeasure, document_id: str, instrument: str) -> bool:
    """Whether a measure is of the same document and sort as the leading one."""
    return filed.measure.instrument.value == instrument


def holds_at(filed: FiledMeasure, places: Sequence[str]) -> bool:
    """Whether a measure holds at one of some places; at any when none is named."""
    abroad = [code for code in places if code != "CN"]
    if not abroad:
        return True
    own = filed.measure.jurisdiction
    return matches_place((own,), tuple(abroad)) or (
        own == "EU" and any(country_of(code) in EU_MEMBERS for code in abroad)
    )


def given_for(filed: FiledMeasure, wish: WishedEstimate) -> Given:
    """What the user gives, with the measure's currency where the amount has none."""
    if not wish.assumed_currency:
        return wish.given
    currency = filed.measure.currency or NO_CURRENCY

    def named(money: Money | None) -> Money | None:
        return None if money is None else replace(money, currency=currency)

    given = wish.given
    return replace(given, investment=named(given.investment), customs_value=named(given.customs_value))
