"""``GET /v1/documents``: the list, one document with its text and a span of it, versions that were replaced or removed."""

from __future__ import annotations

import httpx
import pytest

from tests.api import library

CATALONIA = "/v1/documents/es-ct-capex-incentive"


def test_the_list_holds_each_document_once_with_its_facts(stranger: httpx.Client) -> None:
    listing = stranger.get("/v1/documents").json()

    ids = [item["id"] for item in listing["documents"]]
    assert listing["total"] == len(ids) == len(set(ids))
    assert len(ids) >= 67
    catalonia = next(item for item in listing["documents"] if item["id"] == "es-ct-capex-incentive")
    assert catalonia["jurisdictions"] == ["ES-CT"]
    assert catalonia["kind"] == "incentive"
    assert catalonia["published"] == "2025-10"
    assert catalonia["served"] is True
    assert catalonia["passages"] > 0
    assert "text" not in catalonia


def test_a_document_comes_with_its_text_and_blocks_that_cover_it(stranger: httpx.Client) -> None:
    document = stranger.get(CATALONIA).json()

    assert document["version"] == document["latest_version"] == 1
    assert (document["removed"], document["span"]) == (False, None)
    blocks = document["blocks"]
    assert all(0 <= block["start"] < block["end"] <= len(document["text"]) for block in blocks)
    assert [block["start"] for block in blocks] == sorted(block["start"] for block in blocks)
    assert {"heading", "paragraph", "item", "header_row", "row"} <= {block["kind"] for block in blocks}
    for block in blocks:
        for cell in block["cells"]:
            assert block["start"] <= cell["start"] <= cell["end"] <= block["end"]


def test_a_span_comes_with_its_exact_words(stranger: httpx.Client) -> None:
    text = stranger.get(CATALONIA).json()["text"]
    start = text.index("financial subsidy")
    span = stranger.get(CATALONIA, params={"version": 1, "start": start, "end": start + 17}).json()["span"]

    assert span == {"start": start, "end": start + 17, "quote": "financial subsidy"}


def test_spans_are_counted_in_code_points(stranger: httpx.Client) -> None:
    text = stranger.get("/v1/documents/blue-whale-hall").json()["text"]
    start = text.index(library.EMOJI_SENTENCE)
    end = start + len(library.EMOJI_SENTENCE)
    span = stranger.get("/v1/documents/blue-whale-hall", params={"start": start, "end": end}).json()["span"]

    assert span["quote"] == library.EMOJI_SENTENCE


@pytest.mark.parametrize(
    "path",
    [
        "/v1/documents/no-such-document",
        "/v1/documents/es-ct-capex-incentive?version=2",
        "/v1/documents/%00",
        "/v1/documents/%ED%A0%80",
        "/v1/documents/%F0%9F%98%80",
        "/v1/documents/..%2f..%2fetc%2fpasswd",
        "/v1/documents/'%20or%20'1'='1",
        "/v1/documents/" + "a" * 5000,
        "/v1/documents/gingerbread-quarantine",
    ],
)
def test_what_is_not_there_is_a_problem_with_status_404(stranger: httpx.Client, path: str) -> None:
    response = stranger.get(path)

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == 404


@pytest.mark.parametrize(
    "query",
    [
        "version=0",
        "version=99999999999999999999",
        "version=one",
        "start=5",
        "end=5",
        "start=9&end=9",
        "start=9&end=3",
        "start=-1&end=3",
        "start=0&end=99999999",
        "start=0&end=99999999999999999999999999",
    ],
)
def test_a_span_or_version_that_cannot_be_is_explained(stranger: httpx.Client, query: str) -> None:
    response = stranger.get(f"{CATALONIA}?{query}")

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


def test_a_removed_document_leaves_list_and_answers_and_stays_readable_by_version(stranger: httpx.Client) -> None:
    ids = [item["id"] for item in stranger.get("/v1/documents").json()["documents"]]
    answer = stranger.post("/v1/chat", json={"question": library.REMOVED_QUESTION}).json()
    version = stranger.get("/v1/documents/gingerbread-quarantine", params={"version": 1})

    assert "gingerbread-quarantine" not in ids
    assert "41 days" not in str(answer)
    assert version.status_code == 200
    assert version.json()["removed"] is True
    assert "41 days" in version.json()["text"]


def test_a_replaced_document_answers_from_its_new_version_only(stranger: httpx.Client) -> None:
    answer = stranger.post("/v1/chat", json={"question": library.REPLACED_QUESTION}).json()
    cited = [citation for citation in answer["citations"] if citation["document_id"] == "marzipan-toll"]

    assert {citation["version"] for citation in cited} == {2}
    assert any("EUR 23" in citation["quote"] for citation in cited)
    assert "EUR 19" not in str(answer)


def test_a_replaced_version_stays_readable_and_names_the_latest(stranger: httpx.Client) -> None:
    first = stranger.get("/v1/documents/marzipan-toll", params={"version": 1}).json()
    present = stranger.get("/v1/documents/marzipan-toll").json()

    assert (first["version"], first["latest_version"]) == (1, 2)
    assert "EUR 19" in first["text"]
    assert (present["version"], present["latest_version"]) == (2, 2)
    assert "EUR 23" in present["text"]
