"""``GET /v1/doctor``: whether the indexes that this server holds are what the catalogue says."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter

from api.access import AdvisoryDep, StaffOnly
from api.problems import documented
from assistant.upkeep.findings import Check
from assistant.upkeep.index_checks import check_indexes
from assistant.upkeep.rows_checks import check_embeddings

router = APIRouter(
    prefix="/v1/doctor",
    tags=["upkeep"],
    responses=documented(
        {HTTPStatus.UNAUTHORIZED: "The token is not known.", HTTPStatus.FORBIDDEN: "Only staff may do this."}
    ),
)


@router.get("", dependencies=[StaffOnly], summary="Check the indexes against the catalogue")
def check(advisory: AdvisoryDep) -> list[Check]:
    """What `goglobal doctor` asks a running server, which alone may open the indexes."""
    catalogue = advisory.catalogue
    return [*check_indexes(advisory), *check_embeddings(catalogue.engine, catalogue.changelog, advisory.embedder)]
