"""When readers get better everything is read anew, and stays what it was: identity, copies, links and corrections."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.bootstrap import Advisory, Catalogue, open_advisory
from assistant.catalogue.uploads import source_of
from assistant.domain import Access
from assistant.settings import Settings
from ingest import assembling, relating, run
from ingest.metadata import Flags
from ingest.pipeline import Pipeline
from ingest.places import Kept, Place
from ingest.report import IngestReport
from ingest.retrying import retry
from ingest.uploads.keeping import UploadFolder
from ingest.uploads.rereading import read_again
from tests.fakes import FakeEmbedder

ACT = """---
jurisdiction: ES
kind: incentive
---
# Aid for battery plants in Spain

A grant of up to 20% of eligible costs, at most EUR 500,000, is open to battery plants in Spain until 2030-12-31.
"""
NEXT = """---
id: next-act
supersedes: {old}
---
# Aid for battery plants in Spain, new

A loan of up to 10% of eligible costs is open to battery plants in Spain until 2032-12-31.
"""
LONG = " ".join(f"Article {number}: plant {number} is granted {number + 3}% of its costs." for number in range(60))


@pytest.fixture
def newer_readers(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, everything is read by another state of the readers."""

    def raise_reading() -> None:
        for module in (assembling, run):
            monkeypatch.setattr(module, "READING", 1000)

    return raise_reading


def pipeline(catalogue: Catalogue) -> Callable[..., IngestReport]:
    return Pipeline(catalogue.documents, catalogue.quarantine).ingest


@pytest.mark.parametrize("alone", [False, True])
def test_a_copy_stays_a_copy_whichever_is_met_first(
    catalogue: Catalogue, tmp_path: Path, newer_readers: Callable[[], None], alone: bool
) -> None:
    ingest = pipeline(catalogue)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "act.md").write_text(ACT)
    (document_id,) = ingest([tmp_path]).added
    (tmp_path / "a").mkdir()
    shutil.copy(tmp_path / "b" / "act.md", tmp_path / "a" / "copy.md")
    assert [copy.document_id for copy in ingest([tmp_path]).duplicates] == [document_id]

    newer_readers()
    report = ingest([tmp_path / "a" if alone else tmp_path])
    assert (report.added, report.updated) == ([], [] if alone else [document_id])
    assert [copy.document_id for copy in report.duplicates] == [document_id]
    # Nor does the file itself become another document when its turn has come.
    assert ingest([tmp_path]).added == []
    assert [summary.id for summary in catalogue.documents.summaries()] == [document_id]
    assert catalogue.documents.files.copied() == {document_id}
    again = ingest([tmp_path])
    assert (again.unchanged, len(again.duplicates)) == ([document_id], 1)


def test_a_copy_of_which_something_else_is_said_is_a_document_of_its_own(catalogue: Catalogue, tmp_path: Path) -> None:
    ingest = pipeline(catalogue)
    (tmp_path / "a.txt").write_text(LONG)
    (document_id,) = ingest([tmp_path]).added
    shutil.copy(tmp_path / "a.txt", tmp_path / "b.txt")
    (own,) = ingest([tmp_path / "b.txt"], flags=Flags(access=Access.STAFF)).added
    assert own != document_id
    # Said of both, it makes no third one of the copy that comes before what it was copied from.
    shutil.copy(tmp_path / "a.txt", tmp_path / "0.txt")
    assert len(ingest([tmp_path / "0.txt"]).duplicates) == 1
    report = ingest([tmp_path / "0.txt", tmp_path / "a.txt"], flags=Flags(topics=("tax",)))
    assert (report.added, report.updated, len(report.duplicates)) == ([], [document_id], 1)


def test_a_moved_file_keeps_its_document_through_newer_readers(
    catalogue: Catalogue, tmp_path: Path, newer_readers: Callable[[], None]
) -> None:
    ingest = pipeline(catalogue)
    (tmp_path / "act.md").write_text(ACT)
    (document_id,) = ingest([tmp_path]).added
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "act.md").rename(tmp_path / "elsewhere" / "act.md")
    newer_readers()
    report = ingest([tmp_path])
    assert (report.moved, report.added) == ([document_id], [])
    stored = catalogue.documents.get(document_id)
    assert (stored.latest_version, stored.document.source) == (2, str(tmp_path / "elsewhere" / "act.md"))


