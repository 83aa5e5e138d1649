"""``GET /v1/documents``: what the adviser knows, and each source with its exact text."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import StringConstraints

from api.access import TOKEN_OPTIONAL, AccessDep
from api.dates import Day
from api.parts import AdvisoryDep
from api.problems import documented
from assistant.domain import Kind
from assistant.measures.deadlines import days_after, window
from assistant.wire.deadlines import ExpiringsOut
from assistant.wire.document_life import narrowed
from assistant.wire.documents import DocumentOut, DocumentsOut, SummaryOut

Code = Annotated[str, StringConstraints(min_length=2, max_length=20)]
"""What documents are filed under: ISO 3166-1 or 3166-2, or ``EU``."""

router = APIRouter(
    prefix="/v1/documents",
    tags=["documents"],
    responses=documented({HTTPStatus.UNAUTHORIZED: "The token is not known."}),
)


@router.get(
    "",
    responses=documented({HTTPStatus.UNPROCESSABLE_ENTITY: "A parameter cannot be: see `detail`."}),
    openapi_extra=TOKEN_OPTIONAL,
    summary="List documents",
)
def list_documents(
    advisory: AdvisoryDep,
    access: AccessDep,
    kind: Annotated[list[Kind], Query(description="Only documents of these kinds.")] = [],  # noqa: B006
    jurisdiction: Annotated[list[Code], Query(description="Only documents filed under these codes.")] = [],  # noqa: B006
    lapsed: Annotated[bool | None, Query(description="Only those whose validity has, or has not, ended.")] = None,
    superseded: Annotated[bool | None, Query(description="Only those that others have, or have not, replaced.")] = None,
    duplicates: Annotated[bool | None, Query(description="Only those that have, or have no, near-duplicates.")] = None,
) -> DocumentsOut:
    """All documents that the caller may read, or those of a kind, a place or a state."""
    today = date.today()
    found = narrowed(
        [SummaryOut.of(summary, today=today) for summary in advisory.catalogue.documents.summaries(access=access)],
        kinds=kind,
        jurisdictions=jurisdiction,
        lapsed=lapsed,
        superseded=superseded,
        duplicates=duplicates,
    )
    return DocumentsOut(total=len(found), documents=found)


@router.get(
    "/expiring",
    responses=documented({HTTPStatus.UNPROCESSABLE_ENTITY: "A parameter cannot be: see `detail`."}),
    openapi_extra=TOKEN_OPTIONAL,
    summary="Documents whose validity ends soon",
)
def expiring(
    advisory: AdvisoryDep,
    access: AccessDep,
    within: Annotated[str, Query(max_length=20, description="How far to look ahead: `90d`, `12w` or `3m`.")] = "90d",
    lapsed: Annotated[bool, Query(description="Also those whose validity has ended before.")] = False,
    as_of: Annotated[Day | None, Query(description="Day to look ahead from; else today.")] = None,
) -> ExpiringsOut:
    """By day, those that end first before the others."""
    on = as_of or advisory.today()
    looked_at = window(on, days_after(on, within))
    found = advisory.book.expiring(looked_at, access=access, lapsed=lapsed)
    return ExpiringsOut.of(found, looked_at, on=on)


@router.get(
    "/{document_id}",
    responses=documented(
        {
            HTTPStatus.NOT_FOUND: "No such document or version for this caller.",
            HTTPStatus.GONE: "The document was deleted for good.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "The version or span cannot be: see `detail`.",
        }
    ),
    openapi_extra=TOKEN_OPTIONAL,
    summary="A document with its text",
)
def show_document(
    document_id: Annotated[str, Path(description="Id, as in the list.")],
    advisory: AdvisoryDep,
    access: AccessDep,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="A version; else the present one.")] = None,
    start: Annotated[int | None, Query(ge=0, description="First character of a span to quote.")] = None,
    end: Annotated[int | None, Query(ge=1, description="Character behind the span.")] = None,
) -> DocumentOut:
    """The text of a document version, its blocks, and the words of a span if one is named.

    Versions that were replaced or removed stay readable by number, since citations name them.
    """
    stored = advisory.catalogue.documents.get(document_id, version=version, access=access)
    span = None
    if start is not None or end is not None:
        length = len(stored.document.text)
        if start is None or end is None or not start < end <= length:
            raise HTTPException(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                f"start and end must name a span of the text, which has {length} characters.",
            )
        span = (start, end)
    relations = advisory.catalogue.documents.relations(document_id, access=access)
    pictures = advisory.catalogue.originals.find(document_id, stored.document.version) is not None
    return DocumentOut.of(stored, relations, today=date.today(), span=span, page_pictures=pictures)
