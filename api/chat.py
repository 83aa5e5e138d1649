"""``POST /v1/chat`` and ``POST /v1/search``."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Header
from fastapi.sse import EventSourceResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.access import TOKEN_OPTIONAL, AccessDep
from api.dates import Day
from api.parts import AdvisoryDep
from api.problems import documented
from api.stream import HEADERS, as_sse
from assistant.filters import FiltersIn
from assistant.profile import ProfileIn, storable
from assistant.protocols import NO_FILTERS
from assistant.retrieval.widening import with_neighbours
from assistant.wire.answers import AnswerOut, HitOut, SearchOut

router = APIRouter(prefix="/v1", tags=["chat"])

ERRORS = {
    HTTPStatus.BAD_REQUEST: "The body cannot be read, for instance because it is not UTF-8.",
    HTTPStatus.UNAUTHORIZED: "The token is not known.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The question is empty or too long, or the body is not as described.",
}


Text = Annotated[str, AfterValidator(storable)]


class ChatIn(BaseModel):
    """A question, possibly within a conversation."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "加泰罗尼亚建厂最多能补多少?"}]}
    )

    question: Text = Field(description="In Chinese or English, at most 8,000 characters.")
    conversation: Text | None = Field(None, description="Id from an earlier answer; leave out to begin anew.")
    language: Literal["zh", "en"] | None = Field(None, description="Language of the answer; else that of the question.")
    as_of: Day | None = Field(
        None, description="Day on which validity is judged: sources not in force then are marked; else today."
    )
    filters: FiltersIn | None = Field(None, description="Only documents that pass are answered from.")
    request: str | None = Field(
        None,
        pattern="^[A-Za-z0-9_-]{16,64}$",
        description="A random id that you make for each question. Sent again with the same question, after a lost connection, "
        "it gets the answer that it has got already, not a second turn.",
    )
    profile: ProfileIn | None = Field(
        None, description="Of the company that asks; kept with the conversation until another is given."
    )


@router.post(
    "/chat",
    response_model=AnswerOut,
    responses={
        200: {
            "description": "The whole answer as JSON; with `Accept: text/event-stream` the events `turn`, `sources`, "
            "one `block` for each finished block, then `done` with the whole answer, or `error`. While a chat model writes, "
            "`sources` comes again, with all citations so far, before a block that brings new ones.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        **documented(
            ERRORS
            | {
                HTTPStatus.NOT_FOUND: "No such conversation.",
                HTTPStatus.CONFLICT: "Too many questions wait in this conversation; this one was not taken. Send it again. Or the "
                "id of the request has come with another question before.",
            }
        ),
    },
    openapi_extra=TOKEN_OPTIONAL,
    summary="Answer a question from the documents",
)
def chat(
    body: ChatIn,
    advisory: AdvisoryDep,
    access: AccessDep,
    accept: Annotated[str, Header(include_in_schema=False)] = "application/json",
) -> AnswerOut | Response:
    """Every statement of the answer is cited to exact words; what the documents do not say is said so."""
    asked = {
        "conversation": body.conversation,
        "access": access,
        "language": body.language,
        "as_of": body.as_of,
        "only": NO_FILTERS if body.filters is None else body.filters.value(),
        "profile": None if body.profile is None else body.profile.value(),
        "request": body.request,
    }
    if "text/event-stream" in accept:
        events = advisory.assistant.ask(body.question, **asked)  # type: ignore[arg-type]
        return EventSourceResponse(as_sse(events), headers=HEADERS)
    return AnswerOut.of(advisory.assistant.answer(body.question, **asked))  # type: ignore[arg-type]


class SearchIn(BaseModel):
    """What to look for."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "battery passport", "k": 5}]}
    )

    question: Text = Field(description="In Chinese or English, at most 8,000 characters.")
    k: int = Field(8, ge=1, le=100, description="How many passages at most.")
    filters: FiltersIn | None = Field(None, description="Only documents that pass are searched.")
    as_of: Day | None = Field(None, description="Day on which validity is judged; else today.")
    neighbours: int = Field(
        0, ge=0, le=5, description="Passages before and after in the same section that each one is widened by."
    )


@router.post("/search", responses=documented(ERRORS), openapi_extra=TOKEN_OPTIONAL, summary="Find passages")
def search(body: SearchIn, advisory: AdvisoryDep, access: AccessDep) -> SearchOut:
    """The passages that an answer would be sought in, best first."""
    only = NO_FILTERS if body.filters is None else body.filters.value()
    hits = advisory.assistant.search(body.question, k=body.k, access=access, only=only, as_of=body.as_of)
    if body.neighbours:
        hits = with_neighbours(hits, advisory.catalogue.documents, access=access, reach=body.neighbours)
    return SearchOut(question=body.question, hits=[HitOut.of(hit) for hit in hits])