def test_links_and_corrections_outlive_newer_readers(
    settings: Settings, tmp_path: Path, newer_readers: Callable[[], None]
) -> None:
    with open_advisory(settings, embedder=FakeEmbedder()) as advisory:
        ingest = pipeline(advisory.catalogue)
        (tmp_path / "act.md").write_text(ACT)
        (tmp_path / "long.txt").write_text(LONG)
        (tmp_path / "alike.txt").write_text(LONG.replace("plant 7 ", "plant seven "))
        act = next(name for name in ingest([tmp_path]).added if name.startswith("act"))
        (tmp_path / "next.md").write_text(NEXT.format(old=act))
        assert ingest([tmp_path]).ok
        advisory.follower.catch_up()
        measures = advisory.catalogue.measures
        (measure,) = [each.measure for each in measures.find(access=Access.STAFF, document_ids=[act])]
        measures.correct(measure.id, {"programme": "The Spanish battery aid"}, by="staff")
        before = told(advisory)

        newer_readers()
        assert len(ingest([tmp_path]).updated) == 4
        advisory.follower.catch_up()
        assert advisory.catalogue.documents.get(act).latest_version == 2
        assert told(advisory) == before
        assert measures.get(measure.id, access=Access.STAFF).measure.programme == "The Spanish battery aid"


def told(advisory: Advisory) -> dict[str, object]:
    """What each document is to others, and what it is called."""
    documents = advisory.catalogue.documents
    found: dict[str, object] = {}
    for summary in documents.summaries():
        relations = documents.relations(summary.id, access=Access.STAFF)
        alike = [(other.document_id, other.similarity) for other in relations.similar]
        found[summary.id] = (summary.metadata.title, relations.links, alike)
    return found


def test_uploads_and_failures_are_compared_with_all_documents_once(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, newer_readers: Callable[[], None]
) -> None:
    catalogue = Catalogue(settings)
    looks: list[int] = []
    sketch_all = relating.sketch_all

    def counted(documents: object) -> None:
        looks.append(1)
        sketch_all(documents)  # type: ignore[arg-type]

    monkeypatch.setattr(relating, "sketch_all", counted)
    folder = UploadFolder(settings.data_dir)
    folder.identity()
    for name in ("a.txt", "b.txt"):
        upload(catalogue, folder, name, LONG.replace("plant 7 ", f"plant {name} ").encode())
    newer_readers()
    looks.clear()
    report = read_again(settings, catalogue)
    assert (len(report.updated), len(report.similar), len(looks)) == (2, 1, 1)

    for name in ("c.txt", "d.txt"):
        (tmp_path / name).write_bytes(b"")
    Pipeline.of(settings, catalogue).ingest([tmp_path / "c.txt", tmp_path / "d.txt"])
    for name in ("c.txt", "d.txt"):
        (tmp_path / name).write_text(LONG.replace("plant 9 ", f"plant {name} "))
    looks.clear()
    report = retry(settings, catalogue, catalogue.quarantine.all())
    assert (len(report.added), len(looks)) == (2, 1)
    assert report.similar
    catalogue.close()


def test_an_upload_that_is_a_copy_stays_one(settings: Settings, newer_readers: Callable[[], None]) -> None:
    catalogue = Catalogue(settings)
    folder = UploadFolder(settings.data_dir)
    folder.identity()
    for name in ("second.md", "first.md"):
        upload(catalogue, folder, name, ACT.encode())
    (document_id,) = [summary.id for summary in catalogue.documents.summaries()]
    newer_readers()
    report = read_again(settings, catalogue)
    assert (report.updated, report.added, len(report.duplicates)) == ([document_id], [], 1)
    catalogue.close()


def upload(catalogue: Catalogue, folder: UploadFolder, name: str, content: bytes) -> None:
    """As a job does it."""
    arriving = folder.arriving()
    arriving.write(content)
    arrived = arriving.finish()
    path = folder.keep(arrived)
    source = source_of(name)
    report = Pipeline(catalogue.documents).take(Kept([Place(path, source, Path(name), arrived.file)]))
    assert report.ok
    assert catalogue.uploads.keep(source, file=arrived.file, size=arrived.size, flags={})
