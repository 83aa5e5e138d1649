"""Jobs that take files in: queued, claimed by one process at a time, and never lost by a process that is killed."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, delete, func, insert, select, update

from assistant.catalogue.engine import in_utc, now, writing
from assistant.catalogue.postgres import REQUESTING, lock_for_transaction
from assistant.catalogue.tables import documents, job_files, job_outcomes, jobs
from assistant.errors import JobOver, RequestReused, UnknownJob
from assistant.missing import Missing, missing_from

LEASE = timedelta(seconds=60)
"""After which a job whose process has not been heard of may be taken over."""
FORGOTTEN = "…"
"""Begins what stands in the place of a name that was forgotten."""
DAYS_KEPT = 90
"""Days after its end that a job can be looked at."""


class JobKind(StrEnum):
    """What a job does."""

    UPLOAD = "upload"
    RETRY = "retry"
    """It reads again what is in quarantine."""


class JobState(StrEnum):
    """How far a job has come."""

    QUEUED = "queued"
    READING = "reading"
    INDEXING = "indexing"
    """Everything is stored; answers do not use all of it yet."""
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing will change any more."""
        return self in {JobState.DONE, JobState.CANCELLED}


class FileState(StrEnum):
    """How far a file of a job has come."""

    QUEUED = "queued"
    READING = "reading"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def open(self) -> bool:
        """Whether it still has to be read."""
        return self in {FileState.QUEUED, FileState.READING}


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What became of a file, or of one file of an archive."""

    source: str
    outcome: str
    """``added``, ``updated``, ``unchanged``, ``moved``, ``duplicate`` or ``failed``."""
    document_id: str | None = None
    version: int | None = None
    reason: str = ""
    advice: str = ""
    served: bool = False
    """Whether answers use this version, or a later one."""
    missing: tuple[Missing, ...] = ()
    """What of the file was not read, though the rest was taken in."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that a job shall take in."""

    name: str
    source: str
    size: int
    file: str | None = None
    """SHA-256 of kept bytes; None for a source that lies elsewhere."""


