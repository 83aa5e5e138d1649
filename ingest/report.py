"""What an ingest did, file by file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be taken in, and why."""

    source: str
    reason: str


@dataclass(slots=True)
class IngestReport:
    """Counts and names of what happened; ids for documents, sources for failures."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """Files of folders that are no documents by their names."""

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.failed
