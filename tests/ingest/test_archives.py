"""Archives are taken in file by file, within bounds, and write nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue
from ingest import archives
from ingest.archives import FoundFile, found_on_disk
from ingest.checking import check_files
from ingest.metadata import Flags
from ingest.pipeline import Pipeline
from ingest.report import Failure
from ingest.step import Archive, Made, Task, make
from tests.readers import writers
from tests.readers.writers import CHINESE, ENGLISH


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def found_in(folder: Path, content: bytes) -> list[FoundFile | Failure]:
    path = folder / "pack.zip"
    path.write_bytes(content)
    return opened(found_on_disk(path))


def opened(file: FoundFile) -> list[FoundFile | Failure]:
    """A file, or all that lies in it, however deep."""
    outcome = make(Task(file, Flags(), "id"))
    if not isinstance(outcome, Archive):
        return [outcome if isinstance(outcome, Failure) else file]
    found: list[FoundFile | Failure] = []
    for each in outcome.members:
        found += opened(each) if isinstance(each, FoundFile) else [each]
    return found


def names(found: list[FoundFile | Failure], folder: Path) -> list[str]:
    return [each.path.relative_to(folder).as_posix() for each in found if isinstance(each, FoundFile)]


def failures(found: list[FoundFile | Failure]) -> list[str]:
    return [each.reason for each in found if isinstance(each, Failure)]


def test_each_document_of_an_archive_and_of_archives_in_it_is_found(tmp_path: Path) -> None:
    inner = packed({"b.pdf": writers.pdf(ENGLISH)})
    content = packed({"a/a.md": b"# Words", "in.zip": inner, "photo.png": b"x", "__MACOSX/._a.md": b"x"})
    assert names(found_in(tmp_path, content), tmp_path / "pack.zip") == ["a/a.md", "in.zip/b.pdf"]


def test_an_office_file_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(writers.word(ENGLISH))
    assert isinstance(make(Task(found_on_disk(path), Flags(), "id")), Made)


def test_names_that_lead_out_of_the_archive_stay_in_it(tmp_path: Path) -> None:
    content = packed({"../../etc/out.md": b"# Words", "/root.md": b"# Words"})
    assert names(found_in(tmp_path, content), tmp_path / "pack.zip") == ["etc/out.md", "root.md"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pack.zip"]


def test_names_in_the_encoding_of_chinese_windows_are_read(tmp_path: Path) -> None:
    raw = "补助办法.md".encode("gb18030").decode("cp437")
    content = packed({"x" * len(raw.encode("cp437")) + ".md": b"# Words"})
    content = content.replace(b"x" * len(raw.encode("cp437")), raw.encode("cp437"))
    assert names(found_in(tmp_path, content), tmp_path / "pack.zip") == ["补助办法.md.md"]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"bomb.txt": b"a" * 30_000_000}, "only a trap"),
        ({"photo.png": b"x"}, "without documents"),
        ({"1.zip": packed({"2.zip": packed({"3.zip": packed({"a.md": b"x"})})})}, "nested more than 3"),
    ],
)
def test_traps_are_failures_that_say_why(tmp_path: Path, members: dict[str, bytes], reason: str) -> None:
    found = found_in(tmp_path, packed(members))
    assert not names(found, tmp_path)
    assert reason in failures(found)[0]


def test_files_beyond_the_limit_are_left_out_and_reported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    found = found_in(tmp_path, packed({f"{number}.md": b"# Words" for number in range(9)}))
    assert len(names(found, tmp_path)) == 3
    assert len(failures(found)) == 1


def test_a_damaged_member_fails_alone(tmp_path: Path) -> None:
    content = packed({"a.docx": writers.word(CHINESE)[:500], "b.md": b"# Words of the law"})
    path = tmp_path / "pack.zip"
    path.write_bytes(content)
    problems = check_files([path], Flags())
    assert [Path(problem.source).name for problem in problems] == ["a.docx"]


def test_members_are_documents_and_a_second_run_changes_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    pipeline = Pipeline(catalogue.documents)
    path = tmp_path / "pack.zip"
    path.write_bytes(packed({"a.md": b"# One law\n\nWords.", "b.docx": writers.word(CHINESE)}))
    first = pipeline.ingest([tmp_path])
    assert (len(first.added), first.failed) == (2, [])
    assert len(pipeline.ingest([tmp_path]).unchanged) == 2
    path.write_bytes(packed({"a.md": b"# One law\n\nOther words.", "b.docx": writers.word(CHINESE)}))
    assert len(pipeline.ingest([tmp_path]).updated) == 1
