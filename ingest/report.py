"""What an ingest did, file by file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.errors import FetchFailed, IngestError, InvalidMetadata, UnreadableDocument
from assistant.missing import Missing
from ingest.paths import shown


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be taken in, and why."""

    source: str
    """As the caller named it."""
    reason: str
    advice: str = ""
    """What to do, as a sentence; empty when the reason says it."""
    file_hash: str | None = None
    """SHA-256 of the bytes, where they were read."""
    lasting: bool = False
    """Whether it is of the bytes alone: read again, they would fail again."""
    remembered: bool = False
    """Whether it failed before, has not changed since, and so was not read again."""
    manifest: tuple[tuple[str, Any], ...] = ()
    """What a manifest says of a source that could not even be opened, so that a later try knows it too."""

    @property
    def words(self) -> str:
        """Reason and advice, in one line."""
        again = "still in quarantine: " if self.remembered else ""
        return f"{again}{self.reason}" + (f". {self.advice}" if self.advice else "")

    def values(self) -> dict[str, Any]:
        """What the caller is told of it, as data."""
        values = asdict(self)
        del values["manifest"]
        return values


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, the moment that it is known."""

    source: str
    """As the catalogue knows it."""
    path: Path
    """The same as the caller named it."""
    outcome: str
    """Name of the report's list that it stands in: ``added``, ``updated``, ``unchanged``, ``failed`` …"""
    document_id: str | None = None
    failure: Failure | None = None
    missing: tuple[Missing, ...] = ()
    """What of it was not read, though the rest was taken in."""


Listener = Callable[[FileOutcome], None]


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


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A source that was taken in, and what of it could not be read, with what to do."""

    source: str
    missing: str
    """In English."""
    kind: str = ""
    """One of :class:`~assistant.missing.MissingKind`."""
    missing_zh: str = ""
    """The same in Chinese."""

    @classmethod
    def of(cls, source: str, missing: Missing) -> Incomplete:
        """One thing that is missing of a source."""
        return cls(source, missing.en, missing.kind.value, missing.zh)


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
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    """What is in quarantine now, from this run or from an earlier one, and what is wrong with manifests and between documents."""
    warnings: list[Incomplete] = field(default_factory=list)
    """What was taken in without some of its words, or with doubt."""
    skipped: list[str] = field(default_factory=list)
    """Files of folders that are no documents by their names."""

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.failed

    def add(self, other: IngestReport) -> None:
        """Count what another run did, too."""
        for each in fields(self):
            getattr(self, each.name).extend(getattr(other, each.name))

    def values(self) -> dict[str, Any]:
        """The whole of it, as data."""
        return asdict(self) | {"failed": [failure.values() for failure in self.failed]}

    def note(self, outcome: FileOutcome, listener: Listener | None = None) -> None:
        """Count a file, and tell who listens."""
        noted = outcome.document_id if outcome.failure is None else outcome.failure
        getattr(self, outcome.outcome).append(noted)
        if listener is not None:
            listener(outcome)


def failure_of(path: Path, error: IngestError | OSError) -> Failure:
    """A file and why it could not be taken in, in words for the reader of the report."""
    source = shown(path)
    if isinstance(error, OSError):
        return Failure(
            source,
            f"cannot be read: {error.strerror or error}",
            "Check that it is there and may be read, and try again.",
        )
    if isinstance(error, UnreadableDocument):
        return Failure(source, error.reason, error.advice)
    if isinstance(error, InvalidMetadata):
        return Failure(source, "; ".join(error.problems), "Correct that and take it in again.")
    if isinstance(error, FetchFailed):
        return Failure(source, error.reason, error.advice)
    return Failure(source, str(error).removeprefix(f"{source}: "))
