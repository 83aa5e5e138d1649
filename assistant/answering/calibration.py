"""What was learned for answering, read from ``calibration.toml``: which sentences answer, and whether any does."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answering.features import NAMES, Features

CALIBRATION_FILE = Path(__file__).with_name("calibration.toml")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights and thresholds as learned."""

    evidence: Mapping[str, float]
    """Weight of each feature of a sentence."""
    support: Mapping[str, float]
    """Weight of each feature of the evidence as a whole."""
    bias: float
    """Log odds of an answer when all features of the evidence are 0."""
    threshold: float
    """Probability of being answered below which the answer is that the documents do not say."""

    def score(self, features: Features) -> float:
        """Weighted sum of a sentence's features; differences between sentences of one question are log odds."""
        total: float = sum(weight * getattr(features, name) for name, weight in self.evidence.items())
        return total

    def scores(self, columns: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """The same of many sentences, by arrays of their features; one that is left out counts as 0."""
        total = np.zeros(len(next(iter(columns.values()))))
        for name, weight in self.evidence.items():
            if name in columns:
                total += weight * columns[name]
        return total

    def probability(self, support: object) -> float:
        """Probability that evidence with these features (:class:`assistant.answering.support.Support`) answers."""
        odds = self.bias + sum(weight * getattr(support, name) for name, weight in self.support.items())
        return 1 / (1 + math.exp(-odds))


@lru_cache(maxsize=1)
def learned() -> Calibration:
    """The calibration that comes with the product."""
    return read_calibration(CALIBRATION_FILE.read_text(encoding="utf-8"))


def read_calibration(text: str) -> Calibration:
    """The calibration of a file's text.

    Raises:
        ValueError: a feature has no weight, or a weight no feature, or the threshold is no probability.
    """
    tables: dict[str, Any] = tomllib.loads(text)
    if set(tables["evidence"]) != set(NAMES):
        raise ValueError(f"weights for {sorted(tables['evidence'])}, but the features are {sorted(NAMES)}")
    decision = tables["decision"]
    if not 0 <= decision["threshold"] <= 1:
        raise ValueError(f"the threshold is {decision['threshold']}, no probability")
    return Calibration(
        evidence=tables["evidence"],
        support=tables["support"],
        bias=decision["bias"],
        threshold=decision["threshold"],
    )
