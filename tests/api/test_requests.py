"""The same request sent twice, after a lost connection, gets one turn and the same answer."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.api.events import ask_streaming

QUESTION = "What is the maximum subsidy of the Catalonia CAPEX incentive?"


def asked(question: str = QUESTION, **more: object) -> dict[str, object]:
    return {"question": question, "request": secrets.token_hex(16)} | more


def test_a_request_that_comes_again_gets_the_answer_it_has_got(stranger: httpx.Client) -> None:
    body = asked()
    first = stranger.post("/v1/chat", json=body).json()
    again = stranger.post("/v1/chat", json=body).json()
    within = stranger.post("/v1/chat", json=body | {"conversation": first["conversation"]}).json()

    assert again == within == first
    assert len(stranger.get(f"/v1/conversations/{first['conversation']}").json()["turns"]) == 1


def test_the_events_of_the_answer_come_again(stranger: httpx.Client) -> None:
    request = secrets.token_hex(16)
    first = ask_streaming(stranger, QUESTION, request=request)

    assert ask_streaming(stranger, QUESTION, request=request) == first


def test_two_at_once_are_answered_once(stranger: httpx.Client) -> None:
    body = asked()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: stranger.post("/v1/chat", json=body).json(), range(4)))

    assert all(answer == answers[0] for answer in answers)


def test_the_same_id_with_another_question_is_refused(stranger: httpx.Client) -> None:
    body = asked()
    stranger.post("/v1/chat", json=body)
    refused = stranger.post("/v1/chat", json=body | {"question": "What is a battery passport?"})

    assert refused.status_code == 409
    assert "Make a new id" in refused.json()["detail"]


def test_a_request_of_another_level_is_another_request(stranger: httpx.Client, owner: httpx.Client) -> None:
    body = asked()
    first = owner.post("/v1/chat", json=body).json()
    assert stranger.post("/v1/chat", json=body).json()["conversation"] != first["conversation"]


def test_an_id_that_is_too_short_to_be_random_is_refused(stranger: httpx.Client) -> None:
    assert stranger.post("/v1/chat", json={"question": QUESTION, "request": "1"}).status_code == 422
