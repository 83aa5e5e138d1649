"""``GET /v1/overview``: figures that add up, and questions that the documents answer."""

from __future__ import annotations

import httpx
import pytest


def test_the_figures_are_those_of_the_list_of_documents(stranger: httpx.Client) -> None:
    overview = stranger.get("/v1/overview").json()
    documents = stranger.get("/v1/documents").json()["documents"]

    assert overview["documents"] == len(documents)
    assert overview["lapsed"] == sum(document["lapsed"] for document in documents)
    assert overview["newest"] == max(document["published"] or "" for document in documents)
    for name, field in (("topics", "topics"), ("places", "jurisdictions")):
        for item in overview[name]:
            assert item["documents"] == sum(item["name"] in document[field] for document in documents)
        assert [item["documents"] for item in overview[name]] == sorted(
            (item["documents"] for item in overview[name]), reverse=True
        )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_question_to_begin_with_is_answered(stranger: httpx.Client, language: str) -> None:
    examples = stranger.get("/v1/overview", params={"language": language}).json()["examples"]

    assert len(examples) >= 3
    for question in examples:
        answer = stranger.post("/v1/chat", json={"question": question}).json()
        assert (answer["language"], answer["outcome"]) == (language, "answered"), question
