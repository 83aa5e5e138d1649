"""``GET /v1/organisations``: who the documents name, what they do, and where it stands."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query

from api.access import TOKEN_OPTIONAL, AccessDep, AdvisoryDep
from api.problems import documented
from assistant.wire.organisations import OrganisationOut, OrganisationsOut

router = APIRouter(prefix="/v1/organisations", tags=["organisations"])


@router.get(
    "",
    openapi_extra=TOKEN_OPTIONAL,
    summary="List organisations",
    responses=documented(
        {
            HTTPStatus.UNAUTHORIZED: "The token is not known.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "The limit or offset cannot be.",
        }
    ),
)
def list_organisations(
    advisory: AdvisoryDep,
    access: AccessDep,
    document: Annotated[str, Query(max_length=200, description="Only of this document, by id.")] = "",
    name: Annotated[
        str, Query(max_length=200, description="Only organisations or people whose name holds these words.")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 100,
    offset: Annotated[int, Query(ge=0, le=2**31 - 1, description="How many to leave out first.")] = 0,
) -> OrganisationsOut:
    """Organisations as each document tells of them, with their people and services, in the documents' own words.

    Who can help with a given need, ask the adviser: `POST /v1/chat` answers with those that fit.
    """
    found = advisory.catalogue.organisations.find(access=access, document_ids=[document] if document else (), name=name)
    shown = [OrganisationOut.of(filed) for filed in found[offset : offset + limit]]
    return OrganisationsOut(total=len(found), organisations=shown)
