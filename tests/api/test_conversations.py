"""``/v1/conversations``: what was answered opens the same later on, says what has been replaced, and can be deleted."""

from __future__ import annotations

from pathlib import Path

import httpx

from ingest.pipeline import Pipeline
from tests.api.serving import Serving

TEXT = """---
id: {id}
title: Nutcracker levy
jurisdiction: DE
---

# Nutcracker levy

The nutcracker levy on imported walnut presses is EUR {amount} for each press.
"""
QUESTION = "How high is the nutcracker levy on walnut presses?"


def take_in(server: Serving, folder: Path, document_id: str, amount: int) -> None:
    """Take a version of a document in and wait until it is served."""
    path = folder / f"{document_id}.md"
    path.write_text(TEXT.format(id=document_id, amount=amount), encoding="utf-8")
    assert Pipeline(server.advisory.catalogue.documents).ingest([path]).failed == []
    server.advisory.follower.catch_up()


def test_citations_open_the_same_after_replacement_and_removal_and_say_so(
    server: Serving, stranger: httpx.Client, tmp_path: Path
) -> None:
    take_in(server, tmp_path, "nutcracker-levy", 31)
    given = stranger.post("/v1/chat", json={"question": QUESTION}).json()
    address = f"/v1/conversations/{given['conversation']}"
    cited = next(item for item in given["citations"] if item["document_id"] == "nutcracker-levy")
    assert (cited["replaced_by"], cited["removed"], cited["present_url"]) == (None, False, None)

    take_in(server, tmp_path, "nutcracker-levy", 31)
    assert stranger.get(address).json()["turns"] == [given]

    take_in(server, tmp_path, "nutcracker-levy", 47)
    (turn,) = stranger.get(address).json()["turns"]
    replaced = next(item for item in turn["citations"] if item["number"] == cited["number"])
    assert replaced == cited | {"replaced_by": 2, "present_url": "/documents/nutcracker-levy@2"}
    assert turn["blocks"] == given["blocks"]
    span = {"version": cited["version"], "start": cited["start"], "end": cited["end"]}
    opened = stranger.get("/v1/documents/nutcracker-levy", params=span).json()
    assert (opened["span"]["quote"], opened["latest_version"]) == (cited["quote"], 2)

    server.advisory.catalogue.documents.remove("nutcracker-levy")
    server.advisory.follower.catch_up()
    (turn,) = stranger.get(address).json()["turns"]
    removed = next(item for item in turn["citations"] if item["number"] == cited["number"])
    assert removed == cited | {"removed": True}
    assert stranger.get("/v1/documents/nutcracker-levy", params=span).json()["span"]["quote"] == cited["quote"]


def test_a_conversation_is_read_by_its_id_and_at_its_level(stranger: httpx.Client, owner: httpx.Client) -> None:
    asked = [client.post("/v1/chat", json={"question": "battery passport"}).json() for client in (stranger, owner)]
    public, secret = (f"/v1/conversations/{answer['conversation']}" for answer in asked)

    assert stranger.get(public).json()["turns"] == [asked[0]]
    assert owner.get(public).status_code == 200
    assert stranger.get(secret).status_code == stranger.delete(secret).status_code == 404
    assert owner.get(secret).json()["turns"] == [asked[1]]
    assert stranger.get("/v1/conversations/no-such").status_code == 404


def test_a_deleted_conversation_is_gone(stranger: httpx.Client) -> None:
    conversation = stranger.post("/v1/chat", json={"question": "battery passport"}).json()["conversation"]
    address = f"/v1/conversations/{conversation}"

    assert stranger.delete(address).status_code == 204
    assert stranger.get(address).status_code == stranger.delete(address).status_code == 404
    gone = stranger.post("/v1/chat", json={"question": "battery passport", "conversation": conversation})
    assert gone.status_code == 404
