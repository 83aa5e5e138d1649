"""Whether a question that leaves it open goes on with the last subject: asked of what the documents hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.domain import Hit
from assistant.language.words import content_tokens, index_tokens
from assistant.protocols import Query, Term

DEPTH = 20
"""Passages that are looked at."""
CLOSE = 0.85
"""Share of the best score at which the last answer's documents are as good as any."""
NEAR = 0.6
"""The share that does for a question that leans on the last one by a pronoun or the like."""
FEW_WORDS = 5
"""Words that may say too little for a question of its own."""
SAID = 0.75
"""Share of a question's weighted terms in the best passage, from which even few words say enough."""


def same_subject(query: Query, hits: Sequence[Hit], documents: Collection[str], *, leans: bool) -> bool:
    """Whether a question, searched for by itself, belongs to the subject of the documents cited last.

    A question of few words belongs to it unless a passage elsewhere says all of them; a longer one only when the cited
    documents are among the best for it.
    """
    if not hits:
        return True
    best = hits[0].score
    share = max((hit.score / best for hit in hits if hit.passage.document_id in documents), default=0.0) if best else 0.0
    if share >= (NEAR if leans else CLOSE):
        return True
    if len(set(content_tokens(query.text))) > FEW_WORDS:
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
