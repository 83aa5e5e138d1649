"""Fitting the weights: logistic models with a penalty on large weights, by L-BFGS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.answering.features import NAMES
from assistant.answering.support import NAMES as SUPPORT_NAMES
from evals.calibrating.collecting import Example

Array = NDArray[np.float64]

SENTENCE_PENALTY = 0.001
SUPPORT_PENALTY = 0.02
"""Of weights of features scaled to unit variance."""
FOR, AGAINST = (0.0, None), (None, 0.0)
SIGNS: dict[str, tuple[float | None, float | None]] = {
    **dict.fromkeys(("hit", "cosine", "first_cosine", "covered", "said", "serves"), FOR),
    **dict.fromkeys(("unsaid", "unsaid_terms", "weightiest_unsaid"), AGAINST),
}
"""What speaks for an answer must not count against it because of how the samples happen to be worded."""
FOLDS = 5
REPEATS = 3
SEED = 0
LOST = 0.01
"""Share of the answerable golden questions that the threshold may cost."""


def fit_sentences(examples: Sequence[Example]) -> dict[str, float]:
    """Weights with which a sentence that holds a fact asked for is picked from all of its question's sentences."""
    tables = [_table(example) for example in examples]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(weights)
        for features, facts in tables:
            odds = features @ weights
            shares = np.exp(odds - odds.max())
            every = facts.any(axis=0)
            for held in facts:
                # Sentences with another fact are neither right nor wrong for this one.
                among = held | ~every
                right, all_of = shares[held].sum(), shares[among].sum()
                total -= np.log(right / all_of) / len(facts)
                slope -= (shares[held] @ features[held] / right - shares[among] @ features[among] / all_of) / len(facts)
        count = len(tables)
        penalty = SENTENCE_PENALTY * float(weights @ weights)
        return total / count + penalty, slope / count + 2 * SENTENCE_PENALTY * weights

    found: Array = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B").x
    return dict(zip(NAMES, found.tolist(), strict=True))


def _table(example: Example) -> tuple[Array, NDArray[np.bool_]]:
    features = np.array([[getattr(item.features, name) for name in NAMES] for item in example.evidence])
    asked = sorted(frozenset[int]().union(*example.answers))
    return features, np.array([[fact in answers for answers in example.answers] for fact in asked])


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of the features as they come, and the constant."""

    weights: tuple[float, ...]
    bias: float

    def probabilities(self, features: Array) -> Array:
        """Of being answerable, shape (examples,)."""
        odds: Array = features @ np.array(self.weights) + self.bias
        return 1 / (1 + np.exp(-odds))


def fit_support(features: Array, answerable: NDArray[np.bool_]) -> Fitted:
    """Weights with which the evidence's features tell whether a question is answerable."""
    middle, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    scaled = np.hstack([(features - middle) / spread, np.ones((len(features), 1))])

    def loss(weights: Array) -> tuple[float, Array]:
        chance = 1 / (1 + np.exp(-(scaled @ weights)))
        miss = np.where(answerable, chance, 1 - chance)
        slope = scaled.T @ (chance - answerable) / len(scaled)
        free = np.append(weights[:-1], 0.0)
        return (
            float(-np.log(miss + 1e-12).mean() + SUPPORT_PENALTY * (free @ free)),
            slope + 2 * SUPPORT_PENALTY * free,
        )

    bounds = [SIGNS.get(name, (None, None)) for name in SUPPORT_NAMES] + [(None, None)]
    found: Array = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[:-1] / spread
    return Fitted(tuple(weights.tolist()), float(found[-1] - weights @ middle))


def held_out(features: Array, answerable: NDArray[np.bool_]) -> Array:
    """Probability of each example by models that were fitted without it, mean over some ways to part the examples."""
    chances = np.zeros(len(features))
    for repeat in range(REPEATS):
        order = np.random.default_rng(SEED + repeat).permutation(len(features))
        for fold in range(FOLDS):
            out = order[fold::FOLDS]
            rest = np.setdiff1d(order, out)
            chances[out] += fit_support(features[rest], answerable[rest]).probabilities(features[out]) / REPEATS
    return chances


def threshold_for(chances: Array, answerable: NDArray[np.bool_], golden: NDArray[np.bool_]) -> float:
    """The highest threshold, to two digits, that costs no more answerable golden questions than may be lost."""
    kept = chances[golden & answerable]
    candidates = [step / 100 for step in range(100) if (kept < step / 100).mean() <= LOST]
    return max(candidates, default=0.0)
