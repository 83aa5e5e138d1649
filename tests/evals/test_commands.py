"""The eval commands over a real server: asked, gone half-way, and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.bootstrap import Advisory
from assistant.main import make_app
from evals.errors import EvalError
from evals.runner import read_run, run_suite
from evals.samples import load_samples
from evals.suites import select
from evals.targets import LocalTarget, ServerTarget
from tests.api.serving import serving

SAMPLES = select(load_samples(), "smoke", split="dev", tag="list")[:6]


def call(*arguments: str) -> Result:
    return CliRunner().invoke(make_app(), ["eval", *arguments])


def test_server_answers_like_the_assistant_in_this_process(corpus_advisory: Advisory, tmp_path: Path) -> None:
    here = run_suite(LocalTarget(corpus_advisory), SAMPLES, suite="smoke", folder=tmp_path / "here", settings={})
    with serving(corpus_advisory) as server, ServerTarget(server.url) as target:
        there = run_suite(target, SAMPLES, suite="smoke", folder=tmp_path / "there", settings={})
    for one, other in zip(here.judged, there.judged, strict=True):
        scores = {name: score.value for name, score in one.scores.items() if name != "latency"}
        assert scores == {name: score.value for name, score in other.scores.items() if name != "latency"}


def test_server_that_goes_away_half_way_breaks_the_run_and_nothing_is_lost(
    corpus_advisory: Advisory, tmp_path: Path
) -> None:
    asked: list[int] = []

    class GoneAfterThree(ServerTarget):
        def answer(self, question: str, turns: object) -> object:  # type: ignore[override]
            if len(asked) == 3:
                self._client.base_url = "http://127.0.0.1:9"
            asked.append(1)
            return super().answer(question, turns)  # type: ignore[arg-type]

    with serving(corpus_advisory) as server:
        with GoneAfterThree(server.url) as target, pytest.raises(EvalError, match="run the same command again"):
            run_suite(target, SAMPLES, suite="smoke", folder=tmp_path, settings={})
        with ServerTarget(server.url) as target:
            run = run_suite(target, SAMPLES, suite="smoke", folder=tmp_path, settings={})
    assert len(asked) == 4
    assert len(run.judged) == len(SAMPLES)
    assert all(judged.result.error is None for judged in run.judged)


def test_no_server_is_a_broken_run(tmp_path: Path) -> None:
    result = call("run", "--target", "http://127.0.0.1:9", "--data-dir", str(tmp_path))
    assert isinstance(result.exception, EvalError)
    assert result.exception.exit_code == 2


def test_compare_names_what_changed(corpus_advisory: Advisory, tmp_path: Path) -> None:
    before = run_suite(LocalTarget(corpus_advisory), SAMPLES, suite="smoke", folder=tmp_path / "before", settings={})
    lost = before.judged[0].result.model_copy(update={"answer": None, "error": "ValueError: on purpose"})
    (tmp_path / "after").mkdir()
    from evals.results import Judged
    from evals.runner import write_run
    from evals.scorers import judge

    changed = [Judged(result=lost, scores=judge(SAMPLES[0], lost)), *before.judged[1:]]
    write_run(before.model_copy(update={"judged": changed}), tmp_path / "after")
    result = call("compare", str(tmp_path / "before"), str(tmp_path / "after"), "--metric", "outcome", "--json")
    changes = json.loads(result.stdout)
    assert changes["metrics"]["outcome"]["after"] < changes["metrics"]["outcome"]["before"]
    assert changes["worse"] == [f"{SAMPLES[0].id}: 1.00 → 0.00 (crashed: ValueError: on purpose)"]
    assert changes["better"] == []


@pytest.mark.parametrize("content", [None, "{}", "no json"])
def test_what_is_no_run_is_named(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(EvalError):
        read_run(tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--suite", "nosuch"),
        ("run", "--suite", "retrieval", "--tag", "small-talk"),
        ("run", "--suite", "outside:nosuch", "--data", "."),
        ("run", "--suite", "outside:xquad"),
        ("run", "--suite", "outside:xquad", "--data", "."),
        ("run", "--suite", "full", "--split", "dev", "--gate"),
        ("compare", "nowhere", "nowhere"),
        ("accept", "nowhere"),
    ],
)
def test_wrong_call_is_no_pass(arguments: tuple[str, ...], tmp_path: Path) -> None:
    data_dir = ("--data-dir", str(tmp_path)) if arguments[0] == "run" else ()
    result = call(*arguments, *data_dir)
    assert isinstance(result.exception, EvalError)
