"""Whether one line of the measures is meant beyond doubt: a wrong figure is worse than none.

A result is worked out only for a line that the quotes rest on, that nothing else of its document speaks against, and that the
words of the question tell from its neighbours. Otherwise the lines that may be meant are listed with their figures, and the
question goes back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.answering.meaning import PASSED, Meant
from assistant.domain import AnswerBlock, AnswerBlockKind, BlockKind
from assistant.language.places import country_of
from assistant.language.quantities import QuantityKind, quantities
from assistant.measure import FiledMeasure, Range
from assistant.measures.citing import Sources, block_at
from assistant.measures.estimates import Estimate, Verdict
from assistant.measures.matching import words_said
from assistant.measures.money import amount_text, figure, rate_text
from assistant.measures.programmes import programmes_in
from assistant.measures.traits import CAPACITY, asked_traits, in_common, traits_of, years_of
from assistant.measures.wording import POSSIBLE, label
from assistant.protocols import Query

CLEARLY = 2.5
"""By how much a line of the same list must be worth less to be excluded though the question says some word of it as well."""
ELSEWHERE = 1.0
"""The same for a line that stands in another place of the document."""
FAR = 4.0
"""By how much the first line that can be worked out may be worth less than the first one meant."""
MOST_LISTED = 6
"""Possible lines that are listed; of more, the quotes show enough."""
LONGEST_CLAUSE = {"zh": 60, "en": 90}
"""Characters of a line's words in a list of possible lines."""
OUTSIDE = re.compile(
    r"(?:超出|超过|配额外|额度外)[^，。？]{0,6}(?:配额|额度)|配额(?:之)?外|\b(?:above|outside|over|beyond|in excess of) (?:of )?(?:the |its |a )?quota",
    re.IGNORECASE,
)
"""Asks for what is outside of a quota: the figures within it do not hold there."""
PROJECT_UP_TO = re.compile(
    r"\b(?:projects?|investments?)\s+(?:of\s+)?(?:up to|below|under|not exceeding|at most)\s*$|(?:项目|投资额?)(?:不超过|不高于|低于|至多|在)\s*$",
    re.IGNORECASE,
)
"""Before an amount, such words make it the largest project that a line is for."""
FIGURES = frozenset({QuantityKind.PERCENT, QuantityKind.MONEY})


def too_far(first: Meant, computed: Meant) -> bool:
    """Whether a line that can be worked out is not what is meant, but only the next one that can."""
    return computed.worth < first.worth - FAR


def spoken_against(
    query: Query, found: Estimate, measures: Sequence[FiledMeasure], quoted: Collection[str], sources: Sources
) -> bool:
    """Whether something speaks against the first estimate: the quotes, the table it stands in, or a limit beside it."""
    filed = found.filed
    return (
        _of_another_programme(query, found.filed)
        or (bool(quoted) and filed.measure.document_id not in quoted)
        or (OUTSIDE.search(query.text) is not None and OUTSIDE.search(sources.line_of(filed)) is None)
        or _nearer_row(query, filed, measures, sources)
        or _beyond_a_limit(found, measures, sources)
        or _beyond_its_line(found, sources)
    )


def _of_another_programme(query: Query, filed: FiledMeasure) -> bool:
    """Whether the question names a programme, and the line is of a document on another one."""
    # "Territorial premium" is one of several under many programmes, "HIT-30" a programme by itself.
    named = [entry for entry in programmes_in(query.text) if any(name != name.lower() for name in entry.en)]
    if not named:
        return False
    measure = filed.measure
    said = " ".join(filter(None, (measure.programme, measure.programme_en, measure.programme_zh, filed.metadata.title)))
    own = {entry.en[0] for entry in programmes_in(said)}
    # A document that names none may be on any; what it is about is then told by the words of the question.
    return bool(own) and not own & {entry.en[0] for entry in named}


