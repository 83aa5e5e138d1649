"""The gates bite: each of four ways to make answers worse is stopped, and named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.answering import citing, quoting
from assistant.answering.blocks import blocks_of
from assistant.answering.outcome import Decision
from assistant.domain import AnswerBlock, Outcome
from assistant.main import make_app
from assistant.retrieval import retriever
from assistant.settings import Settings
from evals.errors import EvalError
from evals.gates import Baseline, SuiteGates, accept, check, fallen, read_baseline, read_gates
from evals.runner import run_suite
from evals.summary import summarise
from tests.evals.making import ScriptedTarget, make_sample

Patch = pytest.MonkeyPatch


@pytest.fixture
def run_gated(corpus_settings: Settings, tmp_path: Path) -> Callable[[str], tuple[int, str, str]]:
    """Runs a suite with its gate through the command line, in this process; returns exit status, output and errors."""

    def run(suite: str) -> tuple[int, str, str]:
        arguments = ["eval", "run", "--suite", suite, "--gate", "--out", str(tmp_path / "out")]
        result = CliRunner().invoke(make_app(), [*arguments, "--data-dir", str(corpus_settings.data_dir)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.stdout, result.stderr

    return run


def test_todays_system_passes_the_smoke_gate(run_gated: Callable[[str], tuple[int, str, str]], tmp_path: Path) -> None:
    status, output, errors = run_gated("smoke")
    assert (status, errors) == (0, "")
    assert f"\nall {read_gates()['smoke'].count} gates hold\n" in output
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"run.json", "report.html", "summary.md", "summary.json", "junit.xml"}


def words_only(patch: Patch) -> None:
    patch.setattr(retriever.TwoLanguageRetriever, "_nearest", lambda *_: [])


def citations_shifted_by_one(patch: Patch) -> None:
    cite = citing.Citations.cite

    def shifted(self: citing.Citations, *arguments: Any) -> int:
        return cite(self, *arguments) + 1

    patch.setattr(citing.Citations, "cite", shifted)


def abstention_switched_off(patch: Patch) -> None:
    patch.setattr(quoting, "decide", lambda _, evidence, *__: Decision(Outcome.ANSWERED, tuple(evidence)))
    patch.setattr(quoting, "reason_to_decline", lambda _: None)


def one_digit_of_each_amount_changed(patch: Patch) -> None:

    def changed(*arguments: Any) -> list[AnswerBlock]:
        return [
            AnswerBlock(
                block.kind,
                re.sub(r"\d", lambda digit: str((int(digit.group()) + 1) % 10), block.text, count=1),
                block.cells,
                block.citations,
            )
            for block in blocks_of(*arguments)
        ]

    patch.setattr(quoting, "blocks_of", changed)


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
    run_gated: Callable[[str], tuple[int, str, str]],
    monkeypatch: Patch,
) -> None:
    worsen(monkeypatch)
    status, output, errors = run_gated(suite)
    assert status == 1
    assert "gates hold" not in output
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


def test_without_a_baseline_falls_cannot_be_told_and_the_gate_does_not_pass(tmp_path: Path) -> None:
    samples = {"dev-sample-1": make_sample()}
    run = run_suite(ScriptedTarget(), list(samples.values()), suite="smoke", folder=tmp_path, settings={})
    with pytest.raises(EvalError, match=r"There is no baseline of smoke; write one with `goglobal eval accept`\."):
        check(run, summarise(run, samples), samples, SuiteGates(falls={"facts": 0.1}), None)


@pytest.mark.parametrize(
    ("key", "update"),
    [
        ("facts|tag:vague", {}),
        ("nosuch", {}),
        ("facts", {"scores": {}}),
        ("facts", {"scores": {"dev-another": {"facts": 1.0}}}),
        ("facts", {"scores": {"dev-sample-1": {"outcome": 1.0}}}),
    ],
)
def test_fall_that_no_sample_can_tell_does_not_hold(tmp_path: Path, key: str, update: dict[str, Any]) -> None:
    samples = {"dev-sample-1": make_sample()}
    run = run_suite(ScriptedTarget(), list(samples.values()), suite="smoke", folder=tmp_path, settings={})
    baseline = Baseline.of(run).model_copy(update=update)
    failures = check(run, summarise(run, samples), samples, SuiteGates(falls={key: 0.9}), baseline)
    assert [failure.metric for failure in failures] == [key]
    assert "no sample can be compared" in failures[0].message


@pytest.mark.parametrize(
    ("target", "part", "said"),
    [
        ({"name": "reference"}, {}, "reference"),
        ({"name": "http://127.0.0.1:8000"}, {}, "own process"),
        ({}, {"split": "dev"}, "split 'dev' only"),
        ({}, {"split": "dev", "tag": "list"}, "split 'dev' and tag 'list' only"),
        ({"crash_at": 1}, {}, "1 samples of this run crashed, such as 'dev-sample-1'"),
    ],
)
def test_only_a_whole_run_of_the_product_without_a_crash_becomes_a_baseline(
    tmp_path: Path, target: dict[str, Any], part: dict[str, Any], said: str
) -> None:
    run = run_suite(ScriptedTarget(**target), [make_sample()], suite="smoke", folder=tmp_path, settings={}, **part)
    with pytest.raises(EvalError, match=re.escape(said)):
        accept(run, tmp_path / "baselines")
    assert not (tmp_path / "baselines").exists()


@pytest.mark.parametrize("written", ["[smoke.floors]\nfacts = 'high'", "[smoke.wishes]\nfacts = 1", "[smoke"])
def test_gates_that_do_not_hold_are_an_error(tmp_path: Path, written: str) -> None:
    (tmp_path / "gates.toml").write_text(written, encoding="utf-8")
    with pytest.raises(EvalError, match=r"gates\.toml"):
        read_gates(tmp_path / "gates.toml")
