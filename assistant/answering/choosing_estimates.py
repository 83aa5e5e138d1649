"""Which estimates a question means: the lines of the evidence that can be worked out, and what speaks against the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.answering.deciding import (
    figures_of,
    met_elsewhere,
    of_another_place,
    spoken_against,
    too_far,
    undecided,
)
from assistant.answering.evidence import Evidence
from assistant.answering.meaning import Meant, meant_by
from assistant.language.places import EU_MEMBERS, country_of, matches_place
from assistant.measure import FiledMeasure, Instrument, Money
from assistant.measures.asked_cues import DEMANDS, GIVES, PAYS, TAKES
from assistant.measures.asked_figures import NO_CURRENCY
from assistant.measures.book import MeasureBook, instruments_for
from assistant.measures.citing import Sources
from assistant.measures.comparing import BARRIERS, INCENTIVES, contradictions
from assistant.measures.duties import is_part
from assistant.measures.duties_together import SEVERAL, duties_beside
from assistant.measures.estimates import Estimate, Given, StepKind, Verdict
from assistant.measures.estimating import DEMANDED, estimate
from assistant.measures.selecting import Wanted
from assistant.measures.validity import Status, status_of
from assistant.measures.wishes import WishedEstimate
from assistant.protocols import Query

TOLD = frozenset({Verdict.COMPUTED, Verdict.BELOW_MINIMUM, Verdict.ABOVE_MAXIMUM, Verdict.OTHER_CURRENCY})
USES_THE_GIVEN = frozenset(StepKind) - {StepKind.FIXED}
"""Steps that work with what the user gives; a sum that is stated whatever is given answers no estimate."""
WORSE = 0.75
"""By how much a measure may be worth less than the best one and still be meant."""
MOST_STEPS = 3
"""Steps of a demand that are worked out side by side."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The estimates that a question means, best first, and what else of the first one's programme it may mean."""

    estimates: tuple[Estimate, ...] = ()
    rivals: tuple[FiledMeasure, ...] = ()
    """Lines with other figures that no word of the question excludes: then no result is sure."""
    beside: tuple[FiledMeasure, ...] = ()
    """Other lines of the first one's document and instrument that may be paid as well as it."""
    disagreeing: tuple[FiledMeasure, ...] = ()
    """What other documents say otherwise of the first one's programme."""
    duties: tuple[FiledMeasure, ...] = ()
    """Where several duties on one import are asked for: those that may be due beside the first one, itself included."""


def candidates(
    query: Query,
    wish: WishedEstimate,
    evidence: Sequence[Evidence],
    book: MeasureBook,
    sources: Sources,
    *,
    quoted: Collection[str] = (),
) -> Chosen:
    """The estimates of the measures that are meant, best first; none when something speaks against the first."""
    documents = {item.passage.document_id for item in evidence}
    wanted = Wanted(instruments=_instruments(query.text, wish.given))
    measures = [
        filed
        for filed in book.find(wanted, access=query.access, document_ids=documents)
        if holds_at(filed, query.jurisdictions or query.hinted)
    ]
    measures = _without_parts(measures, sources)
    found: list[tuple[Meant, Estimate]] = []
    ranked = meant_by(query, measures, evidence, book, sources, on=wish.given.on)
    for meant in ranked:
        one = estimate(meant.filed, given_for(meant.filed, wish), sources)
        if wish.counts_wanted and one.currency is not None:
            continue
        lapsed = status_of(meant.filed, on=wish.given.on) is Status.LAPSED
        if one.verdict is Verdict.NO_BASE and one.wants and not found and not lapsed:
            # What is meant first of all is a share of something else: another line's sum would be no answer.
            return Chosen((one,)) if meant.filed.measure.rate is not None else Chosen()
        if (one.verdict in TOLD and any(step.kind in USES_THE_GIVEN for step in one.steps)) or (
            one.verdict is Verdict.NO_FIGURE and one.steps
        ):
            found.append((meant, one))
    if not found:
        return Chosen()
    lead, first = found[0] = _quoted_first(found, quoted)
    if too_far(ranked[0], lead) or spoken_against(query, first, measures, quoted, sources):
        return Chosen()
    if met_elsewhere(first, [one for _, one in found]):
        return Chosen()
    near = [one for meant, one in found if alike(meant, lead) and not of_another_place(query, lead, meant, sources)]
    cumulated = wish.together and wish.given.investment is not None
    rivals = [] if cumulated else undecided(query, lead, ranked, sources)
    shown = {one.filed.measure.id for one in near}
    if lead.filed.measure.instrument in DEMANDED and len(near) <= MOST_STEPS:
        # The steps of a demand follow one another and hold for everyone: each is worked out under its own name.
        rivals = [filed for filed in rivals if filed.measure.id not in shown]
    own = lead.filed.measure
    beside = tuple(
        meant.filed
        for meant in ranked
        if (meant.filed.measure.document_id, meant.filed.measure.instrument) == (own.document_id, own.instrument)
        and meant.filed.measure.id != own.id
        and figures_of(meant.filed) not in {figures_of(lead.filed), (None, None)}
    )
    duties: Sequence[FiledMeasure] = ()
    if own.instrument is Instrument.DUTY and SEVERAL.search(query.text) and not _adds_rates(first):
        duties = duties_beside(lead.filed, [meant.filed for meant in ranked], sources)
    same = [meant.filed for meant in ranked if meant.filed.measure.instrument is own.instrument]
    pairs = [pair for pair in contradictions(same, on=wish.given.on) if lead.filed in pair]
    otherwise = tuple(other if one is lead.filed else one for one, other in pairs)
    return Chosen(tuple(_each_once(near)), tuple(rivals), beside, otherwise, tuple(duties))


