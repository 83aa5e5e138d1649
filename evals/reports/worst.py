"""Which samples went worst, by a rule that anyone can follow.

A sample belongs to the first of these problems that it has:

1. crashed: there is no answer at all;
2. unfounded: a citation does not resolve, a figure stands in no evidence, or something is said that must not be;
3. outcome: answered, abstained or declined where something else was expected;
4. facts: an expected fact is missing;
5. not found: the answer holds, but no relevant document is among the first five found.

Within a problem, answering what should not be answered comes before the reverse, then fewer expected facts, then lower
success@5, then lower MRR@10; the id decides what is left. A scorer that does not apply counts as passed.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum

from evals.results import Judged, Run

UNFOUNDED = ("citation_validity", "numbers", "must_not")


class Problem(IntEnum):
    """What is wrong with a sample, worst first."""

    CRASHED = 1
    UNFOUNDED = 2
    OUTCOME = 3
    FACTS = 4
    NOT_FOUND = 5
    NONE = 6

    @property
    def label(self) -> str:
        """A few words for readers."""
        return LABELS[self]


LABELS = {
    Problem.CRASHED: "crashed",
    Problem.UNFOUNDED: "unfounded",
    Problem.OUTCOME: "wrong outcome",
    Problem.FACTS: "facts missing",
    Problem.NOT_FOUND: "document not found",
    Problem.NONE: "passed",
}

CHECKS = {
    Problem.UNFOUNDED: UNFOUNDED,
    Problem.OUTCOME: ("outcome",),
    Problem.FACTS: ("facts",),
    Problem.NOT_FOUND: ("success@5",),
}
"""The metrics that must be 1, by the problem that it is when they are not."""


def value(judged: Judged, metric: str) -> float:
    """A sample's value of a metric, 1 where it does not apply."""
    score = judged.scores.get(metric)
    return 1.0 if score is None or score.value is None else score.value


def problem_of(judged: Judged) -> Problem:
    """The first problem that the sample has."""
    if judged.result.error is not None:
        return Problem.CRASHED
    for problem, metrics in CHECKS.items():
        if any(value(judged, metric) < 1 for metric in metrics):
            return problem
    return Problem.NONE


def reasons(judged: Judged) -> list[str]:
    """Why the sample did not pass: the error, or what each failed check says."""
    if judged.result.error is not None:
        return [f"crashed: {judged.result.error}"]
    failed = [metric for metrics in CHECKS.values() for metric in metrics if value(judged, metric) < 1]
    return [f"{metric}: {judged.scores[metric].explanation}" for metric in failed]


def worst(run: Run, samples: Collection[str], *, most: int = 10) -> list[Judged]:
    """The worst results among these samples, worst first, by the rule above.

    Those that passed are never among them, so there may be fewer than ``most``; nor are samples of the test part,
    which is reported but not looked at.
    """
    ours = [
        judged
        for judged in run.judged
        if judged.result.sample in samples and not judged.result.sample.startswith("test-")
    ]
    return sorted((judged for judged in ours if problem_of(judged) is not Problem.NONE), key=badness)[:most]


def badness(judged: Judged) -> tuple[Problem, float, float, float, float, str]:
    """Sorts results from the worst to the best."""
    return (
        problem_of(judged),
        value(judged, "abstention_recall"),
        value(judged, "fact_groups"),
        value(judged, "success@5"),
        value(judged, "MRR@10"),
        judged.result.sample,
    )
