"""How near sentences are in meaning to a question, and words to words, by embedders' vectors.

An embedder that knows no Chinese is given Chinese text in English words, as in retrieval. Sentences and words are asked
about again and again, so their vectors are kept for a while.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.language.crossing import Crossing, words_in
from assistant.language.script import language_of
from assistant.protocols import Embedder, Query, Vectors, knows_chinese

KEPT = 20_000
"""Vectors of each kind that are kept, 1 to 2 KB each."""


class Similarity:
    """Compares questions with sentences, and words with words. Safe to use from several threads."""

    def __init__(self, embedder: Embedder, word_embedder: Embedder, crossing: Crossing) -> None:
        """Sentences are compared by the first embedder, English words by the second, which may be a table of words."""
        self._embedder = embedder
        self._crossing = crossing
        self._in_english = not knows_chinese(embedder)
        self._sentences = KeptVectors(embedder)
        self._words = KeptVectors(word_embedder)

    def to_question(self, query: Query, texts: Sequence[str]) -> list[float]:
        """Cosine similarity of each text to the question, in [0, 1]; what has no vector is at 0."""
        if not texts:
            return []
        said = words_in(query.terms, "en") if self._in_english and language_of(query.text) == "zh" else query.text
        if not said.strip():
            return [0.0] * len(texts)
        question = self._embedder.embed_question(said).reshape(-1)
        found: list[float] = (self._sentences.of(self._said(texts)) @ question).tolist()
        return [max(0.0, min(1.0, value)) for value in found]

    def between(self, ones: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Cosine similarities of English words, shape (ones, others)."""
        return self._words.of(ones) @ self._words.of(others).T

    def _said(self, texts: Sequence[str]) -> Sequence[str]:
        if not self._in_english:
            return texts
        return [self._crossing.gloss(text).english or text if language_of(text) == "zh" else text for text in texts]


class KeptVectors:
    """The vectors of texts, made once for as long as there is room."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._rows: dict[str, int] = {}
        self._table: Vectors = np.zeros((0, 0), dtype=np.float32)
        self._lock = Lock()

    def of(self, texts: Sequence[str]) -> Vectors:
        """Their vectors, shape (texts, dimensions)."""
        with self._lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._rows]
        made = self._embedder.embed_passages(missing) if missing else None
        with self._lock:
            if made is not None:
                self._keep(missing, made)
            if all(text in self._rows for text in texts):
                found: Vectors = self._table[[self._rows[text] for text in texts]]
                return found
        # Another thread made room in between, or they are more than can be kept.
        return self._embedder.embed_passages(texts)

    def _keep(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Put vectors into the table, which begins anew when it is full."""
        if not self._table.size:
            self._table = np.zeros((KEPT, vectors.shape[1]), dtype=np.float32)
        if len(self._rows) + len(texts) > KEPT:
            self._rows.clear()
        for text, vector in zip(texts[:KEPT], vectors, strict=False):
            self._table[self._rows.setdefault(text, len(self._rows))] = vector
