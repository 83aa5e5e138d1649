"""``GET /v1/overview``: what the adviser knows, in figures, and questions to begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.access import TOKEN_OPTIONAL, AccessDep
from api.parts import AdvisoryDep
from api.problems import documented
from assistant.dates import lapsed

router = APIRouter(prefix="/v1/overview", tags=["documents"])


class CountOut(BaseModel):
    """How many documents are filed under something."""

    name: str = Field(description="A topic, an ISO 3166 code or `EU`, a kind, or a language.")
    documents: int


class OverviewOut(BaseModel):
    """What the caller may be answered from."""

    documents: int
    lapsed: int = Field(description="How many of them are no longer in force.")
    newest: str | None = Field(description="Latest day, month or year of publication, ISO 8601.")
    topics: list[CountOut]
    places: list[CountOut]
    kinds: list[CountOut]
    examples: list[str] = Field(description="Questions to begin with, each of which the documents can answer.")


@router.get(
    "",
    openapi_extra=TOKEN_OPTIONAL,
    summary="What the adviser knows",
    responses=documented(
        {
            HTTPStatus.UNAUTHORIZED: "The token is not known.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "The language is not `zh` or `en`.",
        }
    ),
)
def show_overview(
    advisory: AdvisoryDep,
    access: AccessDep,
    language: Annotated[Literal["zh", "en"], Query(description="Language of the example questions.")] = "zh",
) -> OverviewOut:
    """Topics and places with how many documents treat them, the most first; how fresh they are; example questions."""
    today = date.today()
    found = [summary.metadata for summary in advisory.catalogue.documents.summaries(access=access)]
    return OverviewOut(
        documents=len(found),
        lapsed=sum(lapsed(metadata, on=today) for metadata in found),
        newest=max((metadata.published for metadata in found if metadata.published), default=None),
        topics=_counted(topic for metadata in found for topic in metadata.topics),
        places=_counted(place for metadata in found for place in metadata.jurisdictions),
        kinds=_counted(metadata.kind.value for metadata in found),
        examples=list(advisory.assistant.openings(language=language, access=access)),
    )


def _counted(names: Iterable[str]) -> list[CountOut]:
    return [CountOut(name=name, documents=count) for name, count in Counter(names).most_common()]
