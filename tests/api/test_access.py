"""Documents for members and staff: invisible without a token at every door, visible with it."""

from __future__ import annotations

import httpx
import pytest

from tests.api import library
from tests.api.events import ask_streaming
from tests.api.serving import TOKEN, Serving

CLOSED = [
    ("quillfeather-benchmark", library.MEMBER_QUESTION, "EUR 412"),
    ("quillfeather-notes", library.STAFF_QUESTION, "13%"),
]
cases = pytest.mark.parametrize(("document_id", "question", "secret"), CLOSED)


@cases
def test_a_stranger_does_not_see_it_in_the_list(
    stranger: httpx.Client, owner: httpx.Client, document_id: str, question: str, secret: str
) -> None:
    assert document_id not in stranger.get("/v1/documents").text
    assert document_id in owner.get("/v1/documents").text


@cases
def test_to_a_stranger_it_does_not_exist(
    stranger: httpx.Client, owner: httpx.Client, document_id: str, question: str, secret: str
) -> None:
    refused = stranger.get(f"/v1/documents/{document_id}")
    unknown = stranger.get(f"/v1/documents/{'x' * len(document_id)}")

    assert refused.status_code == 404
    assert refused.text.replace(document_id, "x" * len(document_id)) == unknown.text
    assert stranger.get(f"/v1/documents/{document_id}?version=1&start=0&end=9").status_code == 404
    assert secret in owner.get(f"/v1/documents/{document_id}").json()["text"]


@cases
def test_a_strangers_search_does_not_find_it(
    stranger: httpx.Client, owner: httpx.Client, document_id: str, question: str, secret: str
) -> None:
    body = {"question": question, "k": 100}

    assert document_id not in stranger.post("/v1/search", json=body).text
    assert owner.post("/v1/search", json=body).json()["hits"][0]["document_id"] == document_id


@cases
def test_a_strangers_answer_knows_nothing_of_it(
    stranger: httpx.Client, owner: httpx.Client, document_id: str, question: str, secret: str
) -> None:
    refused = stranger.post("/v1/chat", json={"question": question})
    streamed = ask_streaming(stranger, question)
    told = owner.post("/v1/chat", json={"question": question}).json()

    for hidden in (document_id, secret, "Quillfeather benchmark", "Quillfeather notes"):
        assert hidden not in refused.text
        assert hidden not in str(streamed)
    assert document_id in [citation["document_id"] for citation in told["citations"]]
    assert any(secret in citation["quote"] for citation in told["citations"])


@pytest.mark.parametrize(
    "credentials",
    [
        "Bearer wrong",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        "Bearer",
        "",
        f"Basic {TOKEN}",
        TOKEN,
        "Bearer \u00fc",
    ],
)
@pytest.mark.parametrize("path", ["/v1/documents", "/v1/documents/es-ct-capex-incentive", "/v1/chat", "/v1/search"])
def test_a_wrong_token_is_refused_and_not_taken_for_none(server: Serving, path: str, credentials: str) -> None:
    method, body = ("GET", None) if "documents" in path else ("POST", {"question": "tax"})
    headers = [(b"Authorization", credentials.encode("latin-1"))]
    with server.client() as client:
        response = client.request(method, path, json=body, headers=headers)

    assert response.status_code == 401
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["www-authenticate"] == "Bearer"


def test_the_scheme_of_the_token_may_be_written_in_any_case(server: Serving) -> None:
    with server.client() as client:
        response = client.get("/v1/documents", headers={"Authorization": f"bearer {TOKEN}"})

    assert response.status_code == 200
