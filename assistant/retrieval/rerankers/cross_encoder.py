"""A cross-encoder in this process, by sentence-transformers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import RerankerFailed, SettingsError
from assistant.retrieval.rerankers.scores import sigmoid

BATCH = 32


class CrossEncoderReranker:
    """A model from a folder, or by its name on the hub, loaded when it is first needed.

    Loading torch takes seconds, and commands that ask no question should not wait for it.
    """

    def __init__(self, model: str) -> None:
        if find_spec("sentence_transformers") is None:
            raise SettingsError(
                [
                    f"GOGLOBAL_RERANKER is 'sentence-transformers:{model}', and its package is not installed; "
                    "install it with: pip install 'going-global[rerank]', or: pip install 'sentence-transformers>=5'"
                ]
            )
        if not model or (_is_a_path(model) and not Path(model).expanduser().is_dir()):
            raise SettingsError(
                [
                    f"GOGLOBAL_RERANKER is 'sentence-transformers:{model}'; "
                    "expected a folder that is there, or a model's name such as BAAI/bge-reranker-v2-m3"
                ]
            )
        self._name = model
        self._loaded: Any = None
        # Tokenizers refuse two users at a time ("Already borrowed"), and torch takes all cores for one anyway.
        self._lock = threading.Lock()

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """See :class:`assistant.protocols.Reranker`."""
        if not texts:
            return []
        try:
            with self._lock:
                logits = self._logits(question, texts)
        except Exception as error:
            # Hub, disk, weights, memory, a text that the model cannot take: whatever it is, the answer goes on.
            raise RerankerFailed(self._name, f"failed ({type(error).__name__}: {error})") from error
        if logits.shape != (len(texts),):
            raise RerankerFailed(self._name, "is no reranker: it must give one score for each pair of texts")
        if not np.isfinite(logits).all():
            raise RerankerFailed(self._name, "gave scores that are no numbers")
        return [sigmoid(float(logit)) for logit in logits]

    def close(self) -> None:
        """See :class:`assistant.protocols.Reranker`."""
        self._loaded = None

    def _logits(self, question: str, texts: Sequence[str]) -> Any:
        import torch
        from sentence_transformers import CrossEncoder

        if self._loaded is None:
            folder = Path(self._name).expanduser()
            self._loaded = CrossEncoder(str(folder) if folder.is_dir() else self._name)
        # Models differ in whether the sigmoid is theirs; asking for logits and applying it here makes them alike.
        return self._loaded.predict(
            [(question, text) for text in texts],
            batch_size=BATCH,
            activation_fn=torch.nn.Identity(),
            show_progress_bar=False,
        )


def _is_a_path(model: str) -> bool:
    return model.startswith((".", "/", "~")) or Path(model).is_absolute()