def _nearer_row(query: Query, filed: FiledMeasure, measures: Sequence[FiledMeasure], sources: Sources) -> bool:
    """Whether another row of the same table is for more of what the question names, and was not read as a measure."""
    document = sources.document(filed)
    own = block_at(document, filed.measure.spans[0])
    if own is None or own.kind is not BlockKind.ROW:
        return False
    known = [
        span.start
        for other in measures
        if other.measure.document_id == filed.measure.document_id
        for span in other.measure.spans
    ]
    asked = asked_traits(query.text)
    least = in_common(asked, traits_of(sources.line_of(filed)))
    texts = (
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is BlockKind.ROW and block.group == own.group
        if not any(block.start <= start < block.end for start in known)
    )
    return any(
        in_common(asked, traits_of(text)) > least and any(one.kind in FIGURES for one in quantities(text))
        for text in texts
    )


def _beyond_a_limit(found: Estimate, measures: Sequence[FiledMeasure], sources: Sources) -> bool:
    """Whether a highest sum that stands alone in the same section is lower than what the estimate comes to."""
    measure = found.filed.measure
    if found.verdict is not Verdict.COMPUTED or found.result is None or found.result.high is None or measure.cap:
        return False
    if measure.rate is None:
        return False
    section = sources.headings_of(found.filed)
    limits = (
        other.measure.cap or (other.measure.amount.high if other.measure.amount else None)
        for other in measures
        if other.measure.document_id == measure.document_id
        and other.measure.instrument is measure.instrument
        and other.measure.rate is None
        and other.measure.currency == found.currency
        and (other.measure.amount is None or other.measure.amount.low is None)
        and sources.headings_of(other) == section
    )
    return any(limit is not None and limit < found.result.high for limit in limits)


def _beyond_its_line(found: Estimate, sources: Sources) -> bool:
    """Whether the line itself is for smaller investments than the one given: ``Small (project up to EUR 50m)``."""
    given = found.given
    if given is None or found.verdict is not Verdict.COMPUTED:
        return False
    line = f"{sources.line_of(found.filed)}\n{found.filed.measure.applies_to}"
    return any(
        one.kind is QuantityKind.MONEY
        and one.unit == given.currency
        and not isinstance(one.value, str)
        and PROJECT_UP_TO.search(line[: one.start]) is not None
        and given.amount > one.value
        for one in quantities(line)
    )


def undecided(query: Query, lead: Meant, ranked: Sequence[Meant], sources: Sources) -> list[FiledMeasure]:
    """Other lines of the same programme with other figures of the same sort that no word of the question excludes."""
    first = lead.filed.measure
    if figures_of(lead.filed) == (None, None):
        return []
    return [
        other.filed
        for other in ranked
        if other.filed.measure.document_id == first.document_id
        and other.filed.measure.instrument is first.instrument
        and (other.filed.measure.rate is None, other.filed.measure.per) == (first.rate is None, first.per)
        and figures_of(other.filed) not in {figures_of(lead.filed), (None, None)}
        and not _excluded(query, lead, other, sources)
    ]


def of_another_place(query: Query, lead: Meant, other: Meant, sources: Sources) -> bool:
    """Whether a line is another country's, and the question says something of the leading line that it does not say."""
    places = {country_of(one.filed.measure.jurisdiction) for one in (lead, other)}
    return len(places) > 1 and bool(_said(query, lead.filed, sources) - _said(query, other.filed, sources))


def figures_of(filed: FiledMeasure) -> tuple[Range | None, Range | None]:
    """What a line is worked out with."""
    return filed.measure.rate, filed.measure.amount


def _excluded(query: Query, lead: Meant, other: Meant, sources: Sources) -> bool:
    """Whether the question says something of the leading line that the other one does not say.

    When it says something of the other line too, the leading one must be worth clearly more.
    """
    former = [PASSED.search(sources.line_of(one.filed)) is not None for one in (lead, other)]
    if former == [False, True] and PASSED.search(query.text) is None:
        return True
    if _told_by_what_is_not_said(query, sources.line_of(lead.filed), sources.line_of(other.filed)):
        return False
    ours, theirs = _said(query, lead.filed, sources), _said(query, other.filed, sources)
    least = CLEARLY if _of_one_list(lead.filed, other.filed, sources) else ELSEWHERE
    return bool(ours - theirs) and (not theirs - ours or lead.worth - other.worth >= least)


