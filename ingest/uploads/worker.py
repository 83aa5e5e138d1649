"""The server's side of jobs: one at a time, each by a program of its own, followed until answers use what it stored."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from assistant.catalogue.jobs import FileState, Job, JobFile, JobKind, JobOutcome
from assistant.catalogue.quarantine import FailedSource, Quarantined
from assistant.settings import Settings
from ingest.engines.limits import from_outside
from ingest.uploads.keeping import UploadFolder, clear_failures, delete_unneeded, sweep_uploads
from ingest.uploads.program import Program

if TYPE_CHECKING:
    from assistant.opening import Catalogue

log = logging.getLogger(__name__)

POLL_SECONDS = 0.1
"""How often the program is looked at while it works, and the indexes while they are awaited."""
IDLE_SECONDS = 2.0
"""How often the catalogue is asked for jobs when nobody has said that there is one."""
RENEW_SECONDS = 10.0
KEPT_SECONDS = 30.0
"""How long the program waits for another job: it takes a second or two to start."""
FILE_SECONDS = 600.0
"""How long the reading of one file may take."""
MOST_CRASHES = 2
"""How often a file may end the program before it is given up."""
LONGEST_BACKOFF = 60.0
BROKE_OFF = "the program that read it broke off twice"
KILLED = "the program that read it was killed from outside, twice; a system does that when it is short of memory"
TOO_LONG = f"takes longer than {FILE_SECONDS:,.0f} seconds to read"
ADVICE = "It may be damaged or made to do harm. Save it anew, or split it, and upload that."
LATER = "Retry it when there is more memory."


class _End(Enum):
    """Why the program is no longer looked at."""

    READ = "read"
    """Everything was read."""
    CRASHED = "crashed"
    """It ended before its time, or had to be ended."""
    CANCELLED = "cancelled"
    LEFT = "left"
    """To another time, or to another process."""


class JobWorker:
    """Does the jobs of a data folder, for the process that holds it."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._steps = catalogue.job_steps
        self._folder = UploadFolder(settings.data_dir)
        self._program = Program(settings)
        self._owner = secrets.token_hex(16)
        self._stop = threading.Event()
        self._awake = threading.Event()
        self._thread: threading.Thread | None = None
        self._busy_at = 0.0
        self._given_up = (BROKE_OFF, ADVICE)
        """Why the program came to its last end before its time, and what to do about a file to which that happens again."""

    @property
    def folder(self) -> UploadFolder:
        """Where uploads are kept."""
        return self._folder

    def folder_id(self) -> str:
        """The folder's own name; see :meth:`UploadFolder.identity`."""
        return self._folder.identity()

    def clear(self, failures: Sequence[Quarantined]) -> int:
        """Take failures out of quarantine; see :func:`~ingest.uploads.keeping.clear_failures`."""
        return clear_failures(self._settings.data_dir, self._catalogue, failures)

    def start(self) -> None:
        """Go on with the jobs that an earlier server left, and then with those that come.

        Raises:
            DataFolderError: the folder cannot be written.
        """
        # Whoever starts this holds the data folder alone: no other program can be at these jobs.
        self._steps.release(self._folder.identity())
        self._catalogue.jobs.forget()
        sweep_uploads(self._settings.data_dir, self._catalogue)
        # What a process that was killed had kept before it could write the version.
        self._catalogue.originals.settle()
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """There is a job, or one was cancelled."""
        self._awake.set()

    def stop(self) -> None:
        """Stop at once. A job that is being done goes on at the next start."""
        self._stop.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._program.end()

    def _run(self) -> None:
        failures = 0
        folder = self._folder.identity()
        while not self._stop.is_set():
            try:
                worked = self._next(folder)
                awaited = not worked and self._steps.awaits_index(folder)
                failures = 0
            except Exception:
                failures += 1
                log.exception("the jobs failed for the %d. time in a row", failures)
                self._stop.wait(min(2.0**failures, LONGEST_BACKOFF))
                continue
            if worked:
                self._busy_at = time.monotonic()
                continue
            if self._program.running and time.monotonic() - self._busy_at > KEPT_SECONDS:
                self._program.end()
            self._awake.wait(POLL_SECONDS if awaited else IDLE_SECONDS)
            self._awake.clear()

    def _next(self, folder: str) -> bool:
        """Do the next job, if there is one."""
        self._steps.settle(folder)
        job_id = self._steps.claim(folder, self._owner)
        if job_id is None:
            return False
        self._do(job_id)
        return True

    def _do(self, job_id: str) -> None:
        """Have a job done, by as many programs as it takes, one behind the other."""
        while (end := self._watch(job_id)) is not _End.LEFT:
            job = self._catalogue.jobs.get(job_id)
            if end is _End.READ or job.cancelled:
                break
            self._note_crash(job)
        else:
            return
        for file in job.files:
            if file.state.open:
                self._cut_off(file)
        self._steps.close(job)
        # At once: what was refused, or deleted for good meanwhile, must not lie there until the next sweep.
        delete_unneeded(self._settings.data_dir, self._catalogue, {file.file for file in job.files})
        sweep_uploads(self._settings.data_dir, self._catalogue)

    def _watch(self, job_id: str) -> _End:
        """Give a job to the program and look on until it has read everything, or must be ended."""
        self._program.give(job_id)
        end = self._look_on(job_id)
        if end is not _End.READ:
            self._program.end()
        return end

    def _look_on(self, job_id: str) -> _End:
        renewed = began = time.monotonic()
        reading: tuple[int, int] | None = None
        while True:
            ended = self._program.ended_with() is not None  # asked first: what it noted before its end counts
            job = self._catalogue.jobs.get(job_id)
            if not any(file.state.open for file in job.files):
                return _End.READ
            if job.cancelled:
                return _End.CANCELLED
            if ended:
                outside = from_outside(self._program.ended_with())
                self._given_up = (KILLED, LATER) if outside else (BROKE_OFF, ADVICE)
                return _End.CRASHED
            at = time.monotonic()
            if at - renewed > RENEW_SECONDS:
                renewed = at
                if not self._steps.renew(job_id, self._owner):
                    return _End.LEFT
            file = _being_read(job)
            present = None if file is None else (file.pk, len(file.outcomes))
            if present != reading:
                reading, began = present, at
            if at - began > FILE_SECONDS:
                if file is not None:
                    self._steps.crash(file)  # counts twice: nobody waits as long for it again
                self._given_up = (TOO_LONG, ADVICE)
                return _End.CRASHED
            if self._stop.wait(POLL_SECONDS):
                return _End.LEFT

    def _note_crash(self, job: Job) -> None:
        """The program ended before its time: the file that it was at is tried once more, and then given up."""
        file = _being_read(job)
        if file is None:
            raise OSError(f"the program for job {job.id} ended before it began to read")
        log.warning("the program for job %s ended while it read %s", job.id, file.name)
        if self._steps.crash(file) < MOST_CRASHES:
            return
        for outcome in self._steps.done_meanwhile(file):
            self._steps.note(file, outcome)
        reason, advice = self._given_up
        self._steps.note(file, JobOutcome(file.source, "failed", reason=reason, advice=advice))
        if job.kind is JobKind.UPLOAD and file.source:  # not of one that has been deleted for good meanwhile
            self._catalogue.quarantine.note(
                FailedSource(
                    source=file.source,
                    path="",
                    reason=reason,
                    advice=advice,
                    flags=job.flags,
                    flags_hash="",
                    size=file.size,
                    file_hash=file.file,
                    file=file.file,
                )
            )
        self._steps.end(file)

    def _cut_off(self, file: JobFile) -> None:
        """A cancelled job's file, of which something may have been stored all the same."""
        stored = self._steps.done_meanwhile(file)
        for outcome in stored:
            self._steps.note(file, outcome)
        self._steps.end(file, FileState.DONE if stored else FileState.CANCELLED)


def _being_read(job: Job) -> JobFile | None:
    return next((file for file in job.files if file.state is FileState.READING), None)
