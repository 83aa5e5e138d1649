"""An enquiry that a user passed on to people: its values, limits, and the words of the consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_NAME = 100
LONGEST_CONTACT = 200
LONGEST_MESSAGE = 4000
"""Characters of what a user writes to the staff."""
MOST_OF_ONE_CONVERSATION = 5
"""Times that a conversation may be passed on."""

CONSENT = {
    "zh": "我同意工作人员为答复我而查阅本次对话和以上内容。我的姓名、联系方式和留言最多保留{days}天，之后删除；"
    "我也可以随时让它们提前删除。",
    "en": "I agree that the staff read this conversation and what I wrote above in order to answer me. My name, contact and "
    "message are kept for at most {days} days and then deleted; I can have them deleted at any time before.",
}


def consent_words(language: str, *, days: int) -> str:
    """What a user agrees to when passing a conversation on, in ``zh`` or ``en``."""
    return CONSENT.get(language, CONSENT["en"]).format(days=days)


class EnquiryStatus(StrEnum):
    """How far an enquiry is."""

    QUEUED = "queued"
    """Nobody has taken it up."""


@dataclass(frozen=True, slots=True)
class Contact:
    """What is personal of an enquiry: kept apart from all else, and for a time only."""

    name: str
    """Empty when the user gave none."""
    contact: str
    """An address, a number or an account, as the user wrote it."""
    message: str
    delete_after: datetime
    """Instant, in UTC, after which none of this is shown any more, and it is deleted."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A conversation that a user passed on to people."""

    id: str
    """Cannot be guessed: who knows it may have the enquiry deleted."""
    status: EnquiryStatus
    created_at: datetime
    """Instant in UTC."""
    language: str
    """Language of the user, ``zh`` or ``en``."""
    conversation: str | None
    """None when the conversation has been deleted."""
    turns: int
    """How many turns were passed on: what was said later the user has not handed over."""
    consent: str
    """The very words that the user agreed to."""
    contact: Contact | None
    """None when its time is over."""
