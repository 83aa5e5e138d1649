"""Any LangChain embeddings as an embedder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.index.embedders import unit_rows
from assistant.models.langchain_models import open_embeddings
from assistant.protocols import Vectors

OPTIONS: dict[str, dict[str, Any]] = {
    # Else it sends numbers of tokens in place of text, which compatible servers do not know, and fetches tiktoken's
    # vocabulary from the web to make them. Passages are far shorter than what a model reads.
    "openai": {"check_embedding_ctx_length": False},
}
"""What a provider must be told, by its name."""


class LangChainEmbedder:
    """Embeddings by LangChain's ``provider:model`` name."""

    languages: frozenset[str] | None = None
    replaces_dictionary = True

    def __init__(self, name: str) -> None:
        self.fingerprint = f"langchain-{name}"
        self._model = open_embeddings(name, OPTIONS.get(name.partition(":")[0], {}))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See :class:`assistant.protocols.Embedder`."""
        return unit_rows(np.asarray(self._model.embed_documents(list(texts)), dtype=np.float32))

    def embed_question(self, text: str) -> Vectors:
        """See :class:`assistant.protocols.Embedder`."""
        return unit_rows(np.asarray([self._model.embed_query(text)], dtype=np.float32))
