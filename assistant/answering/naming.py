"""Naming helpers: of each organisation that fits, the whole row or the sentences that tell who speaks and what it does."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.choosing import word_count
from assistant.answering.evidence import Evidence
from assistant.answering.helping import Offer
from assistant.answering.merging import Statement, agrees
from assistant.domain import Span

FEWEST = 1
"""Organisations that are named whole, whatever their words."""


def named(
    groups: Sequence[Sequence[Offer]], evidence: Sequence[Evidence], *, language: str, most_words: int
) -> list[Statement]:
    """Statements for organisations that fit, best first; empty when the evidence does not hold their words."""
    statements: list[Statement] = []
    words = 0.0
    for group in groups:
        own = _of(group, evidence, language)
        cost = sum(word_count(statement.item.words) for statement in own)
        known = {id(statement.item) for statement in statements}
        own = [statement for statement in own if id(statement.item) not in known]
        if not own or (len(statements) >= FEWEST and words + cost > most_words):
            continue
        statements.extend(own)
        words += cost
    return statements


def _of(group: Sequence[Offer], evidence: Sequence[Evidence], language: str) -> list[Statement]:
    """The statements of one organisation: from a document in the reader's language if there is one; others agree."""
    ordered = sorted(group, key=lambda offer: (offer.filed.metadata.language != language, -offer.fit))
    for offer in ordered:
        items = [item for span in _spans(offer) if (item := _item(offer, span, evidence)) is not None]
        if items:
            others = [_item(other, other.spans[0], evidence) for other in ordered if other is not offer]
            # Another document supports a statement only if it says as much, as with any other answer.
            return [
                Statement(item, [other for other in others if other is not None and agrees(item, other)])
                for item in items
            ]
    return []


def _spans(offer: Offer) -> list[Span]:
    """Who speaks, and the statements that fit, in the order of the text; one span when a row or sentence tells both."""
    people = offer.filed.organisation.people
    spans = set(offer.spans) | ({people[0].span} if people else set())
    return sorted(spans, key=lambda span: span.start)


def _item(offer: Offer, span: Span, evidence: Sequence[Evidence]) -> Evidence | None:
    for item in evidence:
        passage = item.passage
        if (passage.document_id, passage.version) == (offer.filed.document_id, offer.filed.version) and (
            item.sentence.start <= span.start < item.sentence.end
        ):
            return item
    return None
