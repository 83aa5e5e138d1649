"""The gates: floors that a suite's means must reach, and falls against the baseline that are not accepted."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from evals.errors import EvalError
from evals.results import Judged, Result, Run, Score
from evals.samples import Sample
from evals.scorers import MEASURED
from evals.summary import RESAMPLES, SEED, Summary, groups_of, paired_differences

FOLDER = Path(__file__).parent
GATES = FOLDER / "gates.toml"
BASELINES = FOLDER / "baselines"

PRODUCT = "goglobal"
"""The system whose runs can be baselines."""


class SuiteGates(BaseModel):
    """Gates of one suite. Keys are a metric, or ``metric|group`` such as ``facts|language:zh``."""

    model_config = ConfigDict(extra="forbid")

    floors: dict[str, float] = {}
    """Least mean."""
    falls: dict[str, float] = {}
    """Largest fall of the mean against the baseline, sample by sample; a fall inside the noise is none."""

    @property
    def count(self) -> int:
        """How many gates these are."""
        return len(self.floors) + len(self.falls)


@dataclass(frozen=True, slots=True)
class Failure:
    """A gate that did not hold."""

    metric: str
    message: str


class Baseline(BaseModel):
    """Scores of an accepted run, by sample and metric."""

    suite: str
    system: str
    started: str
    scores: dict[str, dict[str, float]]

    @classmethod
    def of(cls, run: Run) -> Baseline:
        """The scores of a run; what is only measured is left out, since it tells of the machine."""
        return cls(
            suite=run.suite,
            system=run.system,
            started=run.started,
            scores={
                judged.result.sample: {
                    name: round(score.value, 4)
                    for name, score in judged.scores.items()
                    if score.value is not None and name not in MEASURED
                }
                for judged in run.judged
            },
        )

    def as_run(self) -> Run:
        """A run with these scores and no answers, for comparing."""
        return Run(
            suite=self.suite,
            split=None,
            tag=None,
            system=self.system,
            started=self.started,
            version="",
            corpus="",
            settings={},
            judged=[
                Judged(
                    result=Result(
                        sample=sample, answer=None, ranked=[], passages=[], checked_quotes={}, seconds=0, error=None
                    ),
                    scores={name: Score(value=value, explanation="baseline") for name, value in scores.items()},
                )
                for sample, scores in self.scores.items()
            ],
        )


def read_gates(path: Path = GATES) -> dict[str, SuiteGates]:
    """Gates by suite.

    Raises:
        EvalError: the file is not there or does not hold.
    """
    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return {suite: SuiteGates.model_validate(table) for suite, table in tables.items()}
    except FileNotFoundError as error:
        raise EvalError(f"There are no gates at {path}.") from error
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise EvalError(f"{path} does not hold: {error}") from error


def read_baseline(suite: str, folder: Path = BASELINES) -> Baseline | None:
    """The accepted scores of a suite, if there are any."""
    path = folder / f"{suite}.json"
    if not path.exists():
        return None
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except ValueError as error:
        raise EvalError(f"{path} is not a baseline: {error}. `goglobal eval accept` writes one.") from error


def accept(run: Run, folder: Path = BASELINES) -> Path:
    """Make a run the baseline of its suite; returns the file.

    Raises:
        EvalError: the run is of another system, of a part of the suite, or holds samples that crashed. Held against
            such a baseline, worse answers would pass.
    """
    if run.system != PRODUCT:
        raise EvalError(f"This is a run of {run.system}; only one of {PRODUCT} in its own process can be a baseline.")
    part = " and ".join(f"{name} {only!r}" for name, only in (("split", run.split), ("tag", run.tag)) if only)
    if part:
        raise EvalError(f"This run holds {part} only; run the whole suite {run.suite!r} and accept that.")
    crashed = [judged.result.sample for judged in run.judged if judged.result.error is not None]
    if crashed:
        raise EvalError(f"{len(crashed)} samples of this run crashed, such as {crashed[0]!r}; mend that first.")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.suite}.json"
    baseline = Baseline.of(run).model_dump()
    scores = baseline.pop("scores")
    # One line a sample, so that a change of the baseline can be read.
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(values)}" for name, values in sorted(scores.items()))
    head = json.dumps(baseline).removesuffix("}")
    path.write_text(f'{head}, "scores": {{\n{lines}\n}}}}\n', encoding="utf-8")
    return path


def check(
    run: Run, summary: Summary, samples: Mapping[str, Sample], gates: SuiteGates, baseline: Baseline | None
) -> list[Failure]:
    """All gates that do not hold.

    Raises:
        EvalError: falls are to be measured, and there is no baseline to measure them against.
    """
    if gates.falls and baseline is None:
        raise EvalError(f"There is no baseline of {run.suite}; write one with `goglobal eval accept`.")
    failures = []
    for key, floor in gates.floors.items():
        metric, _, group = key.partition("|")
        mean = summary.groups.get(group or "all", {}).get(metric)
        if mean is None:
            failures.append(Failure(key, f"{key}: nothing was measured; the floor is {floor:.3f}"))
        elif mean.value < floor:
            failures.append(Failure(key, f"{key}: {mean.value:.3f} is below the floor {floor:.3f} (n={mean.n})"))
    if baseline is None:
        return failures
    before = baseline.as_run()
    for key, allowed in gates.falls.items():
        metric, _, group = key.partition("|")
        members = [name for name, sample in samples.items() if (group or "all") in groups_of(sample)]
        differences = paired_differences(run, before, metric, members)
        if not differences:
            failures.append(Failure(key, f"{key}: no sample can be compared with the baseline; accept a new one"))
            continue
        fall = fallen(differences, allowed)
        if fall is not None:
            failures.append(
                Failure(
                    key, f"{key}: fell by {fall:.3f} against the baseline (allowed {allowed:.3f}, n={len(differences)})"
                )
            )
    return failures


def fallen(differences: list[float], allowed: float) -> float | None:
    """How far the mean fell, if it fell by more than allowed and not by chance; else None.

    By chance: the 95% interval of a paired bootstrap over samples reaches 0 (Efron and Tibshirani, 1993).
    """
    if not differences:
        return None
    array = np.asarray(differences)
    mean = float(array.mean())
    if -mean <= allowed:
        return None
    rng = np.random.default_rng(SEED)
    means = array[rng.integers(0, len(array), (RESAMPLES, len(array)))].mean(axis=1)
    return -mean if float(np.percentile(means, 97.5)) < 0 else None
