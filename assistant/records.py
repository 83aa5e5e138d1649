"""Conversations and enquiries as JSON, for those who read them again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, Field

from assistant.domain import Answer, Conversation
from assistant.enquiry import Contact, Enquiry, EnquiryStatus
from assistant.wire.answers import AnswerOut


class ConversationOut(BaseModel):
    """A conversation with all its turns."""

    conversation: str
    turns: list[AnswerOut] = Field(
        description="Answers with their questions, oldest first. Quotes are those of the cited versions, whatever became of "
        "the documents; what the caller may not read any more is left out."
    )

    @classmethod
    def of(cls, conversation: Conversation) -> ConversationOut:
        """From the domain's value."""
        return cls(conversation=conversation.id, turns=[AnswerOut.of(turn.answer) for turn in conversation.turns])


class ContactOut(BaseModel):
    """What is personal of an enquiry."""

    name: str = Field(description="Empty when none was given.")
    contact: str
    message: str
    delete_after: datetime = Field(description="When it is deleted, in UTC.")

    @classmethod
    def of(cls, contact: Contact) -> ContactOut:
        """From the domain's value."""
        return cls(
            name=contact.name, contact=contact.contact, message=contact.message, delete_after=contact.delete_after
        )


class EnquirySummaryOut(BaseModel):
    """An enquiry in the queue, without anything personal."""

    id: str
    status: EnquiryStatus
    created_at: datetime = Field(description="In UTC.")
    language: str = Field(description="Of the user: `zh` or `en`.")
    conversation: str | None = Field(description="Null when the conversation has been deleted.")
    turns: int = Field(description="How many turns of it were passed on.")
    has_contact: bool = Field(description="False when the contact data has been deleted, its time being over.")

    @classmethod
    def of(cls, enquiry: Enquiry) -> EnquirySummaryOut:
        """From the domain's value."""
        return cls.model_validate(_summary(enquiry))


class EnquiriesOut(BaseModel):
    """The queue, the longest waiting first."""

    total: int
    enquiries: list[EnquirySummaryOut]


class EnquiryOut(EnquirySummaryOut):
    """An enquiry with all that the staff need to answer it."""

    consent: str = Field(description="The words that the user agreed to.")
    contact: ContactOut | None
    conversation_turns: list[AnswerOut] = Field(description="The turns that were passed on, oldest first.")

    @classmethod
    def whole(cls, enquiry: Enquiry, turns: Sequence[Answer]) -> EnquiryOut:
        """From the domain's values; ``turns`` are those that were passed on."""
        return cls.model_validate(
            _summary(enquiry)
            | {
                "consent": enquiry.consent,
                "contact": None if enquiry.contact is None else ContactOut.of(enquiry.contact),
                "conversation_turns": [AnswerOut.of(turn) for turn in turns],
            }
        )


def _summary(enquiry: Enquiry) -> dict[str, object]:
    return {
        "id": enquiry.id,
        "status": enquiry.status,
        "created_at": enquiry.created_at,
        "language": enquiry.language,
        "conversation": enquiry.conversation,
        "turns": enquiry.turns,
        "has_contact": enquiry.contact is not None,
    }
