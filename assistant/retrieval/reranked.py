"""The optional second stage of retrieval: a cross-encoder reads the best passages again and orders them anew.

The order comes from both stages: ``RERANKER_WEIGHT`` of the reranker's score, scaled by its best, and the rest of the
first stage's. The scores do not: the best passage takes the best score of the first stage, the second the second, and
so on, since cross-encoders are not calibrated and answering rests on how far scores lie apart
(docs/decisions/0006-reranker-orders-scores-stay.md).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.domain import Hit
from assistant.errors import RerankerFailed
from assistant.models.health import Health
from assistant.protocols import Query, Reranker, Retriever

RERANKER_WEIGHT = 0.5
PAUSE = 30.0
"""Seconds for which a reranker that failed is left alone."""

log = logging.getLogger(__name__)


class Reranked:
    """A retriever whose best hits are ordered anew. A reranker that fails changes nothing."""

    def __init__(
        self,
        retriever: Retriever,
        reranker: Reranker,
        *,
        depth: int,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._retriever = retriever
        self._reranker = reranker
        self._depth = depth
        self._health = Health(pause=pause, clock=clock)

    def retrieve(self, query: Query, *, k: int) -> list[Hit]:
        """See :class:`assistant.protocols.Retriever`.

        ``why`` tells what happened: ``first_stage`` and ``reranker`` are the scores of the two stages,
        ``reranker_failed`` marks hits that the reranker did not judge, ``reranker_paused`` those it was not asked for.
        """
        hits = self._retriever.retrieve(query, k=max(k, self._depth))
        head, rest = hits[: self._depth], hits[self._depth :]
        if head:
            head = self._judged(query, head)
        return [*head, *rest][:k]

    def _judged(self, query: Query, hits: list[Hit]) -> list[Hit]:
        if not self._health.may_try():
            return marked(hits, "reranker_paused")
        try:
            scores = self._reranker.score(query.text, [hit.passage.index_text(hit.metadata.title) for hit in hits])
        except RerankerFailed as error:
            if self._health.failed():
                log.warning(
                    "%s Passages keep the order of the first stage; the reranker is tried again every %d seconds.",
                    error,
                    self._health.pause,
                )
            return marked(hits, "reranker_failed")
        if self._health.worked():
            log.warning("The reranker works again.")
        return reordered(hits, scores)


def reordered(hits: Sequence[Hit], scores: Sequence[float]) -> list[Hit]:
    """The hits in the order of both stages; the list of their scores stays as it is."""
    best = max(scores, default=0.0) or 1.0
    keys = [
        (1 - RERANKER_WEIGHT) * hit.score + RERANKER_WEIGHT * score / best
        for hit, score in zip(hits, scores, strict=True)
    ]
    order = sorted(range(len(hits)), key=lambda place: -keys[place])
    return [
        replace(
            hits[old],
            score=hits[new].score,
            why=(*hits[old].why, ("first_stage", hits[old].score), ("reranker", scores[old])),
        )
        for new, old in enumerate(order)
    ]


def marked(hits: Sequence[Hit], reason: str) -> list[Hit]:
    """The hits as they are, with a reason why the reranker has no say."""
    return [replace(hit, why=(*hit.why, (reason, 1.0))) for hit in hits]
