"""Whether a question that leaves it open goes on with the last subject: asked of what the documents hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.domain import Hit
from assistant.language.words import index_tokens
from assistant.protocols import Query, Term

DEPTH = 20
"""Passages that are looked at."""
CLOSE = 0.85
"""Share of the best score at which the last answer's documents are as good as any."""
NEAR = 0.6
"""The share that does for a question that leans on the last one by a pronoun or the like."""
SAYS_LITTLE = 6.5
"""Weight of all its terms up to which a question may be too short to stand for itself: about six words of content."""
SAID = 0.75
"""Share of a question's weighted terms in the best passage, from which even a short question says enough."""


def same_subject(
    query: Query, hits: Sequence[Hit], documents: Collection[str], *, leans: bool, names_new: bool
) -> bool:
    """Whether a question, searched for by itself, belongs to the subject of the documents cited last.

    A short question belongs to it unless a passage elsewhere says all of it; a longer one only when the cited documents
    are among the best for it.

    Args:
        leans: whether it has a pronoun or the like.
        names_new: whether it names a rule or a union that was not spoken of; then only the documents can tie it.
    """
    if not hits:
        return True
    best = hits[0].score
    share = (
        max((hit.score / best for hit in hits if hit.passage.document_id in documents), default=0.0) if best else 0.0
    )
    if share >= (NEAR if leans and not names_new else CLOSE):
        return True
    if names_new or sum(term.weight for term in query.terms) > SAYS_LITTLE:
        return False
    return leans or held(query.terms, hits[0]) < SAID


def held(terms: Sequence[Term], hit: Hit) -> float:
    """Share of terms, by weight, that a passage with its title and headings holds, in [0, 1]."""
    tokens = frozenset(index_tokens(hit.passage.index_text(hit.metadata.title)))
    total = sum(term.weight for term in terms)
    found = sum(
        term.weight * max((one.weight for one in term.alternatives if tokens.issuperset(one.tokens)), default=0.0)
        for term in terms
    )
    return found / total if total else 0.0