@dataclass(frozen=True, slots=True)
class JobFile:
    """A file of a job, and what became of it."""

    pk: int
    name: str
    source: str
    size: int
    file: str | None
    state: FileState
    started_at: datetime | None
    crashes: int
    outcomes: tuple[JobOutcome, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A job with its files."""

    id: str
    kind: JobKind
    state: JobState
    flags: Mapping[str, Any]
    cancelled: bool
    """Whether somebody asked for its end."""
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    files: tuple[JobFile, ...]


@dataclass(frozen=True, slots=True)
class NewJob:
    """What is to be done, and the id by which the same request is known when it comes again."""

    kind: JobKind
    folder: str
    files: Sequence[NewFile]
    flags: Mapping[str, Any]
    request: str | None = None
    request_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Created:
    """A job that waits."""

    job: Job
    new: bool
    """False when the same request had come before, and nothing was queued."""


class Jobs:
    """Queues jobs and reads them; :class:`~assistant.catalogue.job_steps.JobSteps` brings them on."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(self, new: NewJob) -> Created:
        """Queue a job. The same request twice is queued once.

        Raises:
            RequestReused: the request has come with other files or fields before.
        """
        with writing(self._engine) as connection:
            if new.request is not None:
                if connection.dialect.name == "postgresql":  # the same one may be on its way twice; SQLite is locked
                    lock_for_transaction(connection, REQUESTING)
                known = connection.execute(select(jobs).where(jobs.c.request == new.request)).first()
                if known is not None:
                    if known.request_hash != new.request_hash:
                        raise RequestReused(new.request, sent="upload")
                    return Created(_job(connection, known), new=False)
            job_id = secrets.token_hex(8)
            job_pk = connection.execute(
                insert(jobs).values(
                    id=job_id,
                    kind=new.kind.value,
                    folder=new.folder,
                    state=JobState.QUEUED.value,
                    flags=dict(new.flags),
                    request=new.request,
                    request_hash=new.request_hash,
                    created_at=now(),
                )
            ).inserted_primary_key[0]  # type: ignore[index]
            connection.execute(
                insert(job_files),
                [
                    {
                        "job_pk": job_pk,
                        "name": file.name,
                        "source": file.source,
                        "file": file.file,
                        "size": file.size,
                        "state": FileState.QUEUED.value,
                    }
                    for file in new.files
                ],
            )
            return Created(
                _job(connection, connection.execute(select(jobs).where(jobs.c.pk == job_pk)).one()), new=True
            )

    def get(self, job_id: str) -> Job:
        """A job as it stands now.

        Raises:
            UnknownJob: there is none of this id.
        """
        with self._engine.connect() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id)).first()
            if row is None:
                raise UnknownJob(job_id)
            return _job(connection, row)

    def all(self, *, limit: int, offset: int = 0) -> list[Job]:
        """Jobs, the newest first."""
        query = select(jobs).order_by(jobs.c.pk.desc()).limit(limit).offset(offset)
        with self._engine.connect() as connection:
            return [_job(connection, row) for row in connection.execute(query).all()]

    def count(self) -> int:
        """How many jobs there are."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(jobs)).scalar_one())

    def cancel(self, job_id: str) -> Job:
        """Ask for the end of a job. What waits is cancelled at once; what is being read, by the process that reads it.

        Raises:
            UnknownJob: there is none of this id.
            JobOver: everything has been read already.
        """
        with writing(self._engine) as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id).with_for_update()).first()
            if row is None:
                raise UnknownJob(job_id)
            state = JobState(row.state)
            if state not in {JobState.QUEUED, JobState.READING}:
                raise JobOver(job_id, state.value)
            connection.execute(update(jobs).where(jobs.c.pk == row.pk).values(cancelled=True))
            waiting = and_(job_files.c.job_pk == row.pk, job_files.c.state == FileState.QUEUED.value)
            connection.execute(update(job_files).where(waiting).values(state=FileState.CANCELLED.value))
            if state is JobState.QUEUED and row.lease_owner is None:
                over = {"state": JobState.CANCELLED.value, "finished_at": now()}
                connection.execute(update(jobs).where(jobs.c.pk == row.pk).values(over))
            return _job(connection, connection.execute(select(jobs).where(jobs.c.pk == row.pk)).one())

    def files_needed(self) -> set[str]:
        """Hashes of the bytes that unfinished jobs still have to read."""
        query = (
            select(job_files.c.file)
            .join(jobs, jobs.c.pk == job_files.c.job_pk)
            .where(job_files.c.file.is_not(None), jobs.c.state.in_([JobState.QUEUED.value, JobState.READING.value]))
        )
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def files_of(self, source: str) -> set[str]:
        """Hashes of all bytes that came under a source, as far as jobs are remembered."""
        query = select(job_files.c.file).where(job_files.c.source == source, job_files.c.file.is_not(None))
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def forget_source(self, source: str) -> None:
        """Forget under which name the files of a source came, in all jobs, and what was said of them; for a purge.

        Those that wait to be read are not read any more. One that is being read goes on, and can note nothing by its name.
        """
        files = select(job_files.c.pk, job_files.c.name, job_files.c.state).where(job_files.c.source == source)
        said = (
            select(job_outcomes.c.pk, job_files.c.source)
            .join(job_files, job_files.c.pk == job_outcomes.c.file_pk)
            .where(job_outcomes.c.source == source)
        )
        with writing(self._engine) as connection:
            for outcome in connection.execute(said).all():
                name = "" if outcome.source == source else f"{outcome.source}/{FORGOTTEN}{outcome.pk}"
                gone = {"source": name, "reason": "", "advice": ""}
                connection.execute(update(job_outcomes).where(job_outcomes.c.pk == outcome.pk).values(gone))
            for row in connection.execute(files).all():
                state = FileState(row.state)
                values: dict[str, Any] = {"name": FORGOTTEN + PurePosixPath(row.name).suffix, "source": ""}
                if state is not FileState.READING:
                    values["file"] = None
                if state is FileState.QUEUED:
                    values["state"] = FileState.CANCELLED.value
                connection.execute(update(job_files).where(job_files.c.pk == row.pk).values(values))

    def sources_of(self, files: Collection[str]) -> set[str]:
        """All sources that some bytes came under, as far as jobs are remembered."""
        query = select(job_files.c.source).where(job_files.c.file.in_(files))
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def forget(self, *, before: datetime | None = None) -> int:
        """Delete the records of jobs that ended before an instant (:data:`DAYS_KEPT` ago, when not given); how many."""
        limit = before or now() - timedelta(days=DAYS_KEPT)
        with writing(self._engine) as connection:
            return connection.execute(delete(jobs).where(jobs.c.finished_at < limit)).rowcount


def _job(connection: Connection, row: Any) -> Job:
    outcomes: dict[int, list[JobOutcome]] = {}
    for found in connection.execute(_outcomes_of(row.pk)):
        outcomes.setdefault(found.file_pk, []).append(_outcome(found))
    files = connection.execute(select(job_files).where(job_files.c.job_pk == row.pk).order_by(job_files.c.pk)).all()
    return Job(
        id=row.id,
        kind=JobKind(row.kind),
        state=JobState(row.state),
        flags=row.flags,
        cancelled=row.cancelled,
        created_at=in_utc(row.created_at),
        started_at=None if row.started_at is None else in_utc(row.started_at),
        finished_at=None if row.finished_at is None else in_utc(row.finished_at),
        files=tuple(
            JobFile(
                pk=file.pk,
                name=file.name,
                source=file.source,
                size=file.size,
                file=file.file,
                state=FileState(file.state),
                started_at=None if file.started_at is None else in_utc(file.started_at),
                crashes=file.crashes,
                outcomes=tuple(outcomes.get(file.pk, ())),
            )
            for file in files
        ),
    )


def _outcomes_of(job_pk: int) -> Select[Any]:
    return (
        select(job_outcomes, documents.c.served_version)
        .join(job_files, job_files.c.pk == job_outcomes.c.file_pk)
        .outerjoin(documents, documents.c.id == job_outcomes.c.document_id)
        .where(job_files.c.job_pk == job_pk)
        .order_by(job_outcomes.c.pk)
    )


def _outcome(row: Any) -> JobOutcome:
    return JobOutcome(
        source=row.source,
        outcome=row.outcome,
        document_id=row.document_id,
        version=row.version,
        reason=row.reason,
        advice=row.advice,
        missing=missing_from(row.missing),
        served=row.version is not None and (row.served_version or 0) >= row.version,
    )