def _adds_rates(found: Estimate) -> bool:
    return any(step.kind is StepKind.SUM_OF_RATES for step in found.steps)


def _instruments(asked: str, given: Given) -> tuple[Instrument, ...]:
    """The sorts of measures that a question means: duties alone, no duties, or all that can be worked out."""
    kinds = set(instruments_for(given))
    takes, gives = TAKES.search(asked) is not None, GIVES.search(asked) is not None
    if takes and not gives and not DEMANDS.search(asked):
        kinds = kinds & BARRIERS or kinds
    elif gives and not takes:
        kinds -= BARRIERS
    elif PAYS.search(asked) and not gives:
        kinds = kinds - INCENTIVES or kinds
    return tuple(sorted(kinds))


def _quoted_first(found: Sequence[tuple[Meant, Estimate]], quoted: Collection[str]) -> tuple[Meant, Estimate]:
    """The best estimate, in the words of a quoted document if one says the same of the same programme."""
    best = found[0][0].filed
    own = best.measure
    return next(
        (
            each
            for each in found
            if each[0].filed.measure.document_id in quoted
            and figures_of(each[0].filed) == figures_of(best)
            and each[0].filed.measure.cap == own.cap
            and each[0].filed.measure.programme_en == own.programme_en
        ),
        found[0],
    )


def _without_parts(measures: Sequence[FiledMeasure], sources: Sources) -> list[FiledMeasure]:
    """Measures without the duty that other duties of the same document are paid on top of: it is part of each of them."""
    duties = [filed for filed in measures if filed.measure.instrument is Instrument.DUTY]
    several = {
        document for document, number in Counter(filed.measure.document_id for filed in duties).items() if number > 1
    }
    return [
        filed
        for filed in measures
        if filed.measure.instrument is not Instrument.DUTY
        or filed.measure.document_id not in several
        or not is_part(sources, filed)
    ]


def alike(one: Meant, lead: Meant) -> bool:
    """Whether a measure may be meant as well as the leading one: a line of the same list, or another document's word on it."""
    if one.filed.measure.instrument is not lead.filed.measure.instrument:
        return False
    return one.worth >= lead.worth - WORSE


def _each_once(found: Sequence[Estimate]) -> list[Estimate]:
    """Estimates of one statement that come to the same are one: a row may give a duty and its sum with another."""
    kept: dict[object, Estimate] = {}
    for one in found:
        cited = one.steps[-1].citations if one.steps else ()
        kept.setdefault((one.result, one.currency, cited, one.verdict) if one.result else one.filed.measure.id, one)
    return list(kept.values())


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
