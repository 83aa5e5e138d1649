"""What was learned from gold measures of the figures and dates of a text: which role each has, and how sure that is.

The rules read what they know words for. Of wording that they do not know, a softmax regression over the words around a figure
judges; its weights stand in ``figure_weights.tsv`` and ``date_weights.tsv``, a trait a line, and are learned by
``goglobal eval learn-measures``. The same words always get the same judgement.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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


def judge(traits: Traits, weights: Weights) -> Opinion:
    """The likeliest role by the traits; without weights that none is had, with certainty."""
    sums: dict[str, float] = {}
    for name, value in traits.items():
        for role, weight in weights.get(name, {}).items():
            sums[role] = sums.get(role, 0.0) + value * weight
    roles = weights.get("bias", {}).keys() | sums.keys()
    if not roles:
        return Opinion(NONE, 1.0)
    best = max(sorted(roles), key=lambda role: sums.get(role, 0.0))
    top = sums.get(best, 0.0)
    return Opinion(best, 1 / sum(math.exp(sums.get(role, 0.0) - top) for role in roles))


@lru_cache(maxsize=2)
def learned(path: Path) -> Weights:
    """The weights of a file, read once."""
    return parse(path.read_text(encoding="utf-8")) if path.exists() else {}


def parse(text: str) -> Weights:
    """Weights from lines such as ``L:grant<TAB>amount:grant=0.61<TAB>none=-0.2``."""
    weights: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line.startswith("#!"):
            continue
        trait, *pairs = line.split("\t")
        weights[trait] = {role: float(number) for role, _, number in (pair.rpartition("=") for pair in pairs)}
    return weights


def written(weights: Weights) -> str:
    """The file of weights, which :func:`parse` reads."""
    lines = ["#! Learned by `goglobal eval learn-measures --write`: a trait, then its weight for each role."]
    for trait, by_role in sorted(weights.items()):
        lines.append("\t".join((trait, *(f"{role}={weight:g}" for role, weight in sorted(by_role.items())))))
    return "\n".join(lines) + "\n"
