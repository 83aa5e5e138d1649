"""Retrieval in two languages: words and vectors each name candidates, and a second stage ranks them by what speaks for each.

On the starter corpus a weighted sum of scaled scores beats reciprocal rank fusion; see docs/benchmarks.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from assistant.catalogue.documents import Documents
from assistant.dates import in_force
from assistant.domain import Hit
from assistant.index.weighing import weigh
from assistant.protocols import Embedder, Query
from assistant.retrieval.bridging import bridge_for
from assistant.retrieval.features import Features, features_of, reasons, silent_on
from assistant.retrieval.filtering import passing
from assistant.retrieval.listing import both_languages, without_copies
from assistant.retrieval.ranking import learned_weights, scorer

if TYPE_CHECKING:
    from assistant.index.vectors import VectorsIndex
    from assistant.index.words import WordsIndex

CANDIDATES = 50
"""Passages that each index names for the second stage."""
OUT_OF_FORCE = 0.85
"""What is left of the score of a document that is not in force on the day that is asked about, or has been replaced by then."""
BEYOND = 20
"""Passages below those wanted from which one of the other language may be moved up."""
HANDS = 4
"""Things that are looked for beside what a question's own thread looks for."""
SCORED = 150
"""Passages that each index scores, so that most of those named by the other have a score."""


class TwoLanguageRetriever:
    """Finds passages of either language for a question in either language."""

    def __init__(
        self,
        documents: Documents,
        words: WordsIndex,
        vectors: VectorsIndex,
        embedder: Embedder,
        *,
        today: Callable[[], date],
        weights: Mapping[str, float] | None = None,
    ) -> None:
        """Ranks by the learned weights, or by others."""
        self._documents = documents
        self._words = words
        self._vectors = vectors
        self._embedder = embedder
        self._bridge = bridge_for(embedder)
        self._today = today
        self._weights = weights or learned_weights()
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="retriever")

    def retrieve(self, query: Query, *, k: int) -> list[Hit]:
        """See :class:`assistant.protocols.Retriever`."""
        found, features = self.candidates(query)
        on = query.as_of or self._today()
        score = scorer(self._weights, silent_on(query))
        # Only one version of a document is served, so that its passages come with the same metadata.
        metadata_of = {hit.passage.document_id: hit.metadata for hit in found.values()}
        forces = {name: float(in_force(metadata, on=on)) for name, metadata in metadata_of.items()}
        ranked = []
        for number, hit in found.items():
            force = forces[hit.passage.document_id]
            worth = score(features[number]) * (1.0 if force else OUT_OF_FORCE)
            ranked.append((-worth, hit.passage.id, number))
        ranked.sort()
        hits = (
            Hit(
                found[number].passage,
                found[number].metadata,
                -worth,
                (*reasons(features[number]), ("in_force", forces[found[number].passage.document_id])),
            )
            for worth, _, number in ranked
        )
        chosen = both_languages(list(islice(without_copies(hits), k + BEYOND)))[:k]
        number_of = {name: number for _, name, number in ranked}
        numbers = [number_of[hit.passage.id] for hit in chosen]
        whole = self._documents.passages(numbers)
        return [
            replace(hit, passage=whole[number]) for hit, number in zip(chosen, numbers, strict=True) if number in whole
        ]

    def candidates(self, query: Query) -> tuple[dict[int, Hit], dict[int, Features]]:
        """What the indexes name for a question, with the features that the second stage goes by.

        The passages have no headings and no sentences.
        """
        documents = passing(self._documents.filings(access=query.access), query.only) if query.only else None
        waiting = self._hands.submit(self._nearest, query, documents)
        by_words = self._by_words(query, SCORED, documents=documents)
        nearest = waiting.result()
        named = {*islice(by_words, CANDIDATES), *(number for number, _ in nearest[:CANDIDATES])}
        by_vectors = dict(nearest)
        if len(nearest) == SCORED:
            # Passages further off have at most the similarity of the last one.
            by_vectors = dict.fromkeys(named, nearest[-1][1]) | by_vectors
        weighted = weigh(query.terms, self._words)
        total = sum(weight for _, weight in weighted)
        pairs = sum(min(one, other) for (_, one), (_, other) in pairwise(weighted))
        # The words index works without holding up the interpreter, so it is asked while the catalogue is read.
        asked = (
            self._hands.submit(self._by_words, replace(query, terms=query.asked), len(named), among=named)
            if query.asked
            else None
        )
        found = self._documents.hits(dict.fromkeys(named, 0.0), access=query.access, whole=False)
        said = self._words.said(weighted, list(found))
        return found, features_of(
            query,
            found,
            words=by_words,
            vectors=by_vectors,
            coverage=dict(zip(found, _shares(said.coverage, total), strict=True)),
            phrases=dict(zip(found, _shares(said.phrases, pairs), strict=True)),
            asked=by_words if asked is None else asked.result(),
        )

    def _by_words(
        self,
        query: Query,
        k: int,
        *,
        among: Collection[int] | None = None,
        documents: Sequence[int] | None = None,
    ) -> dict[int, float]:
        found = self._words.search(
            self._bridge.searched_terms(query),
            access=query.access,
            k=k,
            glosses=self._bridge.dictionary,
            among=among,
            documents=documents,
        )
        return dict(found)

    def _nearest(self, query: Query, documents: Sequence[int] | None) -> Sequence[tuple[int, float]]:
        text = self._bridge.embedded_text(query)
        if not text.strip():
            return []
        vector = self._embedder.embed_question(text)
        if not vector.any():
            return []
        return self._vectors.search(vector, access=query.access, k=SCORED, documents=documents)


def _shares(weights: Sequence[float], total: float) -> list[float]:
    return [min(weight / total, 1.0) if total > 0 else 0.0 for weight in weights]
