"""The vectors index: nearest neighbours by Chroma, embedded or a server of its own.

One collection for each embedding fingerprint and access level: what must never mix is never filtered, it is asked for
apart. Chroma returns cosine distances; from here on there are only similarities.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError

from assistant.catalogue.changelog import IndexedPassage
from assistant.domain import Access
from assistant.errors import DataFolderError, ServerUnreachable
from assistant.index.chroma_files import sweep
from assistant.protocols import Vectors

FORMAT = 1
"""Raised when what is stored with a vector changes: the index is then built anew from the catalogue."""

HELD_AT_A_TIME = 20_000

BATCH = 4000
"""Most records in one call; embedded Chroma takes 5,461."""


COPIED = 1000
"""Vectors that are held at once while a collection is copied."""
SECONDS_OF_A_SEARCH = 0.5
SPACE: Any = {"hnsw": {"space": "cosine"}}


@contextmanager
def _answered_by(url: str | None, folder: Path) -> Iterator[None]:
    """Tell plainly when a Chroma server went away, or the folder of an embedded one cannot be written."""
    try:
        yield
    except (httpx.TransportError, ChromaError) as error:
        if url is None:
            raise DataFolderError.about(folder.parent, f"the vectors index cannot be used ({error})") from error
        raise ServerUnreachable(url, f"does not answer ({error}); check GOGLOBAL_CHROMA_URL") from error


class VectorsIndex:
    """Searches passages by the vectors of one embedder. Embedded, one process at a time may open it."""

    name = "vectors"

    def __init__(
        self, folder: Path, *, fingerprint: str, catalogue: str, made_of: str = "", url: str | None = None
    ) -> None:
        """``made_of`` names what the embedded texts rest on beside the passages; other ones are embedded anew."""
        self._url = url
        self._folder = folder
        self._made_of = made_of
        settings = ChromaSettings(anonymized_telemetry=False)
        if url is None:
            path = folder / "vectors"
            path.mkdir(parents=True, exist_ok=True)
            try:
                self._client: Any = chromadb.PersistentClient(path=str(path), settings=settings)
            except Exception as error:  # what it raises depends on how far it came when the disk was full
                reason = f"the vectors index cannot be opened ({error.__context__ or error}); goglobal doctor --fix makes it anew"
                raise DataFolderError.about(folder.parent, reason) from error
        else:
            parts = urlsplit(url)
            ssl = parts.scheme == "https"
            port = parts.port or (443 if ssl else 8000)
            try:
                self._client = chromadb.HttpClient(host=parts.hostname or "", port=port, ssl=ssl, settings=settings)
            except ValueError as error:
                raise ServerUnreachable(
                    url, "is not a Chroma server that answers; check GOGLOBAL_CHROMA_URL"
                ) from error
        # Passage numbers mean something in one catalogue only, and a server may keep the vectors of several.
        short = hashlib.sha256(f"{catalogue} {fingerprint}".encode()).hexdigest()[:24]
        self._prefix = f"passages-{FORMAT}-{short}"
        self._collections: dict[Access, Collection] = {}
        self._empty: dict[Access, bool] = {}
        """Levels known to hold nothing, or something: to count costs as much as half a query."""
        self._writes = 0
        self._noting = threading.Lock()
        with _answered_by(url, folder):
            self._open()

    def _open(self) -> None:
        self._empty = {}
        for level in Access:
            self._collections[level] = self._client.get_or_create_collection(
                f"{self._prefix}-{level.value}", embedding_function=None, configuration=SPACE
            )

    @property
    def cursor(self) -> int:
        """See :class:`assistant.protocols.PassageIndex`. It is kept with the public collection."""
        noted = self._collections[Access.PUBLIC].metadata or {}
        return int(noted.get("cursor", 0)) if noted.get("made_of", "") == self._made_of else 0

    @property
    def mark(self) -> str:
        """See :class:`assistant.protocols.PassageIndex`."""
        return str((self._collections[Access.PUBLIC].metadata or {}).get("mark", ""))

    def add(self, passages: Sequence[IndexedPassage], vectors: Vectors) -> None:
        """Add passages with their vectors, row by row; those that it holds already are replaced."""
        with _answered_by(self._url, self._folder):
            for level in Access:
                rows = [row for row, item in enumerate(passages) if item.access is level]
                for start in range(0, len(rows), BATCH):
                    batch = rows[start : start + BATCH]
                    self._collections[level].upsert(
                        ids=[str(passages[row].number) for row in batch],
                        embeddings=vectors[batch],
                        metadatas=[
                            {"document": passages[row].document_number, "version": passages[row].passage.version}
                            for row in batch
                        ],
                    )
                    with self._noting:
                        self._writes += 1
                        self._empty[level] = False

    def keep_only(self, versions: Mapping[int, int | None]) -> None:
        """See :class:`assistant.protocols.PassageIndex`."""
        with _answered_by(self._url, self._folder):
            if not versions:
                return
            for collection in self._collections.values():
                of_these = cast("chromadb.Where", {"document": {"$in": list(versions)}})
                found = collection.get(where=of_these, include=["metadatas"])
                stale = [
                    number
                    for number, metadata in zip(found["ids"], found["metadatas"] or [], strict=True)
                    if versions[int(str(metadata["document"]))] != metadata["version"]
                ]
                for start in range(0, len(stale), BATCH):
                    collection.delete(ids=stale[start : start + BATCH])

    def commit(self, cursor: int, mark: str) -> None:
        """See :class:`assistant.protocols.PassageIndex`. Chroma is durable at each call; only the cursor is noted."""
        with _answered_by(self._url, self._folder):
            self._collections[Access.PUBLIC].modify(metadata={"cursor": cursor, "mark": mark, "made_of": self._made_of})

    def clear(self) -> None:
        """See :class:`assistant.protocols.PassageIndex`."""
        with _answered_by(self._url, self._folder):
            for level in Access:
                self._client.delete_collection(f"{self._prefix}-{level.value}")
            self._open()

    def rewrite(self) -> None:
        """Copy what is held into new collections, since deleted vectors stay in the files of the old ones.

        Searches ask the old ones until the new are whole. A process that is killed leaves the old, or none at all: the
        index is then built anew from the catalogue, with vectors from the cache.
        """
        with _answered_by(self._url, self._folder):
            for level, old in list(self._collections.items()):
                name = old.name
                draft = f"{name}-draft"
                with suppress(NotFoundError):
                    self._client.delete_collection(draft)
                new = self._client.create_collection(
                    draft, embedding_function=None, metadata=old.metadata, configuration=SPACE
                )
                for start in range(0, old.count(), COPIED):
                    held = old.get(limit=COPIED, offset=start, include=["embeddings", "metadatas"])
                    new.upsert(ids=held["ids"], embeddings=held["embeddings"], metadatas=held["metadatas"])
                self._collections[level] = new
                # Searches that have begun end well within this time.
                time.sleep(SECONDS_OF_A_SEARCH)
                self._client.delete_collection(name)
                new.modify(name=name)
            if self._url is None:
                sweep(self._folder / "vectors")

    def count(self) -> int:
        """See :class:`assistant.protocols.PassageIndex`."""
        with _answered_by(self._url, self._folder):
            return sum(collection.count() for collection in self._collections.values())

    def held(self, level: Access) -> list[int]:
        """The numbers of all passages of one level."""
        numbers: list[int] = []
        with _answered_by(self._url, self._folder):
            collection = self._collections[level]
            for start in range(0, collection.count(), HELD_AT_A_TIME):
                found = collection.get(limit=HELD_AT_A_TIME, offset=start, include=[])
                numbers += [int(number) for number in found["ids"]]
        return numbers

    def close(self) -> None:
        """Let go of Chroma's files and threads."""
        self._client.close()

    def search(
        self, vector: Vectors, *, access: Access, k: int, documents: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Passage numbers with cosine similarities, best first, among those that the caller may read.

        ``documents`` leaves only passages of these documents. It costs time in proportion to the collection, so it is
        for callers that restrict a search, never for ranking.
        """
        where = None if documents is None else cast("chromadb.Where", {"document": {"$in": list(documents)}})
        if documents is not None and not documents:
            return []
        with _answered_by(self._url, self._folder):
            found: list[tuple[int, float]] = []
            for level in access.readable():
                collection = self._collections[level]
                if self._is_empty(level):
                    continue
                result = collection.query(query_embeddings=vector, n_results=k, where=where, include=["distances"])
                distances = (result["distances"] or [[]])[0]
                found.extend(
                    (int(number), 1.0 - float(distance))
                    for number, distance in zip(result["ids"][0], distances, strict=True)
                )
            return sorted(found, key=lambda pair: -pair[1])[:k]

    def _is_empty(self, level: Access) -> bool:
        known = self._empty.get(level)
        if known is not None:
            return known
        writes = self._writes
        empty = self._collections[level].count() == 0
        with self._noting:
            # What was counted while somebody added says nothing of what is there now.
            if writes == self._writes:
                self._empty[level] = empty
        return empty
