"""The follower: applies the catalogue's change log to both indexes, and switches answers to what is whole.

For each batch of changed documents: the new passages go into both indexes, then the catalogue switches these
documents to their new versions in one transaction, then the old passages are dropped, then the cursors move. Passages
of a version that is not served are dropped when hits are joined with the catalogue, so a reader sees the old version
or the new one and never both, whatever instant the process is killed at: what was not noted is simply done again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from assistant.catalogue.changelog import ChangeLog, IndexedPassage, PendingDocument
from assistant.catalogue.embedding_cache import EmbeddingCache, text_hash
from assistant.errors import IndexBusy
from assistant.language.crossing import Crossing, Gloss
from assistant.language.script import language_of
from assistant.protocols import Embedder, Vectors, knows_chinese

if TYPE_CHECKING:
    # Chroma takes most of a second to import; commands that only read the catalogue must not pay for it.
    from assistant.index.vectors import VectorsIndex
    from assistant.index.words import WordsIndex

log = logging.getLogger(__name__)

NO_GLOSS = Gloss((), "")
"""Of a passage in English: questions in Chinese are put into English words themselves."""

DOCUMENTS_AT_A_TIME = 200
POLL_SECONDS = 0.2
PROGRESS = "served"
"""Name under which other processes read how far answers have come."""


def gloss_all(passages: Sequence[IndexedPassage], crossing: Crossing) -> list[Gloss]:
    """What each passage says in the other language, as far as the words index needs it."""
    texts = [item.passage.index_text(item.title) for item in passages]
    return [crossing.gloss(text) if language_of(text) == "zh" else NO_GLOSS for text in texts]


def embedded_texts(passages: Sequence[IndexedPassage], glosses: Sequence[Gloss], embedder: Embedder) -> list[str]:
    """What an embedder is given of each passage: its words, or their translation for one that knows no Chinese."""
    texts = [item.passage.index_text(item.title) for item in passages]
    if knows_chinese(embedder):
        return texts
    return [gloss.english or text for gloss, text in zip(glosses, texts, strict=True)]


class Follower:
    """Keeps both indexes up with the catalogue. Only the process that holds the indexes may run it."""

    def __init__(
        self,
        changelog: ChangeLog,
        words: WordsIndex,
        vectors: VectorsIndex,
        embedder: Embedder,
        cache: EmbeddingCache,
        crossing: Crossing,
        *,
        batch: int,
        still_holds: Callable[[], bool] = lambda: True,
    ) -> None:
        """``still_holds`` tells whether this process is still the one that may apply changes."""
        self._changelog = changelog
        self._words = words
        self._vectors = vectors
        self._embedder = embedder
        self._cache = cache
        self._crossing = crossing
        self._batch = batch
        self._still_holds = still_holds
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.afterwards: Callable[[], object] | None = None
        """What is done in the follower's thread whenever it has caught up, and must not be done while it writes."""

    def catch_up(
        self, *, on_batch: Callable[[int, int], None] | None = None, stop: threading.Event | None = None
    ) -> int:
        """Apply all changes up to the present end of the log; returns how far it came.

        ``on_batch`` hears the cursor and the end after each batch; ``stop`` ends it after the batch at hand.

        Raises:
            IndexBusy: another process took the right to apply changes, while this one had lost the database.
        """
        if not self._still_holds():
            raise IndexBusy("Another process applies the changes of this catalogue now. Stop one of the two.")
        self._drop_what_followed_another_log()
        head = self._changelog.head()
        cursor = min(self._words.cursor, self._vectors.cursor)
        while cursor < head and not (stop is not None and stop.is_set()):
            pending, cursor = self._changelog.pending(after=cursor, upto=head, limit=DOCUMENTS_AT_A_TIME)
            self._apply(pending, cursor)
            if on_batch is not None:
                on_batch(cursor, head)
        if self._changelog.progress(PROGRESS) != cursor:
            self._changelog.note_progress(PROGRESS, cursor)
        return cursor

    def _drop_what_followed_another_log(self) -> None:
        """A catalogue that was put back from a backup, or replaced, counts its changes anew."""
        for index in (self._words, self._vectors):
            if index.cursor > 0 and self._changelog.mark(index.cursor) != index.mark:
                log.warning("the %s index followed another catalogue; it is built anew", index.name)
                index.clear()

    def _apply(self, pending: list[PendingDocument], cursor: int) -> None:
        to_words = self._words.cursor < cursor
        to_vectors = self._vectors.cursor < cursor
        self._add_all(pending, to_words=to_words, to_vectors=to_vectors)
        if to_words:
            self._words.flush()
        self._changelog.serve(pending)
        replaced = [document for document in pending if document.removed or document.version > 1]
        if replaced:
            wanted = {document.pk: document.wanted_version for document in replaced}
            self._words.keep_only(wanted)
            self._vectors.keep_only(wanted)
            self._changelog.forget_other_versions(replaced)
        mark = self._changelog.mark(cursor)
        if to_words:
            self._words.commit(cursor, mark)
        elif replaced:
            self._words.flush()
        if to_vectors:
            self._vectors.commit(cursor, mark)
        self._changelog.note_progress(PROGRESS, cursor)

    def _add_all(self, pending: list[PendingDocument], *, to_words: bool, to_vectors: bool) -> None:
        """Put all new passages into the indexes. When this returns, each of them has what it was given.

        Embedding and Chroma work without holding up the interpreter, and each takes about as long as all the rest. So
        each has a thread of its own: a batch is embedded while its words are taken in, and put into Chroma while the
        next one is.
        """
        with (
            ThreadPoolExecutor(max_workers=1, thread_name_prefix="vectors") as beside,
            ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedding") as embedding,
            closing(self._changelog.passages_to_add(pending)) as passages,
        ):
            before: Future[None] | None = None
            while batch := list(islice(passages, self._batch)):
                vectors = self._add_words_and_embed(batch, embedding, to_words=to_words, to_vectors=to_vectors)
                if before is not None:
                    before.result()
                before = beside.submit(self._vectors.add, batch, vectors) if vectors is not None else None
            if before is not None:
                before.result()

    def _add_words_and_embed(
        self, passages: list[IndexedPassage], embedding: ThreadPoolExecutor, *, to_words: bool, to_vectors: bool
    ) -> Vectors | None:
        embedded: Future[Vectors] | None = None
        if to_vectors and knows_chinese(self._embedder):
            embedded = embedding.submit(self._embed, embedded_texts(passages, (), self._embedder))
        glosses = gloss_all(passages, self._crossing)
        if to_vectors and embedded is None:
            embedded = embedding.submit(self._embed, embedded_texts(passages, glosses, self._embedder))
        if to_words:
            self._words.add(passages, [gloss.tokens for gloss in glosses])
        return None if embedded is None else embedded.result()

    def _embed(self, texts: list[str]) -> Vectors:
        keys = [text_hash(text) for text in texts]
        known = self._cache.get(self._embedder.fingerprint, list(dict.fromkeys(keys)))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            fresh = self._embedder.embed_passages(list(missing.values()))
            new = dict(zip(missing, fresh, strict=True))
            self._cache.put(self._embedder.fingerprint, new)
            known |= new
        return np.stack([known[key] for key in keys])

    def rebuild(self, *, on_batch: Callable[[int, int], None] | None = None) -> int:
        """Delete both indexes and build them anew from the catalogue; embeddings come from the cache."""
        self._words.clear()
        self._vectors.clear()
        return self.catch_up(on_batch=on_batch)

    def start(self) -> None:
        """Follow the log in a thread of its own until :meth:`stop`."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop following; what was begun is finished first."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        failures = 0
        while not self._stop.wait(POLL_SECONDS * min(2**failures, 100)):
            try:
                self.catch_up(stop=self._stop)
                if self.afterwards is not None:
                    self.afterwards()
                failures = 0
            except Exception:
                failures += 1
                log.exception("the follower failed for the %d. time in a row", failures)
