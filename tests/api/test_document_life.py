"""The life of documents over HTTP: versions, differences, what replaces what, and the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.bootstrap import open_advisory
from assistant.index.embedders import SentenceEncoderEmbedder
from ingest.pipeline import Pipeline
from tests.api.serving import TOKEN, Serving, serving
from tests.conftest import make_settings
from tests.waiting import wait_until

LAW = """---
id: {id}
title: {title}
kind: policy
published: {year}
{more}---
# {title}

The Marzipan toll for electric trucks is EUR {toll} a day. It is paid at the gate of the town by whoever drives in before noon.

蓝鲸港的电动卡车通行费为每天{toll}欧元，在城门口缴纳，由上午进城的司机支付。
"""


@pytest.fixture(scope="module")
def laws(
    tmp_path_factory: pytest.TempPathFactory, dictionary_folder: Path, embedder: SentenceEncoderEmbedder
) -> Iterator[Serving]:
    import shutil

    folder = tmp_path_factory.mktemp("life")
    shutil.copytree(dictionary_folder, folder / "data" / "cache")
    papers = folder / "papers"
    papers.mkdir()

    def write(name: str, **values: str) -> None:
        said = {"id": name, "title": f"Toll act {name}", "year": "2025", "toll": "19", "more": ""} | values
        (papers / f"{name}.md").write_text(LAW.format(**said), encoding="utf-8")

    with open_advisory(make_settings(folder / "data"), embedder=embedder) as advisory:
        pipeline = Pipeline(advisory.catalogue.documents)
        write("old")
        write("secret", more="access: staff\n", toll="77")
        write("doomed", title="Doomed act", toll="1234")
        assert pipeline.ingest([papers]).ok
        write("old", toll="23")
        write("new", year="2026", toll="31")
        assert pipeline.ingest([papers]).ok
        advisory.follower.catch_up()
        advisory.follower.start()
        with serving(advisory) as running:
            yield running


@pytest.fixture(scope="module")
def anyone(laws: Serving) -> Iterator[httpx.Client]:
    with laws.client() as client:
        yield client


@pytest.fixture(scope="module")
def staff(laws: Serving) -> Iterator[httpx.Client]:
    with laws.client(token=TOKEN) as client:
        yield client


def test_versions_are_listed_newest_first(anyone: httpx.Client) -> None:
    found = anyone.get("/v1/documents/old/versions").json()
    assert [(one["version"], one["served"]) for one in found["versions"]] == [(2, True), (1, False)]
    assert anyone.get("/v1/documents/secret/versions").status_code == 404
    assert anyone.get("/v1/documents/nowhere/versions").status_code == 404


def test_a_difference_lists_figures_first_and_gives_both_texts(anyone: httpx.Client) -> None:
    found = anyone.get("/v1/documents/old/diff").json()
    assert (found["old_version"], found["new_version"]) == (1, 2)
    assert {(figure["old"], figure["new"]) for figure in found["figures"]} == {
        ("EUR 19", "EUR 23"),
        ("19欧元", "23欧元"),
    }
    old = "".join(words["text"] for words in found["changes"][0]["words"] if words["fate"] != "added")
    assert "EUR 19 a day" in old
    back = anyone.get("/v1/documents/old/diff", params={"from": 2, "to": 1}).json()
    assert {figure["new"] for figure in back["figures"]} == {"EUR 19", "19欧元"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("old/diff?from=9", 404),
        ("old/diff?from=0", 422),
        ("nowhere/diff", 404),
        ("secret/diff", 404),
        ("new/diff", 404),
    ],
)
def test_versions_that_cannot_be_compared_are_a_problem(anyone: httpx.Client, path: str, status: int) -> None:
    response = anyone.get(f"/v1/documents/{path}")
    assert (response.status_code, response.json()["status"]) == (status, status)
    assert response.json()["detail"]


def test_near_duplicates_are_shown_to_those_who_may_read_them(anyone: httpx.Client, staff: httpx.Client) -> None:
    seen = {other["document_id"]: other["similarity"] for other in anyone.get("/v1/documents/old").json()["similar"]}
    assert set(seen) == {"new", "doomed"} or set(seen) == {"new"}
    assert all(0.5 <= share <= 1 for share in seen.values())
    assert "secret" in {other["document_id"] for other in staff.get("/v1/documents/old").json()["similar"]}
    listed = anyone.get("/v1/documents", params={"duplicates": True}).json()["documents"]
    assert {"old", "new"} <= {document["id"] for document in listed}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"kind": "policy"}, {"old", "new"}),
        ({"kind": "event"}, set()),
        ({"jurisdiction": "ES"}, set()),
        ({"lapsed": True}, set()),
        ({"lapsed": False}, {"old", "new"}),
        ({"superseded": False, "duplicates": True}, {"old", "new"}),
        ({"duplicates": False}, set()),
    ],
)
def test_the_list_can_be_narrowed(anyone: httpx.Client, query: dict[str, str | bool], ids: set[str]) -> None:
    found = anyone.get("/v1/documents", params=query).json()
    assert {document["id"] for document in found["documents"]} - {"doomed"} == ids
    assert found["total"] == len(found["documents"])


def ask(client: httpx.Client, question: str) -> dict[str, object]:
    answer: dict[str, object] = client.post("/v1/chat", json={"question": question}).json()
    return answer


def test_a_replaced_document_ranks_lower_and_its_answers_say_so(anyone: httpx.Client, staff: httpx.Client) -> None:
    assert anyone.put("/v1/documents/old/superseded-by", json={"superseded_by": "new"}).status_code == 401
    assert staff.put("/v1/documents/old/superseded-by", json={"superseded_by": "nowhere"}).status_code == 404
    assert staff.put("/v1/documents/old/superseded-by", json={"superseded_by": "new"}).status_code == 204
    circle = staff.put("/v1/documents/new/superseded-by", json={"superseded_by": "old"})
    assert (circle.status_code, "cannot come to replace itself" in circle.json()["detail"]) == (409, True)

    shown = anyone.get("/v1/documents/old").json()
    assert shown["superseded_by"] == {"document_id": "new", "title": "Toll act new"}
    assert anyone.get("/v1/documents/new").json()["supersedes"] == [{"document_id": "old", "title": "Toll act old"}]
    ids = [document["id"] for document in anyone.get("/v1/documents", params={"superseded": True}).json()["documents"]]
    assert ids == ["old"]

    body = {"question": "How high is the Marzipan toll for electric trucks?", "k": 20}
    hits = anyone.post("/v1/search", json=body).json()["hits"]
    assert {hit["document_id"]: hit["why"]["in_force"] for hit in hits}["old"] == 0.0
    assert next(hit for hit in hits if hit["document_id"] != "doomed")["document_id"] == "new"
    only_old = {"question": "How high is the toll by the Toll act old?", "filters": None}
    answer = anyone.post("/v1/chat", json=only_old).json()
    if any(citation["document_id"] == "old" for citation in answer["citations"]):
        assert "Note: “Toll act old” has been replaced by “Toll act new”." in answer["notices"]


def test_a_document_is_deleted_for_good(anyone: httpx.Client, staff: httpx.Client, laws: Serving) -> None:
    before = ask(anyone, "What does the Doomed act say of the Marzipan toll?")
    assert "1234" in str(before["blocks"])
    assert anyone.post("/v1/documents/doomed/purge").status_code == 401
    assert staff.post("/v1/documents/nowhere/purge").status_code == 404
    begun = staff.post("/v1/documents/doomed/purge")
    assert begun.json()["asked_at"].endswith("Z")
    assert (begun.status_code, begun.json()["document_id"]) == (202, "doomed")
    for query in ("", "?version=1"):
        gone = anyone.get(f"/v1/documents/doomed{query}")
        assert (gone.status_code, "deleted for good" in gone.json()["detail"]) == (410, True)
    assert "1234" not in str(ask(anyone, "What does the Doomed act say of the Marzipan toll?")["blocks"])
    wait_until(lambda: staff.post("/v1/documents/doomed/purge").json()["done_at"])
    assert laws.advisory.catalogue.purges.unfinished() == []

    (turn,) = anyone.get(f"/v1/conversations/{before['conversation']}").json()["turns"]
    assert "1234" not in str(turn)
    deleted = [citation for citation in turn["citations"] if citation["deleted"]]
    assert {(citation["title"], citation["quote"]) for citation in deleted} == {("Doomed act", "")}
    assert "deleted for good" in str(turn["blocks"])
    assert anyone.get("/v1/documents/doomed/versions").json()["versions"][0]["deleted"] is True
