"""``POST /v1/documents`` and what belongs to it: the one module here that hands something to ingest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from api.access import StaffOnly
from api.jobs import STAFF, JobOut
from api.parts import AdvisoryDep
from api.problems import documented
from assistant.bootstrap import Advisory
from assistant.catalogue.jobs import Created, JobKind, NewFile, NewJob
from assistant.catalogue.uploads import source_of
from ingest.uploads.describing import FIELDS_OF_FORM
from ingest.uploads.keeping import forget_upload
from ingest.uploads.receiving import Received, Receiver, too_large
from ingest.uploads.worker import JobWorker

PIECE = 1 << 20
"""Bytes that are collected before they are written: fewer turns of the loop that also serves chats."""

router = APIRouter(prefix="/v1", tags=["documents"])

FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "additionalProperties": False,
                    "properties": FIELDS_OF_FORM,
                }
            }
        },
    }
}


def get_worker(request: Request) -> JobWorker:
    """Who does the jobs of this server."""
    worker: JobWorker = request.app.state.worker
    return worker


WorkerDep = Annotated[JobWorker, Depends(get_worker)]


@asynccontextmanager
async def doing_jobs(app: FastAPI) -> AsyncIterator[None]:
    """Do the jobs of uploads while the application runs."""
    advisory: Advisory = app.state.advisory
    worker = JobWorker(advisory.settings, advisory.catalogue)
    app.state.worker = worker
    await run_in_threadpool(worker.start)
    try:
        yield
    finally:
        await run_in_threadpool(worker.stop)


@router.post(
    "/documents",
    status_code=HTTPStatus.ACCEPTED,
    dependencies=[StaffOnly],
    openapi_extra=FORM,
    summary="Upload documents",
    responses={
        200: {"description": "The same upload had come before: this is its job.", "model": JobOut},
        **documented(
            STAFF
            | {
                HTTPStatus.BAD_REQUEST: "The connection ended before everything had come.",
                HTTPStatus.CONFLICT: "The id of the request has come with other files or fields before.",
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "More bytes or files than an upload may have.",
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Not a form with files, or a file of a kind that is not read.",
                HTTPStatus.UNPROCESSABLE_ENTITY: "Fields or file names do not hold: `detail` names every problem.",
                HTTPStatus.INSUFFICIENT_STORAGE: "The disk is full.",
            }
        ),
    },
)
async def upload_documents(request: Request, response: Response, advisory: AdvisoryDep, worker: WorkerDep) -> JobOut:
    """Take files in, of any format that `goglobal ingest` reads, ZIP archives too. For staff.

    The answer names a job: `GET /v1/jobs/{id}` tells what becomes of each file, and from when on answers use it. A name that
    was uploaded before gets a new version. Fields state metadata for files that state none themselves, with the same keys and
    checks as front matter; `request`, a random id, makes it safe to send the same upload again after a lost connection.
    """
    limit = advisory.settings.upload_limit * 1024**2
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise too_large(limit)
    receiver = Receiver(request.headers.get("content-type", ""), worker.folder, largest=limit)
    try:
        received = await _received(request, receiver)
        created = await run_in_threadpool(_queue, advisory, worker, receiver, received)
    except ClientDisconnect as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "The connection ended before everything had come.") from error
    finally:
        await run_in_threadpool(receiver.discard)
    response.headers["Location"] = f"/v1/jobs/{created.job.id}"
    if created.new:
        worker.wake()
    else:
        response.status_code = HTTPStatus.OK
    return JobOut.of(created.job)


async def _received(request: Request, receiver: Receiver) -> Received:
    piece = bytearray()
    async for content in request.stream():
        piece += content
        if len(piece) >= PIECE:
            await run_in_threadpool(receiver.feed, bytes(piece))
            piece.clear()
    if piece:
        await run_in_threadpool(receiver.feed, bytes(piece))
    return await run_in_threadpool(receiver.finish)


def _queue(advisory: Advisory, worker: JobWorker, receiver: Receiver, received: Received) -> Created:
    files = [NewFile(file.name, source_of(file.name), file.arrived.size, file.arrived.file) for file in received.files]
    job = NewJob(
        JobKind.UPLOAD,
        worker.folder.identity(),
        files,
        received.flag_values,
        request=received.request,
        request_hash=received.hash,
    )
    # Bytes that nothing needs are deleted: these must not be taken for such before their job is there.
    with worker.folder.locked():
        receiver.place()
        return advisory.catalogue.jobs.create(job)


@router.delete(
    "/documents/{document_id}",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[StaffOnly],
    summary="Take a document out",
    responses=documented(
        STAFF
        | {
            HTTPStatus.NOT_FOUND: "No such document, or it was removed before.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "The id cannot be read.",
        }
    ),
)
def remove_document(
    document_id: Annotated[str, Path(description="Id, as in the list.")], advisory: AdvisoryDep
) -> None:
    """Take a document out of all answers at once. What cites it can still be opened; uploaded bytes are deleted. For staff."""
    source = advisory.catalogue.documents.get(document_id).document.source
    advisory.catalogue.documents.remove(document_id)
    forget_upload(advisory.settings.data_dir, advisory.catalogue, source)
