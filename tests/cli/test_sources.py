"""``goglobal ingest`` over what is not simply a file: pages, sitemaps, patterns and manifests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.calling import Goglobal
from tests.ingest.site import Page, Site, html, redirect, serving

WORDS = "The Quillfort grant covers 20% of the eligible costs of a new plant, and it may not exceed EUR 500,000 in all."


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as site:
        site.pages |= {
            "/act": html("Quillfort act", WORDS, ETag='"1"'),
            "/other": html("Other act", WORDS.replace("Quillfort", "Umberleigh")),
            "/sitemap.xml": Page(f"{site.url}/act\n{site.url}/other\n{site.url}/gone\n".encode()),
        }
        yield site


@pytest.fixture
def goglobal(make_data_dir: Callable[[str], Path]) -> Goglobal:
    return Goglobal(make_data_dir("data"), {"GOGLOBAL_FETCH_NETWORKS": "127.0.0.0/8", "GOGLOBAL_FETCH_PAUSE": "0"})


def test_a_sitemap_and_a_folder_with_a_manifest_in_one_call(goglobal: Goglobal, site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "notes.txt").write_text(WORDS.replace("Quillfort", "Hexworthy"))
    (folder / "manifest.csv").write_text("file,title,kind\nnotes.txt,Notes of the ministry,policy\nlost.txt,Lost,\n")
    checked = goglobal("ingest", "--check", f"{site.url}/act", str(folder / "*.txt"))
    assert checked.out.startswith("checked: 2, failed: 1")  # the manifest's entry

    outcome = goglobal("ingest", "--json", f"{site.url}/sitemap.xml", folder)
    report = json.loads(outcome.out.splitlines()[-1])
    assert outcome.code == 1
    assert len(report["added"]) == 3
    failed = {Path(failure["source"]).name: failure["reason"] for failure in report["failed"]}
    assert failed.keys() == {"gone", "manifest.csv, line 3"}
    assert "HTTP 404" in failed["gone"]

    (act,) = [name for name in report["added"] if name.startswith("act-")]
    shown = goglobal("documents", "show", act, "--json").json
    assert (shown["original"], shown["title"]) == (f"{site.url}/act", "Quillfort act")
    again = goglobal("ingest", f"{site.url}/act")
    assert again.out.startswith("added: 0, updated: 0, unchanged: 1, failed: 0")
    assert site.asked("/act")[-1]["If-None-Match"] == '"1"'
    (notes,) = [name for name in report["added"] if name.startswith("notes-")]
    shown = goglobal("documents", "show", notes, "--json").json
    assert (shown["original"], shown["title"], shown["kind"]) == (None, "Notes of the ministry", "policy")


def test_what_is_wrong_with_a_call_is_said_in_plain_words(goglobal: Goglobal, site: Site, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("- file: a.md\n  titel: x\n")
    (tmp_path / "a.md").write_text(WORDS)
    plain = Goglobal(goglobal.data_dir)
    inner = plain("ingest", f"{site.url}/secret")
    assert (inner.code, site.asked("/secret")) == (1, [])
    assert "no public address. If it is your own network, name it in GOGLOBAL_FETCH_NETWORKS." in inner.err
    outcomes = goglobal.at_once(
        ("ingest", "ftp://a.example/act"),
        ("ingest", str(tmp_path / "*.docx")),
        ("ingest", tmp_path / "a.md", "--manifest", tmp_path / "wrong.yaml"),
        ("ingest", "https://user:secret@a.example/"),
    )
    words = (
        "only http and https addresses are fetched",
        "no file or folder matches. Check the pattern",
        "wrong.yaml does not hold: line 1: unknown key 'titel' in the manifest (did you mean 'title'?)",
        "https://a.example/: holds a name or password",
    )
    for outcome, said in zip(outcomes, words, strict=True):
        assert said in outcome.words
        assert "secret" not in outcome.err
        assert "Traceback" not in outcome.err
    assert [outcome.code for outcome in outcomes] == [2, 2, 2, 1]
    wrong = Goglobal(goglobal.data_dir, {"GOGLOBAL_FETCH_NETWORKS": "10.0.0.0/99"})("ingest", tmp_path / "a.md")
    assert (wrong.code, "GOGLOBAL_FETCH_NETWORKS is '10.0.0.0/99'" in wrong.err) == (2, True)


def test_a_page_that_could_not_be_had_is_retried_with_what_its_manifest_says(
    goglobal: Goglobal, site: Site, tmp_path: Path
) -> None:
    site.pages["/moved"] = redirect("/late")
    (tmp_path / "manifest.yaml").write_text(f"- url: {site.url}/moved\n  access: staff\n  title: For the office\n")
    first = goglobal("ingest", tmp_path, "--json")
    assert first.code == 1
    assert "manifest" not in json.loads(first.out.splitlines()[-1])["failed"][0]

    site.pages["/late"] = html("Late act", WORDS.replace("Quillfort", "Larkstoke"))
    report = json.loads(goglobal("quarantine", "retry", "--all", "--json").out.splitlines()[-1])
    (document_id,) = report["added"]

    shown = goglobal("documents", "show", document_id, "--json").json
    assert (shown["access"], shown["title"]) == ("staff", "For the office")


def test_a_file_is_retried_with_what_manifests_above_it_say(goglobal: Goglobal, tmp_path: Path) -> None:
    folder = tmp_path / "acts"
    folder.mkdir()
    act = folder / "act.md"
    act.write_text("---\nkind: poem\n---\n" + WORDS.replace("Quillfort", "Tolverne"))
    (tmp_path / "manifest.yaml").write_text("- file: acts/*.md\n  access: staff\n")
    (folder / "manifest.yaml").write_text("- file: act.md\n  title: For the office\n")
    assert goglobal("ingest", tmp_path).code == 1

    act.write_text(act.read_text().replace("poem", "policy"))
    report = json.loads(goglobal("quarantine", "retry", act, "--json").out.splitlines()[-1])
    (document_id,) = report["added"]

    shown = goglobal("documents", "show", document_id, "--json").json
    assert (shown["access"], shown["title"]) == ("staff", "For the office")
