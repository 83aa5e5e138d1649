"""The reranking endpoint is asked over a real socket, in both shapes, and fails in one way only."""

from __future__ import annotations

import math
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.errors import RerankerFailed, SettingsError
from assistant.retrieval.rerankers.endpoint import EndpointReranker
from tests.retrieval.serving import Refusal, ScriptedServer, answering

TEXTS = ["apples", "the levy on pears", "pears"]


def by_length(heard: dict[str, Any]) -> object:
    """The common shape, best first, as such servers answer."""
    scores = {place: len(text) / 100 for place, text in enumerate(heard["documents"])}
    best_first = sorted(scores, key=lambda place: -scores[place])
    return {"results": [{"index": place, "relevance_score": scores[place]} for place in best_first], "usage": {}}


def tei(heard: dict[str, Any]) -> object:
    """Hugging Face's text-embeddings-inference."""
    if "texts" not in heard:
        return Refusal(422, b"Failed to deserialize the JSON body into the target type: missing field `texts`")
    return [{"index": place, "score": len(text) / 100} for place, text in enumerate(heard["texts"])]


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with answering(by_length) as server:
        yield server


def reranker(server: ScriptedServer, **values: Any) -> EndpointReranker:
    return EndpointReranker(f"{server.address}/v1/rerank", **{"timeout": 120.0, **values})


def test_scores_come_in_the_order_of_the_texts(server: ScriptedServer) -> None:
    asked = reranker(server, model="reader", api_key="secret")
    assert asked.score("哪种水果?", TEXTS) == [0.06, 0.17, 0.05]
    assert server.heard == [{"model": "reader", "query": "哪种水果?", "documents": TEXTS, "top_n": 3}]
    assert server.headers[0]["authorization"] == "Bearer secret"


def test_without_model_and_key_none_is_sent(server: ScriptedServer) -> None:
    reranker(server).score("q", TEXTS)
    assert "model" not in server.heard[0]
    assert "authorization" not in server.headers[0]


def test_nothing_is_asked_about_no_texts(server: ScriptedServer) -> None:
    assert reranker(server).score("q", []) == []
    assert server.heard == []


def test_other_shape_is_learned_at_the_first_question(server: ScriptedServer) -> None:
    server.answer = tei
    asked = reranker(server)
    assert [asked.score("q", TEXTS) for _ in range(2)] == [[0.06, 0.17, 0.05]] * 2
    assert ["texts" in heard for heard in server.heard] == [False, True, True]


def test_server_that_refuses_both_shapes_is_asked_in_the_common_one_again(server: ScriptedServer) -> None:
    server.answer = lambda _: Refusal(422, b"these texts are too long")
    asked = reranker(server)
    for _ in range(2):
        with pytest.raises(RerankerFailed, match="HTTP 422: these texts are too long"):
            asked.score("q", TEXTS)
    assert ["texts" in heard for heard in server.heard] == [False, True, False, True]


def test_results_may_be_called_data(server: ScriptedServer) -> None:
    server.answer = lambda _: {"data": [{"index": 0, "relevance_score": 0.5}]}
    assert reranker(server).score("q", ["a"]) == [0.5]


def test_logits_become_probabilities_and_stay_logits(server: ScriptedServer) -> None:
    given = iter([[7.7, 0.5, -11.0], [0.2, 0.4, 0.6], [1e5, -1e5, 0]])
    server.answer = lambda _: [{"index": place, "score": score} for place, score in enumerate(next(given))]
    asked = reranker(server)
    first, second, third = (asked.score("q", TEXTS) for _ in range(3))
    assert first == pytest.approx([1 / (1 + math.exp(-7.7)), 1 / (1 + math.exp(-0.5)), 1 / (1 + math.exp(11))])
    assert second == pytest.approx([1 / (1 + math.exp(-score)) for score in (0.2, 0.4, 0.6)])
    assert third == [1, 0, 0.5]


