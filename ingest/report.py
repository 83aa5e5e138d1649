"""What an ingest did, file by file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from assistant.errors import IngestError
from ingest.paths import shown


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be taken in, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that holds the same bytes as another one that is there too: one document, answered from once."""

    source: str
    of: str
    document_id: str


class Hint(StrEnum):
    """What two documents that are nearly the same may be to one another; only ever a suggestion."""

    RENAMED = "renamed"
    """The other one's file has gone: perhaps it was renamed and edited."""
    NEW_EDITION = "new_edition"
    """The other one is dated earlier: perhaps this one replaces it."""
    OTHER_FORMAT = "other_format"
    """The same words in a file of another format."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A document of this run that is nearly the same as one that is there."""

    document_id: str
    other_id: str
    other_title: str
    similarity: float
    hint: Hint | None


@dataclass(slots=True)
class IngestReport:
    """Counts and names of what happened; ids for documents, sources for failures."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    """Documents whose file lies elsewhere now, or has another name."""
    duplicates: list[Copy] = field(default_factory=list)
    similar: list[Similar] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """Files of folders that are no documents by their names."""

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.failed


def failure_of(path: Path, error: IngestError | OSError) -> Failure:
    """A file and why it could not be taken in, in words for the reader of the report."""
    if isinstance(error, OSError):
        return Failure(shown(path), f"cannot be read: {error.strerror or error}")
    return Failure(shown(path), str(error).removeprefix(f"{shown(path)}: "))
