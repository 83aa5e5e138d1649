"""``POST /v1/chat`` as JSON, ``POST /v1/search``, and the conversation that questions belong to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

CATALONIA = "What is the maximum subsidy of the Catalonia CAPEX incentive?"

ANSWER = {
    "conversation": str,
    "turn": int,
    "question": str,
    "standalone_question": str,
    "language": str,
    "outcome": str,
    "blocks": list,
    "citations": list,
    "follow_ups": list,
    "notices": list,
    "notice_kinds": list,
    "handover": bool,
    "model": str,
    "took_ms": float,
    "dropped": float,
}
BLOCK = {"kind": str, "text": str, "cells": list, "citations": list, "translation": bool}
CITATION = {
    "number": int,
    "document_id": str,
    "version": int,
    "title": str,
    "kind": str,
    "jurisdictions": list,
    "section": str | None,
    "page": int | None,
    "page_label": str | None,
    "speaker": str | None,
    "time": str | None,
    "start": int,
    "end": int,
    "quote": str,
    "language": str,
    "published": str | None,
    "valid_until": str | None,
    "url": str,
    "replaced_by": int | None,
    "removed": bool,
    "present_url": str | None,
    "deleted": bool,
}


def ask(client: httpx.Client, question: str, **more: object) -> dict[str, Any]:
    response = client.post("/v1/chat", json={"question": question, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def assert_shape(value: dict[str, Any], shape: dict[str, Any]) -> None:
    assert list(value) == list(shape)
    for name, kind in shape.items():
        assert isinstance(value[name], kind), name


def test_an_answer_has_the_documented_fields_in_order(stranger: httpx.Client) -> None:
    response = stranger.post("/v1/chat", json={"question": CATALONIA})

    assert response.headers["content-type"] == "application/json"
    answer = response.json()
    assert_shape(answer, ANSWER)
    for block in answer["blocks"]:
        assert_shape(block, BLOCK)
    for citation in answer["citations"]:
        assert_shape(citation, CITATION)
    assert answer["outcome"] == "answered"
    assert answer["citations"][0]["number"] == 1


def test_the_answer_says_what_was_asked_and_in_which_language(stranger: httpx.Client) -> None:
    answer = ask(stranger, "  加泰罗尼亚建厂最多能补多少?\n")

    assert (answer["turn"], answer["language"], answer["model"]) == (1, "zh", "quoting")
    assert answer["question"] == "加泰罗尼亚建厂最多能补多少?"


def test_the_language_of_the_answer_can_be_chosen(stranger: httpx.Client) -> None:
    assert ask(stranger, CATALONIA, language="zh")["language"] == "zh"


def test_the_figure_stands_in_a_quote(stranger: httpx.Client) -> None:
    quotes = [citation["quote"] for citation in ask(stranger, CATALONIA)["citations"]]

    assert any("20%" in quote and "500,000" in quote for quote in quotes)


def test_what_no_document_says_gets_no_support_and_no_citation(stranger: httpx.Client) -> None:
    answer = ask(stranger, "What investment aid does Slovakia give to a battery plant?")

    assert (answer["outcome"], answer["citations"]) == ("no_support", [])
    assert {block["kind"] for block in answer["blocks"]} == {"note"}


def test_a_conversation_goes_on_under_its_id(stranger: httpx.Client) -> None:
    first = ask(stranger, CATALONIA)
    second = ask(
        stranger, "From which amount does an Italian development contract apply?", conversation=first["conversation"]
    )

    assert (second["conversation"], second["turn"]) == (first["conversation"], 2)
    assert ask(stranger, CATALONIA)["conversation"] != first["conversation"]


def test_a_follow_up_shows_how_it_was_understood(stranger: httpx.Client) -> None:
    first = ask(stranger, "墨西哥整车关税多少？")
    second = ask(stranger, "那土耳其呢?", conversation=first["conversation"])

    assert (second["question"], second["standalone_question"]) == ("那土耳其呢?", "土耳其整车关税多少？")
    assert 2 <= len(second["follow_ups"]) <= 4


def test_a_profile_is_kept_with_the_conversation(stranger: httpx.Client) -> None:
    profile = {"sector": "batteries", "size": "SME", "home": "China", "markets": ["Hungary"], "stage": "site search"}
    first = ask(stranger, "Hello!", profile=profile)
    second = ask(stranger, "What incentives are there?", conversation=first["conversation"])

    assert second["standalone_question"] == "About Hungary: What incentives are there?"


@pytest.mark.parametrize(
    "profile",
    [
        {"colour": "red"},
        {"sector": "x" * 81},
        {"markets": ["Hungary"] * 11},
        {"markets": "Hungary"},
        {"markets": [{"name": "Hungary"}]},
        {"stage": 3},
        "battery",
    ],
)
def test_a_profile_that_does_not_hold_is_refused(stranger: httpx.Client, profile: object) -> None:
    response = stranger.post("/v1/chat", json={"question": CATALONIA, "profile": profile})

    assert response.status_code == 422
    assert response.json()["detail"].startswith("profile")


def test_a_profile_is_text_and_nothing_else(stranger: httpx.Client) -> None:
    hostile = "<script>alert(1)</script> ' OR 1=1 -- \0"
    answer = ask(stranger, "有什么补贴？", profile={"markets": [hostile, "  "], "sector": hostile})

    assert answer["standalone_question"].startswith("关于<script>alert(1)</script> ' OR 1=1 --：")


def test_questions_sent_at_once_in_one_conversation_are_all_kept(stranger: httpx.Client) -> None:
    conversation = ask(stranger, CATALONIA)["conversation"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(stranger, "And in Italy?", conversation=conversation), range(8)))

    assert sorted(answer["turn"] for answer in answers) == list(range(2, 10))


@pytest.mark.parametrize("conversation", ["nobody-began-this", "", "😀", "\0", "../x", "'; drop table turns; --"])
def test_an_unknown_conversation_is_not_found(stranger: httpx.Client, conversation: str) -> None:
    response = stranger.post("/v1/chat", json={"question": CATALONIA, "conversation": conversation})

    assert response.status_code == 404
    assert response.json()["detail"].startswith("There is no conversation")


def test_half_an_emoji_as_conversation_is_not_found(stranger: httpx.Client) -> None:
    body = b'{"question": "tax", "conversation": "\\ud83d"}'
    response = stranger.post("/v1/chat", content=body, headers={"Content-Type": "application/json"})

    assert response.status_code == 404


def test_a_conversation_that_staff_began_is_closed_to_strangers(stranger: httpx.Client, owner: httpx.Client) -> None:
    begun = ask(owner, CATALONIA)["conversation"]

    assert stranger.post("/v1/chat", json={"question": "And in Italy?", "conversation": begun}).status_code == 404
    assert ask(owner, CATALONIA, conversation=begun)["turn"] == 2


def test_a_lapsed_document_is_named_in_the_notices_of_the_day(stranger: httpx.Client) -> None:
    documents = stranger.get("/v1/documents").json()["documents"]
    ends = {item["id"]: item for item in documents if item["valid_until"] and item["language"] == "en"}
    assert ends, "the corpus holds documents that end"
    for item in ends.values():
        answer = ask(stranger, item["title"], as_of="2099-01-01")
        if any(citation["document_id"] == item["id"] for citation in answer["citations"]):
            assert any(item["title"] in notice for notice in answer["notices"])
            return
    pytest.fail("no answer cites a document that ends")


HIT = {
    "document_id": str,
    "version": int,
    "title": str,
    "kind": str,
    "jurisdictions": list,
    "language": str,
    "section": str | None,
    "page": int | None,
    "start": int,
    "end": int,
    "text": str,
    "score": float,
    "why": dict,
    "url": str,
}


@pytest.mark.parametrize("question", ["battery passport", "电池护照"])
def test_search_finds_passages_best_first(stranger: httpx.Client, question: str) -> None:
    found = stranger.post("/v1/search", json={"question": question, "k": 5}).json()

    assert found["question"] == question
    assert 1 <= len(found["hits"]) <= 5
    assert "eu-battery-regulation-2023-1542" in [hit["document_id"] for hit in found["hits"]]
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    for hit in found["hits"]:
        assert_shape(hit, HIT)
        span = {"version": hit["version"], "start": hit["start"], "end": hit["end"]}
        document = stranger.get(f"/v1/documents/{hit['document_id']}", params=span).json()
        assert document["span"]["quote"] == hit["text"]


@pytest.mark.parametrize("k", [0, 101, "many"])
def test_search_refuses_a_number_of_passages_out_of_range(stranger: httpx.Client, k: object) -> None:
    response = stranger.post("/v1/search", json={"question": "tax", "k": k})

    assert response.status_code == 422
    assert response.json()["detail"].startswith("k: ")
