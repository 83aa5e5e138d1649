"""Errors on the wire: problem details (RFC 9457), their statuses in one table."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from assistant.errors import (
    AdvisoryError,
    CatalogueUnreachable,
    CircularSuperseding,
    ConversationBusy,
    DataFolderError,
    HandoverOff,
    IndexBusy,
    InvalidOrigin,
    InvalidUpload,
    JobOver,
    MeasureCallError,
    NothingToCompare,
    PurgedDocument,
    QuestionError,
    RequestReused,
    ServerUnreachable,
    TooManyEnquiries,
    UnknownConversation,
    UnknownDocument,
    UnknownEnquiry,
    UnknownFailure,
    UnknownJob,
    UnknownMeasure,
    UnknownSiteKey,
    UnknownTurn,
    UploadNotTaken,
    UploadTooLarge,
    WrongCorrection,
)

log = logging.getLogger(__name__)

STATUSES: dict[type[AdvisoryError], HTTPStatus] = {
    QuestionError: HTTPStatus.UNPROCESSABLE_ENTITY,
    MeasureCallError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownDocument: HTTPStatus.NOT_FOUND,
    PurgedDocument: HTTPStatus.GONE,
    NothingToCompare: HTTPStatus.NOT_FOUND,
    CircularSuperseding: HTTPStatus.CONFLICT,
    UnknownMeasure: HTTPStatus.NOT_FOUND,
    WrongCorrection: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownConversation: HTTPStatus.NOT_FOUND,
    UnknownTurn: HTTPStatus.NOT_FOUND,
    UnknownSiteKey: HTTPStatus.NOT_FOUND,
    InvalidOrigin: HTTPStatus.UNPROCESSABLE_ENTITY,
    RequestReused: HTTPStatus.CONFLICT,
    UnknownEnquiry: HTTPStatus.NOT_FOUND,
    TooManyEnquiries: HTTPStatus.CONFLICT,
    HandoverOff: HTTPStatus.FORBIDDEN,
    ConversationBusy: HTTPStatus.CONFLICT,
    UploadTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    UploadNotTaken: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    InvalidUpload: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownJob: HTTPStatus.NOT_FOUND,
    JobOver: HTTPStatus.CONFLICT,
    UnknownFailure: HTTPStatus.NOT_FOUND,
    IndexBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    DataFolderError: HTTPStatus.INSUFFICIENT_STORAGE,
    CatalogueUnreachable: HTTPStatus.SERVICE_UNAVAILABLE,
    ServerUnreachable: HTTPStatus.BAD_GATEWAY,
}


class Problem(BaseModel):
    """Problem details, RFC 9457."""

    type: str = Field(description="`about:blank`: the status says it all.")
    title: str
    status: int
    detail: str = Field(description="What went wrong and what to do.")


def problem_of(error: Exception) -> Problem:
    """The problem details of an error; what is not ours is not told to strangers."""
    for kind, status in STATUSES.items():
        if isinstance(error, kind):
            return problem(status, str(error))
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here. Try again; the log tells more.")


def problem(status: HTTPStatus, detail: str) -> Problem:
    """Problem details with a status and its usual title."""
    return Problem(type="about:blank", title=status.phrase, status=status.value, detail=detail)


def respond(found: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    """A response with problem details."""
    return JSONResponse(
        found.model_dump(), status_code=found.status, media_type="application/problem+json", headers=headers
    )


def documented(descriptions: Mapping[HTTPStatus, str]) -> dict[int | str, dict[str, Any]]:
    """What a route says of its errors in the OpenAPI document."""
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    return {status.value: {"description": text, "content": content} for status, text in descriptions.items()}


def add_handlers(app: FastAPI) -> None:
    """Make every error of the app a problem-details response."""

    @app.exception_handler(AdvisoryError)
    async def _advisory(request: Request, error: AdvisoryError) -> JSONResponse:
        return respond(problem_of(error))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return respond(problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(_explain(item) for item in error.errors())))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        headers = dict(error.headers) if error.headers else None
        return respond(problem(HTTPStatus(error.status_code), str(error.detail)), headers)

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, error: Exception) -> JSONResponse:
        log.error("the request for %s failed", request.url.path, exc_info=error)
        return respond(problem_of(error))


def _explain(item: dict[str, Any]) -> str:
    if item["type"] == "json_invalid":
        return f"The body is not JSON: {item.get('ctx', {}).get('error', 'it cannot be read')}."
    place = ".".join(str(part) for part in item["loc"] if part not in {"body", "query", "path"})
    return f"{place or 'body'}: {item['msg']}"
