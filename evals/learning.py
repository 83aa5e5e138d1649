"""Learning the second stage's weights from lists of candidates with known relevance.

The loss is the negative log-likelihood that a relevant candidate is drawn first when candidates are drawn in proportion
to the exponential of their scores (Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", ICML
2007, with one draw), averaged within each set and then over the sets, so that a large set does not drown a small one.
Weights are kept at or above zero: each feature speaks for a candidate or not at all, and the file stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.domain import Access, Hit
from assistant.protocols import Query
from assistant.retrieval.features import NAMES
from assistant.retrieval.retriever import TwoLanguageRetriever

RIDGE = 1e-3
"""Weight of the squared length of the weights, which keeps them finite when lists are ordered without a mistake."""
OWN = "golden"
IMPORTANCE = 3.0
"""What each of the golden sets counts beside one of outside data: they are of the product's own kind of question."""
SUM = 10.0
"""What learned weights are scaled to add up to; only their proportions matter."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CandidateList:
    """The candidates of one question."""

    features: Array
    """Shape (candidates, features)."""
    relevant: NDArray[np.bool_]
    units: tuple[str, ...]
    """What is ranked and counted: the candidate's document, or itself."""


def candidate_list(
    retriever: TwoLanguageRetriever, query: Query, *, relevant: Callable[[Hit], bool], unit: Callable[[Hit], str]
) -> CandidateList:
    """The candidates that the first stage names for a query."""
    found, features = retriever.candidates(query)
    rows = [features[number] for number in found]
    return CandidateList(
        features=np.array(rows, dtype=float).reshape(len(rows), len(NAMES)),
        relevant=np.array([relevant(hit) for hit in found.values()], dtype=bool),
        units=tuple(unit(hit) for hit in found.values()),
    )


def learn(sets: Mapping[str, Sequence[CandidateList]]) -> dict[str, float]:
    """Weights by feature name, from lists by set; lists without a relevant candidate teach nothing."""
    useful = [
        (IMPORTANCE if name.startswith(OWN) else 1.0, kept)
        for name, lists in sets.items()
        if (kept := [one for one in lists if one.relevant.any()])
    ]

    def loss(weights: Array) -> tuple[float, Array]:
        total = RIDGE * float(weights @ weights)
        gradient = 2 * RIDGE * weights
        for importance, lists in useful:
            share = importance / len(lists)
            for one in lists:
                scores = one.features @ weights
                chances = np.exp(scores - scores.max())
                chances /= chances.sum()
                drawn = chances[one.relevant].sum()
                total -= share * float(np.log(drawn))
                among = np.where(one.relevant, chances / drawn, 0.0)
                gradient -= share * (among - chances) @ one.features
        return total, gradient

    found = minimize(loss, np.ones(len(NAMES)), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(NAMES))
    scaled = found.x * SUM / max(found.x.sum(), 1e-9)
    return {name: round(float(weight), 2) for name, weight in zip(NAMES, scaled, strict=True)}


def success(lists: Sequence[CandidateList], weights: Mapping[str, float], *, k: int) -> float:
    """Share of lists with a relevant unit among the first ``k`` when ranked by these weights."""
    by_name = np.array([weights[name] for name in NAMES])
    hits = 0
    for one in lists:
        order = np.argsort(-(one.features @ by_name), kind="stable")
        first = list(dict.fromkeys(one.units[place] for place in order))[:k]
        relevant = {unit for unit, good in zip(one.units, one.relevant, strict=True) if good}
        hits += bool(relevant & set(first))
    return hits / len(lists) if lists else 0.0


def cross_validated(sets: Mapping[str, Sequence[CandidateList]], held_out: str, *, k: int, folds: int = 5) -> float:
    """Success@k on one set, each fifth of it ranked by weights that were learned without it."""
    lists = sets[held_out]
    total = 0.0
    for fold in range(folds):
        kept = [one for place, one in enumerate(lists) if place % folds != fold]
        tested = [one for place, one in enumerate(lists) if place % folds == fold]
        total += success(tested, learn({**sets, held_out: kept}), k=k) * len(tested)
    return total / len(lists)


READER = Access.STAFF
"""Who asks while learning: whoever may read all."""
