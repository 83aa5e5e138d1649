"""``/v1/jobs``: what becomes of uploads."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.access import StaffOnly
from api.parts import AdvisoryDep, WakeDep
from api.problems import documented, problem_of
from api.stream import HEADERS, KEEP_ALIVE_SECONDS, encode
from assistant.bootstrap import Advisory
from assistant.catalogue.jobs import FileState, Job, JobFile, JobKind, JobOutcome, JobState
from assistant.catalogue.uploads import PREFIX
from assistant.wire.documents import MissingOut

FOLLOW_SECONDS = 0.25
"""How often a followed job is looked at."""
LONGEST_FOLLOWED = 3600.0
"""Seconds after which a stream ends; whoever wants more asks again."""

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

STAFF = {HTTPStatus.UNAUTHORIZED: "No token of staff was shown.", HTTPStatus.FORBIDDEN: "The caller is not staff."}
UNKNOWN = {HTTPStatus.NOT_FOUND: "No such job.", HTTPStatus.UNPROCESSABLE_ENTITY: "The id cannot be read."}

JobId = Annotated[str, Path(description="Id, as the upload was answered with.")]


class JobFileOut(BaseModel):
    """What became of a file; each file of an archive has an entry of its own once it is read."""

    name: str
    size: int = Field(description="Bytes of the upload.")
    state: FileState
    outcome: str | None = Field(
        description="`added`, `updated`, `unchanged`, `moved`, `duplicate` or `failed`; null until it is known, or when it was cancelled."
    )
    document_id: str | None
    version: int | None = Field(description="The document's version that the file is.")
    served: bool = Field(description="Whether answers use this version, or a later one.")
    url: str | None = Field(description="Page of the document.")
    reason: str = Field(description="Why it failed; empty when it did not.")
    advice: str = Field(description="What to do then.")
    warnings: list[MissingOut] = Field(description="What of it was not read, though the rest was taken in.")


class CountsOut(BaseModel):
    """How many files have come to what."""

    waiting: int
    added: int
    updated: int
    unchanged: int
    moved: int
    duplicate: int
    failed: int
    cancelled: int


class JobOut(BaseModel):
    """A job with what became of each of its files so far."""

    id: str
    kind: JobKind
    state: JobState = Field(
        description="`queued`, `reading`, `indexing` (all is stored, answers do not use all of it yet), `done` (they do; files "
        "may have failed, see `counts`) or `cancelled`."
    )
    cancelling: bool = Field(description="Whether its end was asked for.")
    created_at: datetime = Field(description="In UTC.")
    started_at: datetime | None
    finished_at: datetime | None
    counts: CountsOut
    files: list[JobFileOut]

    @classmethod
    def of(cls, job: Job) -> JobOut:
        """From the catalogue's value."""
        files = [shown for file in job.files for shown in _shown(file)]
        said = [file.outcome for file in files]
        return cls(
            id=job.id,
            kind=job.kind,
            state=job.state,
            cancelling=job.cancelled,
            created_at=job.created_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
            counts=CountsOut(
                waiting=sum(file.state.open for file in files),
                cancelled=sum(file.state is FileState.CANCELLED for file in files),
                **{
                    name: said.count(name) for name in ("added", "updated", "unchanged", "moved", "duplicate", "failed")
                },
            ),
            files=files,
        )


class JobsOut(BaseModel):
    """Jobs, the newest first."""

    total: int
    jobs: list[JobOut]


@router.get(
    "",
    dependencies=[StaffOnly],
    summary="List jobs",
    responses=documented(STAFF | {HTTPStatus.UNPROCESSABLE_ENTITY: "The limit or offset cannot be."}),
)
def list_jobs(
    advisory: AdvisoryDep,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 20,
    offset: Annotated[int, Query(ge=0, le=2**31 - 1, description="How many to leave out first.")] = 0,
) -> JobsOut:
    """Jobs of uploads and retries, the newest first; those that ended more than 90 days ago are forgotten. For staff."""
    stored = advisory.catalogue.jobs
    return JobsOut(total=stored.count(), jobs=[JobOut.of(job) for job in stored.all(limit=limit, offset=offset)])


@router.get(
    "/{job_id}",
    dependencies=[StaffOnly],
    response_model=JobOut,
    summary="Follow a job",
    responses={
        200: {
            "description": "The job as it stands; with `Accept: text/event-stream` an event `job` with all of it whenever "
            "something has changed, then `done` when it is over, or `error`.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        **documented(STAFF | UNKNOWN),
    },
)
async def show_job(
    job_id: JobId,
    advisory: AdvisoryDep,
    accept: Annotated[str, Header(include_in_schema=False)] = "application/json",
) -> JobOut | Response:
    """A job with each file's outcome, its document, and whether answers use it. For staff."""
    job = await run_in_threadpool(_look, advisory, job_id)
    if "text/event-stream" in accept:
        return EventSourceResponse(_followed(advisory, job), headers=HEADERS)
    return job


@router.post(
    "/{job_id}/cancel",
    dependencies=[StaffOnly],
    summary="Cancel a job",
    responses=documented(STAFF | UNKNOWN | {HTTPStatus.CONFLICT: "Everything has been read already."}),
)
def cancel_job(job_id: JobId, advisory: AdvisoryDep, wake: WakeDep) -> JobOut:
    """Read no more of a job. What was taken in before stays, and is named. For staff."""
    cancelled = JobOut.of(advisory.catalogue.jobs.cancel(job_id))
    wake()
    return cancelled


def _look(advisory: Advisory, job_id: str) -> JobOut:
    return JobOut.of(advisory.catalogue.jobs.get(job_id))


async def _followed(advisory: Advisory, job: JobOut) -> AsyncIterator[bytes]:
    """A job as SSE bytes, whenever it has changed. The last event is always ``done`` or ``error``."""
    began = spoken = time.monotonic()
    shown: JobOut | None = None
    try:
        while not job.state.over:
            at = time.monotonic()
            if at - began > LONGEST_FOLLOWED:
                break
            if job != shown:
                shown, spoken = job, at
                yield encode("job", job.model_dump(mode="json"))
            elif at - spoken > KEEP_ALIVE_SECONDS:
                spoken = at
                yield KEEPALIVE_COMMENT
            await asyncio.sleep(FOLLOW_SECONDS)
            job = await run_in_threadpool(_look, advisory, job.id)
        yield encode("done", job.model_dump(mode="json"))
    except Exception as error:
        yield encode("error", problem_of(error).model_dump())
        raise


def _shown(file: JobFile) -> list[JobFileOut]:
    if not file.outcomes:
        return [_entry(file, None, file.name)]
    return [_entry(file, outcome, _name(file, outcome)) for outcome in file.outcomes]


def _name(file: JobFile, outcome: JobOutcome) -> str:
    return file.name + outcome.source.removeprefix(file.source)


def _entry(file: JobFile, outcome: JobOutcome | None, name: str) -> JobFileOut:
    document_id = None if outcome is None else outcome.document_id
    return JobFileOut(
        name=name.removeprefix(PREFIX),
        size=file.size,
        state=FileState.DONE if outcome is not None else file.state,
        outcome=None if outcome is None else outcome.outcome,
        document_id=document_id,
        version=None if outcome is None else outcome.version,
        served=outcome is not None and outcome.served,
        url=None if document_id is None else f"/documents/{document_id}",
        reason="" if outcome is None else outcome.reason,
        advice="" if outcome is None else outcome.advice,
        warnings=[] if outcome is None else [MissingOut.model_validate(each.values()) for each in outcome.missing],
    )
