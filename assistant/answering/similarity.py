"""How near a sentence is in meaning to a question, by the embedder's vectors.

An embedder that knows no Chinese is given Chinese text in English words, as in retrieval. Sentences are asked about again
and again, so their vectors are kept for a while.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.language.crossing import Crossing, words_in
from assistant.language.script import language_of
from assistant.protocols import Embedder, Query, Vectors, knows_chinese

KEPT = 20_000
"""Vectors of sentences that are kept, about 1 KB each."""


class Similarity:
    """Compares questions with sentences. Safe to use from several threads."""

    def __init__(self, embedder: Embedder, crossing: Crossing) -> None:
        self._embedder = embedder
        self._crossing = crossing
        self._in_english = not knows_chinese(embedder)
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def to_question(self, query: Query, texts: Sequence[str]) -> list[float]:
        """Cosine similarity of each text to the question, in [0, 1]; what has no vector is at 0."""
        if not texts:
            return []
        said = words_in(query.terms, "en") if self._in_english and language_of(query.text) == "zh" else query.text
        if not said.strip():
            return [0.0] * len(texts)
        question = self._embedder.embed_question(said).reshape(-1)
        found: list[float] = (self._vectors(texts) @ question).tolist()
        return [max(0.0, min(1.0, value)) for value in found]

    def between(self, ones: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Cosine similarities of words, shape (ones, others)."""
        return self._vectors(ones) @ self._vectors(others).T

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known |= dict(zip(missing, self._embedder.embed_passages(self._said(missing)), strict=True))
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return np.stack([known[text] for text in texts])

    def _said(self, texts: Sequence[str]) -> list[str]:
        if not self._in_english:
            return list(texts)
        return [self._crossing.gloss(text).english or text if language_of(text) == "zh" else text for text in texts]
