"""``/v1/feedback``: thumbs up or down for an answer, with a reason if the user gives one."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from api.access import TOKEN_OPTIONAL, AccessDep, StaffOnly
from api.parts import AdvisoryDep
from api.problems import documented
from assistant.catalogue.feedback import LONGEST_REASON, Feedback, Rating
from assistant.domain import Outcome
from assistant.profile import storable

router = APIRouter(prefix="/v1/feedback", tags=["feedback"])


class FeedbackIn(BaseModel):
    """What a user thinks of one answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"conversation": "the id of an answer", "turn": 1, "rating": "down", "reason": "金额不对"}]
        },
    )

    conversation: Annotated[str, AfterValidator(storable)] = Field(description="Id from the answer.")
    turn: int = Field(ge=1, le=2**31 - 1, description="Number of the answer's turn.")
    rating: Rating | None = Field(description="It replaces an earlier one; null takes that back.")
    reason: Annotated[
        str, AfterValidator(storable), StringConstraints(strip_whitespace=True, max_length=LONGEST_REASON)
    ] = Field("", description="In the user's own words.")


class FeedbackOut(BaseModel):
    """A rating of one answer."""

    conversation: str
    turn: int
    question: str
    outcome: Outcome
    rating: Rating
    reason: str = Field(description="Empty when none was given.")
    created_at: datetime = Field(description="In UTC.")

    @classmethod
    def of(cls, feedback: Feedback) -> FeedbackOut:
        """From the catalogue's value."""
        return cls(
            conversation=feedback.conversation,
            turn=feedback.turn,
            question=feedback.question,
            outcome=feedback.outcome,
            rating=feedback.rating,
            reason=feedback.reason,
            created_at=feedback.created_at,
        )


class FeedbackListOut(BaseModel):
    """Ratings, the newest first."""

    total: int
    feedback: list[FeedbackOut]


@router.post(
    "",
    status_code=HTTPStatus.NO_CONTENT,
    openapi_extra=TOKEN_OPTIONAL,
    summary="Rate an answer",
    responses=documented(
        {
            HTTPStatus.BAD_REQUEST: "The body cannot be read, for instance because it is not UTF-8.",
            HTTPStatus.UNAUTHORIZED: "The token is not known.",
            HTTPStatus.NOT_FOUND: "No such conversation or turn for this caller.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "The reason is too long, or the body is not as described.",
        }
    ),
)
def give_feedback(body: FeedbackIn, advisory: AdvisoryDep, access: AccessDep) -> None:
    """Keep a rating of an answer. It is deleted with its conversation."""
    advisory.catalogue.feedback.keep(body.conversation, body.turn, body.rating, reason=body.reason, access=access)


@router.get(
    "",
    dependencies=[StaffOnly],
    summary="What users think",
    responses=documented(
        {
            HTTPStatus.UNAUTHORIZED: "No token of staff was shown.",
            HTTPStatus.FORBIDDEN: "The caller is not staff.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "The limit or offset cannot be.",
        }
    ),
)
def list_feedback(
    advisory: AdvisoryDep,
    limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 100,
    offset: Annotated[int, Query(ge=0, le=2**31 - 1, description="How many to leave out first.")] = 0,
) -> FeedbackListOut:
    """Ratings with their questions, the newest first. For staff."""
    book = advisory.catalogue.feedback
    found = book.all(limit=limit, offset=offset)
    return FeedbackListOut(total=book.count(), feedback=[FeedbackOut.of(item) for item in found])
