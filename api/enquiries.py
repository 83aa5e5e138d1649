"""``/v1/enquiries``: passing a conversation on to people, and the queue of what was passed on."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from api.access import TOKEN_OPTIONAL, AccessDep, StaffOnly
from api.parts import AdvisoryDep
from api.problems import documented
from assistant.catalogue.enquiries import Message
from assistant.domain import Access
from assistant.enquiry import LONGEST_CONTACT, LONGEST_MESSAGE, LONGEST_NAME, EnquiryStatus, consent_words
from assistant.errors import HandoverOff
from assistant.profile import storable
from assistant.records import EnquiriesOut, EnquiryOut, EnquirySummaryOut

router = APIRouter(prefix="/v1/enquiries", tags=["enquiries"])

STAFF = {HTTPStatus.UNAUTHORIZED: "No token of staff was shown.", HTTPStatus.FORBIDDEN: "The caller is not staff."}
UNKNOWN = {
    HTTPStatus.NOT_FOUND: "No such enquiry.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The id cannot be read.",
}

EnquiryId = Annotated[str, Path(description="Id, as it was given when the enquiry was queued; nobody can guess it.")]
Language = Literal["zh", "en"]


def _said(value: str) -> str:
    if not value:
        raise PydanticCustomError("blank", "write how the staff can reach you 请填写联系方式")
    return value


def _agreed(value: bool) -> bool:
    if not value:
        raise PydanticCustomError(
            "consent", "must be true: without the user's consent nothing is passed on 未经用户同意不会转交任何内容"
        )
    return value


def _short(most: int) -> tuple[AfterValidator, StringConstraints]:
    return AfterValidator(storable), StringConstraints(strip_whitespace=True, max_length=most)


class EnquiryIn(BaseModel):
    """A conversation to pass on, and how to reach its user."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "conversation": "the id of an answer",
                    "name": "李敏",
                    "contact": "li.min@example.com",
                    "message": "想确认斯洛伐克的电池厂补贴。",
                    "consent": True,
                    "language": "zh",
                }
            ]
        },
    )

    conversation: Annotated[str, AfterValidator(storable)] = Field(
        description="Id from an answer. It is passed on with the turns that it has by now."
    )
    contact: Annotated[str, *_short(LONGEST_CONTACT), AfterValidator(_said)] = Field(
        description="How the staff can reach the user: e-mail address, phone number or account."
    )
    consent: Annotated[bool, AfterValidator(_agreed)] = Field(
        description="True when the user has agreed to the words of `GET /v1/enquiries/terms`; nothing else is accepted."
    )
    name: Annotated[str, *_short(LONGEST_NAME)] = Field("", description="Name of the user.")
    message: Annotated[str, *_short(LONGEST_MESSAGE)] = Field("", description="What the user would like to add.")
    language: Language = Field("zh", description="Language of the user, in which the consent was shown.")


class TermsOut(BaseModel):
    """What a user must be shown before a conversation is passed on."""

    available: bool = Field(description="Whether conversations are passed on here at all.")
    consent: str = Field(description="The words to agree to.")
    days: int = Field(description="Days after which name, contact and message are deleted.")
    longest: dict[str, int] = Field(description="Characters that each field may have.")


class QueuedOut(BaseModel):
    """What was queued."""

    id: str = Field(description="With this id the enquiry can be deleted: keep it for the user, and from others.")
    status: EnquiryStatus
    delete_after: datetime | None = Field(description="When name, contact and message are deleted, in UTC.")


@router.get(
    "/terms",
    summary="The words of the consent",
    responses=documented({HTTPStatus.UNPROCESSABLE_ENTITY: "The language is not `zh` or `en`."}),
)
def show_terms(
    advisory: AdvisoryDep, language: Annotated[Language, Query(description="Language of the user.")] = "zh"
) -> TermsOut:
    """What is kept and for how long, in plain words: show them before asking for consent."""
    days = advisory.settings.enquiry_days
    return TermsOut(
        available=advisory.settings.handover,
        consent=consent_words(language, days=days),
        days=days,
        longest={"name": LONGEST_NAME, "contact": LONGEST_CONTACT, "message": LONGEST_MESSAGE},
    )


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    openapi_extra=TOKEN_OPTIONAL,
    summary="Pass a conversation on to a person",
    responses={
        200: {"description": "The same message had come before: it is queued already, once.", "model": QueuedOut},
        **documented(
            {
                HTTPStatus.BAD_REQUEST: "The body cannot be read, for instance because it is not UTF-8.",
                HTTPStatus.UNAUTHORIZED: "The token is not known.",
                HTTPStatus.FORBIDDEN: "Nobody takes enquiries here.",
                HTTPStatus.NOT_FOUND: "No such conversation for this caller.",
                HTTPStatus.CONFLICT: "The conversation has been passed on often enough.",
                HTTPStatus.UNPROCESSABLE_ENTITY: "Consent or contact is missing, or a field is too long.",
            }
        ),
    },
)
def create_enquiry(body: EnquiryIn, advisory: AdvisoryDep, access: AccessDep, response: Response) -> QueuedOut:
    """Queue a conversation for the staff with the user's contact and consent; both are a must.

    To send it again does no harm: the same message of a conversation is queued once.
    """
    if not advisory.settings.handover:
        raise HandoverOff
    days = advisory.settings.enquiry_days
    message = Message(body.conversation, body.contact, body.name, body.message, body.language)
    queued = advisory.catalogue.enquiries.add(
        message, access=access, consent=consent_words(body.language, days=days), keep_days=days
    )
    if not queued.new:
        response.status_code = HTTPStatus.OK
    enquiry = queued.enquiry
    contact = enquiry.contact
    return QueuedOut(id=enquiry.id, status=enquiry.status, delete_after=contact and contact.delete_after)


@router.get(
    "",
    dependencies=[StaffOnly],
    summary="The queue",
    responses=documented(STAFF | {HTTPStatus.UNPROCESSABLE_ENTITY: "The limit or offset cannot be."}),
)
def list_enquiries(
    advisory: AdvisoryDep,
    limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 100,
    offset: Annotated[int, Query(ge=0, le=2**31 - 1, description="How many to leave out first.")] = 0,
) -> EnquiriesOut:
    """Enquiries, the longest waiting first, without anything personal. For staff."""
    stored = advisory.catalogue.enquiries
    found = stored.all(limit=limit, offset=offset)
    return EnquiriesOut(total=stored.count(), enquiries=[EnquirySummaryOut.of(enquiry) for enquiry in found])


@router.get("/{enquiry_id}", dependencies=[StaffOnly], summary="One enquiry", responses=documented(STAFF | UNKNOWN))
def show_enquiry(enquiry_id: EnquiryId, advisory: AdvisoryDep) -> EnquiryOut:
    """An enquiry with contact and message, and the turns that were passed on. For staff."""
    enquiry = advisory.catalogue.enquiries.get(enquiry_id)
    return EnquiryOut.whole(enquiry, advisory.catalogue.passed_on(enquiry, access=Access.STAFF))


@router.delete(
    "/{enquiry_id}",
    status_code=HTTPStatus.NO_CONTENT,
    openapi_extra=TOKEN_OPTIONAL,
    summary="Delete an enquiry",
    responses=documented({HTTPStatus.UNAUTHORIZED: "The token is not known."} | UNKNOWN),
)
def delete_enquiry(enquiry_id: EnquiryId, advisory: AdvisoryDep, _access: AccessDep) -> None:
    """Delete an enquiry with all that is personal in it. Whoever sent it may do so, by its id, and so may staff."""
    advisory.catalogue.enquiries.delete(enquiry_id)
