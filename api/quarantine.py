"""``/v1/quarantine``: what could not be taken in, and reading it again."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.access import StaffOnly
from api.jobs import STAFF, JobOut
from api.parts import AdvisoryDep, ClearDep, FolderDep, WakeDep
from api.problems import documented
from assistant.catalogue.jobs import JobKind, NewFile, NewJob
from assistant.wire.quarantine import QuarantinedOut, QuarantineOut

router = APIRouter(prefix="/v1/quarantine", tags=["quarantine"])

UNKNOWN = {
    HTTPStatus.NOT_FOUND: "Nothing of this id is in quarantine.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The id cannot be read.",
}

FailureId = Annotated[str, Path(description="Id, as in the list.")]


@router.get(
    "",
    dependencies=[StaffOnly],
    summary="What could not be taken in",
    responses=documented(STAFF | {HTTPStatus.UNPROCESSABLE_ENTITY: "The limit or offset cannot be."}),
)
def list_quarantine(
    advisory: AdvisoryDep,
    limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 100,
    offset: Annotated[int, Query(ge=0, le=2**31 - 1, description="How many to leave out first.")] = 0,
) -> QuarantineOut:
    """Sources that failed, by upload or on the command line, with reason and advice; what failed last first. For staff."""
    stored = advisory.catalogue.quarantine
    found = stored.all(limit=limit, offset=offset)
    return QuarantineOut(total=stored.count(), failed=[QuarantinedOut.of(item) for item in found])


@router.get("/{failure_id}", dependencies=[StaffOnly], summary="One failure", responses=documented(STAFF | UNKNOWN))
def show_failure(failure_id: FailureId, advisory: AdvisoryDep) -> QuarantinedOut:
    """Why a source failed, since when, how often, with size and hash. For staff."""
    return QuarantinedOut.of(advisory.catalogue.quarantine.get(failure_id))


@router.post(
    "/{failure_id}/retry",
    status_code=HTTPStatus.ACCEPTED,
    dependencies=[StaffOnly],
    summary="Read it again",
    responses=documented(STAFF | UNKNOWN),
)
def retry_failure(
    failure_id: FailureId, advisory: AdvisoryDep, folder: FolderDep, wake: WakeDep, response: Response
) -> JobOut:
    """Read a source again, with the metadata that was given with it. When it can be taken in, it leaves the quarantine.

    The answer names a job, as that of an upload does. For staff.
    """
    failed = advisory.catalogue.quarantine.get(failure_id).failed
    file = NewFile(failed.source, failed.source, failed.size or 0, failed.file)
    created = advisory.catalogue.jobs.create(NewJob(JobKind.RETRY, folder, [file], failed.flags))
    wake()
    response.headers["Location"] = f"/v1/jobs/{created.job.id}"
    return JobOut.of(created.job)


@router.delete(
    "/{failure_id}",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[StaffOnly],
    summary="Forget a failure",
    responses=documented(STAFF | UNKNOWN),
)
def clear_failure(failure_id: FailureId, advisory: AdvisoryDep, clear: ClearDep) -> None:
    """Take a source out of quarantine. A file on disk stays there, and is read again when an ingest meets it; uploaded bytes
    that no document was made of are deleted. For staff."""
    clear([advisory.catalogue.quarantine.get(failure_id)])
