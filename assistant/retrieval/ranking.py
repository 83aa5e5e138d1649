"""The second stage's weights, read from ``ranking.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from operator import mul
from pathlib import Path

from assistant.retrieval.features import NAMES, Features

WEIGHTS_FILE = Path(__file__).with_name("ranking.toml")


@lru_cache(maxsize=1)
def learned_weights() -> Mapping[str, float]:
    """The weight of each feature, as learned."""
    return read_weights(WEIGHTS_FILE.read_text(encoding="utf-8"))


def read_weights(text: str) -> dict[str, float]:
    """The weights of a file's text.

    Raises:
        ValueError: a feature has no weight, or a weight no feature, or one is below 0.
    """
    weights = {str(name): float(value) for name, value in tomllib.loads(text)["weights"].items()}
    if set(weights) != set(NAMES):
        raise ValueError(f"weights for {sorted(weights)}, but the features are {sorted(NAMES)}")
    if min(weights.values()) < 0 or not sum(weights.values()):
        raise ValueError("a weight is below 0, or all are 0")
    return weights


def written(weights: Mapping[str, float]) -> str:
    """A file's text with these weights, below the remarks of the present file."""
    remarks = WEIGHTS_FILE.read_text(encoding="utf-8").partition("[weights]")[0]
    lines = [f"{name} = {weights[name]}" for name in NAMES]
    return remarks + "\n".join(["[weights]", *lines, ""])


def scorer(weights: Mapping[str, float], silent: Collection[str] = ()) -> Callable[[Features], float]:
    """Gives a candidate the weighted mean of its features, in [0, 1], without those that a question says nothing about.

    Leaving them out changes no order, for they are 0 for all candidates; but it makes scores of questions comparable.
    """
    counted = tuple(0.0 if name in silent else weights.get(name, 0.0) for name in NAMES)
    whole = sum(counted) or 1.0

    def score(features: Features) -> float:
        return float(sum(map(mul, counted, features))) / whole

    return score
