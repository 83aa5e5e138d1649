"""Comparisons in an answer: a table with places as columns, each figure cited, what is not known said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.answering.evidence import Evidence
from assistant.answering.meaning import meant_by
from assistant.answering.measured import Measured
from assistant.domain import AnswerBlock, AnswerBlockKind, Notice, NoticeKind
from assistant.language.places import country_of, matches_place, name_of
from assistant.language.quantities import quantities
from assistant.measure import FiledMeasure, Instrument
from assistant.measures.agreeing import Agreed, agreed
from assistant.measures.book import MeasureBook
from assistant.measures.citing import Sources
from assistant.measures.comparing import BARRIERS, INCENTIVES, Aspect, Cell, Comparison, compare, said
from assistant.measures.estimating import AID, OF_TAX
from assistant.measures.selecting import Wanted
from assistant.measures.validity import Status, status_of, without_superseded
from assistant.measures.wishes import WishedComparison
from assistant.measures.wording import ASPECTS, INSTRUMENTS, STATUSES, disagreement, label
from assistant.protocols import Query

MOST = 2
"""Measures of each place in a table: a screen holds no more."""
MOST_OF_ASPECT = 4
"""The same where only one aspect of each is shown."""
WORSE = 2.0
"""Log odds by which a place's second measure may be worse than its first."""
UNREAD = 1.0
"""Log odds by which a measure is worth less whose document was not read for evidence."""
MOST_COMPARED = 200
"""Measures of a place that are looked at; the words that all documents have in common find the rest by retrieval."""
SHOWN = (
    Aspect.PROGRAMME,
    # Without it, a tax rate would stand beside a grant's rate as if both were aid.
    Aspect.INSTRUMENT,
    Aspect.APPLIES_TO,
    Aspect.RATE,
    Aspect.AMOUNT,
    Aspect.CAP,
    Aspect.MINIMUM_INVESTMENT,
    Aspect.BUDGET,
    Aspect.VALIDITY,
)
WHOSE = (Aspect.PROGRAMME, Aspect.INSTRUMENT, Aspect.APPLIES_TO)
"""Aspects that say whose figures stand below."""
NAMES = frozenset({Aspect.PROGRAMME, Aspect.APPLIES_TO, Aspect.VALIDITY})
"""Aspects whose words may come from elsewhere than the statement that a cell cites."""
GAP = "–"
NOT_NOW = frozenset({Status.LAPSED, Status.NOT_YET})
MARKED = frozenset({Status.LAPSED, Status.SOON_LAPSING, Status.NOT_YET})


def compared(
    query: Query, wish: WishedComparison, evidence: Sequence[Evidence], book: MeasureBook, *, on: date
) -> Measured | None:
    """The table that a question asks for; None when not even two places have something to show."""
    places = tuple(code for code in query.jurisdictions if country_of(code) != "CN")
    if len(places) < 2:
        return None
    wanted = tuple(BARRIERS if wish.taking else wish.instruments or INCENTIVES)
    sources = book.sources(access=query.access)
    by_place = {place: _best(place, wanted, query, evidence, book, sources, on, wish.aspects) for place in places}
    shown = [place for place in places if by_place[place]]
    silent = [place for place in places if not by_place[place] and book.find(Wanted((place,)), access=query.access)]
    if not shown or (len(shown) < 2 and silent):
        # One column beside places whose documents say something else would compare nothing; beside places that no
        # document covers it says what is known and what is not.
        return None
    cited = book.sources(access=query.access)
    table = compare(by_place, cited, on=on, most=MOST_OF_ASPECT if wish.aspects else MOST)
    notices = [
        Notice(NoticeKind.CONFLICT, disagreement(one, other, query.language)) for one, other in table.disagreeing
    ]
    return Measured(
        tuple(_rows(table, cited, query.language, wish.aspects)),
        cited.citations,
        tuple(notices),
        covered=tuple(place for place in places if by_place[place]),
        gaps=table.gaps,
    )


def _has_figure(filed: FiledMeasure, sources: Sources) -> bool:
    """Whether there is a figure to compare; a country's general tax rate beside its aid is none."""
    measure = filed.measure
    if measure.rate is not None and measure.instrument in AID and not measure.rate_of:
        return OF_TAX.search(sources.line_of(filed)) is None
    figures = (measure.rate, measure.amount, measure.cap, measure.minimum_investment, measure.budget)
    return any(figure is not None for figure in figures)


