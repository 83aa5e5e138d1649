"""The embedded embedder, and the dispatch from a setting to an embedder."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from assistant.protocols import Embedder, Vectors


class WordLlamaEmbedder:
    """Static word vectors that come inside the ``wordllama`` package: no model hub, no torch, about 1 ms a text.

    English only; 256 dimensions.
    """

    languages: frozenset[str] | None = frozenset({"en"})

    def __init__(self) -> None:
        self.fingerprint = f"wordllama-{version('wordllama')}-l2_supercat-256"

    @functools.cached_property
    def _model(self) -> Any:
        import wordllama

        # The loader of 0.4 looks for the tokenizer beside its cache, so the installed package serves as the cache.
        folder = Path(wordllama.__file__).parent
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See :class:`assistant.protocols.Embedder`. A text without a known token gets a zero vector."""
        return unit_rows(np.asarray(self._model.embed(list(texts)), dtype=np.float32))

    def embed_question(self, text: str) -> Vectors:
        """See :class:`assistant.protocols.Embedder`."""
        return self.embed_passages([text])


def unit_rows(vectors: Vectors) -> Vectors:
    """Rows scaled to unit length; rows of zeros, or of what is no number, become zeros."""
    vectors = np.nan_to_num(vectors)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def make_embedder(name: str) -> Embedder:
    """The embedder of a setting: ``wordllama``, or any ``provider:model`` that LangChain knows.

    Raises:
        SettingsError: unknown provider, or its package is not installed.
    """
    if name == "wordllama":
        return WordLlamaEmbedder()
    from assistant.index.langchain_embedder import LangChainEmbedder

    return LangChainEmbedder(name)
