"""Measures over HTTP: found, compared, worked out, exported and corrected, for those who may."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from assistant.domain import Access
from tests.api.serving import Serving
from tests.measures.making import document, exact, file, measure, up_to

CATALONIA = "Factories in Catalonia get up to 20% of eligible investment, at most EUR 500,000."


@pytest.fixture(scope="module", autouse=True)
def _filled(server: Serving) -> None:
    """Measures made by hand beside those of the corpus, for places that nothing else is known of."""
    catalogue = server.advisory.catalogue
    grant = measure(
        "grant-fj",
        jurisdiction="FJ",
        programme="Island aid",
        rate=up_to(20),
        rate_of="eligible investment",
        cap="500000",
        currency="EUR",
    )
    file(catalogue, document("island-aid", CATALONIA), grant)
    file(catalogue, document("island-two", "A grant of 30%."), measure("grant-ws", jurisdiction="WS", rate=exact(30)))
    secret = measure("secret-fj", jurisdiction="FJ", programme="Secret aid", rate=exact(90), rate_of="investment")
    file(catalogue, document("island-secret", "90% of investment.", access=Access.STAFF, valid_until="2026-12"), secret)


def estimate(client: httpx.Client, **body: Any) -> httpx.Response:
    return client.post("/v1/measures/estimate", json=body)


def test_measures_are_found_by_place_with_their_spans(stranger: httpx.Client) -> None:
    found = stranger.get("/v1/measures", params={"jurisdiction": "FJ"}).json()
    assert found["total"] == 1
    (one,) = found["measures"]
    assert (one["id"], one["rate"], one["cap"]) == ("grant-fj", {"low": None, "high": "20"}, "500000")
    span = one["spans"][0]
    text = stranger.get(f"/v1/documents/{one['document_id']}").json()["text"]
    assert text[span["start"] : span["end"]] == CATALONIA


@pytest.mark.parametrize(
    ("params", "total"),
    [
        ({"minimum_rate": "25"}, 0),
        ({"instrument": "duty"}, 0),
        ({"text": "factories"}, 0),
        ({"text": "island"}, 1),
        ({"limit": 1}, 1),
    ],
)
def test_filters_leave_what_passes(stranger: httpx.Client, params: dict[str, str], total: int) -> None:
    assert stranger.get("/v1/measures", params={"jurisdiction": "FJ"} | params).json()["total"] == total


def test_what_a_caller_may_not_read_is_not_there(stranger: httpx.Client, owner: httpx.Client) -> None:
    assert stranger.get("/v1/measures/secret-fj").status_code == 404
    assert owner.get("/v1/measures/secret-fj").json()["id"] == "secret-fj"
    asked = {"jurisdictions": ["FJ"], "investment": "EUR 100"}
    assert [one["measure"]["id"] for one in estimate(stranger, **asked).json()["estimates"]] == ["grant-fj"]
    assert {one["measure"]["id"] for one in estimate(owner, **asked).json()["estimates"]} == {"grant-fj", "secret-fj"}
    assert estimate(stranger, measure_id="secret-fj", investment="EUR 100").status_code == 404
    expiring = {"within": "3m", "as_of": "2026-11-24"}
    for client, seen in ((stranger, False), (owner, True)):
        documents = client.get("/v1/documents/expiring", params=expiring).json()["documents"]
        assert ("island-secret" in {one["document_id"] for one in documents}) == seen


def test_an_estimate_shows_each_step_with_its_source(stranger: httpx.Client) -> None:
    answer = estimate(stranger, jurisdictions=["Fiji"], investment="300万欧元", language="zh").json()
    (one,) = answer["estimates"]
    assert [step["line"] for step in one["steps"]] == [
        "20% × EUR 3,000,000 = EUR 600,000",
        "EUR 600,000 > EUR 500,000 → EUR 500,000",
    ]
    assert one["text"] == "补贴：最多 EUR 500,000（50万欧元）"
    assert one["result"] == {"low": None, "high": "500000"}
    quotes = {citation["number"]: citation["quote"] for citation in answer["citations"]}
    assert {quotes[number] for step in one["steps"] for number in step["citations"]} == {CATALONIA}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"investment": "-5 EUR"}, "negative"),
        ({"investment": "0 EUR"}, "zero"),
        ({"investment": "EUR 1e30"}, "more than any"),
        ({"investment": "plenty"}, "not an amount"),
        ({"investment": "EUR 3m", "customs_value": "USD 2m"}, "several currencies"),
        ({"investment": "EUR 3m", "programme": "Hyperloop"}, "No document names a programme"),
        ({"investment": "EUR 3m", "jurisdictions": ["Atlantis"]}, "no place"),
        ({"investment": "EUR 3m", "rates": ["one to one"]}, "no rate of exchange"),
        ({}, "Nothing to work with"),
        ({"investment": "EUR 3m", "surprise": 1}, "Extra inputs"),
        ({"vehicles": 0}, "vehicles"),
    ],
)
def test_bad_input_is_a_problem_that_says_what_to_do(stranger: httpx.Client, body: dict[str, Any], said: str) -> None:
    response = estimate(stranger, **({"jurisdictions": ["FJ"]} | body))
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert said in response.json()["detail"]


def test_places_are_compared_side_by_side(stranger: httpx.Client) -> None:
    table = stranger.get("/v1/measures/compare", params={"place": ["FJ", "Samoa"], "language": "en"}).json()
    assert [place["name"] for place in table["places"]] == ["Fiji", "Samoa"]
    rate = next(row for row in table["rows"] if row["aspect"] == "rate")
    assert [cell["text"] for cell in rate["cells"]] == ["≤ 20% (eligible investment)", "30%"]
    assert all(cell["citations"] for cell in rate["cells"])


def test_a_comparison_is_exported_with_its_sources(stranger: httpx.Client) -> None:
    params = {"place": ["FJ", "WS"], "format": "csv"}
    made = stranger.get("/v1/measures/compare", params=params)
    assert made.headers["content-type"].startswith("text/csv")
    assert "attachment" in made.headers["content-disposition"]
    assert CATALONIA in made.content.decode("utf-8-sig")
    made = stranger.get("/v1/measures/compare", params=params | {"format": "xlsx"})
    assert load_workbook(io.BytesIO(made.content)).sheetnames == ["Comparison", "Sources"]


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/v1/measures/compare", {"place": ["FJ"]}),
        ("/v1/measures/deadlines", {"from": "2027-01-01", "until": "2026-01-01"}),
        ("/v1/measures/deadlines", {"within": "soon"}),
        ("/v1/documents/expiring", {"within": "-1d"}),
        ("/v1/measures", {"minimum_rate": "much"}),
        ("/v1/measures", {"jurisdiction": "Q9"}),
    ],
)
def test_calls_that_cannot_be_are_problems(stranger: httpx.Client, path: str, params: dict[str, Any]) -> None:
    response = stranger.get(path, params=params)
    assert (response.status_code, response.json()["status"]) == (422, 422)


def test_deadlines_of_the_corpus_come_by_day(stranger: httpx.Client) -> None:
    found = stranger.get("/v1/measures/deadlines", params={"as_of": "2026-11-24", "within": "90d"}).json()
    days = [one["day"] for one in found["deadlines"]]
    assert days == sorted(days)
    assert all("2026-11-24" <= day <= "2027-02-22" for day in days)


def test_only_staff_correct_measures(stranger: httpx.Client, owner: httpx.Client) -> None:
    body = {"changes": {"cap": "400000"}, "by": "Lin"}
    assert stranger.patch("/v1/measures/grant-fj", json=body).status_code == 403
    corrected = owner.patch("/v1/measures/grant-fj", json=body).json()
    assert (corrected["cap"], corrected["corrected"]) == ("400000", ["cap"])
    answer = estimate(stranger, jurisdictions=["FJ"], investment="EUR 3m").json()
    assert answer["estimates"][0]["result"]["high"] == "400000"
    assert owner.patch("/v1/measures/grant-fj", json={"changes": {"cap": "much"}}).status_code == 422
    withdrawn = owner.patch("/v1/measures/grant-fj", json={"withdraw": ["cap"]}).json()
    assert (withdrawn["cap"], withdrawn["corrected"]) == ("500000", [])
    assert owner.patch("/v1/measures/grant-fj", json={}).status_code == 422
    assert owner.patch("/v1/measures/none-such", json=body).status_code == 404
