"""Uploads over HTTP: what becomes of the files, from when on answers use them, and that nothing else is kept."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence

import httpx
import pytest

from assistant.catalogue.quarantine import FailedSource
from assistant.catalogue.uploads import source_of
from ingest.retrying import retry
from ingest.uploads.keeping import forget_upload
from ingest.uploads.rereading import read_again
from tests.api.events import events_of
from tests.api.serving import Serving
from tests.readers import writers
from tests.uploads.conftest import Desk

TOLL = b"# Pumpernickel toll\n\nThe Pumpernickel toll for electric trucks is EUR 37 a day.\n"
QUESTION = "How high is the Pumpernickel toll for electric trucks?"
BROKEN = b"%PDF-1.7\nnothing of a PDF"


def packed(*files: tuple[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in files:
            package.writestr(name, content)
    return written.getvalue()


def outcomes(files: Sequence[dict[str, object]]) -> dict[object, object]:
    return {file["name"]: file["outcome"] for file in files}


def test_an_upload_is_followed_until_answers_use_it(desk: Desk, upload_server: Serving) -> None:
    answer = desk.upload(
        ("toll.md", TOLL),
        ("补贴政策.md", "# 南瓜港补贴\n\n南瓜港对电动卡车每辆补贴4200元。\n".encode()),
        ("act.pdf", writers.pdf(writers.ENGLISH)),
        ("pack.zip", packed(("a/inner.md", b"# Inner\n\nThe Inner levy is 4%.\n"), ("b.pdf", BROKEN))),
        kind="policy",
        jurisdiction=["ES", "EU"],
        valid_from="2026-01",
    )
    queued = answer.json()

    assert answer.status_code == 202
    assert answer.headers["location"] == f"/v1/jobs/{queued['id']}"
    assert (queued["kind"], queued["counts"]["waiting"]) == ("upload", 4)
    with desk.client.stream(
        "GET", f"/v1/jobs/{queued['id']}", headers={"Accept": "text/event-stream"}, timeout=90
    ) as stream:
        events = list(events_of(stream))
    names, job = [name for name, _ in events], events[-1][1]
    assert set(names[:-1]) == {"job"}
    assert names[-1] == "done"
    assert job == desk.job(queued["id"])
    assert job["state"] == "done"
    assert outcomes(job["files"]) == {
        "toll.md": "added",
        "补贴政策.md": "added",
        "act.pdf": "added",
        "pack.zip/a/inner.md": "added",
        "pack.zip/b.pdf": "failed",
    }
    for file in job["files"]:
        if file["outcome"] == "added":
            assert (file["version"], file["served"], file["url"]) == (1, True, f"/documents/{file['document_id']}")
            shown = desk.client.get(f"/v1/documents/{file['document_id']}").json()
            assert (shown["kind"], shown["jurisdictions"], shown["valid_from"]) == ("policy", ["ES", "EU"], "2026-01")
        else:
            assert file["document_id"] is None
            assert "damaged" in file["reason"]
            assert file["advice"]
    with upload_server.client() as stranger:
        said = stranger.post("/v1/chat", json={"question": QUESTION}).json()
    assert any("EUR 37" in citation["quote"] for citation in said["citations"])
    assert desk.client.get("/v1/jobs").json()["jobs"][0] == job


def test_the_same_name_again_is_a_new_version_and_the_same_bytes_are_none(desk: Desk) -> None:
    (first,) = desk.take_in(("versions.md", b"# Versions\n\nThe levy is 1%.\n"))
    (second,) = desk.take_in(("versions.md", b"# Versions\n\nThe levy is 2%.\n"))
    (same,) = desk.take_in(("versions.md", b"# Versions\n\nThe levy is 2%.\n"))

    assert (first["outcome"], second["outcome"], same["outcome"]) == ("added", "updated", "unchanged")
    assert first["document_id"] == second["document_id"] == same["document_id"]
    assert (first["version"], second["version"], same["version"]) == (1, 2, 2)


def test_what_was_not_read_of_a_file_is_told_in_both_languages(desk: Desk) -> None:
    hidden = b'<p style="color:#fff;font-size:1px">The secret rate is ninety-nine per cent.</p>'
    page = (
        b"<html><body><article><h1>Rates</h1><p>The rate is three per cent.</p>" + hidden + b"</article></body></html>"
    )
    odd, plain = desk.take_in(("odd.html", page), ("even.md", b"# Even\n\nThe even rate is 4%.\n"))

    (told,) = odd["warnings"]
    assert (odd["outcome"], told["kind"]) == ("added", "hidden_words")
    assert "hidden characters in it were left out" in told["en"]
    assert "个隐藏字符未读取" in told["zh"]
    assert plain["warnings"] == []


def test_what_a_file_says_of_itself_goes_before_the_fields(desk: Desk) -> None:
    head = b"---\nkind: event\n---\n# Own words\n\nThe fee is 3%.\n"
    (file,) = desk.take_in(("own.md", head), kind="policy", title="A title", id="an-id-of-its-own", topics="tax")
    shown = desk.client.get("/v1/documents/an-id-of-its-own").json()

    assert file["document_id"] == "an-id-of-its-own"
    assert (shown["kind"], shown["title"], shown["topics"]) == ("event", "A title", ["tax"])


def test_a_request_that_comes_again_is_done_once(desk: Desk) -> None:
    sent = ("again.md", b"# Again\n\nThe fee is 5%.\n")
    first = desk.upload(sent, request="a-request-of-the-tests")
    again = desk.upload(sent, request="a-request-of-the-tests")
    other = desk.upload(("again.md", b"# Other words\n\nThe fee is 6%.\n"), request="a-request-of-the-tests")
    fields = desk.upload(sent, request="a-request-of-the-tests", kind="policy")

    assert (first.status_code, again.status_code, other.status_code, fields.status_code) == (202, 200, 409, 409)
    assert again.json()["id"] == first.json()["id"]
    assert "with another upload" in other.json()["detail"]
    assert desk.done(first)["counts"]["added"] == 1


def test_what_fails_is_quarantined_and_can_be_read_again_and_cleared(desk: Desk) -> None:
    (file,) = desk.take_in(("broken.pdf", BROKEN), kind="policy")
    (again,) = desk.take_in(("broken.pdf", BROKEN), kind="policy")
    (listed,) = [
        item for item in desk.client.get("/v1/quarantine").json()["failed"] if item["source"] == source_of("broken.pdf")
    ]
    shown = desk.client.get(f"/v1/quarantine/{listed['id']}").json()
    digest = hashlib.sha256(BROKEN).hexdigest()

    assert (file["outcome"], again["outcome"]) == ("failed", "failed")
    assert shown["times"] == 2
    assert (shown["size"], shown["hash"]) == (len(BROKEN), digest)
    assert (shown["reason"], shown["advice"]) == (file["reason"], file["advice"])
    assert digest in desk.kept()

    job = desk.done(desk.client.post(f"/v1/quarantine/{listed['id']}/retry"))
    assert (job["kind"], job["counts"]["failed"], job["files"][0]["name"]) == ("retry", 1, "broken.pdf")
    assert desk.client.get(f"/v1/quarantine/{listed['id']}").json()["times"] == 3

    assert desk.client.delete(f"/v1/quarantine/{listed['id']}").status_code == 204
    assert desk.client.get(f"/v1/quarantine/{listed['id']}").status_code == 404
    assert desk.client.delete(f"/v1/quarantine/{listed['id']}").status_code == 404
    assert digest not in desk.kept()


def test_a_broken_file_leaves_the_document_and_a_good_one_the_quarantine(desk: Desk, upload_server: Serving) -> None:
    (good,) = desk.take_in(("weekly.md", b"# Weekly\n\nThe fee is 7%.\n"))
    (bad,) = desk.take_in(("weekly.md", b"---\nkind: poem\n---\n# Weekly\n\nThe fee is 8%.\n"))
    shown = desk.client.get(f"/v1/documents/{good['document_id']}").json()
    quarantine = upload_server.advisory.catalogue.quarantine
    there = quarantine.find(source_of("weekly.md"))
    (mended,) = desk.take_in(("weekly.md", b"# Weekly\n\nThe fee is 9%.\n"))

    assert "kind 'poem' is not one of" in bad["reason"]
    assert (shown["version"], "7%" in shown["text"]) == (1, True)
    assert there is not None
    assert (mended["outcome"], mended["version"]) == ("updated", 2)
    assert quarantine.find(source_of("weekly.md")) is None


def test_a_document_that_is_taken_out_leaves_no_bytes(desk: Desk) -> None:
    content = b"# Short-lived\n\nThe fee is 11%.\n"
    (file,) = desk.take_in(("short-lived.md", content))
    digest = hashlib.sha256(content).hexdigest()
    there = digest in desk.kept()
    address = f"/v1/documents/{file['document_id']}"

    assert there
    assert desk.client.delete(address).status_code == 204
    assert desk.client.get(address).status_code == 404
    assert desk.client.get(address, params={"version": 1}).json()["removed"] is True
    assert desk.client.delete(address).status_code == 404
    assert digest not in desk.kept()


def test_neither_copies_nor_earlier_bytes_nor_a_failed_neighbour_keep_them(desk: Desk) -> None:
    def remove(file: dict[str, object]) -> None:
        assert desk.client.delete(f"/v1/documents/{file['document_id']}").status_code == 204

    before = desk.kept()
    content = b"# Copied\n\nThe fee is 14%.\n"
    one, two = desk.take_in(("copy-one.md", content), ("copy-two.md", content))
    assert (one["document_id"], two["outcome"]) == (two["document_id"], "duplicate")
    remove(one)
    assert desk.kept() == before

    desk.take_in(("edited.md", b"# Edited\n\nThe fee is 15%.\n"))
    (edited,) = desk.take_in(("edited.md", b"# Edited\n\nThe fee is 16%.\n"))
    remove(edited)
    assert desk.kept() == before

    archive = packed(("good.md", b"# Good\n\nThe fee is 17%.\n"), ("bad.md", b"---\nkind: poem\n---\n# Bad\n"))
    good, bad = desk.take_in(("mixed.zip", archive))
    assert (good["outcome"], bad["outcome"]) == ("added", "failed")
    remove(good)
    assert desk.kept() == before


def test_a_retried_upload_is_kept_though_it_names_an_unknown_document(desk: Desk, upload_server: Serving) -> None:
    content = b"---\nsupersedes: nobody-knows-it\n---\n# Late\n\nThe fee is 18%.\n"
    advisory = upload_server.advisory
    desk.take_in(("late.md", content))
    kept = advisory.catalogue.uploads.get(source_of("late.md"))
    assert kept is not None
    advisory.catalogue.uploads.forget(source_of("late.md"))
    advisory.catalogue.quarantine.note(
        FailedSource(source_of("late.md"), "", "failed", "", kept.flags, "", file=kept.file)
    )
    retry(advisory.settings, advisory.catalogue, [advisory.catalogue.quarantine.get(source_of("late.md"))])

    assert advisory.catalogue.quarantine.find(source_of("late.md")) is None
    assert advisory.catalogue.uploads.get(source_of("late.md")) is not None


def test_kept_uploads_can_be_read_again_with_what_was_said_of_them(desk: Desk, upload_server: Serving) -> None:
    (file,) = desk.take_in(("kept.md", b"# Kept\n\nThe fee is 12%.\n"), kind="incentive")
    advisory = upload_server.advisory
    report = read_again(advisory.settings, advisory.catalogue)

    assert file["document_id"] in report.unchanged
    assert (report.added, report.updated) == ([], [])
    assert desk.client.get(f"/v1/documents/{file['document_id']}").json()["kind"] == "incentive"


def test_bytes_that_two_names_share_stay_for_the_other_one(desk: Desk, upload_server: Serving) -> None:
    content = b"# Twins\n\nThe fee is 13%.\n"
    desk.take_in(("twin-one.md", content), ("twin-two.md", content))
    digest = hashlib.sha256(content).hexdigest()
    advisory = upload_server.advisory
    forget = [
        forget_upload(advisory.settings.data_dir, advisory.catalogue, source_of(name))
        for name in ("twin-one.md", "twin-two.md", "twin-two.md")
    ]

    assert forget == [False, True, False]
    assert digest not in desk.kept()


@pytest.mark.parametrize("token", [None, "a-wrong-token"])
def test_nobody_but_staff_may_do_any_of_it(upload_server: Serving, desk: Desk, token: str | None) -> None:
    before, total = desk.kept(), desk.client.get("/v1/jobs").json()["total"]
    with upload_server.client(token=token) as caller:
        answers: list[httpx.Response] = [
            caller.post("/v1/documents", files={"files": ("a.md", TOLL)}),
            caller.delete("/v1/documents/any"),
            caller.get("/v1/jobs"),
            caller.get("/v1/jobs/any"),
            caller.post("/v1/jobs/any/cancel"),
            caller.get("/v1/quarantine"),
            caller.get("/v1/quarantine/any"),
            caller.post("/v1/quarantine/any/retry"),
            caller.delete("/v1/quarantine/any"),
        ]
    assert [answer.status_code for answer in answers] == [401] * len(answers)
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
    assert (desk.kept(), desk.client.get("/v1/jobs").json()["total"]) == (before, total)


def test_a_visitor_of_a_partners_page_may_not_upload(upload_server: Serving) -> None:
    origin = "https://partner.example"
    _, key = upload_server.advisory.catalogue.site_keys.create("partner", [origin])
    with upload_server.client() as caller:
        visitor = caller.post("/v1/visitors", json={"site_key": key}, headers={"Origin": origin}).json()["token"]
        headers = {"Authorization": f"Bearer {visitor}", "Origin": origin}
        answer = caller.post("/v1/documents", files={"files": ("a.md", TOLL)}, headers=headers)

    assert answer.status_code == 401
    assert "Only staff" in answer.json()["detail"]
