"""``/v1/documents/{id}/…``: a document's versions, what changed between them, what replaces it, and its end."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from api.access import TOKEN_OPTIONAL, AccessDep, StaffOnly
from api.parts import AdvisoryDep
from api.problems import documented
from assistant.differences.comparing import compare_versions
from assistant.wire.document_life import DifferenceOut, PurgeOut, VersionsOut

router = APIRouter(
    prefix="/v1/documents",
    tags=["documents"],
    responses=documented(
        {
            HTTPStatus.UNAUTHORIZED: "The token is not known, or there is none where one is needed.",
            HTTPStatus.NOT_FOUND: "No such document or version for this caller.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "What was asked cannot be: see `detail`.",
        }
    ),
)

DocumentId = Annotated[str, Path(description="Id, as in the list.")]
GONE = {HTTPStatus.GONE: "The document was deleted for good."}
STAFF = {HTTPStatus.FORBIDDEN: "Only staff may do this."}


class SupersedeIn(BaseModel):
    """Which document holds in the place of another."""

    superseded_by: str = Field(min_length=1, max_length=200, description="Id of the document that replaces this one.")


@router.get("/{document_id}/versions", openapi_extra=TOKEN_OPTIONAL, summary="The versions of a document")
def list_versions(document_id: DocumentId, advisory: AdvisoryDep, access: AccessDep) -> VersionsOut:
    """All versions that the caller may read, the newest first; of removed documents too, since citations name them."""
    return VersionsOut.of(document_id, advisory.catalogue.history.of(document_id, access=access))


@router.get(
    "/{document_id}/diff",
    responses=documented(GONE),
    openapi_extra=TOKEN_OPTIONAL,
    summary="What changed between two versions",
)
def show_difference(
    document_id: DocumentId,
    advisory: AdvisoryDep,
    access: AccessDep,
    old: Annotated[
        int | None, Query(alias="from", ge=1, le=2**31 - 1, description="A version; else the one before the other.")
    ] = None,
    new: Annotated[
        int | None, Query(alias="to", ge=1, le=2**31 - 1, description="A version; else the present one.")
    ] = None,
) -> DifferenceOut:
    """Figures and dates that changed, then measures, then the words, paragraph by paragraph."""
    return DifferenceOut.of(compare_versions(advisory.catalogue.documents, document_id, old, new, access=access))


@router.put(
    "/{document_id}/superseded-by",
    dependencies=[StaffOnly],
    status_code=HTTPStatus.NO_CONTENT,
    responses=documented(
        STAFF
        | {
            HTTPStatus.BAD_REQUEST: "The body is not JSON.",
            HTTPStatus.CONFLICT: "A document would come to replace itself.",
        }
    ),
    summary="Say what replaces a document",
)
def supersede(document_id: DocumentId, body: SupersedeIn, advisory: AdvisoryDep) -> None:
    """From now on the document ranks lower, and answers that use it say what replaces it."""
    advisory.catalogue.documents.supersedings.say(document_id, body.superseded_by)


@router.post(
    "/{document_id}/purge",
    dependencies=[StaffOnly],
    status_code=HTTPStatus.ACCEPTED,
    responses=documented(STAFF),
    summary="Delete a document for good",
)
def purge(document_id: DocumentId, advisory: AdvisoryDep) -> PurgeOut:
    """All versions are out of all answers and their words out of the catalogue when this returns; it cannot be undone.

    Files of indexes and catalogue are rewritten after that: `done_at` says when nothing was left. Ask again to learn it;
    a document that was deleted is not deleted twice. Answers that cited it keep number and title.
    """
    return PurgeOut.of(advisory.catalogue.purges.begin(document_id))
