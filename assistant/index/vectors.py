"""The vectors index: nearest neighbours by Chroma, embedded or a server of its own.

One collection for each embedding fingerprint and access level: what must never mix is never filtered, it is asked for
apart. Chroma returns cosine distances; from here on there are only similarities.
"""

from __future__ import annotations

import hashlib
import logging
import threading
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
from assistant.index.in_use import InUse
from assistant.protocols import Vectors

log = logging.getLogger(__name__)

FORMAT = 1
"""Raised when what is stored with a vector changes: the index is then built anew from the catalogue."""

HELD_AT_A_TIME = 20_000

BATCH = 4000
"""Most records in one call; embedded Chroma takes 5,461."""


COPIED = 1000
"""Vectors that are held at once while a collection is copied."""
PATIENCE = 60.0
"""Seconds that a search which has begun is waited for before what it asks is deleted."""
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
        self._collections: dict[Access, InUse[Collection]] = {}
        self._empty: dict[Access, bool] = {}
        """Levels known to hold nothing, or something: to count costs as much as half a query."""
        self._writes = 0
        self._noting = threading.Lock()
        with _answered_by(url, folder):
            self._open()

    def _open(self) -> None:
        self._empty = {}
        for level in Access:
            self._collections[level] = InUse(
                self._client.get_or_create_collection(
                    f"{self._prefix}-{level.value}", embedding_function=None, configuration=SPACE
                )
            )

    @property
    def _noted(self) -> Mapping[str, Any]:
        """What is kept with the public collection."""
        return self._collections[Access.PUBLIC].present.metadata or {}

    @property
    def cursor(self) -> int:
        """See :class:`assistant.protocols.PassageIndex`. It is kept with the public collection."""
        noted = self._noted
        return int(noted.get("cursor", 0)) if noted.get("made_of", "") == self._made_of else 0

    @property
    def mark(self) -> str:
        """See :class:`assistant.protocols.PassageIndex`."""
        return str(self._noted.get("mark", ""))

    def add(self, passages: Sequence[IndexedPassage], vectors: Vectors) -> None:
        """Add passages with their vectors, row by row; those that it holds already are replaced."""
        with _answered_by(self._url, self._folder):
            for level in Access:
                rows = [row for row, item in enumerate(passages) if item.access is level]
                for start in range(0, len(rows), BATCH):
                    batch = rows[start : start + BATCH]
                    self._collections[level].present.upsert(
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
            for held in self._collections.values():
                collection = held.present
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
            self._collections[Access.PUBLIC].present.modify(
                metadata={"cursor": cursor, "mark": mark, "made_of": self._made_of}
            )

    def clear(self) -> None:
        """See :class:`assistant.protocols.PassageIndex`."""
        with _answered_by(self._url, self._folder):
            for level in Access:
                self._client.delete_collection(f"{self._prefix}-{level.value}")
            self._open()

    def rewrite(self) -> None:
        """Copy what is held into new collections, since deleted vectors stay in the files of the old ones.

        Searches ask the old ones until the new are whole, and the old go when the last of them has its answer. A process
        that is killed leaves the old, or none at all: the index is then built anew from the catalogue, with vectors from
        the cache.
        """
        with _answered_by(self._url, self._folder):
            for held in self._collections.values():
                old = held.present
                new = self._copied(old, f"{old.name}-draft")
                if not held.replace(new, patience=PATIENCE):
                    log.warning("a search of %s has not come to its end; what it asks is deleted", old.name)
                self._client.delete_collection(old.name)
                new.modify(name=old.name)
            if self._url is None:
                sweep(self._folder / "vectors")

    def _copied(self, old: Collection, name: str) -> Collection:
        with suppress(NotFoundError):
            self._client.delete_collection(name)
        new: Collection = self._client.create_collection(
            name, embedding_function=None, metadata=old.metadata, configuration=SPACE
        )
        for start in range(0, old.count(), COPIED):
            found = old.get(limit=COPIED, offset=start, include=["embeddings", "metadatas"])
            new.upsert(ids=found["ids"], embeddings=found["embeddings"], metadatas=found["metadatas"])
        return new

    def count(self) -> int:
        """See :class:`assistant.protocols.PassageIndex`."""
        with _answered_by(self._url, self._folder):
            return sum(self._count(level) for level in Access)

    def _count(self, level: Access) -> int:
        with self._collections[level].used() as collection:
            return collection.count()

    def held(self, level: Access) -> list[int]:
        """The numbers of all passages of one level."""
        numbers: list[int] = []
        with _answered_by(self._url, self._folder), self._collections[level].used() as collection:
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
                if self._is_empty(level):
                    continue
                with self._collections[level].used() as collection:
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
        empty = self._count(level) == 0
        with self._noting:
            # What was counted while somebody added says nothing of what is there now.
            if writes == self._writes:
                self._empty[level] = empty
        return empty
