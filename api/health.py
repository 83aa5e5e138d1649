"""``/healthz``: the process lives; ``/readyz``: it can answer."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.parts import AdvisoryDep

router = APIRouter(tags=["health"])

LAG_ALLOWED = 1000
"""Changes that may wait while answers still count as ready."""


class Health(BaseModel):
    """The process lives."""

    status: str


class Readiness(BaseModel):
    """What stands behind the answers."""

    status: str = Field(description="`ready`, or `behind` while many changes wait to be indexed.")
    changes: int = Field(description="Changes in the catalogue.")
    applied: int = Field(description="Changes that answers reflect.")
    passages: int


@router.get("/healthz", summary="Is the process alive?")
def healthz() -> Health:
    """Always ok while requests are served."""
    return Health(status="ok")


@router.get(
    "/readyz",
    responses={503: {"model": Readiness, "description": "The indexes are far behind."}},
    summary="Can it answer?",
)
def readyz(advisory: AdvisoryDep, response: Response) -> Readiness:
    """503 while the indexes are far behind the catalogue."""
    changes = advisory.catalogue.changelog.head()
    applied = min(advisory.words.cursor, advisory.vectors.cursor)
    ready = changes - applied <= LAG_ALLOWED
    if not ready:
        response.status_code = 503
    return Readiness(
        status="ready" if ready else "behind", changes=changes, applied=applied, passages=advisory.words.count()
    )