ODD_ANSWERS = {
    "an inner error": (Refusal(500, b"out of\nmemory"), "HTTP 500: out of memory"),
    "no key": (Refusal(401, b"who are you?"), "HTTP 401"),
    "a redirect": (Refusal(302, Location="/elsewhere"), "HTTP 302: nothing"),
    "no JSON": (b"<html>Hello</html>", "no known shape: <html>Hello</html>"),
    "half of it": (b'{"results": [{"index": 0, "relev', "no known shape"),
    "nothing": (b"", "no known shape: nothing"),
    "deep nesting": (b"[" * 100_000, "no known shape"),
    "bytes": (b"\xff\xfe\x00", "no known shape"),
    "another shape": ({"scores": [0.1, 0.2, 0.3]}, "no known shape"),
    "no scores": ({"results": [{"index": 0}, {"index": 1}, {"index": 2}]}, "no known shape"),
    "no number": ([{"index": place, "score": "high"} for place in range(3)], "no known shape"),
    "not a number": (b'[{"index":0,"score":NaN},{"index":1,"score":1},{"index":2,"score":1}]', "no known shape"),
    "endless": (b'[{"index":0,"score":1e999},{"index":1,"score":1},{"index":2,"score":1}]', "no known shape"),
    "index below": ([{"index": place - 1, "score": 1} for place in range(3)], "no known shape"),
    "index above": ([{"index": place + 1, "score": 1} for place in range(3)], "others than the 3"),
    "index twice": ([{"index": place % 2, "score": 1} for place in range(3)], "twice"),
    "too many": ([{"index": place, "score": 1} for place in range(4)], "others than the 3"),
    "too few": ([{"index": 2, "score": 1}], "judged 1 of 3 passages; set GOGLOBAL_RERANKER_DEPTH"),
    "none": ({"results": []}, "judged 0 of 3"),
    "too much": (b" " * 9_000_000, "more than 8,000,000 bytes"),
}


@pytest.mark.parametrize("name", ODD_ANSWERS)
def test_odd_answer_is_a_failure_that_says_what_came(server: ScriptedServer, name: str) -> None:
    answer, reason = ODD_ANSWERS[name]
    server.answer = lambda _: answer
    with pytest.raises(RerankerFailed) as failure:
        reranker(server).score("q", TEXTS)
    assert reason in failure.value.reason
    assert failure.value.reranker == f"{server.address}/v1/rerank"


def test_silent_server_is_given_up(server: ScriptedServer) -> None:
    server.answer = lambda _: server.ending.wait(30)
    with pytest.raises(RerankerFailed, match=r"did not answer within 0\.2 seconds"):
        reranker(server, timeout=0.2).score("q", TEXTS)


def test_answer_that_never_ends_is_given_up(server: ScriptedServer) -> None:
    server.trickle = True
    with pytest.raises(RerankerFailed, match=r"did not finish within 0\.2 seconds"):
        reranker(server, timeout=0.2).score("q", TEXTS)


def test_nobody_there_is_a_failure() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # nobody listens here, and nobody else can
        port = held.getsockname()[1]
        with pytest.raises(RerankerFailed, match="does not answer"):
            EndpointReranker(f"http://127.0.0.1:{port}/rerank", timeout=60).score("q", TEXTS)


def test_closed_or_given_half_a_character_it_fails_as_ever(server: ScriptedServer) -> None:
    asked = reranker(server)
    with pytest.raises(RerankerFailed, match="could not be asked"):
        asked.score("q", ["\ud800"])
    asked.close()
    with pytest.raises(RerankerFailed, match="could not be asked"):
        asked.score("q", TEXTS)


def test_password_of_an_address_is_not_told(server: ScriptedServer) -> None:
    server.answer = lambda _: Refusal(500)
    address = server.address.replace("http://", "http://me:hidden@")
    with pytest.raises(RerankerFailed) as failure:
        EndpointReranker(f"{address}/rerank?key=hidden", timeout=10).score("q", TEXTS)
    assert "hidden" not in str(failure.value)


@pytest.mark.parametrize("address", ["http://", "http://host", "http://host/", "https://host:port/rerank"])
def test_address_must_be_whole(address: str) -> None:
    with pytest.raises(SettingsError, match="GOGLOBAL_RERANKER is"):
        EndpointReranker(address, timeout=1)


@pytest.mark.parametrize("key", ["钥匙", "two\nlines"])
def test_key_that_is_none_is_refused_without_being_told(key: str) -> None:
    with pytest.raises(SettingsError, match="GOGLOBAL_RERANKER_API_KEY") as refusal:
        EndpointReranker("http://host/rerank", api_key=key, timeout=1)
    assert key not in str(refusal.value)
