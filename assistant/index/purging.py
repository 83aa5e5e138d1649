"""Finishing purges: nothing of a deleted document may be left in the files of indexes and catalogue.

Both indexes mark what is deleted and keep its bytes until they happen to be rewritten. So they are rewritten here from what
is there, beside the present ones, which answer meanwhile. Each step can be done again, and a purge is noted as finished
after the last one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from assistant.catalogue.changelog import ChangeLog, IndexedPassage
from assistant.catalogue.embedding_cache import text_hash
from assistant.catalogue.purging import Purge, Purges
from assistant.index.follower import embedded_texts, gloss_all
from assistant.language.crossing import Crossing
from assistant.protocols import Embedder

if TYPE_CHECKING:
    from assistant.index.vectors import VectorsIndex
    from assistant.index.words import WordsIndex

log = logging.getLogger(__name__)

BATCH = 500
"""Passages that are held at once."""

Forget = Callable[[str], object]
"""Deletes what another part keeps of a document's source, such as the bytes that were uploaded. It may be called again."""


class Purger:
    """Sweeps what deleted documents left. Only the process that holds the indexes may run it, and while nothing else writes them."""

    def __init__(
        self,
        purges: Purges,
        changelog: ChangeLog,
        words: WordsIndex,
        vectors: VectorsIndex,
        embedder: Embedder,
        crossing: Crossing,
        *,
        others: Callable[[], Iterable[Forget]] = tuple,
    ) -> None:
        self._purges = purges
        self._changelog = changelog
        self._words = words
        self._vectors = vectors
        self._embedder = embedder
        self._crossing = crossing
        self._others = others

    def finish(self) -> list[Purge]:
        """Finish all purges that were begun; the change log must have been applied. Returns the finished ones.

        Raises:
            DataFolderError: the disk is full, or others read the catalogue for too long. The purges stay unfinished.
        """
        unfinished = self._purges.unfinished()
        if not unfinished:
            return []
        log.info("deleting for good: %d documents", len(unfinished))
        for forget in self._others():
            for purge in unfinished:
                # Forgotten already where a purge was broken off later than here.
                if purge.source:
                    forget(purge.source)
        self._purges.forget_sources()
        self._words.rewrite(
            (batch, [gloss.tokens for gloss in gloss_all(batch, self._crossing)]) for batch in self._batches()
        )
        self._vectors.rewrite()
        self._sweep_embeddings()
        self._purges.sweep_files()
        self._purges.finish([purge.document_id for purge in unfinished])
        return unfinished

    def _sweep_embeddings(self) -> None:
        """Drop the embeddings of all texts that no passage holds any more, whatever embedder made them."""
        stale = self._purges.cached_texts()
        for batch in self._batches(all_versions=True):
            stale.difference_update(text_hash(item.passage.index_text(item.title)) for item in batch)
            glosses = gloss_all(batch, self._crossing)
            stale.difference_update(map(text_hash, embedded_texts(batch, glosses, self._embedder)))
        self._purges.drop_embeddings(sorted(stale))

    def _batches(self, *, all_versions: bool = False) -> Iterator[list[IndexedPassage]]:
        passages = self._changelog.stored_passages(all_versions=all_versions)
        while batch := list(islice(passages, BATCH)):
            yield batch
