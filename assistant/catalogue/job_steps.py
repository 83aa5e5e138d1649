"""How a job goes on: claimed under a lease, read file by file, indexed, done. Each step is one transaction."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, and_, or_, select, update

from assistant.catalogue.engine import now, writing
from assistant.catalogue.jobs import LEASE, FileState, Job, JobFile, JobOutcome, JobState
from assistant.catalogue.tables import documents, job_files, job_outcomes, jobs, source_files, versions
from assistant.catalogue.upserts import upsert


class JobSteps:
    """Brings jobs on, for the processes that do them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, folder: str, owner: str) -> str | None:
        """The oldest job of a data folder that waits, or whose process has gone, for ``owner`` alone; None without one."""
        free = or_(jobs.c.lease_until.is_(None), jobs.c.lease_until < now(), jobs.c.lease_owner == owner)
        unread = jobs.c.state.in_([JobState.QUEUED.value, JobState.READING.value])
        query = select(jobs.c.pk, jobs.c.id, jobs.c.started_at).where(unread, free, jobs.c.folder == folder)
        with self._engine.connect() as connection:  # asked every moment, mostly for nothing: nobody is held up
            if connection.execute(query.limit(1)).first() is None:
                return None
        with writing(self._engine) as connection:
            row = connection.execute(query.order_by(jobs.c.pk).limit(1).with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            connection.execute(
                update(jobs)
                .where(jobs.c.pk == row.pk)
                .values(
                    state=JobState.READING.value,
                    started_at=row.started_at or now(),
                    lease_owner=owner,
                    lease_until=now() + LEASE,
                )
            )
            return str(row.id)

    def renew(self, job_id: str, owner: str) -> bool:
        """Keep a job for its owner; False when it has gone to another one."""
        mine = and_(jobs.c.id == job_id, jobs.c.lease_owner == owner)
        with writing(self._engine) as connection:
            renewed = connection.execute(update(jobs).where(mine).values(lease_until=now() + LEASE))
            return renewed.rowcount == 1

    def release(self, folder: str) -> None:
        """Free all jobs of a data folder, for who has just become its only holder: their processes are gone."""
        held = and_(jobs.c.folder == folder, jobs.c.lease_owner.is_not(None))
        with writing(self._engine) as connection:
            connection.execute(update(jobs).where(held).values(lease_owner=None, lease_until=None))

    def begin(self, file: JobFile) -> bool:
        """Note that a file is being read from now on; False when it was cancelled meanwhile."""
        waiting = and_(
            job_files.c.pk == file.pk, job_files.c.state.in_([FileState.QUEUED.value, FileState.READING.value])
        )
        with writing(self._engine) as connection:
            begun = connection.execute(
                update(job_files)
                .where(waiting)
                .values(state=FileState.READING.value, started_at=file.started_at or now())
            )
            return begun.rowcount == 1

    def note(self, file: JobFile, outcome: JobOutcome) -> None:
        """Keep what became of a file, or of one of an archive. What was noted before a process was killed stands.

        Of a file whose document has been deleted for good since then nothing is kept.
        """
        with writing(self._engine) as connection:
            present = select(job_files.c.source).where(job_files.c.pk == file.pk).with_for_update()
            if connection.execute(present).scalar() != file.source:
                return
            connection.execute(
                upsert(connection, job_outcomes)
                .values(
                    file_pk=file.pk,
                    source=outcome.source,
                    outcome=outcome.outcome,
                    document_id=outcome.document_id,
                    version=outcome.version,
                    reason=outcome.reason,
                    advice=outcome.advice,
                    missing=[each.values() for each in outcome.missing],
                )
                .on_conflict_do_nothing(index_elements=["file_pk", "source"])
            )

    def end(self, file: JobFile, state: FileState = FileState.DONE) -> None:
        """Note that a file is through."""
        one = job_files.c.pk == file.pk
        with writing(self._engine) as connection:
            connection.execute(update(job_files).where(one).values(state=state.value))
            connection.execute(update(job_files).where(one, job_files.c.source == "").values(file=None))

    def is_forgotten(self, file: JobFile) -> bool:
        """Whether the document of a file has been deleted for good since the job was looked at."""
        query = select(job_files.c.source).where(job_files.c.pk == file.pk)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() == "" != file.source

    def crash(self, file: JobFile) -> int:
        """Note that a file has ended the program that read it; how often by now."""
        with writing(self._engine) as connection:
            one = job_files.c.pk == file.pk
            connection.execute(update(job_files).where(one).values(crashes=job_files.c.crashes + 1))
            return int(connection.execute(select(job_files.c.crashes).where(one)).scalar_one())

    def close(self, job: Job) -> None:
        """Everything that will be read has been: a cancelled job is over, any other waits until it is served."""
        over = {"state": JobState.CANCELLED.value, "finished_at": now()}
        indexing = {"state": JobState.INDEXING.value}
        freed = {"lease_owner": None, "lease_until": None}
        with writing(self._engine) as connection:
            row = connection.execute(select(jobs.c.pk, jobs.c.cancelled).where(jobs.c.id == job.id)).one()
            unread = select(job_files.c.pk).where(
                job_files.c.job_pk == row.pk, job_files.c.state == FileState.CANCELLED.value
            )
            cut_short = row.cancelled and connection.execute(unread).first() is not None
            connection.execute(
                update(jobs).where(jobs.c.pk == row.pk).values(freed | (over if cut_short else indexing))
            )

    def awaits_index(self, folder: str) -> bool:
        """Whether jobs of a data folder wait for the indexes."""
        waiting = select(jobs.c.pk).where(jobs.c.state == JobState.INDEXING.value, jobs.c.folder == folder)
        with self._engine.connect() as connection:
            return connection.execute(waiting.limit(1)).first() is not None

    def settle(self, folder: str) -> int:
        """End the jobs of a data folder whose documents answers use by now; how many."""
        waiting = select(jobs.c.pk).where(jobs.c.state == JobState.INDEXING.value, jobs.c.folder == folder)
        with self._engine.connect() as connection:
            settled = [pk for pk in connection.execute(waiting).scalars() if not _awaited(connection, pk)]
        if settled:
            over = {"state": JobState.DONE.value, "finished_at": now()}
            with writing(self._engine) as connection:
                connection.execute(update(jobs).where(jobs.c.pk.in_(settled)).values(over))
        return len(settled)

    def done_meanwhile(self, file: JobFile) -> list[JobOutcome]:
        """What a process that was ended had stored of a file without coming to say so.

        That is each document of this source, or of files within it, whose present version was made since the file was begun.
        """
        if file.started_at is None:
            return []
        query = (
            select(source_files.c.source, documents.c.id, versions.c.version)
            .join(documents, documents.c.pk == source_files.c.document_pk)
            .join(
                versions,
                and_(versions.c.document_pk == documents.c.pk, versions.c.version == documents.c.current_version),
            )
            .where(
                or_(
                    source_files.c.source == file.source,
                    source_files.c.source.startswith(f"{file.source}/", autoescape=True),
                ),
                versions.c.created_at >= file.started_at,
            )
        )
        with self._engine.connect() as connection:
            return [
                JobOutcome(row.source, "added" if row.version == 1 else "updated", row.id, row.version)
                for row in connection.execute(query)
            ]


def _awaited(connection: Connection, job_pk: int) -> bool:
    """Whether a document of a job can still become served in the version that the job made."""
    query = (
        select(job_outcomes.c.pk)
        .join(job_files, job_files.c.pk == job_outcomes.c.file_pk)
        .join(documents, documents.c.id == job_outcomes.c.document_id)
        .where(
            job_files.c.job_pk == job_pk,
            documents.c.removed.is_(False),
            or_(documents.c.served_version.is_(None), documents.c.served_version < job_outcomes.c.version),
        )
    )
    return connection.execute(query.limit(1)).first() is not None
