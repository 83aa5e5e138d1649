"""Files as they are found: a file itself, or each file that a ZIP archive holds. Nothing is unpacked to disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from assistant.errors import UnreadableDocument
from ingest.contents import Content, DiskFile, Member, regular
from ingest.metadata import Fetch, Flags
from ingest.paths import is_document, located, shown
from ingest.report import Failure

LARGEST = 400 * 1024 * 1024
"""Bytes of the largest file that is read."""
MAX_MEMBERS = 5_000
MAX_MEMBER = 200_000_000
"""Bytes of one file of an archive, unpacked."""
MAX_TOTAL = 2_000_000_000
"""Bytes of all files of an archive together, unpacked, whatever archives are nested in it."""
MAX_RATIO = 300
"""Unpacked bytes for each packed one, for files that unpack to more than ``_RATIO_FROM``."""
MAX_DEPTH = 3
"""Archives within archives."""
_RATIO_FROM = 5_000_000


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of the limits of one archive on disk, for this file and all that is nested in it."""

    members: int
    total: int
    """Bytes, unpacked."""
    depth: int = 0
    """Archives that the file lies in."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that can be read, on disk or in an archive. It can be sent to another process."""

    source: str
    """Where it lies, as the catalogue knows it; for a member, the archive's path and the member's name."""
    path: Path
    """The same as the caller named it, for messages; see :func:`ingest.paths.shown` for web addresses."""
    size: int
    modified_ns: int
    content: Content
    room: Room | None = None
    """What it may unpack to, if it is an archive; None for the limits of an archive on disk."""
    manifest: tuple[tuple[str, Any], ...] = ()
    """What a manifest says of it."""
    fetch: Fetch | None = None
    """How it came from the web, if it did."""
    kept: str | None = None
    """SHA-256 of the bytes of the upload that it is, or lies in."""
    moved_from: tuple[str, ...] = ()
    """Addresses that say that they have moved here for good."""

    def flags(self, given: Flags) -> Flags:
        """What is known of it from outside, with what the caller says of all files."""
        # What is given is known from an earlier try, whose manifests may lie beyond the reach of this one.
        stated = tuple((dict(given.manifest) | dict(self.manifest)).items())
        return replace(given, manifest=stated, fetch=self.fetch)


def disk_path(file: FoundFile) -> Path | None:
    """The file on disk that the bytes are in; None when they are on none."""
    content = file.content
    while isinstance(content, Member):
        content = content.archive
    return content.path if isinstance(content, DiskFile) else None


def found_on_disk(
    path: Path,
    *,
    largest: int = LARGEST,
    source: str | None = None,
    named: Path | None = None,
    kept: str | None = None,
) -> FoundFile:
    """A file of the disk, unopened.

    ``source``, ``named`` and ``kept`` are given for the kept bytes of an upload: what the catalogue knows it by, what messages
    call it, and the SHA-256 of its bytes, since size and time of the file on disk say nothing of it.

    Raises:
        UnreadableDocument: larger than ``largest`` bytes, or no file but a pipe or device.
        OSError: it is not there, or must not be looked at.
    """
    status = path.stat()
    regular(named or path, status.st_mode)
    if status.st_size > largest:
        raise UnreadableDocument(
            shown(named or path), f"larger than {largest // 1024**2} MB", "Split it into several documents."
        )
    return FoundFile(
        source or located(path),
        named or path,
        status.st_size,
        status.st_mtime_ns if kept is None else int(kept[:15], 16),
        DiskFile(path, largest, status.st_mtime_ns),
        kept=kept,
    )


def members(package: ZipFile, archive: FoundFile) -> Iterator[FoundFile | Failure]:
    """Each document of an archive, still packed; what cannot be had is a failure.

    What is left of the archive's limits is shared evenly among the archives in it.
    """
    room = archive.room or Room(MAX_MEMBERS, MAX_TOTAL)
    if room.depth >= MAX_DEPTH:
        advice = "Unpack it and add the documents."
        yield Failure(shown(archive.path), f"archives nested more than {MAX_DEPTH} deep", advice)
        return
    found: list[FoundFile | Failure] = []
    left, total, nested = room.members, room.total, 0
    for place, info in enumerate(package.infolist()):
        name = _name(info)
        if info.is_dir() or not is_document(name, archives=True):
            continue
        member = _member(info, archive, name, place)
        if problem := _problem(info, left, total):
            found.append(Failure(shown(member.path), *problem))
            if left <= 0 or info.file_size > total:
                break
            continue
        left -= 1
        total -= info.file_size
        nested += member.path.suffix.lower() == ".zip"
        found.append(member)
    if not found:
        yield Failure(shown(archive.path), "a ZIP archive without documents in it", "Check that it is the right file.")
    share = Room(left // max(nested, 1), total // max(nested, 1), room.depth + 1)
    for each in found:
        yield replace(each, room=share) if isinstance(each, FoundFile) else each


def _member(info: ZipInfo, archive: FoundFile, name: str, place: int) -> FoundFile:
    path = archive.path / name
    # Of an archive in an archive it is the one on disk that can change.
    outermost = archive.content.modified_ns if isinstance(archive.content, DiskFile | Member) else archive.modified_ns
    try:
        modified = int(datetime(*info.date_time, tzinfo=UTC).timestamp()) * 1_000_000_000
    except ValueError:
        modified = archive.modified_ns
    # The checksum tells members of the same size and minute apart, without unpacking them.
    return FoundFile(
        f"{archive.source}/{name}",
        path,
        info.file_size,
        modified + info.CRC % 1_000_000_000,
        Member(archive.content, outermost, place, path),
        manifest=archive.manifest,
        fetch=None if archive.fetch is None else replace(archive.fetch, name=name),
        kept=archive.kept,
    )


def _name(info: ZipInfo) -> str:
    """The member's name: no way up and out, and Chinese names as Windows in China writes them."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in name.replace("\\", "/").replace("\0", "").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "unnamed"


def _problem(info: ZipInfo, members_left: int, total_left: int) -> tuple[str, str] | None:
    """Why a member is not unpacked, and what to do; None if it may be."""
    if info.flag_bits & 1:
        return "encrypted", "Make the archive again without a password."
    if members_left <= 0:
        return f"an archive of more than {MAX_MEMBERS:,} files; the rest was left out", "Split the archive."
    if info.file_size > MAX_MEMBER:
        return f"unpacks to more than {MAX_MEMBER // 1_000_000} MB", "Split it into several documents."
    if info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return f"unpacks to more than {MAX_RATIO} times its size, as only a trap does", "Ask where it comes from."
    if info.file_size > total_left:
        return (
            f"an archive that unpacks to more than {MAX_TOTAL // 1_000_000_000} GB; the rest was left out",
            "Split it.",
        )
    return None
