"""The bare indexes: one Chroma collection and one Tantivy index with nothing around them.

As a program it puts into both what the product has taken in since the last time, and tells how long each took.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import tantivy
from chromadb.config import Settings as ChromaSettings
from sqlalchemy import select

from assistant.catalogue.tables import passages
from assistant.language.words import index_tokens
from assistant.opening import Catalogue
from assistant.protocols import Vectors
from assistant.settings import read_settings

BATCH = 1000
"""Records in one upsert; the product sends fewer, a bare user about as many."""
K = 50
"""Hits asked of each bare index: as many candidates as the product takes from each."""


class BareIndexes:
    """Both bare indexes in one folder."""

    def __init__(self, folder: Path) -> None:
        (folder / "words").mkdir(parents=True, exist_ok=True)
        self._client = _client(folder / "vectors")
        self._collection = self._client.get_or_create_collection(
            "bare", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", stored=True)
        builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._words = tantivy.Index(self._schema, path=str(folder / "words"))
        self._held: int | None = None

    def upsert(self, numbers: list[int], vectors: Vectors) -> float:
        """Seconds that Chroma takes for these vectors."""
        started = time.perf_counter()
        for start in range(0, len(numbers), BATCH):
            some = slice(start, start + BATCH)
            self._collection.upsert(ids=[str(number) for number in numbers[some]], embeddings=vectors[some])
        return time.perf_counter() - started

    def add(self, numbers: list[int], bodies: list[str]) -> float:
        """Seconds that Tantivy takes for these texts, given as tokens with blanks between them."""
        started = time.perf_counter()
        writer = self._words.writer(64_000_000, num_threads=1)
        for number, body in zip(numbers, bodies, strict=True):
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("body", body)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        return time.perf_counter() - started

    def query_vectors(self, vector: Vectors) -> list[int]:
        """Numbers of the nearest passages."""
        if self._held is None:
            self._held = self._collection.count()
        found = self._collection.query(query_embeddings=vector, n_results=min(K, self._held), include=["distances"])
        return [int(number) for number in found["ids"][0]]

    def query_words(self, question: str) -> list[int]:
        """Numbers of the passages that hold any of a question's words, by BM25."""
        words = [tantivy.Query.term_query(self._schema, "body", token) for token in set(index_tokens(question))]
        searcher = self._words.searcher()
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words])
        hits = searcher.search(query, limit=K, count=False).hits
        return [searcher.doc(address)["number"][0] for _, address in hits]

    def close(self) -> None:
        """Let go of Chroma's files."""
        self._client.close()


def _client(folder: Path) -> Any:
    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))


@contextmanager
def _product_vectors(data_dir: Path) -> Iterator[Any]:
    """The product's collection of public passages."""
    client = _client(data_dir / "indexes" / "vectors")
    try:
        yield next(found for found in client.list_collections() if found.name.endswith("-public"))
    finally:
        client.close()


def take_over(data_dir: Path, folder: Path, *, after: int) -> dict[str, float]:
    """Put passages with numbers above ``after`` into the bare indexes as the product has them."""
    catalogue = Catalogue(read_settings(data_dir=data_dir))
    with catalogue.engine.connect() as connection:
        rows = connection.execute(select(passages.c.pk, passages.c.text).where(passages.c.pk > after)).all()
    catalogue.close()
    numbers = [row.pk for row in rows]
    with _product_vectors(data_dir) as collection:
        parts = []
        for start in range(0, len(numbers), BATCH):
            ids = [str(number) for number in numbers[start : start + BATCH]]
            found = collection.get(ids=ids, include=["embeddings"])
            at = dict(zip(found["ids"], found["embeddings"], strict=True))
            parts.append(np.asarray([at[number] for number in ids], dtype=np.float32))
    bodies = [" ".join(index_tokens(row.text)) for row in rows]
    indexes = BareIndexes(folder)
    try:
        vectors = indexes.upsert(numbers, np.concatenate(parts)) if numbers else 0.0
        words = indexes.add(numbers, bodies)
    finally:
        indexes.close()
    return {"last": max(numbers, default=after), "count": len(numbers), "vectors": vectors, "words": words}


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    print(json.dumps(take_over(Path(given["data_dir"]), Path(given["folder"]), after=given["after"])))
