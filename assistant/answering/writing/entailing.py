"""A model of natural language inference in this process as the judge of statements."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np

from assistant.models.cross_encoding import CrossEncoding

log = logging.getLogger(__name__)

PREFIX = "nli:"
"""What a judge's name begins with when it is such a model."""
FOLLOWS = 0.5
"""Probability of entailment from which on a statement follows."""


class EntailmentJudge:
    """See :class:`assistant.answering.writing.proving.Judge`.

    Takes any sequence classifier of (premise, hypothesis) with a label whose name begins with "entail", of two labels or three.
    A multilingual one, such as mDeBERTa trained on XNLI, reads Chinese statements beside English sources.
    """

    def __init__(self, model: str) -> None:
        """See :class:`assistant.models.cross_encoding.CrossEncoding`."""
        self._model = CrossEncoding(
            model,
            setting=f"GOGLOBAL_CHAT_JUDGE is '{PREFIX}{model}'",
            extra="nli",
            example="MoritzLaurer/mDeBERTa-v3-base-xnli-multilingual-nli-2mil7",
        )
        self._entailed: int | None = None
        self._failed = False

    def follows(self, statement: str, sources: Sequence[str]) -> bool | None:
        """See :class:`assistant.answering.writing.proving.Judge`."""
        if self._failed:
            return None
        try:
            logits = np.asarray(self._model.logits([("\n".join(sources), statement)])[0], dtype=np.float64)
            if self._entailed is None:
                self._entailed = _place_of_entailment(self._model.labels())
        except Exception:
            # Hub, disk, weights, memory, other labels: whatever it is, answers go on as without a judge.
            self._failed = True
            log.exception("the judge %s failed and is asked no more", self._model.name)
            return None
        likely = np.exp(logits - logits.max())
        return bool(likely[self._entailed] / likely.sum() >= FOLLOWS)


def _place_of_entailment(labels: Sequence[str]) -> int:
    found = [place for place, label in enumerate(labels) if label.casefold().startswith("entail")]
    if len(found) != 1:
        raise ValueError(f"its labels are {', '.join(labels)}; expected one named entailment")
    return found[0]
