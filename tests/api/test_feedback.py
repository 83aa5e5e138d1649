"""``/v1/feedback``: one rating for a turn, which can be changed and taken back, for staff to read."""

from __future__ import annotations

import httpx
import pytest

QUESTION = {"question": "What is the maximum subsidy of the Catalonia CAPEX incentive?"}


def rated(owner: httpx.Client, conversation: str) -> list[tuple[str, str]]:
    found = owner.get("/v1/feedback").json()["feedback"]
    return [(item["rating"], item["reason"]) for item in found if item["conversation"] == conversation]


def test_a_rating_is_kept_replaced_and_taken_back(stranger: httpx.Client, owner: httpx.Client) -> None:
    answer = stranger.post("/v1/chat", json=QUESTION).json()
    turn = {"conversation": answer["conversation"], "turn": 1}

    assert stranger.post("/v1/feedback", json=turn | {"rating": "up"}).status_code == 204
    assert rated(owner, answer["conversation"]) == [("up", "")]
    stranger.post("/v1/feedback", json=turn | {"rating": "down", "reason": " 金额不对 "})
    assert rated(owner, answer["conversation"]) == [("down", "金额不对")]
    assert owner.get("/v1/feedback").json()["feedback"][0]["question"] == QUESTION["question"]
    stranger.post("/v1/feedback", json=turn | {"rating": None})
    assert rated(owner, answer["conversation"]) == []


def test_ratings_go_with_their_conversation(stranger: httpx.Client, owner: httpx.Client) -> None:
    conversation = stranger.post("/v1/chat", json=QUESTION).json()["conversation"]
    stranger.post("/v1/feedback", json={"conversation": conversation, "turn": 1, "rating": "up"})
    stranger.delete(f"/v1/conversations/{conversation}")

    assert rated(owner, conversation) == []


def test_only_turns_of_the_callers_own_can_be_rated(stranger: httpx.Client, owner: httpx.Client) -> None:
    conversation = owner.post("/v1/chat", json=QUESTION).json()["conversation"]
    mine = stranger.post("/v1/chat", json=QUESTION).json()["conversation"]

    for named in ({"conversation": conversation, "turn": 1}, {"conversation": mine, "turn": 2}):
        refused = stranger.post("/v1/feedback", json=named | {"rating": "down"})
        assert refused.status_code == 404, refused.text


@pytest.mark.parametrize("change", [{"rating": "meh"}, {"reason": "x" * 1001}, {"turn": 0}, {"more": 1}])
def test_a_rating_that_cannot_be_is_refused(stranger: httpx.Client, change: dict[str, object]) -> None:
    body = {"conversation": "x", "turn": 1, "rating": "up"} | change
    assert stranger.post("/v1/feedback", json=body).status_code == 422


def test_strangers_do_not_read_ratings(stranger: httpx.Client) -> None:
    assert stranger.get("/v1/feedback").status_code == 401
