"""Which measures a question means: by the sentence that each stands in, the words that tell its lines apart, and the day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.calibration import learned
from assistant.answering.evidence import Evidence
from assistant.language.cities import regions_around
from assistant.language.regions import region_name
from assistant.measure import FiledMeasure, Instrument
from assistant.measures.book import MeasureBook
from assistant.measures.citing import Sources
from assistant.measures.matching import name_of_programme
from assistant.measures.narrowing import narrowed
from assistant.measures.traits import Traits, asked_traits, contradicts, in_common, traits_of, years_of
from assistant.measures.validity import Status, status_of, steps_on
from assistant.protocols import Query

TELLING = 4.0
"""What the words that tell measures apart count beside the sentence that one stands in; they say which line is meant."""
NAMED = 6.0
"""What the words of programme and document count in the same way."""
TRAIT = 1.5
"""What a trait in common counts, such as the size of the company."""
OFFICIAL = 0.5
"""What an official text counts more than a speech."""


PAST = 3.0
"""What a line counts less that says of itself that it was so before."""
OUT_OF_FORCE = 3.0
"""What a measure counts less that is not in force on the day."""
SENTENCE_END = re.compile(r"[。；;]|\.\s")
PASSED = re.compile(
    r"\bprovisional\b|\b(?:earlier|previous|former|old)\b|\breplace[sd]\b|\breported\b|临时|此前|原先|原来|据报|\bclaw-?back\b|追回|收回",
    re.IGNORECASE,
)
TOLD_BY_HEADINGS = frozenset({"build", "drive", "size", "maker"})
NOT_ADOPTED = re.compile(
    r"未(?:予|获|被)?(?:采纳|采用|通过|批准|接受)|没有(?:采纳|通过|批准)|(?:被|遭到?)(?:否决|驳回|拒绝)|不予(?:采纳|批准)|"
    r"\b(?:was|were|been|is) (?:rejected|turned down|voted down|dropped|withdrawn)\b|\bnot (?:adopted|accepted|approved|taken up)\b",
    re.IGNORECASE,
)
"""Behind its figure such words say that something was proposed and never came to be."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A measure with how much speaks for its being meant."""

    filed: FiledMeasure
    worth: float


def with_regions(query: Query, book: MeasureBook) -> Query:
    """The query with the regions that its cities lie in among its words: lines name regions, people name cities."""
    names = [name for code in regions_around(query.text) if (name := region_name(code, "en"))]
    added = tuple(term for name in names for term in book.matcher.terms(name))
    if not added:
        return query
    return replace(query, terms=(*query.terms, *added), asked=(*query.asked, *added) if query.asked else ())


def meant_by(
    query: Query,
    measures: Sequence[FiledMeasure],
    evidence: Sequence[Evidence],
    book: MeasureBook,
    sources: Sources,
    *,
    on: date,
    unread: float | None = None,
) -> list[Meant]:
    """The measures that a question may mean, best first.

    With ``unread``, measures of documents that were not read for evidence may be meant as well, by their words alone: they are
    worth so much less than the least of those that were read.

    Lines for others than those it names are left out (another size of company, another year), and what has lapsed as long
    as something holds.
    """
    asked = asked_traits(query.text)
    lines = {filed.measure.id: sources.line_of(filed) for filed in measures}
    kept = narrowed(measures, query.text, lambda filed: lines[filed.measure.id], on=on)
    kept = [filed for filed in kept if not contradicts(asked, _of_headings(filed, lines[filed.measure.id], sources))]
    kept = [filed for filed in kept if not NOT_ADOPTED.search(_own_part(sources.rest_of(filed)))]
    kept = _without_former(kept, lines, query.text)
    if not years_of(query.text):
        kept = steps_on(kept, on=on)
    worth = scores(kept, evidence)
    if unread is None:
        kept = [filed for filed in kept if filed.measure.id in worth]
    else:
        least = min(worth.values(), default=0.0) - unread
        worth = {filed.measure.id: worth.get(filed.measure.id, least) for filed in kept}
    if not kept:
        return []
    terms = query.asked or query.terms
    told = book.matcher.told_apart(terms, kept, lambda filed: lines[filed.measure.id], parts=True)
    most = max(score for score, _ in told) or 1.0
    named = {filed.measure.id: score for score, filed in book.matcher.told_apart(query.terms, kept, name_of_programme)}
    most_named = max(named.values()) or 1.0
    found = [
        Meant(
            filed,
            worth[filed.measure.id]
            + TELLING * score / most
            + NAMED * named[filed.measure.id] / most_named
            + TRAIT * in_common(asked, traits_of(lines[filed.measure.id]))
            + OFFICIAL * filed.measure.official
            - _out_of_force(filed, on, query) * (1 - named[filed.measure.id] / most_named)
            - (PAST if PASSED.search(lines[filed.measure.id]) and not PASSED.search(query.text) else 0.0),
        )
        for score, filed in told
    ]
    return sorted(found, key=lambda each: -each.worth)


def _of_headings(filed: FiledMeasure, line: str, sources: Sources) -> Traits:
    """The traits that the headings of a line name and the line itself does not: "Import tax on built-up vehicles"."""
    own = traits_of(line)
    found = traits_of(sources.headings_of(filed))
    return {name: traits for name, traits in found.items() if name in TOLD_BY_HEADINGS and name not in own}


def _without_former(measures: Sequence[FiledMeasure], lines: Mapping[str, str], asked: str) -> list[FiledMeasure]:
    """The measures without those that say of themselves that they were so before, where their document has others of the sort."""
    if PASSED.search(asked) or years_of(asked):
        return list(measures)
    sorts = {_sort(filed) for filed in measures if not PASSED.search(lines[filed.measure.id])}
    return [filed for filed in measures if _sort(filed) not in sorts or not PASSED.search(lines[filed.measure.id])]


def _sort(filed: FiledMeasure) -> tuple[str, Instrument]:
    return filed.measure.document_id, filed.measure.instrument


def _own_part(rest: str) -> str:
    """What stands behind a figure, up to the end of its sentence."""
    return SENTENCE_END.split(rest, maxsplit=1)[0]


def _out_of_force(filed: FiledMeasure, on: date, query: Query) -> float:
    """What a measure counts less for not being in force, unless the question names a year."""
    out = status_of(filed, on=on) in {Status.LAPSED, Status.NOT_YET}
    return OUT_OF_FORCE if out and not years_of(query.text) else 0.0


def scores(measures: Sequence[FiledMeasure], evidence: Sequence[Evidence]) -> dict[str, float]:
    """The best score of the evidence that each measure stands in, by its id; without it a measure is not there.

    The user's own figures do not count: a sentence that happens to hold them is no likelier to be meant.
    """
    weight = learned().evidence["numbers"]
    found: dict[str, float] = {}
    for filed in measures:
        measure = filed.measure
        for item in evidence:
            if item.passage.document_id != measure.document_id or item.passage.version != measure.version:
                continue
            span = measure.spans[0]
            if item.sentence.start < span.end and span.start < item.sentence.end:
                score = item.score - weight * item.features.numbers
                found[measure.id] = max(found.get(measure.id, score), score)
    return found
