"""What is not taken is refused with the reason and what to do, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InvalidUpload, UploadNotTaken
from ingest.uploads.keeping import UploadFolder
from ingest.uploads.names import LONGEST, check_kind, cleaned
from ingest.uploads.receiving import Receiver
from tests.uploads.conftest import LIMIT_MB, Desk

GOOD = b"# Words\n\nThe fee is 3%.\n"
FORM = "multipart/form-data; boundary=cut"

REFUSED: dict[str, tuple[list[tuple[str, bytes]], dict[str, Any], int, str]] = {
    "a program": ([("tool.exe", GOOD)], {}, 415, "tool.exe: its name does not say"),
    "no suffix": ([("notes", GOOD)], {}, 415, "Files that are read end in"),
    "an old Office file": ([("old.doc", GOOD)], {}, 415, "Save it as .docx"),
    "a good and a bad one": ([("good.md", GOOD), ("bad.exe", GOOD)], {}, 415, "bad.exe"),
    "one name twice": ([("a.md", GOOD), ("a.md", b"# Other")], {}, 422, "'a.md' came twice"),
    "an unknown field": ([("a.md", GOOD)], {"publised": "2026"}, 422, "did you mean 'published'?"),
    "all problems at once": ([("a.md", GOOD)], {"published": "soon", "kind": "poem"}, 422, "kind 'poem'"),
    "an unknown place": ([("a.md", GOOD)], {"jurisdiction": "Atlantis"}, 422, "'Atlantis' is not known"),
    "dates upside down": ([("a.md", GOOD)], {"valid_from": "2027", "valid_until": "2026"}, 422, "lies before"),
    "an id for two": ([("a.md", GOOD), ("b.md", GOOD)], {"id": "one"}, 422, "one document at a time"),
    "a title for an archive": ([("a.zip", GOOD)], {"title": "One"}, 422, "one document at a time"),
    "a short request": ([("a.md", GOOD)], {"request": "short"}, 422, "16 to 64"),
    "a nameless file": ([("..", GOOD)], {}, 422, "no name of a file"),
    "too many files": ([(f"{n}.md", b"#") for n in range(201)], {}, 413, "200 files at most"),
    "a long field": ([("a.md", GOOD)], {"title": "x" * 10_001}, 422, "title: longer than"),
    "too much": ([("a.md", b"x" * (LIMIT_MB * 1024**2))], {}, 413, f"may have {LIMIT_MB} MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_upload_that_does_not_hold_is_refused_whole(desk: Desk, case: str) -> None:
    files, fields, status, words = REFUSED[case]
    before, total = desk.kept(), desk.client.get("/v1/jobs").json()["total"]
    answer = desk.upload(*files, **fields)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]
    assert (desk.kept(), desk.client.get("/v1/jobs").json()["total"]) == (before, total)


BODIES: dict[str, tuple[str, bytes, int, str]] = {
    "JSON": ("application/json", b"{}", 415, "multipart/form-data"),
    "no boundary": ("multipart/form-data", b"--cut--", 415, "multipart/form-data"),
    "no form": (FORM, b"words", 422, "the form cannot be read"),
    "cut off": (FORM, b'--cut\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\nwo', 422, "cannot be"),
    "no file": (FORM, b'--cut\r\nContent-Disposition: form-data; name="kind"\r\n\r\npolicy\r\n--cut--', 422, "no file came"),
    "an empty file field": (
        FORM,
        b'--cut\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--cut--',
        422,
        "no file came",
    ),
    "a file without a name": (FORM, b'--cut\r\nContent-Disposition: form-data; name="files"\r\n\r\nwords\r\n--cut--', 422, "as a file"),
    "a file in another field": (
        FORM,
        b'--cut\r\nContent-Disposition: form-data; name="x"; filename="a.md"\r\n\r\nwords\r\n--cut--',
        422,
        "`files`",
    ),
    "a name in another encoding": (
        FORM,
        b'--cut\r\nContent-Disposition: form-data; name="files"; filename="\xd5\xfe.md"\r\n\r\nwords\r\n--cut--',
        422,
        "UTF-8",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BODIES)
def test_a_body_that_is_no_such_form_is_refused(desk: Desk, case: str) -> None:
    kind, body, status, words = BODIES[case]
    before = desk.kept()
    answer = desk.client.post("/v1/documents", content=body, headers={"Content-Type": kind})

    assert (answer.status_code, words in answer.json()["detail"]) == (status, True), answer.text
    assert desk.kept() == before


def test_what_comes_without_a_length_is_counted_as_it_comes(desk: Desk) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'--cut\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\n'
        for _ in range(LIMIT_MB * 5):
            yield b"x" * 1024**2

    before = desk.kept()
    answer = desk.client.post("/v1/documents", content=pieces(), headers={"Content-Type": FORM})

    assert answer.status_code == 413
    assert f"may have {LIMIT_MB} MB" in answer.json()["detail"]
    assert desk.kept() == before


def test_a_file_goes_to_disk_while_it_arrives(tmp_path: Path) -> None:
    folder = UploadFolder(tmp_path)
    folder.identity()
    receiver = Receiver(FORM, folder, largest=10**9)
    receiver.feed(b'--cut\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\n')
    for _ in range(8):
        receiver.feed(b"x" * 1024**2)
    (arriving,) = (tmp_path / "uploads" / "arriving").iterdir()

    assert arriving.stat().st_size > 7 * 1024**2
    receiver.discard()
    assert not arriving.exists()


NAMES = {
    "../../../etc/passwd.md": "passwd.md",
    "..\\..\\boot.md": "boot.md",
    "C:\\Users\\li\\政策.pdf": "政策.pdf",
    "/abs/olute.txt": "olute.txt",
    "a\0b\r\n\tc.md": "ab c.md",
    "gpj.\u202efdp.md": "gpj.fdp.md",
    "\u200bzero\ufeff.md": "zero.md",
    " spaced . .md ": "spaced . .md",
    ".hidden.md": "hidden.md",
    "e\u0301.md": "é.md",
    "<script>alert(1)</script>.html": "script>.html",
    "'; DROP TABLE jobs; --.md": "'; DROP TABLE jobs; --.md",
    "家庭👨\u200d👩.md": "家庭👨👩.md",
}


@pytest.mark.parametrize("raw", NAMES)
def test_a_name_keeps_what_can_be_seen_of_its_last_part(raw: str) -> None:
    assert cleaned(raw) == NAMES[raw]


@pytest.mark.parametrize("raw", ["", ".", "..", "/", "\0", "...", "\u202e", "a/.."])
def test_a_name_of_which_nothing_is_left_is_refused(raw: str) -> None:
    with pytest.raises(InvalidUpload):
        cleaned(raw)


def test_a_long_name_keeps_its_suffix() -> None:
    name = cleaned("长" * 500 + ".pdf")

    assert len(name) == LONGEST
    assert name.endswith("….pdf")


def test_the_suffix_tells_what_is_read() -> None:
    for name in ("A.PDF", "b.Docx", "c.zip", "d.srt"):
        check_kind(name)
    with pytest.raises(UploadNotTaken):
        check_kind("pdf")


def test_hostile_names_lead_nowhere(desk: Desk) -> None:
    around = sorted(path.name for path in desk.data_dir.parent.iterdir())
    names = ["../../../out.md", "..\\..\\out-too.md", "'; DROP TABLE jobs; --.md"]
    files = desk.take_in(*((name, GOOD + name.encode()) for name in names))

    assert [file["name"] for file in files] == ["out.md", "out-too.md", "'; DROP TABLE jobs; --.md"]
    assert [file["outcome"] for file in files] == ["added"] * 3
    assert sorted(path.name for path in desk.data_dir.parent.iterdir()) == around
    assert all(len(name) == 64 for name in desk.kept())
