"""The bytes of files, on disk and in archives: values that say where they lie, and read them where they are asked."""

from __future__ import annotations

import os
import stat
import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile, ZipFile

from assistant.errors import UnreadableDocument
from ingest.paths import shown

READINGS = 3
"""How often a file is read that changes meanwhile, before it is given up."""
_FOREIGN_ERRORS = (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)
_CHANGED = ("changes while it is read", "Take it in again when whatever writes it has finished.")


def regular(path: Path, mode: int) -> None:
    """See that a path is a file with an end: to read a pipe or a device may take forever.

    Raises:
        UnreadableDocument: it is none.
    """
    if not stat.S_ISREG(mode):
        raise UnreadableDocument(shown(path), "no file but a pipe, socket or device", "Give a file or a folder.")


class Content(Protocol):
    """A file's bytes, wherever they lie: a value that can be sent to another process, which then reads them itself."""

    def __hash__(self) -> int: ...

    def __call__(self) -> bytes:
        """The bytes.

        Raises:
            UnreadableDocument: they cannot be had.
            OSError: the file cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes that are there already."""

    content: bytes

    def __call__(self) -> bytes:
        """The bytes."""
        return self.content


@dataclass(frozen=True, slots=True)
class DiskFile:
    """A file on disk."""

    path: Path
    largest: int
    """Bytes; a file that has grown beyond is not read."""

    def __call__(self) -> bytes:
        """The bytes as they were at one instant: what is written meanwhile makes it read again.

        Raises:
            UnreadableDocument: it is no file, has grown too large, or keeps changing.
            OSError: it cannot be read.
        """
        for _ in range(READINGS):
            # What was a file when it was found may be a pipe by now, and to open one would wait for its writer.
            with open(os.open(self.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
                before = os.fstat(stream.fileno())
                regular(self.path, before.st_mode)
                if before.st_size > self.largest:
                    raise UnreadableDocument(shown(self.path), *_CHANGED)
                # Room is made for as many bytes as are asked for: one more than there should be tells of growth.
                content = stream.read(before.st_size + 1)
                after = os.fstat(stream.fileno())
            if (before.st_mtime_ns, len(content)) == (after.st_mtime_ns, after.st_size):
                return content
        raise UnreadableDocument(shown(self.path), *_CHANGED)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive."""

    archive: Content
    modified_ns: int
    """When the archive on disk was last changed; it must not have been since."""
    place: int
    """Number of its entry in the archive: names may come twice."""
    path: Path
    """For messages."""

    def __call__(self) -> bytes:
        """The bytes, unpacked.

        Raises:
            UnreadableDocument: damaged, or the archive has changed since it was looked through.
        """
        try:
            package = _opened(self.archive, self.modified_ns)
            return package.read(package.infolist()[self.place])
        except (*_FOREIGN_ERRORS, IndexError) as error:
            raise UnreadableDocument(
                shown(self.path), f"damaged in the archive ({error})", "Get the archive again."
            ) from error


# Members come one after the other: the archive need not be opened, nor unpacked from another one, for each.
@lru_cache(maxsize=2)
def _opened(archive: Content, modified_ns: int) -> ZipFile:
    if not isinstance(archive, DiskFile):
        return ZipFile(BytesIO(archive()))
    if archive.path.stat().st_mtime_ns != modified_ns:
        raise UnreadableDocument(shown(archive.path), *_CHANGED)
    return ZipFile(archive.path)


def let_go() -> None:
    """Close the archives that were kept open for their next members."""
    _opened.cache_clear()
