"""What is made of measures for an answer, and how it is joined with what is quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.choosing import MOST_WORDS, word_count
from assistant.answering.phrases import phrase
from assistant.domain import AnswerBlock, AnswerBlockKind, Citation, Notice, NoticeKind, Outcome
from assistant.language.places import country_of, name_of
from assistant.protocols import Draft

ANSWERS = frozenset({Outcome.ANSWERED, Outcome.PARTLY_ANSWERED})
FEWEST_QUOTES = 2
"""Statements that are quoted below a calculation or table however long it is."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Blocks that come before the quotes, with their own citations."""

    blocks: tuple[AnswerBlock, ...]
    citations: tuple[Citation, ...]
    notices: tuple[Notice, ...] = ()
    covered: tuple[str, ...] = ()
    """Codes of places that something is said of."""
    gaps: tuple[str, ...] = ()
    """Codes of places that nothing is known of: a part of the question stays open."""


def joined(made: Measured, draft: Draft, language: str, *, missing: Sequence[str] = ()) -> Draft:
    """One answer: first what was made of the measures, then the quotes that it rests on, as far as a screen goes.

    ``missing`` are the places that the quotes say nothing of, and say so.
    """
    if draft.outcome not in ANSWERS:
        draft = Draft(Outcome.ANSWERED, (), iter(()))
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
    unsaid = [code for code in missing if not _said(code, made.covered)]
    gaps = [code for code in made.gaps if code not in unsaid]
    notices = [one for one in draft.notices if one != _places("missing_place", missing, language)]
    if gaps:
        notices.insert(0, _places("missing_measure", gaps, language))
    if unsaid:
        notices.insert(0, _places("missing_place", unsaid, language))
    outcome = Outcome.PARTLY_ANSWERED if unsaid or gaps else Outcome.ANSWERED
    notices = list(dict.fromkeys((*notices, *made.notices)))
    return replace(
        draft,
        outcome=outcome,
        citations=tuple(citations),
        blocks=iter([*made.blocks, *renumbered]),
        notices=tuple(notices),
    )


def _said(code: str, covered: Sequence[str]) -> bool:
    return country_of(code) in {country_of(one) for one in covered}


def _places(key: str, codes: Sequence[str], language: str) -> Notice:
    names = phrase("separator", language).join(name_of(code, language) for code in codes)
    return Notice(NoticeKind.PARTIAL, phrase(key, language, places=names))


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
    return _that_say_something(kept)


def _that_say_something(blocks: Sequence[AnswerBlock]) -> list[AnswerBlock]:
    """What is left without header rows whose rows were left out, and without glosses of what was."""
    row = AnswerBlockKind.ROW
    kinds = [None, *(block.kind for block in blocks), None]
    filled = [
        block
        for place, block in enumerate(blocks, start=1)
        if block.kind is not row or row in {kinds[place - 1], kinds[place + 1]}
    ]
    cited = {number for block in filled if not block.translation for number in block.citations}
    return [block for block in filled if not block.translation or cited.issuperset(block.citations)]
