"""``POST /v1/chat`` and ``POST /v1/search``."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from fastapi import APIRouter, Header
from fastapi.sse import EventSourceResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.access import AccessDep, AdvisoryDep
from api.problems import Problem
from api.stream import HEADERS, as_sse
from assistant.wire import AnswerOut, HitOut, SearchOut

router = APIRouter(prefix="/v1", tags=["chat"])

ERRORS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "The token is not known."},
    404: {"model": Problem, "description": "No such conversation."},
    422: {"model": Problem, "description": "The question is empty or too long, or the body is not as described."},
}


class ChatIn(BaseModel):
    """A question, possibly within a conversation."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "加泰罗尼亚建厂最多能补多少?"}]}
    )

    question: str = Field(description="In Chinese or English, at most 8,000 characters.")
    conversation: str | None = Field(None, description="Id from an earlier answer; leave out to begin anew.")
    language: Literal["zh", "en"] | None = Field(None, description="Language of the answer; else that of the question.")
    as_of: date | None = Field(None, description="Day for which documents must be in force; else today.")


@router.post(
    "/chat",
    response_model=AnswerOut,
    responses=ERRORS
    | {
        200: {
            "description": "The whole answer as JSON; with `Accept: text/event-stream` the events `turn`, `sources`, "
            "one `block` for each finished block, then `done` with the whole answer, or `error`.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
    summary="Answer a question from the documents",
)
def chat(
    body: ChatIn, advisory: AdvisoryDep, access: AccessDep, accept: str = Header("application/json")
) -> AnswerOut | Response:
    """Every statement of the answer is cited to exact words; what the documents do not say is said so."""
    asked = {
        "conversation": body.conversation,
        "access": access,
        "language": body.language,
        "as_of": body.as_of,
    }
    if "text/event-stream" in accept:
        events = advisory.assistant.ask(body.question, **asked)  # type: ignore[arg-type]
        return EventSourceResponse(as_sse(events), headers=HEADERS)
    return AnswerOut.of(advisory.assistant.answer(body.question, **asked))  # type: ignore[arg-type]


class SearchIn(BaseModel):
    """What to look for."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"question": "battery passport", "k": 5}]})

    question: str
    k: int = Field(8, ge=1, le=100, description="How many passages at most.")


@router.post("/search", responses=ERRORS, summary="Find passages")
def search(body: SearchIn, advisory: AdvisoryDep, access: AccessDep) -> SearchOut:
    """The passages that an answer would be sought in, best first."""
    hits = advisory.assistant.search(body.question, k=body.k, access=access)
    return SearchOut(question=body.question, hits=[HitOut.of(hit) for hit in hits])
