"""A file with what is known to be in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.readers.papers.contents import Rows


@dataclass(frozen=True)
class Sample:
    """A file as it arrives, and what a reader must find in it."""

    name: str
    content: bytes
    pages: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """By page, the texts on it in order; page 0 holds those of a format without pages."""
    table: Rows = ()
    """Its table, header first; a merged cell stands in each row that it covers."""
    labels: Mapping[int, str] = field(default_factory=dict)
    """How the document numbers its pages, where that is known."""
    speakers: tuple[str, ...] = ()
    recognised: bool = False
    """Whether its words come from pictures."""
    also: tuple[str, ...] = ()
    """What is found beside its own words, such as the names of sheets."""

    @property
    def format(self) -> str:
        """Its suffix, and whether it is a scan."""
        suffix = self.name.rsplit(".", 1)[1].upper()
        return f"{suffix}, scanned" if self.recognised else suffix
