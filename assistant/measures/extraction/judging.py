"""What was learned from gold measures of the figures and dates of a text: which role each has, and how sure that is.

The rules read what they know words for. Of wording that they do not know, a softmax regression over the words around a figure
judges; its weights stand in ``figure_weights.tsv`` and ``date_weights.tsv``, a trait a line, and are learned by
``goglobal eval learn-measures``. The same words always get the same judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.measures.extraction.traits_of_words import Traits

FIGURE_WEIGHTS = Path(__file__).with_name("figure_weights.tsv")
DATE_WEIGHTS = Path(__file__).with_name("date_weights.tsv")
NONE = "none"
"""Role of a figure that is no value of a measure."""

Weights = Mapping[str, Mapping[str, float]]
"""By trait the weight that it gives to each role."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The likeliest role and its probability."""

    role: str
    sureness: float
    """In (0, 1]."""


class Judge:
    """Tells the likeliest role by the traits, after weights; without weights that none is had, with certainty."""

    def __init__(self, weights: Weights) -> None:
        self._roles = sorted({role for by_role in weights.values() for role in by_role}) or [NONE]
        self._places = {trait: place for place, trait in enumerate(weights)}
        rows = [[by_role.get(role, 0.0) for role in self._roles] for by_role in weights.values()]
        self._rows: NDArray[np.float64] = np.array(rows, dtype=float).reshape(len(rows), len(self._roles))

    def opinion(self, traits: Traits) -> Opinion:
        """The likeliest role; of equals the first by name."""
        known = [(place, value) for name, value in traits.items() if (place := self._places.get(name)) is not None]
        places, values = [place for place, _ in known], [value for _, value in known]
        sums = np.array(values) @ self._rows[places]
        best = int(sums.argmax())
        return Opinion(self._roles[best], 1 / float(np.exp(sums - sums[best]).sum()))


@lru_cache(maxsize=2)
def learned(path: Path) -> Judge:
    """The judge by the weights of a file, which is read once."""
    return Judge(parse(path.read_text(encoding="utf-8")))


def parse(text: str) -> Weights:
    """Weights from lines such as ``L:grant<TAB>amount:grant=0.61<TAB>none=-0.2``; the first line says what they are."""
    weights: dict[str, dict[str, float]] = {}
    for line in text.splitlines()[1:]:
        trait, *pairs = line.split("\t")
        weights[trait] = {role: float(number) for role, _, number in (pair.rpartition("=") for pair in pairs)}
    return weights


def written(weights: Weights) -> str:
    """The file of weights, which :func:`parse` reads."""
    lines = ["A trait, then its weight for each role. Learned by `goglobal eval learn-measures --write`."]
    for trait, by_role in sorted(weights.items()):
        lines.append("\t".join((trait, *(f"{role}={weight:g}" for role, weight in sorted(by_role.items())))))
    return "\n".join(lines) + "\n"
