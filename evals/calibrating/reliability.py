"""A reliability curve in words: how often questions of a given probability are answerable."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

BINS = 10


def reliability(chances: NDArray[np.float64], answerable: NDArray[np.bool_]) -> Iterator[str]:
    """One line for each tenth of probability that has questions, and Brier score and calibration error."""
    yield "probability   questions   mean probability   answerable"
    error = 0.0
    for place in range(BINS):
        low, high = place / BINS, (place + 1) / BINS
        within = (chances >= low) & ((chances < high) | (place == BINS - 1))
        if within.any():
            said, true = float(chances[within].mean()), float(answerable[within].mean())
            error += within.mean() * abs(said - true)
            yield f"{low:.1f} to {high:.1f}    {within.sum():9d}   {said:16.2f}   {true:10.2f}"
    brier = float(((chances - answerable) ** 2).mean())
    yield f"Brier score {brier:.3f}, expected calibration error {error:.3f}"


def balanced_accuracy(chances: NDArray[np.float64], answerable: NDArray[np.bool_], threshold: float) -> float:
    """Mean share of right decisions of the two classes."""
    decided = chances >= threshold
    return float((decided[answerable].mean() + (~decided[~answerable]).mean()) / 2)
