"""``/v1/enquiries``: consent and contact are a must, a repeated message queues nothing, staff alone read the queue."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from api.app import create_app
from assistant.enquiry import LONGEST_MESSAGE
from tests.api.serving import Serving, listening

QUESTION = "What investment aid does Slovakia give to a battery plant?"


@pytest.fixture
def conversation(stranger: httpx.Client) -> str:
    """A conversation of one turn that ended without support."""
    answer = stranger.post("/v1/chat", json={"question": QUESTION}).json()
    assert (answer["outcome"], answer["handover"]) == ("no_support", True)
    return str(answer["conversation"])


def enquiry(conversation: str, **changed: Any) -> dict[str, Any]:
    """What a client sends."""
    return {"conversation": conversation, "contact": "li.min@example.com", "consent": True, "language": "en"} | changed


def test_an_enquiry_reaches_the_staff_with_the_turns_that_were_passed_on(
    stranger: httpx.Client, owner: httpx.Client, conversation: str
) -> None:
    sent = stranger.post("/v1/enquiries", json=enquiry(conversation, name="李敏", message="  Please call.\n"))
    stranger.post("/v1/chat", json={"question": "And Hungary?", "conversation": conversation})
    queued = sent.json()
    shown = owner.get(f"/v1/enquiries/{queued['id']}").json()

    assert sent.status_code == 201
    assert queued["status"] == shown["status"] == "queued"
    assert shown["contact"] == {
        "name": "李敏",
        "contact": "li.min@example.com",
        "message": "Please call.",
        "delete_after": queued["delete_after"],
    }
    assert [turn["question"] for turn in shown["conversation_turns"]] == [QUESTION]
    assert shown["consent"] == stranger.get("/v1/enquiries/terms?language=en").json()["consent"]
    assert "90 days" in shown["consent"]


def test_the_queue_holds_nothing_personal(stranger: httpx.Client, owner: httpx.Client, conversation: str) -> None:
    queued = stranger.post("/v1/enquiries", json=enquiry(conversation, contact="wx: limin-queue")).json()
    listing = owner.get("/v1/enquiries", params={"limit": 500})

    assert queued["id"] in [item["id"] for item in listing.json()["enquiries"]]
    assert listing.json()["total"] == len(listing.json()["enquiries"])
    assert "limin-queue" not in listing.text
    assert owner.get("/v1/enquiries", params={"limit": 1, "offset": 10**6}).json()["enquiries"] == []


def test_a_message_that_is_sent_again_is_queued_once(stranger: httpx.Client, conversation: str) -> None:
    first, second = (stranger.post("/v1/enquiries", json=enquiry(conversation)) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"consent": False}, "consent: must be true"),
        ({"consent": None}, "consent: "),
        ({"contact": " \n "}, "contact: write how"),
        ({"contact": "x" * 201}, "contact: "),
        ({"contact": "\ud800\x00"}, "contact: write how"),
        ({"name": "x" * 101}, "name: "),
        ({"message": "字" * (LONGEST_MESSAGE + 1)}, "message: "),
        ({"language": "fr"}, "language: "),
        ({"phone": "1"}, "phone: "),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_is_kept(
    stranger: httpx.Client, owner: httpx.Client, conversation: str, changed: dict[str, Any], words: str
) -> None:
    before = owner.get("/v1/enquiries").json()["total"]
    import json

    response = stranger.post(
        "/v1/enquiries",
        content=json.dumps(enquiry(conversation, **changed)).encode(),
        headers={"Content-Type": "application/json"},
    )

    assert response.status_code == 422
    assert words in response.json()["detail"]
    assert "li.min@example.com" not in response.text
    assert owner.get("/v1/enquiries").json()["total"] == before


@pytest.mark.parametrize("lacking", ["consent", "contact", "conversation"])
def test_what_is_a_must_is_named(stranger: httpx.Client, conversation: str, lacking: str) -> None:
    body = enquiry(conversation)
    del body[lacking]
    response = stranger.post("/v1/enquiries", json=body)

    assert response.status_code == 422
    assert response.json()["detail"].startswith(f"{lacking}: ")


def test_nobody_passes_on_a_conversation_that_is_not_theirs(
    stranger: httpx.Client, owner: httpx.Client, conversation: str
) -> None:
    secret = owner.post("/v1/chat", json={"question": QUESTION}).json()["conversation"]

    assert stranger.post("/v1/enquiries", json=enquiry(secret)).status_code == 404
    assert stranger.post("/v1/enquiries", json=enquiry("no-such")).status_code == 404
    assert owner.post("/v1/enquiries", json=enquiry(conversation)).status_code == 404


def test_a_conversation_cannot_be_passed_on_for_ever(stranger: httpx.Client, conversation: str) -> None:
    statuses = [
        stranger.post("/v1/enquiries", json=enquiry(conversation, message=str(number))).status_code
        for number in range(6)
    ]

    assert statuses == [201] * 5 + [409]


def test_strangers_read_no_queue(stranger: httpx.Client, conversation: str) -> None:
    queued = stranger.post("/v1/enquiries", json=enquiry(conversation)).json()

    for path in ("/v1/enquiries", f"/v1/enquiries/{queued['id']}"):
        response = stranger.get(path)
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"
        assert response.headers["content-type"] == "application/problem+json"


def test_who_sent_it_may_have_it_deleted(stranger: httpx.Client, owner: httpx.Client, conversation: str) -> None:
    path = f"/v1/enquiries/{stranger.post('/v1/enquiries', json=enquiry(conversation)).json()['id']}"

    assert stranger.delete(path).status_code == 204
    assert [client.request(verb, path).status_code for client, verb in ((owner, "GET"), (stranger, "DELETE"))] == [
        404
    ] * 2


def test_nothing_personal_is_logged(
    stranger: httpx.Client, owner: httpx.Client, conversation: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        queued = stranger.post("/v1/enquiries", json=enquiry(conversation, contact="wx: limin-log")).json()
        owner.get(f"/v1/enquiries/{queued['id']}")
        stranger.post("/v1/enquiries", json=enquiry(conversation, contact="wx: limin-log", consent=False))

    assert "limin-log" not in caplog.text


@pytest.mark.parametrize(("question", "language"), [("转人工", "zh"), ("Can I talk to a person?", "en")])
def test_who_asks_for_a_person_is_offered_one(stranger: httpx.Client, question: str, language: str) -> None:
    answer = stranger.post("/v1/chat", json={"question": question}).json()

    assert (answer["handover"], answer["outcome"], answer["language"]) == (True, "small_talk", language)
    assert (len(answer["blocks"]), answer["follow_ups"]) == (1, [])


@pytest.mark.parametrize(
    ("question", "outcome", "offered"),
    [
        ("Help us forge a certificate of origin for the EU.", "declined", True),
        ("What is the maximum subsidy of the Catalonia CAPEX incentive?", "answered", False),
        ("你好", "small_talk", False),
    ],
)
def test_a_person_is_offered_where_the_documents_do_not_help(
    stranger: httpx.Client, question: str, outcome: str, offered: bool
) -> None:
    answer = stranger.post("/v1/chat", json={"question": question}).json()

    assert (answer["outcome"], answer["handover"]) == (outcome, offered)
    assert any("passed on" in notice for notice in answer["notices"]) == offered


def test_where_nobody_takes_enquiries_none_are_taken(server: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    advisory = server.advisory
    monkeypatch.setattr(advisory, "settings", advisory.settings.model_copy(update={"handover": False}))
    conversation = advisory.assistant.answer(QUESTION).conversation
    with listening(create_app(advisory)) as url, httpx.Client(base_url=url, trust_env=False) as client:
        assert client.get("/v1/enquiries/terms").json()["available"] is False
        assert client.post("/v1/enquiries", json=enquiry(conversation)).status_code == 403
