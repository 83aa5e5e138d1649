"""``POST /v1/chat`` as a stream: the order of its events, its end whatever happens, and clients that go away."""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.domain import AnswerBlock, AnswerBlockKind, Hit, Outcome
from assistant.errors import ServerUnreachable
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.protocols import Answerer, Draft, Query
from assistant.question.understanding import Understanding
from tests.api.events import STREAM, ask_streaming, events_of
from tests.api.serving import Serving, serving
from tests.waiting import SECONDS, wait_until

QUESTIONS = [
    "What is the maximum subsidy of the Catalonia CAPEX incentive?",
    "加泰罗尼亚建厂最多能补多少?",
    "What investment aid does Slovakia give to a battery plant?",
]


Start = Callable[[Answerer], httpx.Client]


class NothingFound:
    """A retriever over an empty shelf."""

    def retrieve(self, query: Query, *, k: int) -> list[Hit]:
        return []


@dataclass
class ScriptedAnswerer:
    """Says ``blocks`` notes, ``pause`` seconds apart, then fails if it was given an error.

    With an event, all notes behind the first wait for it.
    """

    blocks: int
    pause: float = 0
    go: threading.Event | None = None
    error: Exception | None = None
    closed: threading.Event = field(default_factory=threading.Event)
    name = "scripted"

    def answer(self, query: Query, hits: Sequence[Hit]) -> Draft:
        return Draft(Outcome.ANSWERED, (), self._say())

    def _say(self) -> Iterator[AnswerBlock]:
        try:
            for number in range(self.blocks):
                yield AnswerBlock(AnswerBlockKind.NOTE, f"note {number}")
                time.sleep(self.pause)
                if self.go is not None:
                    assert self.go.wait(SECONDS)
            if self.error is not None:
                raise self.error
        finally:
            self.closed.set()


@dataclass
class FailingAnswerer:
    """Fails before it has said anything."""

    name = "failing"

    def answer(self, query: Query, hits: Sequence[Hit]) -> Draft:
        raise RuntimeError("the secret is 4711")


def with_answerer(server: Serving, answerer: Answerer) -> Assistant:
    advisory = server.advisory
    return Assistant(
        Understanding(Crossing(Dictionary(advisory.settings.data_dir / "cache"))),
        NothingFound(),
        answerer,
        advisory.catalogue.conversations,
        top_k=1,
        question_limit=100,
    )


@pytest.fixture
def answered_by(server: Serving) -> Iterator[Start]:
    """Makes a client of a server whose answers come from the given answerer."""
    with ExitStack() as stack:

        def start(answerer: Answerer) -> httpx.Client:
            advisory = copy.copy(server.advisory)
            advisory.assistant = with_answerer(server, answerer)
            return stack.enter_context(stack.enter_context(serving(advisory)).client())

        yield start


@pytest.mark.parametrize("question", QUESTIONS)
def test_events_come_in_order_and_agree_with_the_json_answer(stranger: httpx.Client, question: str) -> None:
    events = ask_streaming(stranger, question)
    turn, sources, done = events[0].payload, events[1].payload, events[-1].payload

    blocks = [event.payload for event in events[2:-1]]
    assert [event.name for event in events] == ["turn", "sources", *["block"] * len(blocks), "done"]
    assert list(turn) == ["conversation", "turn", "question", "standalone_question", "language"]
    assert turn == {name: done[name] for name in turn}
    assert sources == {"citations": done["citations"]}
    assert [block["index"] for block in blocks] == list(range(len(blocks)))
    assert [block["block"] for block in blocks] == done["blocks"]

    whole = stranger.post("/v1/chat", json={"question": question}).json()
    assert list(done) == list(whole)
    changing = {"conversation", "took_ms"}
    assert {name: done[name] for name in done if name not in changing} == {
        name: whole[name] for name in whole if name not in changing
    }


def test_proxies_are_told_not_to_collect_the_stream(stranger: httpx.Client) -> None:
    with stranger.stream("POST", "/v1/chat", json={"question": "tax"}, headers=STREAM) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["x-accel-buffering"] == "no"
        assert "no-cache" in response.headers["cache-control"]
        assert "no-transform" in response.headers["cache-control"]


def test_a_refused_question_is_a_status_and_no_stream(stranger: httpx.Client) -> None:
    response = stranger.post("/v1/chat", json={"question": "  "}, headers=STREAM)

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_an_answerer_that_fails_half_way_ends_the_stream_with_an_error(answered_by: Start) -> None:
    client = answered_by(ScriptedAnswerer(blocks=2, error=RuntimeError("the secret is 4711")))

    events = ask_streaming(client, "tax")

    assert [event.name for event in events] == ["turn", "sources", "block", "block", "error"]
    problem = events[-1].payload
    assert list(problem) == ["type", "title", "status", "detail"]
    assert problem["status"] == 500
    assert "4711" not in str(problem)


def test_an_answerer_that_fails_at_once_ends_the_stream_with_an_error(answered_by: Start) -> None:
    events = ask_streaming(answered_by(FailingAnswerer()), "tax")

    assert [event.name for event in events] == ["turn", "error"]


def test_an_error_of_ours_keeps_its_status_and_words_in_the_stream(answered_by: Start) -> None:
    error = ServerUnreachable("http://model.example", "does not answer")
    events = ask_streaming(answered_by(ScriptedAnswerer(blocks=1, error=error)), "tax")

    assert events[-1].payload["status"] == 502
    assert events[-1].payload["detail"] == str(error)


def test_the_same_failure_as_json_is_problem_details(answered_by: Start) -> None:
    response = answered_by(FailingAnswerer()).post("/v1/chat", json={"question": "tax"})

    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "4711" not in response.text


def test_blocks_are_sent_while_the_answer_is_still_being_made(answered_by: Start) -> None:
    go = threading.Event()
    answerer = ScriptedAnswerer(blocks=2, go=go)
    client = answered_by(answerer)
    names = []
    with client.stream("POST", "/v1/chat", json={"question": "tax"}, headers=STREAM) as response:
        for event in events_of(response):
            names.append(event.name)
            if event.name == "block":
                assert go.is_set() or not answerer.closed.is_set()
                go.set()
    assert names == ["turn", "sources", "block", "block", "done"]


def test_a_client_that_goes_away_stops_the_answer_and_harms_nobody(answered_by: Start) -> None:
    answerer = ScriptedAnswerer(blocks=10**9, pause=0.01)
    client = answered_by(answerer)
    with client.stream("POST", "/v1/chat", json={"question": "tax"}, headers=STREAM) as response:
        for event in events_of(response):
            if event.name == "block":
                break

    wait_until(answerer.closed.is_set)
    assert client.get("/healthz").status_code == 200


def test_many_clients_that_go_away_leave_the_server_healthy(stranger: httpx.Client, server: Serving) -> None:
    for _ in range(30):
        with (
            server.client() as client,
            client.stream("POST", "/v1/chat", json={"question": QUESTIONS[0]}, headers=STREAM) as response,
        ):
            next(events_of(response))

    assert ask_streaming(stranger, QUESTIONS[0])[-1].name == "done"
