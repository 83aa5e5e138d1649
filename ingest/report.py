"""What an ingest did, file by file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import IngestError
from ingest.paths import shown


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be taken in, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A source that was taken in, and what of it could not be read, with what to do."""

    source: str
    missing: str


@dataclass(slots=True)
class IngestReport:
    """Counts and names of what happened; ids for documents, sources for failures."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    warnings: list[Incomplete] = field(default_factory=list)
    """What was taken in without some of its pages."""
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
