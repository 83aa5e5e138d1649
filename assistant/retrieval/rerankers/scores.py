"""Whatever a cross-encoder gives, as numbers in [0, 1]."""

from __future__ import annotations

import math
from collections.abc import Sequence


def sigmoid(logit: float) -> float:
    """The logistic function, for numbers of any size."""
    if logit >= 0:
        return 1 / (1 + math.exp(-logit))
    odds = math.exp(logit)
    return odds / (1 + odds)


class Scale:
    """Tells logits from probabilities by what comes: probabilities stay, logits go through the sigmoid.

    A model that has once left [0, 1] gives logits, and is taken to do so from then on.
    """

    def __init__(self) -> None:
        self._logits = False

    def probabilities(self, scores: Sequence[float]) -> list[float]:
        """The scores in [0, 1], in the same order of size."""
        if any(not 0 <= score <= 1 for score in scores):
            self._logits = True
        return [sigmoid(score) for score in scores] if self._logits else list(scores)
