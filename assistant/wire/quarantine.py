"""What is in quarantine, as JSON; the same from the command line and over HTTP."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from assistant.catalogue.quarantine import Quarantined


class QuarantinedOut(BaseModel):
    """A source that could not be taken in."""

    id: str
    source: str = Field(description="Path or address; `upload://` and the name for an uploaded file.")
    reason: str
    advice: str = Field(description="What to do; empty when the reason says it.")
    first_at: datetime = Field(description="When it failed first, in UTC.")
    last_at: datetime = Field(description="When it was met last, in UTC.")
    times: int = Field(description="How often it was met since, read again or not.")
    size: int | None = Field(description="Bytes, where they are known.")
    hash: str | None = Field(description="SHA-256 of the bytes, where they were read.")

    @classmethod
    def of(cls, found: Quarantined) -> QuarantinedOut:
        """From the catalogue's value."""
        return cls(
            id=found.id,
            source=found.failed.source,
            reason=found.failed.reason,
            advice=found.failed.advice,
            first_at=found.first_at,
            last_at=found.last_at,
            times=found.times,
            size=found.failed.size,
            hash=found.failed.file_hash,
        )


class QuarantineOut(BaseModel):
    """What is in quarantine, what failed last first."""

    total: int
    failed: list[QuarantinedOut]


class ClearedOut(BaseModel):
    """How much was cleared."""

    cleared: int
