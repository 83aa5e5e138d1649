"""A cross-encoder in this process as a reranker."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.errors import RerankerFailed
from assistant.models.cross_encoding import CrossEncoding
from assistant.retrieval.rerankers.scores import sigmoid


class CrossEncoderReranker:
    """See :class:`assistant.protocols.Reranker`."""

    def __init__(self, model: str) -> None:
        """See :class:`assistant.models.cross_encoding.CrossEncoding`."""
        self._model = CrossEncoding(
            model,
            setting=f"GOGLOBAL_RERANKER is 'sentence-transformers:{model}'",
            extra="rerank",
            example="BAAI/bge-reranker-v2-m3",
        )

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """See :class:`assistant.protocols.Reranker`."""
        if not texts:
            return []
        try:
            logits = self._model.logits([(question, text) for text in texts])
        except Exception as error:
            # Whatever it is, the answer goes on.
            raise RerankerFailed(self._model.name, f"failed ({type(error).__name__}: {error})") from error
        if logits.shape != (len(texts),):
            raise RerankerFailed(self._model.name, "is no reranker: it must give one score for each pair of texts")
        if not np.isfinite(logits).all():
            raise RerankerFailed(self._model.name, "gave scores that are no numbers")
        return [sigmoid(float(logit)) for logit in logits]

    def close(self) -> None:
        """See :class:`assistant.protocols.Reranker`."""
        self._model.close()
