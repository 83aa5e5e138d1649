"""``GET /v1/organisations``: who the documents name, with the place of every statement."""

from __future__ import annotations

import httpx


def test_organisations_of_a_document_open_where_they_stand(stranger: httpx.Client) -> None:
    document = "event-shenzhen-2025-service-panel"
    found = stranger.get("/v1/organisations", params={"document": document}).json()
    text = stranger.get(f"/v1/documents/{document}").json()["text"]

    assert found["total"] == len(found["organisations"]) == 5
    for one in found["organisations"]:
        for service in one["services"]:
            start, end = map(int, service["url"].partition("#")[2].split("-"))
            assert service["words"].split(" · ")[0] in text[start:end]


def test_a_name_is_looked_for_among_organisations_and_people(stranger: httpx.Client) -> None:
    by_name = stranger.get("/v1/organisations", params={"name": "sunway"}).json()["organisations"]
    by_person = stranger.get("/v1/organisations", params={"name": "Hong Xiaoli"}).json()["organisations"]

    assert {one["document_id"] for one in by_name} == {one["document_id"] for one in by_person}
    assert len(by_name) == 3
    assert stranger.get("/v1/organisations", params={"name": "nobody at all"}).json()["total"] == 0
    page = stranger.get("/v1/organisations", params={"name": "sunway", "limit": 1, "offset": 1}).json()
    assert (page["total"], page["organisations"]) == (3, by_name[1:2])
