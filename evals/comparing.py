"""What changed between two runs."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel

from evals.results import Run
from evals.summary import paired_differences


class Change(BaseModel):
    """A metric's means over the samples that both runs hold, and the interval of the difference."""

    before: float
    after: float
    low: float
    high: float
    n: int


class Changes(BaseModel):
    """Two runs side by side."""

    metrics: dict[str, Change]
    worse: list[str]
    better: list[str]
    only_before: list[str]
    only_after: list[str]


def compare_runs(before: Run, after: Run, *, metric: str) -> Changes:
    """Changes from one run to another; ``worse`` and ``better`` list the samples whose ``metric`` changed."""
    from evals.summary import mean_of

    old = {judged.result.sample: judged for judged in before.judged}
    new = {judged.result.sample: judged for judged in after.judged}
    shared = [name for name in new if name in old]
    metrics = {}
    names = list(dict.fromkeys(name for judged in after.judged for name in judged.scores))
    for name in names:
        differences = paired_differences(after, before, name, shared)
        if differences:
            pairs = [
                (score.value, other.value)
                for sample in shared
                if (score := old[sample].scores.get(name)) is not None
                and (other := new[sample].scores.get(name)) is not None
                and score.value is not None
                and other.value is not None
            ]
            interval = mean_of(differences)
            was, became = np.asarray(pairs, dtype=float).mean(axis=0).tolist()
            metrics[name] = Change(before=was, after=became, low=interval.low, high=interval.high, n=len(pairs))
    worse: list[str] = []
    better: list[str] = []
    for sample in shared:
        one, two = old[sample].scores.get(metric), new[sample].scores.get(metric)
        if one is None or two is None or one.value is None or two.value is None or one.value == two.value:
            continue
        line = f"{sample}: {one.value:.2f} → {two.value:.2f} ({two.explanation})"
        (worse if two.value < one.value else better).append(line)
    return Changes(
        metrics=metrics,
        worse=worse,
        better=better,
        only_before=sorted(set(old) - set(new)),
        only_after=sorted(set(new) - set(old)),
    )
