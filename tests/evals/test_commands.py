"""The eval commands over a real server: asked, gone half-way, and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi import FastAPI, Response
from typer.testing import CliRunner, Result

from assistant.bootstrap import Advisory
from assistant.index.holding import IndexHolder
from assistant.main import make_app
from assistant.settings import Settings
from evals.errors import EvalError
from evals.outside.systems import open_pools
from evals.runner import read_run, run_suite
from evals.samples import load_samples
from evals.suites import select
from evals.targets import LocalTarget, ServerTarget
from tests.api.serving import TOKEN, listening, serving

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


STRANGE: dict[str, tuple[int, str]] = {
    "a page": (200, "<!doctype html>"),
    "another JSON": (200, '{"items": []}'),
    "a list": (200, "[]"),
    "documents without ids": (200, '{"documents": [{}]}'),
    "nothing there": (404, "{}"),
    "broken": (500, "{}"),
    "elsewhere": (307, ""),
}


@pytest.mark.parametrize("what", STRANGE)
def test_server_of_something_else_is_a_broken_run(tmp_path: Path, what: str) -> None:
    status, content = STRANGE[what]
    app = FastAPI()

    @app.get("/v1/documents")
    def _documents() -> Response:
        return Response(content, status_code=status, headers={"Location": "/"} if status == 307 else None)

    with listening(app) as url:
        result = call("run", "--target", url, "--data-dir", str(tmp_path))
    assert isinstance(result.exception, EvalError)
    assert f"{url} is not a Going Global server" in str(result.exception)
    assert result.exception.exit_code == 2


@pytest.mark.parametrize("address", ["http://[::1", "http://localhost:port", "localhost:8000", "nosuch", "ftp://here"])
def test_what_is_no_address_of_a_server_is_a_broken_run(tmp_path: Path, address: str) -> None:
    result = call("run", "--target", address, "--data-dir", str(tmp_path))
    assert isinstance(result.exception, EvalError)
    assert f"{address} is not a Going Global server" in str(result.exception)


def test_token_is_shown_to_the_server(corpus_advisory: Advisory, tmp_path: Path) -> None:
    with serving(corpus_advisory) as server:
        with ServerTarget(server.url, token=TOKEN) as target:
            assert target.known_documents() == LocalTarget(corpus_advisory).known_documents()
        arguments = ("run", "--target", server.url, "--out", str(tmp_path / "out"), "--data-dir", str(tmp_path))
        for wrong in ("wrong", "ключ"):
            result = call(*arguments, "--token", wrong)
            assert isinstance(result.exception, EvalError)
            assert "does not know the token" in str(result.exception)
        filters = ("--suite", "smoke", "--split", "dev", "--tag", "list")
        assert call(*arguments, "--token", TOKEN, *filters).exception is None
    run = read_run(tmp_path / "out")
    assert (run.split, run.tag, run.system) == ("dev", "list", server.url)


def test_busy_data_folder_breaks_the_run_and_the_way_out_is_named(
    corpus_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOGLOBAL_LOCK_TIMEOUT", "0.1")
    holder = IndexHolder(corpus_settings.data_dir)
    assert holder.try_to_hold(timeout=1)
    try:
        result = call("run", "--data-dir", str(corpus_settings.data_dir))
    finally:
        holder.release()
    assert isinstance(result.exception, EvalError)
    assert "or ask the running server: --target http://" in str(result.exception)
    assert result.exception.exit_code == 2


@pytest.mark.parametrize("suite", ["smoke", "outside:xquad"])
def test_data_folder_that_cannot_be_used_breaks_the_run(tmp_path: Path, suite: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = call("run", "--suite", suite, "--data", str(tmp_path), "--data-dir", str(tmp_path / "file"))
    assert isinstance(result.exception, EvalError)


def test_options_that_outside_data_does_not_know_are_named() -> None:
    given = ("--gate", "--split", "dev", "--tag", "list", "--target", "http://127.0.0.1:9", "--out", "nowhere")
    result = call("run", "--suite", "outside:xquad", "--data", ".", *given)
    assert isinstance(result.exception, EvalError)
    for name in given:
        assert (name in str(result.exception)) == name.startswith("--")
    assert not Path("nowhere").exists()


def test_pools_of_outside_data_are_never_on_the_chroma_server(settings: Settings) -> None:
    elsewhere = settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    with open_pools(elsewhere) as pools, pools.own() as own:
        assert own.advisory.settings.chroma_url is None
        assert own.retrieve("补贴多少？", k=1) == []


def test_help_is_whole() -> None:
    assert " . " not in " ".join(call("run", "--help").stdout.split())


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
        ("run", "--token", "secret"),
        ("compare", "nowhere", "nowhere"),
        ("accept", "nowhere"),
    ],
)
def test_wrong_call_is_no_pass(arguments: tuple[str, ...], tmp_path: Path) -> None:
    data_dir = ("--data-dir", str(tmp_path)) if arguments[0] == "run" else ()
    result = call(*arguments, *data_dir)
    assert isinstance(result.exception, EvalError)
