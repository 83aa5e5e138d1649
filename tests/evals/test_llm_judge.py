"""The judge speaks to a real server over a real socket; what it fails to judge is unscored."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from evals.errors import EvalError
from evals.llm_judge import METRIC, add_opinions, open_judge, opinion
from evals.results import Judged, Run
from evals.scorers import judge
from evals.summary import summarise
from tests.evals.making import make_answer, make_result, make_sample

WORDS = "The region pays 20%, at most EUR 500,000."


class ScriptedModel(ThreadingHTTPServer):
    """A server of OpenAI's chat completions that says what it is told to; None is an inner error."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.says: str | None = ""
        self.heard: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: ScriptedModel

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append(body["messages"][-1]["content"])
        says = self.server.says
        message = {"role": "assistant", "content": says}
        reply = {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "scripted",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        }
        content = json.dumps(reply).encode()
        self.send_response(400 if says is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on standard error."""


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedModel]:
    server = ScriptedModel()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{server.server_address[1]}/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_verdict_is_a_score_with_its_reason(model: ScriptedModel) -> None:
    model.says = 'Here it is:\n{"score": 0.75, "reason": "the cap is there"}'
    score = opinion(make_sample(), make_result(make_answer((WORDS, [WORDS]))), open_judge("openai:scripted"))
    assert (score.value, score.explanation) == (0.75, "the cap is there")
    assert "How much does the region pay?" in model.heard[0]
    assert WORDS in model.heard[0]


@pytest.mark.parametrize("says", ["no idea", '{"score": "high"}', '{"score": 7}', '{"reason": "x"}', "", None])
def test_judge_that_fails_leaves_the_sample_unscored(model: ScriptedModel, says: str | None) -> None:
    model.says = says
    score = opinion(make_sample(), make_result(make_answer((WORDS, [WORDS]))), open_judge("openai:scripted"))
    assert score.value is None
    assert score.explanation.startswith("unscored")


def test_opinions_stand_apart_and_a_crash_is_zero(model: ScriptedModel) -> None:
    model.says = '{"score": 1, "reason": "good"}'
    samples = {f"dev-sample-{number}": make_sample(number) for number in (1, 2)}
    results = [
        make_result(make_answer((WORDS, [WORDS]))),
        make_result(None, sample="dev-sample-2", error="ValueError: x"),
    ]
    run = Run(
        suite="smoke",
        split=None,
        tag=None,
        system="goglobal",
        started="",
        version="",
        corpus="",
        settings={},
        judged=[Judged(result=r, scores=judge(samples[r.sample], r)) for r in results],
    )
    summary = summarise(add_opinions(run, samples, open_judge("openai:scripted")), samples)
    assert summary.groups["all"][METRIC].value == 0.5
    assert summary.groups["all"]["facts"].value == 0.5


@pytest.mark.parametrize("name", ["nobody:model", "no-such-model-at-all"])
def test_unknown_judge_breaks_the_run(name: str) -> None:
    with pytest.raises(EvalError, match="judge"):
        open_judge(name)
