"""The gates bite: each of four ways to make answers worse is stopped, and named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.answering import citing, quoting
from assistant.domain import AnswerBlock
from assistant.main import make_app
from assistant.retrieval import retriever
from assistant.settings import Settings
from evals.errors import EvalError
from evals.gates import SuiteGates, accept, check, fallen, read_baseline, read_gates
from evals.runner import run_suite
from evals.summary import summarise
from tests.evals.making import ScriptedTarget, make_sample

Patch = pytest.MonkeyPatch


@pytest.fixture
def run_gated(corpus_settings: Settings, tmp_path: Path) -> Callable[[str], tuple[int, str]]:
    """Runs a suite with its gate through the command line, in this process; returns exit status and errors."""

    def run(suite: str) -> tuple[int, str]:
        arguments = ["eval", "run", "--suite", suite, "--gate", "--out", str(tmp_path / "out")]
        result = CliRunner().invoke(make_app(), [*arguments, "--data-dir", str(corpus_settings.data_dir)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.stderr

    return run


def test_todays_system_passes_the_smoke_gate(run_gated: Callable[[str], tuple[int, str]], tmp_path: Path) -> None:
    status, errors = run_gated("smoke")
    assert (status, errors) == (0, "")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"run.json", "report.html", "summary.md", "summary.json", "junit.xml"}


def words_only(patch: Patch) -> None:
    patch.setattr(retriever, "VECTORS_WEIGHT", 0.0)


def citations_shifted_by_one(patch: Patch) -> None:
    cite = citing.Citations.cite

    def shifted(self: citing.Citations, *arguments: Any) -> int:
        return cite(self, *arguments) + 1

    patch.setattr(citing.Citations, "cite", shifted)


def abstention_switched_off(patch: Patch) -> None:
    patch.setattr(quoting, "is_enough", lambda _: True)
    patch.setattr(quoting, "missing_places", lambda *_: ())


def one_digit_of_each_amount_changed(patch: Patch) -> None:
    blocks = quoting._blocks

    def changed(*arguments: Any) -> list[AnswerBlock]:
        return [
            AnswerBlock(
                block.kind,
                re.sub(r"\d", lambda digit: str((int(digit.group()) + 1) % 10), block.text, count=1),
                block.cells,
                block.citations,
            )
            for block in blocks(*arguments)
        ]

    patch.setattr(quoting, "_blocks", changed)


@pytest.mark.parametrize(
    ("worsen", "suite", "metric"),
    [
        (words_only, "retrieval", "nDCG@10"),
        (citations_shifted_by_one, "smoke", "citation_validity"),
        (abstention_switched_off, "smoke", "abstention_recall"),
        (one_digit_of_each_amount_changed, "smoke", "numbers"),
    ],
)
def test_what_makes_answers_worse_is_stopped_and_named(
    worsen: Callable[[Patch], None],
    suite: str,
    metric: str,
    run_gated: Callable[[str], tuple[int, str]],
    monkeypatch: Patch,
) -> None:
    worsen(monkeypatch)
    status, errors = run_gated(suite)
    assert status == 1
    assert f"gate failed: {metric}" in errors


@pytest.mark.parametrize(
    ("differences", "allowed", "falls"),
    [
        ([0.0] * 50, 0.0, False),
        ([-1.0] * 20 + [0.0] * 30, 0.05, True),
        ([-1.0] + [0.0] * 49, 0.05, False),
        ([-1.0, 1.0] * 25, 0.0, False),
        ([-1.0] * 3 + [1.0] * 2, 0.05, False),
        ([1.0] * 50, 0.0, False),
        ([], 0.0, False),
    ],
)
def test_fall_inside_the_noise_is_none(differences: list[float], allowed: float, falls: bool) -> None:
    assert (fallen(differences, allowed) is not None) == falls


def test_baseline_is_read_as_it_was_accepted(tmp_path: Path) -> None:
    samples = [make_sample(number) for number in range(1, 4)]
    run = run_suite(ScriptedTarget(), samples, suite="smoke", folder=tmp_path / "run", settings={})
    accept(run, tmp_path)
    baseline = read_baseline("smoke", tmp_path)
    assert baseline is not None
    assert baseline.scores["dev-sample-1"]["facts"] == 1.0
    assert "latency" not in baseline.scores["dev-sample-1"]
    by_id = {sample.id: sample for sample in samples}
    gates = SuiteGates(falls={"facts": 0.0})
    assert check(run, summarise(run, by_id), by_id, gates, baseline) == []
    worse = run_suite(ScriptedTarget(crash_at=1), samples, suite="smoke", folder=tmp_path / "worse", settings={})
    assert check(worse, summarise(worse, by_id), by_id, SuiteGates(floors={"facts": 0.9}), baseline)


def test_floor_of_what_was_not_measured_does_not_hold(tmp_path: Path) -> None:
    samples = {"dev-sample-1": make_sample()}
    run = run_suite(ScriptedTarget(), list(samples.values()), suite="smoke", folder=tmp_path, settings={})
    failures = check(run, summarise(run, samples), samples, SuiteGates(floors={"facts|language:zh": 0.1}), None)
    assert [failure.metric for failure in failures] == ["facts|language:zh"]


@pytest.mark.parametrize("written", ["[smoke.floors]\nfacts = 'high'", "[smoke.wishes]\nfacts = 1", "[smoke"])
def test_gates_that_do_not_hold_are_an_error(tmp_path: Path, written: str) -> None:
    (tmp_path / "gates.toml").write_text(written, encoding="utf-8")
    with pytest.raises(EvalError, match=r"gates\.toml"):
        read_gates(tmp_path / "gates.toml")
