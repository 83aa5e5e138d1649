"""The kept bytes of uploads, as files to be taken in; beside what :mod:`ingest.sources` finds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.archives import LARGEST, FoundFile, found_on_disk
from ingest.contents import DiskFile
from ingest.report import Failure


class Finds(Protocol):
    """What can be taken in: files, wherever they are."""

    @property
    def skipped(self) -> list[str]:
        """What was passed over."""
        ...

    def files(self) -> list[Path]:
        """The files of the caller's disk among them."""
        ...

    def found(self) -> Iterator[FoundFile | Failure]:
        """Each file."""
        ...

    def described(self, found: FoundFile | Failure) -> FoundFile | Failure:
        """A file of an archive, with what is known of it from outside."""
        ...

    def unmatched(self) -> Iterator[Failure]:
        """What was said of files that are not there, once all are found."""
        ...

    def answered(self) -> Collection[str]:
        """Addresses that answered, whether or not they are files: sitemaps, and those that lead to other ones."""
        ...

    def is_dead(self, address: str) -> bool:
        """Whether an address that was taken in before has nothing any more."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Bytes that the data folder keeps under another name."""

    path: Path
    """Where its bytes are."""
    source: str
    """What the catalogue knows it by."""
    named: Path
    """What messages call it."""
    file: str
    """SHA-256 of the bytes."""

    def found(self) -> FoundFile:
        """The file, unopened; one that is gone fails when it is read."""
        try:
            return found_on_disk(self.path, source=self.source, named=self.named, kept=self.file)
        except OSError:
            return FoundFile(self.source, self.named, 0, 0, DiskFile(self.path, LARGEST, 0), kept=self.file)


@dataclass(frozen=True, slots=True)
class Kept:
    """Some kept uploads; see :class:`Finds`."""

    places: Sequence[Place]

    @property
    def skipped(self) -> list[str]:
        """See the protocol."""
        return []

    def files(self) -> list[Path]:
        """See the protocol."""
        return []

    def found(self) -> Iterator[FoundFile | Failure]:
        """See the protocol."""
        return (place.found() for place in self.places)

    def described(self, found: FoundFile | Failure) -> FoundFile | Failure:
        """See the protocol."""
        return found

    def unmatched(self) -> Iterator[Failure]:
        """See the protocol."""
        return iter(())

    def answered(self) -> Collection[str]:
        """See the protocol."""
        return ()

    def is_dead(self, address: str) -> bool:
        """See the protocol."""
        return False
