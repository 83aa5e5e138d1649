"""Retrieval in two languages: words and vectors, fused by a weighted sum of scaled scores.

On the starter corpus a weighted sum beats reciprocal rank fusion; see docs/benchmarks.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.catalogue.documents import Documents
from assistant.domain import Hit
from assistant.language.crossing import words_in
from assistant.language.places import matches_place
from assistant.protocols import Embedder, Query

if TYPE_CHECKING:
    from assistant.index.vectors import VectorsIndex
    from assistant.index.words import WordsIndex

CANDIDATES = 50
"""Passages taken from each index before fusion."""

WORDS_WEIGHT = 0.75
VECTORS_WEIGHT = 0.25
PLACE_BONUS = 0.12
"""Added when a document is filed under a place that the question names."""


class TwoLanguageRetriever:
    """Finds passages of either language for a question in either language."""

    def __init__(self, documents: Documents, words: WordsIndex, vectors: VectorsIndex, embedder: Embedder) -> None:
        self._documents = documents
        self._words = words
        self._vectors = vectors
        self._embedder = embedder

    def retrieve(self, query: Query, *, k: int) -> list[Hit]:
        """See :class:`assistant.protocols.Retriever`."""
        by_words = dict(self._words.search(query.terms, access=query.access, k=CANDIDATES))
        by_vectors = dict(self._nearest(query))
        scores = dict.fromkeys(by_words | by_vectors, 0.0)
        found = self._documents.hits(scores, access=query.access)
        best_words = max((by_words[number] for number in found if number in by_words), default=0.0)
        best_vectors = max((by_vectors[number] for number in found if number in by_vectors), default=0.0)
        hits = []
        for number, hit in found.items():
            words = by_words.get(number, 0.0) / best_words if best_words > 0 else 0.0
            vectors = max(by_vectors.get(number, 0.0), 0.0) / best_vectors if best_vectors > 0 else 0.0
            place = 1.0 if matches_place(hit.metadata.jurisdictions, query.jurisdictions) else 0.0
            score = (WORDS_WEIGHT * words + VECTORS_WEIGHT * vectors + PLACE_BONUS * place) / (1 + PLACE_BONUS)
            why = (("words", words), ("vectors", vectors), ("place", place))
            hits.append(replace(hit, score=score, why=why))
        hits.sort(key=lambda hit: (-hit.score, hit.passage.id))
        return hits[:k]

    def _nearest(self, query: Query) -> list[tuple[int, float]]:
        languages = self._embedder.languages
        text = query.text
        if languages is not None and "zh" not in languages:
            text = words_in(query.terms, "en")
        if not text.strip():
            return []
        vector = self._embedder.embed_question(text)
        if not vector.any():
            return []
        return self._vectors.search(vector, access=query.access, k=CANDIDATES)
