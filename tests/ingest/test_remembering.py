"""What failed is remembered: not read again while it is the same, and forgotten as soon as it can be read."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import Kind
from assistant.errors import UnknownFailure
from ingest.engines.limits import Limits
from ingest.engines.processes import ProcessEngine
from ingest.metadata import Flags
from ingest.pipeline import Pipeline
from ingest.report import IngestReport
from ingest.retrying import retry
from tests.conftest import make_settings

BAD = b"---\nkind: poem\n---\n# Words\n\nThe fee is 3%.\n"
GOOD = b"---\nkind: event\n---\n#Words\n\nThe fee is 3%.\n"


@pytest.fixture
def pipeline(catalogue: Catalogue) -> Pipeline:
    return Pipeline(catalogue.documents, catalogue.quarantine)


def write_unseen(path: Path, content: bytes) -> None:
    """Other bytes of the same size at the same time: only who reads the file can tell."""
    status = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_what_failed_and_has_not_changed_is_not_read_again(
    catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path
) -> None:
    path = tmp_path / "words.md"
    path.write_bytes(BAD)
    (first,) = pipeline.ingest([path]).failed
    write_unseen(path, GOOD)
    report = pipeline.ingest([path])
    (again,) = report.failed
    (kept,) = catalogue.quarantine.all()

    assert not report.ok
    assert (first.remembered, again.remembered) == (False, True)
    assert (first.reason, first.advice) == (again.reason, again.advice)
    assert again.words.startswith("still in quarantine: ")
    assert (kept.times, kept.failed.source, kept.failed.size) == (2, str(path), len(BAD))
    assert kept.first_at < kept.last_at


def test_a_retry_reads_it_and_what_can_be_read_leaves(catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "words.md"
    path.write_bytes(BAD)
    pipeline.ingest([path], flags=Flags(language="zh"))
    write_unseen(path, GOOD)
    report = retry(make_settings(tmp_path), catalogue, catalogue.quarantine.all())

    assert (len(report.added), report.failed) == (1, [])
    assert catalogue.quarantine.count() == 0
    metadata = catalogue.documents.get(report.added[0]).document.metadata
    assert (metadata.language, metadata.kind) == ("zh", Kind.EVENT)


@pytest.mark.parametrize("change", ["bytes", "time", "flags"])
def test_what_has_changed_is_read(catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path, change: str) -> None:
    path = tmp_path / "words.md"
    path.write_bytes(BAD)
    pipeline.ingest([path])
    if change == "bytes":
        path.write_bytes(GOOD + b"\n")
    else:
        write_unseen(path, GOOD)
    if change == "time":
        os.utime(path, ns=(0, 0))
    report = pipeline.ingest([path], flags=Flags(language="en") if change == "flags" else None)

    assert len(report.added) == 1
    assert catalogue.quarantine.count() == 0


def test_a_touched_file_of_the_same_bytes_is_known_by_its_hash(
    catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path
) -> None:
    path = tmp_path / "words.md"
    path.write_bytes(BAD)
    pipeline.ingest([path])
    os.utime(path, ns=(5, 5))
    (again,) = pipeline.ingest([path]).failed

    assert again.remembered
    assert catalogue.quarantine.all()[0].failed.modified_ns == 5


def test_what_is_not_the_files_fault_is_tried_each_time(
    catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path
) -> None:
    stated = "---\nid: the-same\n---\n# Words\n\nThe fee is {}%.\n"
    for number in range(2):
        (tmp_path / f"{number}.md").write_text(stated.format(number))
    (clash,) = pipeline.ingest([tmp_path]).failed
    (tmp_path / "0.md").unlink()
    report = pipeline.ingest([tmp_path])

    assert "is already that of" in clash.reason
    assert report.updated == ["the-same"]
    assert catalogue.quarantine.count() == 0


def test_a_file_of_an_archive_is_retried_alone(catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("one.md", BAD)
        package.writestr("two.md", GOOD)
        package.writestr("three.md", BAD + b"other")
    report = pipeline.ingest([path])
    kept = catalogue.quarantine.get(f"{path}/one.md")
    again = retry(make_settings(tmp_path), catalogue, [kept])

    assert (len(report.added), len(report.failed)) == (1, 2)
    assert [failure.source for failure in again.failed] == [f"{path}/one.md"]
    assert (again.added, again.unchanged) == ([], [])
    assert catalogue.quarantine.get(kept.id).times == 2


def test_with_more_time_what_took_too_long_is_read(catalogue: Catalogue, tmp_path: Path) -> None:
    def ingest(seconds: float) -> IngestReport:
        # Plain files are read here; what an engine allows stands in its name all the same.
        with ProcessEngine(workers=1, limits=Limits(seconds, 10**9), here=lambda _: True) as engine:
            return Pipeline(catalogue.documents, catalogue.quarantine, engine=engine).ingest([path])

    path = tmp_path / "words.md"
    path.write_bytes(BAD)
    assert [failure.remembered for _ in range(2) for failure in ingest(5).failed] == [False, True]
    assert [failure.remembered for failure in ingest(10).failed] == [False]


def test_an_archive_without_documents_stays_in_quarantine(
    catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path
) -> None:
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("picture.png", b"")
    (failure,) = pipeline.ingest([path]).failed
    again = pipeline.ingest([path])
    (kept,) = catalogue.quarantine.all()

    assert (kept.failed.source, kept.failed.reason, kept.times) == (str(path), failure.reason, 2)
    assert not again.ok

    with zipfile.ZipFile(path, "w") as package:
        package.writestr("one.md", GOOD)
    assert pipeline.ingest([path]).ok
    assert catalogue.quarantine.count() == 0


def test_a_retry_speaks_of_what_is_retried_alone(catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "words.md"
    path.write_bytes(BAD)
    (tmp_path / "manifest.yaml").write_text("- file: nowhere.md\n  kind: event\n", encoding="utf-8")
    both = pipeline.ingest([tmp_path]).failed
    write_unseen(path, GOOD)
    report = retry(make_settings(tmp_path), catalogue, catalogue.quarantine.all())

    assert len(both) == 2
    assert (len(report.added), report.failed) == (1, [])


def test_a_file_that_has_gone_says_so_and_can_be_cleared(
    catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path
) -> None:
    path = tmp_path / "words.md"
    path.write_bytes(BAD)
    pipeline.ingest([path])
    path.unlink()
    (failure,) = retry(make_settings(tmp_path), catalogue, catalogue.quarantine.all()).failed

    assert failure.source == str(path)
    assert (failure.reason, "goglobal quarantine clear" in failure.advice) == ("it is no longer there", True)
    assert catalogue.quarantine.clear([str(path)]) == 1
    with pytest.raises(UnknownFailure, match="goglobal quarantine list"):
        catalogue.quarantine.get(str(path))
