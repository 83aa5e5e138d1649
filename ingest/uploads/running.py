"""The program that does jobs: ``python -m ingest.uploads.running``, beside the server and at a lower priority.

It reads, splits and stores; the server's follower brings the indexes up to it. What it has stored it notes at once, so
that nothing is lost or done twice when it, or the server, is ended in the middle.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from queue import Queue

from assistant.catalogue.jobs import Job, JobFile, JobKind, JobOutcome
from assistant.errors import UnknownDocument, UnknownFailure
from assistant.logs import set_up_logs
from assistant.opening import Catalogue
from assistant.settings import Settings, read_settings
from ingest.engines import Engine
from ingest.engines.choosing import open_engine
from ingest.metadata import flags_from
from ingest.pipeline import Pipeline
from ingest.places import Kept, Place
from ingest.relating import sketch_all
from ingest.report import FileOutcome
from ingest.retrying import retry
from ingest.uploads.keeping import UploadFolder, forget_upload

NICENESS = 10
"""How far it stands back behind the server that answers questions."""


def main() -> None:
    """Do jobs, one after the other, until standard input ends: each line of it is the id of one."""
    _stand_back()
    settings = read_settings()
    set_up_logs(settings.log_level)
    given: Queue[str] = Queue()
    threading.Thread(target=_listen, args=(given,), name="server", daemon=True).start()
    catalogue = Catalogue(settings)
    with open_engine(settings, files=1) as engine:
        while True:
            job = catalogue.jobs.get(given.get())
            for file in job.files:
                if file.state.open and catalogue.job_steps.begin(file):
                    run_file(settings, catalogue, job, file, engine=engine)
            sketch_all(catalogue.documents)


def run_file(settings: Settings, catalogue: Catalogue, job: Job, file: JobFile, *, engine: Engine) -> None:
    """Take in one file of a job, and note what became of it."""
    steps = catalogue.job_steps
    for outcome in steps.done_meanwhile(file):
        steps.note(file, outcome)
    taken = False

    def heard(done: FileOutcome) -> None:
        nonlocal taken
        taken = taken or done.failure is None
        steps.note(file, outcome_of(catalogue, done))

    if job.kind is JobKind.RETRY:
        try:
            failure = catalogue.quarantine.get(file.source)
            retry(settings, catalogue, [failure], engine=engine, listener=heard)
        except UnknownFailure:
            steps.note(file, JobOutcome(file.source, "failed", reason="it is in quarantine no longer"))
    elif file.file is not None:
        place = Place(UploadFolder(settings.data_dir).path(file.file), file.source, Path(file.name), file.file)
        pipeline = Pipeline.of(settings, catalogue, engine=engine)
        pipeline.take(Kept([place]), flags=flags_from(job.flags), listener=heard, relate=False, begun=job.created_at)
        if taken:
            catalogue.uploads.keep(file.source, file=file.file, size=file.size, flags=job.flags)
    steps.end(file)
    if steps.is_forgotten(file):  # while it was read: what has been kept of it since goes too
        forget_upload(settings.data_dir, catalogue, file.source, also=file.file)


def outcome_of(catalogue: Catalogue, done: FileOutcome) -> JobOutcome:
    """What became of a file, with the version that its document has now."""
    if done.failure is not None or done.document_id is None:
        failure = done.failure
        return JobOutcome(
            done.source,
            done.outcome,
            reason="" if failure is None else failure.reason,
            advice="" if failure is None else failure.advice,
        )
    try:
        version = catalogue.documents.present_version(done.document_id)
    except UnknownDocument:  # removed by somebody else in the meantime
        version = None
    return JobOutcome(done.source, done.outcome, done.document_id, version, missing=done.missing)


def _stand_back() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def _listen(given: Queue[str]) -> None:
    """The server holds the other end of standard input: when that is closed, it is gone or done, and so must this be."""
    begun = b""
    while read := os.read(0, 4096):  # not by way of ``sys.stdin``, whose lock would hold up the end of this program
        *lines, begun = (begun + read).split(b"\n")
        for line in lines:
            given.put(line.decode())
    os._exit(0)


if __name__ == "__main__":
    main()
