"""The server's side of jobs: one at a time, each by a program of its own, followed until answers use what it stored."""

from __future__ import annotations

import logging
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from assistant.catalogue.jobs import FileState, Job, JobFile, JobKind, JobOutcome
from assistant.catalogue.quarantine import FailedSource, Quarantined
from assistant.settings import PREFIX, Settings
from ingest.uploads.keeping import UploadFolder, clear_failures, sweep_uploads

if TYPE_CHECKING:
    from assistant.bootstrap import Catalogue

log = logging.getLogger(__name__)

POLL_SECONDS = 0.1
"""How often the program is looked at while it works, and the indexes while they are awaited."""
IDLE_SECONDS = 2.0
"""How often the catalogue is asked for jobs when nobody has said that there is one."""
RENEW_SECONDS = 10.0
FILE_SECONDS = 600.0
"""How long the reading of one file may take."""
MOST_CRASHES = 2
"""How often a file may end the program before it is given up."""
LONGEST_BACKOFF = 60.0
CANCELLED, TOO_LONG = -101, -102
"""Stand for the exit code of a program that was ended here."""
ENDED = "the program that read it was ended"
ADVICE = "It may be damaged or made to do harm. Save it anew, or split it, and upload that."


class JobWorker:
    """Does the jobs of a data folder, for the process that holds it."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._steps = catalogue.job_steps
        self._folder = UploadFolder(settings.data_dir)
        self._owner = secrets.token_hex(16)
        self._stop = threading.Event()
        self._awake = threading.Event()
        self._thread: threading.Thread | None = None

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

    def _run(self) -> None:
        failures = 0
        folder = self._folder.identity()
        while not self._stop.is_set():
            try:
                worked = self._next(folder)
                failures = 0
            except Exception:
                failures += 1
                log.exception("the jobs failed for the %d. time in a row", failures)
                self._stop.wait(min(2.0**failures, LONGEST_BACKOFF))
                continue
            if not worked:
                awaited = self._steps.awaits_index(folder)
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
        while True:
            code = self._watch(job_id)
            if code is None:  # stopped, or another process has taken the job over
                return
            job = self._catalogue.jobs.get(job_id)
            if job.cancelled or not any(file.state.open for file in job.files):
                break
            self._note_crash(job, code)
        for file in job.files:
            if file.state.open:
                self._cut_off(file)
        self._steps.close(job)
        self._steps.settle(self._folder.identity())
        sweep_uploads(self._settings.data_dir, self._catalogue)

    def _watch(self, job_id: str) -> int | None:
        """Start the program and wait for its end: its exit code, or None when the job is left to another time."""
        with _program(job_id, self._settings) as program:
            try:
                return self._wait(program, job_id)
            finally:
                program.kill()

    def _wait(self, program: subprocess.Popen[bytes], job_id: str) -> int | None:
        renewed = began = time.monotonic()
        reading: tuple[int, int] | None = None
        while (code := program.poll()) is None:
            if self._stop.wait(POLL_SECONDS):
                return None
            at = time.monotonic()
            if at - renewed > RENEW_SECONDS:
                renewed = at
                if not self._steps.renew(job_id, self._owner):
                    return None
            job = self._catalogue.jobs.get(job_id)
            if job.cancelled:
                return CANCELLED
            file = _being_read(job)
            present = None if file is None else (file.pk, len(file.outcomes))
            if present != reading:
                reading, began = present, at
            if at - began > FILE_SECONDS:
                if file is not None:
                    self._steps.crash(file)  # counts twice: nobody waits as long for it again
                return TOO_LONG
        return code

    def _note_crash(self, job: Job, code: int) -> None:
        """The program ended before its time: the file that it was at is tried once more, and then given up."""
        file = _being_read(job)
        if file is None:
            raise OSError(f"the program for job {job.id} ended with {code} before it began")
        log.warning("the program for job %s ended with %d while it read %s", job.id, code, file.name)
        if self._steps.crash(file) < MOST_CRASHES:
            return
        for outcome in self._steps.done_meanwhile(file):
            self._steps.note(file, outcome)
        self._steps.note(file, JobOutcome(file.source, "failed", reason=ENDED, advice=ADVICE))
        if job.kind is JobKind.UPLOAD:
            self._catalogue.quarantine.note(
                FailedSource(
                    source=file.source,
                    path="",
                    reason=ENDED,
                    advice=ADVICE,
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


def _program(job_id: str, settings: Settings) -> subprocess.Popen[bytes]:
    """The program that does a job. Its standard input stays open as long as this process lives."""
    return subprocess.Popen(  # noqa: S603 - our own module, and an id that the catalogue gave
        [sys.executable, "-m", "ingest.uploads.running", job_id],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=os.environ | environment(settings),
    )


def environment(settings: Settings) -> dict[str, str]:
    """Settings as variables, for a program that must have the same ones."""
    values = {}
    for name in settings.model_fields_set:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if value is not None:
            values[f"{PREFIX}{name.upper()}"] = str(value.resolve() if isinstance(value, Path) else value)
    return values
