"""Any LangChain embeddings as an embedder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from langchain.embeddings import init_embeddings
from langchain_core.embeddings import Embeddings

from assistant.errors import SettingsError
from assistant.index.embedders import unit_rows
from assistant.protocols import Vectors


class LangChainEmbedder:
    """Embeddings by LangChain's ``provider:model`` name."""

    languages: frozenset[str] | None = None

    def __init__(self, name: str) -> None:
        self.fingerprint = f"langchain-{name}"
        try:
            model = init_embeddings(name)
        except (ImportError, ValueError) as error:
            raise SettingsError([f"GOGLOBAL_EMBEDDER is {name!r}; {error}"]) from error
        if not isinstance(model, Embeddings):
            raise SettingsError([f"GOGLOBAL_EMBEDDER is {name!r}; expected provider:model"])
        self._model = model

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See :class:`assistant.protocols.Embedder`."""
        return unit_rows(np.asarray(self._model.embed_documents(list(texts)), dtype=np.float32))

    def embed_question(self, text: str) -> Vectors:
        """See :class:`assistant.protocols.Embedder`."""
        return unit_rows(np.asarray([self._model.embed_query(text)], dtype=np.float32))
