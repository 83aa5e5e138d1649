"""What starts, ends or lapses, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, Field

from assistant.measures.deadlines import Deadline, DocumentDeadline, Window
from assistant.measures.validity import Moment, Status
from assistant.measures.wording import (
    MOMENTS,
    label,
)
from assistant.wire.measures import MeasureOut


class DeadlineOut(BaseModel):
    """Something that happens to a measure on a day."""

    day: date
    said: str = Field(description="The date as far as it is stated.")
    moment: Moment
    label: str
    measure: MeasureOut


class DeadlinesOut(BaseModel):
    """What starts or ends within some days, by day."""

    first: date
    last: date
    deadlines: list[DeadlineOut]

    @classmethod
    def of(cls, found: Sequence[Deadline], within: Window, *, on: date, language: str) -> DeadlinesOut:
        """From the domain's values."""
        return cls(
            first=within.first,
            last=within.last,
            deadlines=[
                DeadlineOut(
                    day=one.day,
                    said=one.said,
                    moment=one.moment,
                    label=label(MOMENTS[one.moment], language),
                    measure=MeasureOut.of(one.filed, on=on),
                )
                for one in found
            ],
        )


class ExpiringOut(BaseModel):
    """A document whose validity ends."""

    document_id: str
    version: int
    title: str
    jurisdictions: list[str]
    valid_until: str
    day: date
    status: Status

    @classmethod
    def of(cls, found: DocumentDeadline, *, on: date) -> ExpiringOut:
        """From the domain's value."""
        return cls(
            document_id=found.document_id,
            version=found.version,
            title=found.metadata.title,
            jurisdictions=list(found.metadata.jurisdictions),
            valid_until=found.said,
            day=found.day,
            status=Status.LAPSED if found.day < on else Status.SOON_LAPSING,
        )


class ExpiringsOut(BaseModel):
    """Documents whose validity ends within some days, by day."""

    first: date
    last: date
    documents: list[ExpiringOut]

    @classmethod
    def of(cls, found: Sequence[DocumentDeadline], within: Window, *, on: date) -> ExpiringsOut:
        """From the domain's values."""
        return cls(first=within.first, last=within.last, documents=[ExpiringOut.of(one, on=on) for one in found])
