"""Evidence: the sentences, list items and table rows that speak to a question, scored.

A sentence is scored by how much of the question it covers, word by word and weighted by how rare each word is among
all passages. What the sentence leaves to its surroundings (title, headings, header row, the rest of its passage)
counts too, but less: a row of a table says "40%", its heading says of what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.asking import Asked, asked_for, holds
from assistant.domain import Hit, Metadata, Passage, Sentence, SentenceKind
from assistant.index.weighing import weigh
from assistant.language.quantities import Quantity, quantities
from assistant.language.words import index_tokens
from assistant.protocols import Frequencies, Query, Term

CONTEXT = 0.9
"""What a term counts when title, headings or the header row hold it."""
NEIGHBOURS = 0.45
"""What a term counts when only another sentence of the passage holds it."""

KIND_BONUS = 0.22
PRIOR = 0.8
"""Share of the passage's own retrieval score."""
CAVEAT_PENALTY = 0.12
SHORT_PENALTY = 0.15


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence with what speaks for it."""

    passage: Passage
    metadata: Metadata
    sentence: Sentence
    score: float
    coverage: float
    """Weighted share of the question's terms in the sentence and its surroundings, in [0, 1]."""
    own_coverage: float
    """The same, in the sentence alone."""
    hit_score: float

    @property
    def words(self) -> str:
        """The sentence's exact words."""
        return self.passage.words_of(self.sentence)


@lru_cache(maxsize=20000)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(index_tokens(text))


@lru_cache(maxsize=20000)
def _quantities(text: str) -> tuple[Quantity, ...]:
    return tuple(quantities(text))


def match(term: Term, tokens: frozenset[str]) -> float:
    """How surely a text with these tokens says the term, in [0, 1]: the weight of the best alternative it holds."""
    return max(
        (
            alternative.weight
            for alternative in term.alternatives
            if all(token in tokens for token in alternative.tokens)
        ),
        default=0.0,
    )


def gather(
    query: Query, hits: Sequence[Hit], others: Iterable[tuple[Passage, Metadata, float]], frequencies: Frequencies
) -> list[Evidence]:
    """All sentences of the hits and of other passages of their documents, best first.

    ``others`` are passages with the score that their document's best hit gives them.
    """
    weighted = weigh(query.terms, frequencies)
    total = sum(weight for _, weight in weighted) or 1.0
    asked = asked_for(query.text)
    seen: set[str] = set()
    found: list[Evidence] = []
    for passage, metadata, prior in (
        *((hit.passage, hit.metadata, hit.score) for hit in hits),
        *others,
    ):
        if passage.id in seen:
            continue
        seen.add(passage.id)
        found.extend(_of_passage(passage, metadata, prior, weighted, total, asked))
    found.sort(key=lambda item: (-item.score, item.passage.id, item.sentence.start))
    return found


def _of_passage(
    passage: Passage,
    metadata: Metadata,
    prior: float,
    weighted: list[tuple[Term, float]],
    total: float,
    asked: frozenset[Asked],
) -> list[Evidence]:
    context = _tokens(" ".join([metadata.title, *passage.headings, passage.header_text, passage.speaker or ""]))
    whole = _tokens(passage.text)
    context_match = [(match(term, context), match(term, whole)) for term, _ in weighted]
    caveat = is_caveat(passage.headings)
    result = []
    for sentence in passage.sentences:
        words = passage.words_of(sentence)
        tokens = _tokens(words)
        own = covered = 0.0
        for (term, weight), (in_context, in_whole) in zip(weighted, context_match, strict=True):
            here = match(term, tokens)
            own += weight * here
            covered += weight * max(here, in_context * CONTEXT, in_whole * NEIGHBOURS)
        own /= total
        covered /= total
        kind = holds(asked, list(_quantities(words)))
        score = 0.45 * covered + 0.3 * own + KIND_BONUS * kind + PRIOR * prior
        if caveat:
            score -= CAVEAT_PENALTY
        if sentence.kind is SentenceKind.SENTENCE and len(tokens) < 4:
            score -= SHORT_PENALTY
        result.append(Evidence(passage, metadata, sentence, score, covered, own, prior))
    return result


CAVEATS = ("limits and open points", "局限与未决问题")


def is_caveat(headings: tuple[str, ...]) -> bool:
    """Whether a section says what is not known, rather than what is."""
    return bool(headings) and headings[-1].casefold() in CAVEATS
