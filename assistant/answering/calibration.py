"""What was learned for answering, read from ``calibration.toml``: weights of the features of a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.answering.features import NAMES, Features

CALIBRATION_FILE = Path(__file__).with_name("calibration.toml")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights and thresholds as learned."""

    evidence: Mapping[str, float]
    """Weight of each feature of a sentence."""

    def score(self, features: Features) -> float:
        """Weighted sum of a sentence's features; differences between sentences of one question are log odds."""
        total: float = sum(weight * getattr(features, name) for name, weight in self.evidence.items())
        return total


@lru_cache(maxsize=1)
def learned() -> Calibration:
    """The calibration that comes with the product."""
    return read_calibration(CALIBRATION_FILE.read_text(encoding="utf-8"))


def read_calibration(text: str) -> Calibration:
    """The calibration of a file's text.

    Raises:
        ValueError: a feature has no weight, or a weight no feature.
    """
    tables = tomllib.loads(text)
    return Calibration(evidence=_weights(tables["evidence"], NAMES))


def _weights(table: Mapping[str, float], names: tuple[str, ...]) -> dict[str, float]:
    if set(table) != set(names):
        raise ValueError(f"weights for {sorted(table)}, but the features are {sorted(names)}")
    return {name: float(table[name]) for name in names}
