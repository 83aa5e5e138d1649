"""Vectors that were computed before, so that rebuilding an index never pays for an embedding twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, select

from assistant.catalogue.engine import writing
from assistant.catalogue.tables import embeddings
from assistant.catalogue.upserts import upsert

BATCH = 500
"""Texts asked for in one statement; SQLite allows at least 999 parameters."""


def text_hash(text: str) -> str:
    """Key of a text in the cache: SHA-256, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class EmbeddingCache:
    """Vectors by embedding fingerprint and text hash."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, fingerprint: str, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors that are known, by text hash."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(hashes), BATCH):
                query = select(embeddings.c.text_hash, embeddings.c.vector).where(
                    embeddings.c.fingerprint == fingerprint, embeddings.c.text_hash.in_(hashes[start : start + BATCH])
                )
                for row in connection.execute(query):
                    found[row.text_hash] = np.frombuffer(row.vector, dtype=np.float32)
        return found

    def put(self, fingerprint: str, vectors: dict[str, NDArray[np.float32]]) -> None:
        """Keep vectors, by text hash. What is known already is left as it is."""
        rows = [
            {"fingerprint": fingerprint, "text_hash": key, "vector": vector.astype(np.float32).tobytes()}
            for key, vector in sorted(vectors.items())  # in one order, so that two processes never wait for each other
        ]
        if rows:
            with writing(self._engine) as connection:
                connection.execute(upsert(connection, embeddings).on_conflict_do_nothing(), rows)
