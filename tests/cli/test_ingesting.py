"""``goglobal ingest``: what fails is reported file by file, the rest goes in, and nothing that was there is lost."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.cli.calling import Goglobal, Outcome
from tests.conftest import CORPUS, CORPUS_SIZE

GOOD = "---\nid: liquorice-levy\ntitle: Liquorice levy\nkind: policy\n---\n\nThe Liquorice levy on tyres is 17% of their value.\n"
GOOD_QUESTION = "How high is the Liquorice levy on tyres?"


def pdf(*, password: str = "") -> bytes:
    drawn = io.BytesIO()
    canvas = Canvas(drawn)
    canvas.drawString(72, 720, "The Treacle tariff on doors is 29%.")
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=drawn)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def front_matter(line: str) -> bytes:
    return f"---\ntitle: A paper\n{line}\n---\n\nThe toll is 5%.\n".encode()


BAD: dict[str, tuple[bytes, str]] = {
    "empty.md": (b"", "the file is empty"),
    "blank.txt": (b" \n\t\n", "the file is empty"),
    "damaged.pdf": (pdf()[:400], "damaged"),
    "garbage.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    "locked.pdf": (pdf(password="secret"), "password"),
    "renamed.pdf": (b"This is plain text and was given the wrong name.", "it is named .pdf but is no such file"),
    "binary.md": (bytes(range(256)) * 40, "binary.md"),
    "image.md": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG image"),
    "broken.docx": (b"PK\x03\x04" + bytes(200), "damaged DOCX"),
    "key.md": (
        front_matter("publised: 2026"),
        "unknown key 'publised' in the front matter (did you mean 'published'?)",
    ),
    "date.md": (front_matter("published: 2026-02-30"), "day is out of range for month"),
    "month.md": (front_matter("published: 2026-13"), "published: "),
    "day.md": (front_matter("valid_until: next year"), "valid_until"),
    "place.md": (front_matter("jurisdiction: Atlantis"), "jurisdiction 'Atlantis' is not known"),
    "kind.md": (front_matter("kind: poem"), "kind 'poem' is not one of policy, incentive, event, other"),
    "yaml.md": (b"---\ntitle: [unclosed\n---\n\nThe toll is 5%.\n", "front matter"),
}


@dataclass(frozen=True)
class Attempt:
    """An ingest of a folder of mostly bad files."""

    goglobal: Goglobal
    folder: Path
    outcome: Outcome


@pytest.fixture(scope="module")
def attempt(make_corpus: Callable[[str], Goglobal], tmp_path_factory: pytest.TempPathFactory) -> Attempt:
    goglobal = make_corpus("ingest")
    folder = tmp_path_factory.mktemp("papers")
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "zz-good.md").write_text(GOOD)
    return Attempt(goglobal, folder, goglobal("ingest", folder))


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_reported_with_the_reason(attempt: Attempt, name: str) -> None:
    _, reason = BAD[name]
    lines = [line for line in attempt.outcome.err.splitlines() if str(attempt.folder / name) in line]

    assert len(lines) == 1, attempt.outcome.err
    assert lines[0].startswith("failed: ")
    assert reason in lines[0]


def test_the_good_file_goes_in_and_the_job_still_counts_as_failed(attempt: Attempt) -> None:
    assert attempt.outcome.code == 1
    named, counts = attempt.outcome.out.splitlines()
    assert named == "added  liquorice-levy  Liquorice levy"
    assert counts.startswith(f"added: 1, updated: 0, unchanged: 0, failed: {len(BAD)} (")
    assert "Traceback" not in attempt.outcome.err


def test_after_it_both_the_earlier_documents_and_the_new_one_answer(attempt: Attempt) -> None:
    listing = attempt.goglobal("documents", "list", "--json").json
    new, earlier = attempt.goglobal.at_once(
        ("ask", GOOD_QUESTION, "--json"),
        ("ask", "What is the maximum subsidy of the Catalonia CAPEX incentive?", "--json"),
    )

    assert listing["total"] == CORPUS_SIZE + 1
    assert any("17%" in citation["quote"] for citation in new.json["citations"])
    assert any("500,000" in citation["quote"] for citation in earlier.json["citations"])


def test_json_is_a_line_for_each_file_and_the_report(attempt: Attempt) -> None:
    outcome = attempt.goglobal("ingest", attempt.folder, "--json")
    *files, report = [json.loads(line) for line in outcome.out.splitlines()]

    assert outcome.code == 1
    assert {Path(line["source"]).name: line["outcome"] for line in files} == {
        "zz-good.md": "unchanged",
        **dict.fromkeys(BAD, "failed"),
    }
    assert {Path(failure["source"]).name for failure in report["failed"]} == set(BAD)
    assert (report["added"], report["unchanged"]) == ([], ["liquorice-levy"])


def test_check_reports_the_same_and_stores_nothing(tmp_path: Path, attempt: Attempt) -> None:
    goglobal = Goglobal(tmp_path / "data")
    outcome = goglobal("ingest", "--check", attempt.folder)

    assert outcome.code == 1
    assert outcome.out == f"checked: {len(BAD) + 1}, failed: {len(BAD)}\n"
    assert outcome.err.splitlines() == attempt.outcome.err.splitlines()
    assert not goglobal.data_dir.exists()


def test_nothing_goes_in_when_one_of_the_paths_is_missing(tmp_path: Path, attempt: Attempt) -> None:
    (tmp_path / "fine.md").write_text(GOOD.replace("liquorice", "fine"))
    outcome = attempt.goglobal("ingest", tmp_path / "fine.md", tmp_path / "gone.md")

    assert outcome.code == 2
    assert f"{tmp_path / 'gone.md'}: no such file or folder" in outcome.err
    assert attempt.goglobal("documents", "show", "fine-levy").code == 1


def test_a_bad_new_version_leaves_the_old_one_answering(attempt: Attempt) -> None:
    (attempt.folder / "zz-good.md").write_text(GOOD.replace("kind: policy", "kind: poem").replace("17%", "71%"))
    outcome = attempt.goglobal("ingest", attempt.folder / "zz-good.md")

    assert outcome.code == 1
    assert "17%" in attempt.goglobal("documents", "show", "liquorice-levy").out


def test_the_corpus_again_changes_nothing(goglobal: Goglobal) -> None:
    outcome = goglobal("ingest", CORPUS)

    assert outcome.code == 0
    assert outcome.out.startswith(f"added: 0, updated: 0, unchanged: {CORPUS_SIZE}, failed: 0 (")
    assert outcome.err == ""


def test_what_changed_is_named_unless_it_is_much(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.md").write_text(GOOD.replace("liquorice", f"paper-{number:02}"))
    goglobal = Goglobal(tmp_path / "data")
    *named, counts = goglobal("ingest", folder).out.splitlines()

    assert named == [f"added  paper-{number:02}-levy  Liquorice levy" for number in range(20)]
    assert counts.startswith("added: 20, ")
    (folder / "00.md").write_text(GOOD.replace("liquorice", "paper-00").replace("17%", "170%"))
    assert goglobal("ingest", folder).out.startswith("updated  paper-00-levy  Liquorice levy\nadded: 0, updated: 1, ")
    for number in range(20):
        (folder / f"{number:02}.md").write_text(GOOD.replace("liquorice", f"paper-{number:02}").replace("17%", "1%"))
    (folder / "20.md").write_text(GOOD.replace("liquorice", "paper-20"))
    assert goglobal("ingest", folder).out.startswith("added: 1, updated: 20, ")


def test_what_a_folder_holds_besides_documents_is_skipped_and_counted(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "good.md").write_text(GOOD)
    (folder / "data.json").write_text('{"toll": "5%"}')
    (folder / "notes").write_text("The toll is 5%.")
    goglobal = Goglobal(tmp_path / "data")
    check, taken = goglobal("ingest", "--check", folder), goglobal("ingest", folder)
    report = json.loads(goglobal("ingest", folder, "--json").out.splitlines()[-1])

    assert check.out == "checked: 1, failed: 0, skipped: 2\n"
    assert taken.out.splitlines()[-1].startswith("added: 1, updated: 0, unchanged: 0, failed: 0, skipped: 2 (")
    assert report["skipped"] == [str(folder / "data.json"), str(folder / "notes")]
    assert "added: 1, updated: 0, unchanged: 0, failed: 0 (" in goglobal("ingest", folder / "notes").out


def test_a_file_whose_name_is_not_utf8_goes_in_or_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    try:
        (folder / "政策.md".encode("gb18030").decode("utf-8", "surrogateescape")).write_text(GOOD)
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    (folder / "zz.md").write_text(GOOD.replace("liquorice", "second"))
    goglobal = Goglobal(tmp_path / "data")
    outcome = goglobal("ingest", folder)

    assert "Traceback" not in outcome.err
    assert "second-levy" in goglobal("documents", "list", "--json").out
