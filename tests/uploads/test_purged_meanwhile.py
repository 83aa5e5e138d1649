"""What is deleted for good while it is being taken in leaves nothing: no bytes, no names, no document that comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Advisory, Catalogue, open_advisory
from assistant.catalogue.hashed_files import is_linked
from assistant.catalogue.jobs import FORGOTTEN, FileState, Job, JobKind, NewFile, NewJob
from assistant.catalogue.uploads import source_of
from assistant.settings import Settings
from ingest.engines import Done
from ingest.engines.inline import InlineEngine
from ingest.pipeline import Pipeline
from ingest.step import Task
from ingest.uploads.keeping import UploadFolder, purge_upload, sweep_uploads
from ingest.uploads.running import run_file
from tests.api.printed import make_pdf
from tests.fakes import FakeEmbedder

NAME = "锆石鹌鹑.pdf"
SOURCE = source_of(NAME)


class Interrupted(InlineEngine):
    """Something happens when a file has been read, before it is stored."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        for done in super().run(tasks):
            self._act()
            yield done


def queue(settings: Settings, catalogue: Catalogue, content: bytes, name: str = NAME) -> Job:
    """As the server does it when an upload has arrived."""
    folder = UploadFolder(settings.data_dir)
    folder.identity()
    arriving = folder.arriving()
    arriving.write(content)
    arrived = arriving.finish()
    with folder.locked():
        folder.keep(arrived)
        file = NewFile(name, source_of(name), arrived.size, arrived.file)
        return catalogue.jobs.create(NewJob(JobKind.UPLOAD, folder.identity(), [file], {})).job


def do(settings: Settings, catalogue: Catalogue, job: Job, act: Callable[[], object] = lambda: None) -> Job:
    """As the program beside the server does it, and the server when it is done."""
    for file in job.files:
        if catalogue.job_steps.begin(file):
            run_file(settings, catalogue, job, file, engine=Interrupted(act))
    catalogue.job_steps.close(job)
    return catalogue.jobs.get(job.id)


def kept(settings: Settings) -> list[str]:
    """All files of uploads and originals."""
    folders = [settings.data_dir / name for name in ("uploads", "originals")]
    return [path.name for folder in folders for path in folder.rglob("*") if path.is_file() and path.name != "id"]


def purge(settings: Settings, catalogue: Catalogue, document_id: str) -> None:
    """Without the indexes, which know nothing of bytes."""
    begun = catalogue.purges.begin(document_id)
    catalogue.originals.sweep()
    purge_upload(settings.data_dir, catalogue, begun.source)
    catalogue.purges.forget_sources()


def test_a_document_purged_while_its_next_version_is_read_does_not_come_back(
    settings: Settings, catalogue: Catalogue
) -> None:
    first = do(settings, catalogue, queue(settings, catalogue, make_pdf()))
    document_id = first.files[0].outcomes[0].document_id
    assert document_id is not None
    job = queue(settings, catalogue, make_pdf(title="new"))
    waiting = queue(settings, catalogue, make_pdf(title="newer"))
    done = do(settings, catalogue, job, lambda: purge(settings, catalogue, document_id))

    assert kept(settings) == []
    assert [summary.id for summary in catalogue.documents.summaries()] == []
    assert (catalogue.uploads.all(), catalogue.quarantine.all()) == ([], [])
    assert [file.outcomes for file in done.files] == [()]
    assert catalogue.jobs.get(waiting.id).files[0].state is FileState.CANCELLED
    names = {(file.name, file.source) for job in catalogue.jobs.all(limit=9) for file in job.files}
    assert names == {(f"{FORGOTTEN}.pdf", "")}
    # Uploaded once more, it is taken in as any other.
    again = do(settings, catalogue, queue(settings, catalogue, make_pdf(title="new")))
    assert [outcome.outcome for outcome in again.files[0].outcomes] == ["added"]


def test_what_cannot_be_read_while_its_document_is_purged_is_not_kept_in_quarantine(
    settings: Settings, catalogue: Catalogue
) -> None:
    do(settings, catalogue, queue(settings, catalogue, make_pdf()))
    (document,) = catalogue.documents.summaries()
    broken = queue(settings, catalogue, b"%PDF-1.7 nothing more")
    do(settings, catalogue, broken, lambda: purge(settings, catalogue, document.id))
    assert kept(settings) == []
    assert catalogue.quarantine.all() == []