def _best(
    place: str,
    instruments: tuple[Instrument, ...],
    query: Query,
    evidence: Sequence[Evidence],
    book: MeasureBook,
    sources: Sources,
    on: date,
    aspects: Sequence[Aspect],
) -> list[FiledMeasure]:
    """A place's measures that speak most to the question: those of the evidence, else those whose words are nearest.

    Where one aspect is asked for, those that say it, if any does.
    """
    found = book.find(Wanted((place,), instruments), access=query.access)
    read = {item.passage.document_id for item in evidence}
    found.sort(key=lambda one: one.measure.document_id not in read)
    found = found[:MOST_COMPARED]
    found = without_superseded(found, on=on)
    own = [one for one in found if _has_figure(one, sources) and (one.measure.jurisdiction != "EU" or place == "EU")]
    # What a document on another country says in passing stands back behind what the place's own documents say.
    own = [one for one in own if matches_place(one.metadata.jurisdictions, (place,))] or own
    if aspects:
        own = [one for one in own if any(said(one, aspect) for aspect in aspects)] or own
    meant = meant_by(query, own, evidence, book, sources, on=on, unread=UNREAD)
    if not meant:
        return []
    if aspects:
        # Who asks for the lowest threshold or the rates wants all of the programme's that is meant most.
        first = meant[0].filed.measure
        kept = [one.filed for one in meant if one.filed.measure.document_id == first.document_id]
    else:
        kept = [one.filed for one in meant if one.worth >= meant[0].worth - WORSE]
    # What has lapsed, or is not yet in force, stands behind what holds, however well its words fit.
    kept.sort(key=lambda filed: status_of(filed, on=on) in NOT_NOW)
    return _different(agreed(kept), aspects)[: MOST_OF_ASPECT if aspects else MOST]


def _different(each: Sequence[Agreed], aspects: Sequence[Aspect]) -> list[FiledMeasure]:
    """The measures; where one aspect is asked for, the first of those that say the same of it."""
    if not aspects:
        return [one.filed for one in each]
    kept = {tuple(said(one.filed, aspect) for aspect in aspects): one.filed for one in reversed(each)}
    return list(reversed(kept.values()))


def _rows(table: Comparison, cited: Sources, language: str, aspects: Sequence[Aspect]) -> list[AnswerBlock]:
    """A header without words in its first cell, and one row for each aspect, or for those that are asked for."""
    shown = (*WHOSE, *aspects) if aspects else SHOWN
    quotes = {citation.number: citation.quote for citation in cited.citations}
    header = ("", *(name_of(code, language) for code in table.places))
    blocks = [AnswerBlock(AnswerBlockKind.ROW, " | ".join(header), header)]
    for row in table.rows:
        if row.aspect not in shown:
            continue
        name = label(ASPECTS[row.aspect], language)
        cells = (name, *(_text(cell, row.aspect, quotes, language) for cell in row.cells))
        if all(cell == GAP for cell in cells[1:]):
            continue
        numbers = tuple(
            dict.fromkeys(
                number
                for cell, text in zip(row.cells, cells[1:], strict=True)
                if text != GAP
                for number in cell.citations
            )
        )
        blocks.append(AnswerBlock(AnswerBlockKind.ROW, " | ".join(cells), cells, numbers))
    return blocks


def _stands(text: str, quotes: Sequence[str]) -> bool:
    """Whether every figure and date of a cell stands in the words that it cites."""
    said = {(one.kind, one.value) for quote in quotes for one in quantities(quote)}
    return all((one.kind, one.value) in said for one in quantities(text))


def _text(cell: Cell, aspect: Aspect, quotes: Mapping[int, str], language: str) -> str:
    if not cell.text:
        return GAP
    if aspect is Aspect.INSTRUMENT:
        return label(INSTRUMENTS[Instrument(cell.text)], language)
    if aspect in NAMES and not _stands(cell.text, [quotes[number] for number in cell.citations]):
        # A table's header or a document's metadata said it: without the words that hold it, it is not stated.
        return GAP
    if aspect is Aspect.PROGRAMME and quantities(cell.text):
        # A title with figures in it would state them without the words that they rest on; the citation shows it anyway.
        return GAP
    if aspect is Aspect.PROGRAMME and cell.status in MARKED and cell.status is not None:
        mark = label(STATUSES[cell.status], language)
        return f"{cell.text}（{mark}）" if language == "zh" else f"{cell.text} ({mark})"
    return cell.text
