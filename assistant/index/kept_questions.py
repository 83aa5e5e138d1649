"""Vectors of the last questions, kept: one question is embedded for retrieval and again to choose sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.protocols import Embedder, Vectors

KEPT = 16
"""Questions whose vectors are kept: those that are being answered at one time."""


class KeptQuestions:
    """An embedder that does not embed a question twice in a row, whatever it is made of: a model here or far away."""

    def __init__(self, embedder: Embedder) -> None:
        self.fingerprint = embedder.fingerprint
        self.languages = embedder.languages
        self.replaces_dictionary = embedder.replaces_dictionary
        self._embedder = embedder
        self._kept = lru_cache(maxsize=KEPT)(lambda text: self._embedder.embed_question(text))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See :class:`assistant.protocols.Embedder`."""
        return self._embedder.embed_passages(texts)

    def embed_question(self, text: str) -> Vectors:
        """See :class:`assistant.protocols.Embedder`."""
        return self._kept(text)