def test_a_file_of_a_folder_whose_document_is_purged_meanwhile_is_refused(
    settings: Settings, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / NAME
    path.write_bytes(make_pdf())
    pipeline = Pipeline.of(settings, catalogue)
    (document_id,) = pipeline.ingest([path]).added
    path.write_bytes(make_pdf(title="new"))
    interrupted = Pipeline.of(settings, catalogue, engine=Interrupted(lambda: purge(settings, catalogue, document_id)))
    report = interrupted.ingest([path])
    assert "was deleted for good while it was being taken in" in report.failed[0].reason
    assert kept(settings) == []
    assert catalogue.quarantine.all() == []
    assert pipeline.ingest([path]).added == [document_id]


def test_a_sweep_waits_until_the_version_of_kept_bytes_is_written(settings: Settings, catalogue: Catalogue) -> None:
    swept: list[int] = []
    sweep = threading.Thread(target=lambda: swept.append(catalogue.originals.sweep()))
    with catalogue.originals.keeping(b"%PDF-1.7 just kept") as name:
        sweep.start()
        sweep.join(0.3)
        assert swept == []
        assert catalogue.originals.files.is_whole(name)
    sweep.join()
    assert swept == [1]  # nothing was written of it after all

    def fail() -> None:
        with catalogue.originals.keeping(b"%PDF-1.7 not stored"):
            raise OSError("No space left")

    with pytest.raises(OSError, match="No space"):
        fail()
    assert kept(settings) == []


KEEP_AND_DIE = """
import os, signal, sys
from pathlib import Path
from assistant.bootstrap import Catalogue
from assistant.settings import Settings

originals = Catalogue(Settings(data_dir=Path(sys.argv[1]))).originals
with originals.keeping(b"%PDF-1.7 just kept"):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_had_just_kept_goes_and_nothing_else(settings: Settings, catalogue: Catalogue) -> None:
    other = catalogue.originals.keep(b"%PDF-1.7 of a catalogue that is elsewhere at the moment")
    killed = subprocess.run([sys.executable, "-c", KEEP_AND_DIE, settings.data_dir], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(kept(settings)) == 3
    assert catalogue.originals.settle() == 1
    assert kept(settings) == [other]


def test_an_uploaded_pdf_lies_on_the_disk_once(settings: Settings, catalogue: Catalogue) -> None:
    job = do(settings, catalogue, queue(settings, catalogue, make_pdf()))
    document_id = job.files[0].outcomes[0].document_id
    file = job.files[0].file
    assert document_id is not None
    assert file is not None
    folder = UploadFolder(settings.data_dir)
    found = catalogue.originals.find(document_id, 1)
    assert found is not None
    assert is_linked(found[1], folder.path(file))
    # The same bytes once more, and it is still one file.
    do(settings, catalogue, queue(settings, catalogue, make_pdf()))
    assert is_linked(found[1], folder.path(file))
    # A new version takes the place of the upload; the original of the first one stays.
    do(settings, catalogue, queue(settings, catalogue, make_pdf(title="new")))
    old = folder.path(file)
    assert old.exists()
    os.utime(old, (0, 0))
    assert sweep_uploads(settings.data_dir, catalogue) == 1
    assert found[1].read_bytes() == make_pdf()
    assert catalogue.originals.sweep() == 0


def test_not_a_byte_of_a_purged_upload_or_its_name_is_left(settings: Settings) -> None:
    with open_advisory(settings, embedder=FakeEmbedder()) as advisory:
        catalogue = advisory.catalogue
        do(settings, catalogue, queue(settings, catalogue, make_pdf()))
        do(settings, catalogue, queue(settings, catalogue, make_pdf(), name="又名鹌鹑.pdf"))
        advisory.follower.catch_up()
        assert holding(settings, "鹌鹑") != []
        (document,) = catalogue.documents.summaries()
        purge_whole(advisory, document.id)
        assert holding(settings, "鹌鹑") == []
        assert kept(settings) == []


def purge_whole(advisory: Advisory, document_id: str) -> None:
    advisory.catalogue.purges.begin(document_id)
    advisory.follower.catch_up()
    advisory.purger.finish()


def holding(settings: Settings, word: str) -> list[str]:
    """Files of the data folder in which a word stands, plain or as JSON has it."""
    forms = [word.encode(), "".join(f"\\u{ord(character):04x}" for character in word).encode()]
    files = [path for path in settings.data_dir.rglob("*") if path.is_file() and "cache" not in path.parts]
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]
