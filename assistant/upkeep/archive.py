"""The file that a backup is: a compressed tar, read and written as a stream, with the hash of everything in it.

It begins with ``about.json`` (what it is, so that one that cannot be used is refused at once) and ends with
``manifest.json`` (size and SHA-256 of each file; one that was cut off has none).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from assistant.errors import BackupError

FORMAT = 1
ABOUT, MANIFEST = "about.json", "manifest.json"
LEVEL = 3
"""Of compression: vectors hardly shrink, and texts do at any level."""
BLOCK = 1 << 20
DAMAGED = "Get the file again, or take another backup."


@dataclass(frozen=True, slots=True)
class About:
    """What a backup is of."""

    format: int
    program: str
    """Version of the program that made it."""
    schema: str
    catalogue: str
    """``sqlite`` (the database's file) or ``postgresql`` (a dump of its own tool)."""
    made: str
    """Instant in UTC, ISO 8601."""
    documents: int
    settings: dict[str, str] = field(default_factory=dict)
    """Those that are not at their defaults, without secrets: for whoever restores it elsewhere."""


class _Hashing(io.RawIOBase):
    """Reads a file and hashes what goes by."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self._stream.read(size)
        self.hash.update(content)
        return content


class Writer:
    """Adds files to a backup."""

    def __init__(self, stream: IO[bytes], about: About) -> None:
        self._packed = gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=LEVEL, mtime=0)
        self._tar = tarfile.open(fileobj=self._packed, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed in close
        self._files: dict[str, dict[str, Any]] = {}
        self._links: dict[str, str] = {}
        self._met: dict[tuple[int, int], str] = {}
        self._add_json(ABOUT, asdict(about))

    def add(self, path: Path, name: str) -> None:
        """Add a file under a name, without holding it in memory. One that is on the disk under two names is packed once."""
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if status.st_nlink > 1:
                first = self._met.setdefault((status.st_dev, status.st_ino), name)
                if first != name:
                    self._links[name] = first
                    return
            info = tarfile.TarInfo(name)
            info.size = status.st_size
            info.mtime = int(status.st_mtime)
            hashing = _Hashing(stream)
            self._tar.addfile(info, hashing)
        self._files[name] = {"size": info.size, "sha256": hashing.hash.hexdigest()}

    def close(self) -> None:
        """End it with the list of what is in it."""
        self._add_json(MANIFEST, {"files": self._files, "links": self._links})
        self._tar.close()
        self._packed.close()

    def _add_json(self, name: str, value: dict[str, Any]) -> None:
        content = json.dumps(value, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(name)
        info.size = len(content)
        self._tar.addfile(info, io.BytesIO(content))


@contextmanager
def opened(path: Path) -> Iterator[tuple[About, tarfile.TarFile]]:
    """A backup that can be read, from behind its first member.

    Raises:
        BackupError: it is none, or damaged, or of a form that this program does not know.
    """
    try:
        with gzip.open(path, "rb") as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            yield _about(path, tar), tar
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BackupError(path, f"is damaged, or is no backup ({error})", DAMAGED) from error
    except FileNotFoundError as error:
        raise BackupError(path, "is not there", "Check the name.") from error
    except OSError as error:
        raise BackupError(
            path, f"cannot be read or unpacked ({error.strerror or error})", "Check disk and rights."
        ) from error


def _about(path: Path, tar: tarfile.TarFile) -> About:
    first = tar.next()
    stream = None if first is None or first.name != ABOUT else tar.extractfile(first)
    if stream is None:
        raise BackupError(path, "is no backup of this program", "Name a file that goglobal backup made.")
    values = json.loads(stream.read())
    if values.get("format") != FORMAT:
        raise BackupError(path, f"was made by a newer version ({values.get('program')})", "Update the program.")
    return About(**values)


def unpack(path: Path, tar: tarfile.TarFile, folder: Path) -> None:
    """Put all files of a backup into an empty folder, and make sure that each is what was packed.

    Raises:
        BackupError: something is missing, changed, or would lie outside the folder.
    """
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    links: dict[str, str] = {}
    # Not by iteration, which would begin with the first member once more.
    while (info := tar.next()) is not None:
        stream = tar.extractfile(info) if info.isfile() else None
        parts = _parts(path, info.name)
        if stream is None:
            raise _foreign(path, info.name)
        if info.name == MANIFEST:
            listed = json.loads(stream.read())
            manifest, links = listed["files"], listed.get("links", {})
            continue
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        hashing = _Hashing(stream)
        with target.open("xb") as out:
            while content := hashing.read(BLOCK):
                out.write(content)
        found[info.name] = {"size": info.size, "sha256": hashing.hash.hexdigest()}
    if manifest is None:
        raise BackupError(path, "was cut off", DAMAGED)
    if manifest != found:
        wrong = sorted(name for name in {*manifest, *found} if manifest.get(name) != found.get(name))
        raise BackupError(path, f"is damaged: {', '.join(wrong[:5])} is not what was packed", DAMAGED)
    for name, first in links.items():
        target, source = (folder.joinpath(*_parts(path, each)) for each in (name, first))
        if first not in found or name in found:
            raise _foreign(path, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:  # a disk that knows no links
            shutil.copyfile(source, target)


def _parts(path: Path, name: str) -> tuple[str, ...]:
    """The folders of a name, and its last part.

    Raises:
        BackupError: it would lie outside the folder.
    """
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/") or "\\" in name:
        raise _foreign(path, name)
    return parts


def _foreign(path: Path, name: str) -> BackupError:
    return BackupError(path, f"holds {name!r}, which no backup does", "Ask where it comes from.")
