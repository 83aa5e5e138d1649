"""A run keeps everything, goes on where it stopped, and knows a crash from a vanished server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import runner
from evals.errors import EvalError
from evals.results import Run
from evals.runner import PARTIAL_FILE, digest_of_sources, read_run, run_suite
from evals.summary import mean_of, summarise
from tests.evals.making import ScriptedTarget, make_sample

SAMPLES = [make_sample(number, question=f"Question {number}?") for number in range(1, 7)]


def start(target: ScriptedTarget, folder: Path, samples: list[object] | None = None) -> Run:
    return run_suite(target, SAMPLES, suite="smoke", folder=folder, settings={})


def test_run_is_kept_and_read_again(tmp_path: Path) -> None:
    run = start(ScriptedTarget(), tmp_path)
    assert read_run(tmp_path) == run
    assert [judged.result.sample for judged in run.judged] == [sample.id for sample in SAMPLES]
    assert not (tmp_path / PARTIAL_FILE).exists()


def test_crash_counts_zero_and_the_run_goes_on(tmp_path: Path) -> None:
    run = start(ScriptedTarget(crash_at=2), tmp_path)
    summary = summarise(run, {sample.id: sample for sample in SAMPLES})
    assert summary.crashed == 1
    assert summary.groups["all"]["facts"].n == 6
    assert summary.groups["all"]["facts"].value == pytest.approx(5 / 6)


def test_vanished_server_breaks_the_run_and_the_next_one_resumes(tmp_path: Path) -> None:
    with pytest.raises(EvalError):
        start(ScriptedTarget(vanish_at=4), tmp_path)
    again = ScriptedTarget()
    run = start(again, tmp_path)
    assert again.asked == ["Question 4?", "Question 5?", "Question 6?"]
    assert len(run.judged) == 6


def test_cut_last_line_of_a_killed_run_is_asked_again(tmp_path: Path) -> None:
    with pytest.raises(EvalError):
        start(ScriptedTarget(vanish_at=4), tmp_path)
    partial = tmp_path / PARTIAL_FILE
    partial.write_text(partial.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    again = ScriptedTarget()
    start(again, tmp_path)
    assert again.asked[0] == "Question 3?"


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_run_that_is_killed_twice_loses_only_what_was_cut(tmp_path: Path, cut: int) -> None:
    with pytest.raises(EvalError):
        start(ScriptedTarget(vanish_at=4), tmp_path)
    partial = tmp_path / PARTIAL_FILE
    partial.write_bytes(partial.read_bytes()[:-cut])
    with pytest.raises(EvalError):
        start(ScriptedTarget(vanish_at=3), tmp_path)
    done = [json.loads(line).get("sample") for line in partial.read_text(encoding="utf-8").splitlines()]
    again = ScriptedTarget()
    run = start(again, tmp_path)
    assert done == [None, *(sample.id for sample in SAMPLES[: len(done) - 1])]
    assert len(done) - 1 + len(again.asked) == len(run.judged) == 6
    assert len(done) - 1 >= 4
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]


def test_line_that_is_cut_within_a_character_is_asked_again(tmp_path: Path) -> None:
    with pytest.raises(EvalError):
        start(ScriptedTarget(vanish_at=4), tmp_path)
    partial = tmp_path / PARTIAL_FILE
    partial.write_bytes(partial.read_bytes()[:-20] + "补".encode()[:2])
    again = ScriptedTarget()
    start(again, tmp_path)
    assert again.asked[0] == "Question 3?"


def test_results_over_another_version_of_a_document_are_not_taken_over(tmp_path: Path) -> None:
    with pytest.raises(EvalError):
        start(ScriptedTarget(vanish_at=4), tmp_path / "one")
    again = ScriptedTarget(documents={"grant": 2, "other": 1})
    run = start(again, tmp_path / "one")
    assert len(again.asked) == 6
    assert run.corpus != start(ScriptedTarget(), tmp_path / "other").corpus


def test_results_of_other_code_are_not_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EvalError):
        start(ScriptedTarget(vanish_at=4), tmp_path)
    monkeypatch.setattr(runner, "SOURCES", ("*.py",))
    again = ScriptedTarget()
    start(again, tmp_path)
    assert len(again.asked) == 6


def test_digest_of_sources_tells_code_and_word_lists_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    (folder / "inner").mkdir(parents=True)
    digests = [digest_of_sources([folder])]
    for name, content in (("inner/a.py", "1"), ("inner/a.py", "2"), ("words.tsv", "a"), ("b.py", "2")):
        (folder / name).write_text(content, encoding="utf-8")
        digests.append(digest_of_sources([folder]))
    assert len(set(digests)) == len(digests)
    (folder / "notes.md").write_text("words", encoding="utf-8")
    assert digest_of_sources([folder]) == digests[-1]
    assert digest_of_sources() not in digests


def test_run_remembers_of_which_part_of_the_suite_it_is(tmp_path: Path) -> None:
    assert (start(ScriptedTarget(), tmp_path).split, read_run(tmp_path).tag) == (None, None)
    run_suite(ScriptedTarget(), SAMPLES, suite="smoke", folder=tmp_path, settings={}, split="dev", tag="list")
    assert (read_run(tmp_path).split, read_run(tmp_path).tag) == ("dev", "list")


def test_results_of_other_samples_are_not_taken_over(tmp_path: Path) -> None:
    with pytest.raises(EvalError):
        start(ScriptedTarget(vanish_at=4), tmp_path)
    again = ScriptedTarget()
    run_suite(again, SAMPLES[:5], suite="smoke", folder=tmp_path, settings={})
    assert len(again.asked) == 5


def test_unknown_document_in_a_sample_breaks_the_run(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="nosuch"):
        run_suite(ScriptedTarget(), [make_sample(documents=["nosuch"])], suite="smoke", folder=tmp_path, settings={})


def test_interval_holds_the_mean_and_narrows_with_more_samples() -> None:
    few, many = mean_of([0.0, 1.0] * 5), mean_of([0.0, 1.0] * 500)
    assert few.low < 0.5 < few.high
    assert many.high - many.low < few.high - few.low
    assert mean_of([1.0, 1.0]).low == 1.0
