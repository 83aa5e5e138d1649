"""From a run's scores to means with 95% intervals, for all samples and for each group of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict
from scipy.stats import bootstrap

from evals.results import Run
from evals.samples import Sample
from evals.scorers import MEASURED

RESAMPLES = 2000
SEED = 20250101


class Mean(BaseModel):
    """A mean with its 95% bootstrap interval (percentile; Efron and Tibshirani, 1993)."""

    model_config = ConfigDict(frozen=True)

    value: float
    low: float
    high: float
    n: int


class Summary(BaseModel):
    """Means by group and metric, and what cannot be averaged."""

    groups: dict[str, dict[str, Mean]]
    """``all``, ``split:dev``, ``language:zh``, ``tag:list`` … to metric to mean. Metrics that apply to nothing are
    left out; ``latency_p50`` and ``latency_p95`` are in seconds, ``length_p50`` and ``length_p95`` in words."""
    crashed: int


def mean_of(values: Sequence[float]) -> Mean:
    """Mean of some values with its interval; values must not be empty."""
    array = np.asarray(values, dtype=float)
    value = float(array.mean())
    if len(array) < 2 or float(array.std()) == 0.0:
        return Mean(value=value, low=value, high=value, n=len(array))
    interval = bootstrap(
        (array,), np.mean, n_resamples=RESAMPLES, method="percentile", rng=np.random.default_rng(SEED), vectorized=True
    ).confidence_interval
    return Mean(value=value, low=float(interval.low), high=float(interval.high), n=len(array))


def groups_of(sample: Sample) -> list[str]:
    """Names of the groups that a sample counts in."""
    return [
        "all",
        f"split:{sample.split}",
        f"language:{sample.language}",
        f"turns:{'multi' if sample.turns else 'single'}",
        *(f"tag:{tag}" for tag in sample.tags),
    ]


def summarise(run: Run, samples: Mapping[str, Sample]) -> Summary:
    """Means of all metrics in all groups."""
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for judged in run.judged:
        for group in groups_of(samples[judged.result.sample]):
            for metric, score in judged.scores.items():
                if score.value is not None:
                    values[group][metric].append(score.value)
    groups: dict[str, dict[str, Mean]] = {}
    for group, metrics in values.items():
        groups[group] = {name: mean_of(found) for name, found in metrics.items() if name not in MEASURED}
        for name in MEASURED & metrics.keys():
            groups[group] |= _percentiles(name, metrics[name])
    return Summary(groups=groups, crashed=sum(judged.result.error is not None for judged in run.judged))


def _percentiles(name: str, values: Sequence[float]) -> dict[str, Mean]:
    return {
        f"{name}_p{percent}": Mean(value=value, low=value, high=value, n=len(values))
        for percent, value in zip((50, 95), np.percentile(values, (50, 95)).tolist(), strict=True)
    }


def paired_differences(new: Run, old: Run, metric: str, samples: Iterable[str]) -> list[float]:
    """New minus old value of a metric, sample by sample, where both runs have one."""
    before = {judged.result.sample: judged.scores.get(metric) for judged in old.judged}
    differences = []
    wanted = set(samples)
    for judged in new.judged:
        score, other = judged.scores.get(metric), before.get(judged.result.sample)
        if judged.result.sample not in wanted or score is None or other is None:
            continue
        if score.value is not None and other.value is not None:
            differences.append(score.value - other.value)
    return differences
