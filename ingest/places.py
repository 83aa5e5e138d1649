"""What can be opened: a file on disk, or bytes that the data folder keeps under another name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.archives import FoundFile, opened
from ingest.paths import shown
from ingest.report import Failure


@dataclass(frozen=True, slots=True)
class Place:
    """A file to open, which may be an archive of several."""

    path: Path
    """Where its bytes are."""
    source: str
    """What the catalogue knows it by."""
    named: Path
    """What messages call it."""
    file: str | None = None
    """SHA-256 of the bytes, when they are an upload's; then size and time of the file on disk say nothing of it."""

    @classmethod
    def of(cls, path: Path) -> Place:
        """A file of the caller's own."""
        return cls(path, shown(path.resolve()), path)

    def open(self) -> Iterator[FoundFile | Failure]:
        """The file itself, or what it holds; see :func:`~ingest.archives.opened`."""
        for found in opened(self.path, source=self.source, named=self.named):
            if self.file is None or isinstance(found, Failure):
                yield found
            else:
                yield FoundFile(found.source, found.path, found.size, int(self.file[:15], 16), found.content)

    def source_of(self, failure: Failure) -> str:
        """What the catalogue knows a file in this place by, from a failure that names it as the caller did."""
        return self.source + failure.source.removeprefix(shown(self.named))
