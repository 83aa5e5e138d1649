"""What is made of measures for an answer, and how it is joined with what is quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.choosing import MOST_WORDS, word_count
from assistant.answering.evidence import Evidence
from assistant.domain import AnswerBlock, AnswerBlockKind, Citation, Outcome
from assistant.measure import FiledMeasure
from assistant.protocols import Draft

FEWEST_QUOTES = 2
"""Statements that are quoted below a calculation or table however long it is."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Blocks that come before the quotes, with their own citations."""

    blocks: tuple[AnswerBlock, ...]
    citations: tuple[Citation, ...]
    notices: tuple[str, ...] = ()
    gaps: bool = False
    """Whether a part of the question stays open."""


def joined(made: Measured, draft: Draft, language: str) -> Draft:
    """One answer: first what was made of the measures, then the quotes that it rests on, as far as a screen goes."""
    numbers: dict[int, int] = {}
    citations = list(made.citations)
    known = {_span(citation): citation.number for citation in citations}
    quoted = _that_fit(made.blocks, tuple(draft.blocks))
    used = {number for block in quoted for number in block.citations}
    for citation in draft.citations:
        if citation.number not in used:
            continue
        if _span(citation) not in known:
            known[_span(citation)] = len(citations) + 1
            citations.append(replace(citation, number=len(citations) + 1))
        numbers[citation.number] = known[_span(citation)]
    renumbered = [
        replace(block, citations=tuple(dict.fromkeys(numbers[number] for number in block.citations)))
        for block in quoted
    ]
    outcome = Outcome.PARTLY_ANSWERED if made.gaps else draft.outcome
    notices = tuple(dict.fromkeys((*made.notices, *draft.notices)))
    return replace(
        draft, outcome=outcome, citations=tuple(citations), blocks=iter([*made.blocks, *renumbered]), notices=notices
    )


def _span(citation: Citation) -> tuple[str, int, int, int]:
    return (citation.document_id, citation.version, citation.start, citation.end)


def _that_fit(made: Sequence[AnswerBlock], quoted: Sequence[AnswerBlock]) -> list[AnswerBlock]:
    room = MOST_WORDS - sum(word_count(block.text) for block in made)
    kept: list[AnswerBlock] = []
    stated = 0
    for block in quoted:
        states = block.kind is not AnswerBlockKind.NOTE
        if states and stated >= FEWEST_QUOTES and word_count(block.text) > room:
            continue
        room -= word_count(block.text)
        stated += states
        kept.append(block)
    return kept


def scored(measures: Sequence[FiledMeasure], evidence: Sequence[Evidence]) -> list[tuple[float, FiledMeasure]]:
    """The measures whose statement is among the evidence, with the best score of such a statement, best first."""
    found = []
    for filed in measures:
        measure = filed.measure
        scores = [
            item.score
            for item in evidence
            if item.passage.document_id == measure.document_id and item.passage.version == measure.version
            for span in measure.spans[:1]
            if item.sentence.start < span.end and span.start < item.sentence.end
        ]
        if scores:
            found.append((max(scores), filed))
    return sorted(found, key=lambda each: -each[0])