def _told_by_what_is_not_said(query: Query, lead: str, other: str) -> bool:
    """Whether two lines differ in size of company, battery or the like, and the question names none of it."""
    asked, ours, theirs = asked_traits(query.text), traits_of(lead), traits_of(other)
    if any(name not in asked and not ours[name] & theirs[name] for name in ours.keys() & theirs.keys()):
        return True
    sizes = [{match.group() for match in CAPACITY.finditer(text)} for text in (lead, other)]
    return all(sizes) and sizes[0] != sizes[1] and CAPACITY.search(query.text) is None


def met_elsewhere(lead: Estimate, others: Sequence[Estimate]) -> bool:
    """Whether the limit that the leading line fails is met by another line of its programme: then nothing is ruled out."""
    failed = {Verdict.BELOW_MINIMUM, Verdict.ABOVE_MAXIMUM}
    return lead.verdict in failed and any(
        one.verdict not in failed and one.filed.measure.document_id == lead.filed.measure.document_id for one in others
    )


def _of_one_list(one: FiledMeasure, other: FiledMeasure, sources: Sources) -> bool:
    """Whether two lines of a document stand in one table, list or paragraph."""
    document = sources.document(one)
    blocks = [block_at(document, filed.measure.spans[0]) for filed in (one, other)]
    first, second = blocks
    if first is None or second is None:
        return False
    return first.start == second.start or (first.group is not None and first.group == second.group)


def _said(query: Query, filed: FiledMeasure, sources: Sources) -> set[str]:
    line = sources.line_of(filed)
    asked, own = asked_traits(query.text), traits_of(line)
    told = {f"{name}:{trait}" for name, traits in asked.items() for trait in traits & own.get(name, frozenset())}
    told |= {str(year) for year in years_of(query.text) & years_of(line)}
    return told.union(*(words_said(term, line) for term in query.terms))


def possible(candidates: Sequence[FiledMeasure], sources: Sources, language: str) -> tuple[AnswerBlock, ...]:
    """The lines that may be meant with their figures, none worked out, and the question which of them holds."""
    each = {(figures_of(filed), _name(filed)): filed for filed in reversed(candidates)}
    items = [_item(filed, sources, language) for filed in list(reversed(each.values()))[:MOST_LISTED]]
    return (AnswerBlock(AnswerBlockKind.NOTE, label(POSSIBLE, language)), *items)


def _item(filed: FiledMeasure, sources: Sources, language: str) -> AnswerBlock:
    measure = filed.measure
    if measure.rate is not None:
        said, field = rate_text(figure(measure.rate)), "rate"
    else:
        assert measure.amount is not None
        said, field = amount_text(figure(measure.amount), measure.currency), "amount"
    bound = (measure.rate or measure.amount or Range(None, None)).low is None
    if bound:
        said = f"最高 {said}" if language == "zh" else f"up to {said}"
    name = _name(filed) or _clause(sources.line_of(filed), language)
    text = f"{name}{'：' if language == 'zh' else ': '}{said}" if name else said
    return AnswerBlock(AnswerBlockKind.ITEM, text, citations=sources.cite(filed, field))


def _clause(line: str, language: str) -> str:
    """The words around a figure, cut to what a list can hold: they say for what a line without a name is."""
    words = " ".join(line.split())
    most = LONGEST_CLAUSE[language]
    if len(words) <= most:
        return words
    cut = words[:most]
    return f"{cut if language == 'zh' or ' ' not in cut else cut.rsplit(' ', 1)[0]}…"


def _name(filed: FiledMeasure) -> str:
    """For whom a line is, without parts with figures of their own: those may stand in a header that is not cited."""
    plain = re.sub(r"\s*[(（][^)）]*\d[^)）]*[)）]", "", filed.measure.applies_to)
    return " · ".join(part for part in plain.split(" · ") if not quantities(part))
