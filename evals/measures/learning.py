"""Learning from gold measures what the figures and dates of a text are.

Each figure that the reader comes to is an example: its role is the field of the gold measure that has its value and whose words hold
it, or ``none``. A softmax regression with a ridge is fitted to them. What counts is how it does on a set of documents that it was
not fitted to, so each set is judged by weights that were learned from all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.measures.extraction.judging import NONE, Judge, Opinion, Weights
from assistant.measures.extraction.traits_of_words import Traits

RIDGE = 0.5
RARE = 3
"""Traits of fewer examples are not learned from."""
SMALL = 0.05
"""Weights below this are left out of the file."""
STEPS = 80

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One figure or date with its role in the gold measures."""

    split: str
    traits: Traits
    role: str
    ruled: str
    """What the rules take it for."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How examples of one set were judged by weights that were learned from the others."""

    split: str
    examples: int
    right: int
    read: int
    expected: int
    """Values of measures: judged rightly, judged to be one, and being one."""

    def as_json(self) -> dict[str, object]:
        """The counts with precision and recall; None where nothing was read or expected."""
        precision = self.right / self.read if self.read else None
        recall = self.right / self.expected if self.expected else None
        return {"set": self.split, "examples": self.examples, "precision": precision, "recall": recall}


def fit(examples: Sequence[Example]) -> Weights:
    """Weights by trait and role.

    Raises:
        ValueError: there are no examples.
    """
    if not examples:
        raise ValueError("There is nothing to learn from.")
    counted = Counter(name for example in examples for name in example.traits)
    names = sorted(name for name, count in counted.items() if count >= RARE)
    place = {name: number for number, name in enumerate(names)}
    roles = sorted({example.role for example in examples})
    matrix = _matrix(examples, place)
    truth = np.eye(len(roles))[[roles.index(example.role) for example in examples]]

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(len(names), len(roles))
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        value = -float((truth * np.log(shares + 1e-12)).sum()) + RIDGE / 2 * float(flat @ flat)
        return value, (matrix.T @ (shares - truth) + RIDGE * weights).ravel()

    start = np.zeros(len(names) * len(roles))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    weights = found.reshape(len(names), len(roles))
    kept = {
        name: {role: round(float(one), 2) for role, one in zip(roles, row, strict=True) if abs(one) >= SMALL}
        for name, row in zip(names, weights, strict=True)
    }
    # The bias names every role, so that each has a probability.
    kept["bias"] = {role: round(float(one), 2) for role, one in zip(roles, weights[place["bias"]], strict=True)}
    return {name: by_role for name, by_role in kept.items() if by_role}


def held_out(examples: Sequence[Example]) -> list[HeldOut]:
    """Each set judged by weights that were learned from the others."""
    found = []
    for split in sorted({example.split for example in examples}):
        judge = Judge(fit([example for example in examples if example.split != split]))
        judged = [(example, judge.opinion(example.traits)) for example in examples if example.split == split]
        found.append(_counted(split, judged))
    return found


def _counted(split: str, judged: Sequence[tuple[Example, Opinion]]) -> HeldOut:
    return HeldOut(
        split,
        len(judged),
        sum(opinion.role == example.role != NONE for example, opinion in judged),
        sum(opinion.role != NONE for _, opinion in judged),
        sum(example.role != NONE for example, _ in judged),
    )


def _matrix(examples: Sequence[Example], place: dict[str, int]) -> csr_matrix:
    rows, columns, values = [], [], []
    for number, example in enumerate(examples):
        for name, value in example.traits.items():
            if name in place:
                rows.append(number)
                columns.append(place[name])
                values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(examples), len(place)))
