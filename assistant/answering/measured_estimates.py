"""Worked estimates in an answer: the measures that the question means, step by step, with conditions and doubts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.answering.choosing_estimates import Chosen, candidates, given_for
from assistant.answering.deciding import (
    possible,
)
from assistant.answering.evidence import Evidence
from assistant.answering.meaning import with_regions
from assistant.answering.measured import Measured
from assistant.answering.measured_text import blocks_of, doubts_of, stated_otherwise, total_blocks
from assistant.domain import AnswerBlock, AnswerBlockKind, Notice, NoticeKind
from assistant.measures.agreeing import agreed
from assistant.measures.asked_cues import AT_MOST
from assistant.measures.book import MeasureBook
from assistant.measures.citing import Sources
from assistant.measures.cumulating import is_ceiling, total
from assistant.measures.duties_together import duties_together
from assistant.measures.estimating import estimate
from assistant.measures.wishes import WishedEstimate
from assistant.measures.wording import disagreement
from assistant.protocols import Query

MOST = 4
"""Estimates that are shown."""


def estimated(
    query: Query,
    wish: WishedEstimate,
    evidence: Sequence[Evidence],
    book: MeasureBook,
    *,
    quoted: Collection[str] = (),
) -> Measured | None:
    """The estimate that a question asks for; None when no measure of the evidence can be worked out.

    ``quoted`` are the documents of the quotes below it: what is worked out must come from one of them.
    """
    query = with_regions(query, book)
    sources = book.sources(access=query.access)
    chosen = candidates(query, wish, evidence, book, sources, quoted=quoted)
    found = chosen.estimates
    if not found:
        return None
    if len(chosen.duties) > 1:
        return _duties(query, wish, chosen, book)
    if chosen.rivals:
        cited = book.sources(access=query.access)
        return Measured(possible((found[0].filed, *chosen.rivals), cited, query.language), cited.citations)
    each = agreed([one.filed for one in found[:MOST]])
    cited = book.sources(access=query.access)
    worked = [estimate(one.filed, given_for(one.filed, wish), cited) for one in each]
    blocks: list[AnswerBlock] = []
    for one, result in zip(each, worked, strict=True):
        for other in one.also:
            cited.cite(other, "rate", "amount", "cap")
        blocks.extend(blocks_of(result, one.also, cited, query.language, headed=len(each) > 1))
    shown = {one.filed.measure.id for one in each}
    otherwise = [filed for filed in chosen.disagreeing if filed.measure.id not in shown]
    blocks.extend(stated_otherwise(filed, cited, query.language) for filed in otherwise)
    whole = total(worked, wish.given.investment, cited) if wish.together else None
    if whole is None and _sum_is_open(query, wish, chosen, cited):
        # A sum was asked for: one of the lines worked out would look like it, and what they add up to is not sure.
        lines = dict.fromkeys((*(one.filed for one in found), *chosen.beside))
        return Measured(
            possible(tuple(lines), listed := book.sources(access=query.access), query.language), listed.citations
        )
    if whole is not None:
        blocks.extend(AnswerBlock(AnswerBlockKind.ITEM, step.line, citations=step.citations) for step in whole.steps)
    notices = doubts_of(
        worked, query.language, several=len(worked) > 1 and whole is None, assumed=wish.assumed_currency
    )
    conflicts = [
        Notice(NoticeKind.CONFLICT, disagreement(found[0].filed, filed, query.language)) for filed in chosen.disagreeing
    ]
    return Measured(tuple(blocks), cited.citations, (*conflicts, *notices))


def _sum_is_open(query: Query, wish: WishedEstimate, chosen: Chosen, cited: Sources) -> bool:
    """Whether a sum of several lines is asked for that the documents do not make; the most that all may reach is none."""
    if not (wish.together and wish.given.investment is not None and chosen.beside):
        return False
    lead = chosen.estimates[0].filed
    return not (AT_MOST.search(query.text) and is_ceiling(lead, cited))


def _duties(query: Query, wish: WishedEstimate, chosen: Chosen, book: MeasureBook) -> Measured:
    """Several duties on one import: added up where their document says so, else listed."""
    cited = book.sources(access=query.access)
    whole = duties_together(chosen.duties, given_for(chosen.duties[0], wish), cited)
    if whole is None:
        listed = book.sources(access=query.access)
        return Measured(possible(chosen.duties, listed, query.language), listed.citations)
    doubts = [estimate(filed, given_for(filed, wish), book.sources(access=query.access)) for filed in chosen.duties]
    notices = doubts_of(doubts, query.language, several=False, assumed=wish.assumed_currency)
    return Measured(total_blocks(whole, query.language), cited.citations, notices)
