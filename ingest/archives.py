"""Files as they are found: a file itself, or each file that a ZIP archive holds. Nothing is unpacked to disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from assistant.errors import UnreadableDocument
from ingest.paths import is_document, shown
from ingest.readers.foreign import PACKAGE
from ingest.readers.formats import is_archive
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
_ZIP_MARK = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that can be read, on disk or in an archive."""

    source: str
    """Where it lies, as the catalogue knows it; for a member, the archive's path and the member's name."""
    path: Path
    """The same as the caller named it, for messages."""
    size: int
    modified_ns: int
    content: Callable[[], bytes]


@dataclass(slots=True)
class _Budget:
    """What is left of the limits of one archive on disk, shared by all archives nested in it."""

    members: int
    total: int


def opened(path: Path, *, largest: int = LARGEST) -> Iterator[FoundFile | Failure]:
    """The file itself, or what it holds if it is a ZIP archive; members that cannot be had are failures.

    Raises:
        UnreadableDocument: larger than ``largest`` bytes.
        OSError: the file cannot be read.
    """
    status = path.stat()
    if status.st_size > largest:
        raise UnreadableDocument(
            shown(path), f"larger than {largest // 1024**2} MB", "Split it into several documents."
        )
    found = FoundFile(shown(path.resolve()), path, status.st_size, status.st_mtime_ns, path.read_bytes)
    with path.open("rb") as stream:
        zipped = stream.read(4) == _ZIP_MARK
    if zipped and is_archive(content := path.read_bytes()):
        yield from _members(content, found, _Budget(MAX_MEMBERS, MAX_TOTAL), depth=1)
    else:
        yield found


def _members(content: bytes, archive: FoundFile, budget: _Budget, *, depth: int) -> Iterator[FoundFile | Failure]:
    taken = False
    with ZipFile(BytesIO(content)) as package:
        for info in package.infolist():
            name = _name(info)
            if info.is_dir() or not is_document(name, archives=True):
                continue
            taken = True
            member = _member(package, info, archive, name)
            problem = _problem(info, budget)
            if problem:
                yield Failure(str(member.path), problem)
                if budget.members <= 0 or budget.total <= 0:
                    return
                continue
            budget.members -= 1
            budget.total -= info.file_size
            yield from _opened_member(member, budget, depth)
    if not taken:
        yield Failure(shown(archive.path), "a ZIP archive without documents in it. Check that it is the right file.")


def _opened_member(member: FoundFile, budget: _Budget, depth: int) -> Iterator[FoundFile | Failure]:
    if member.path.suffix.lower() != ".zip":
        yield member
        return
    try:
        content = member.content()
        if not is_archive(content):
            yield member
        elif depth >= MAX_DEPTH:
            yield Failure(
                str(member.path), f"archives nested more than {MAX_DEPTH} deep. Unpack it and add the documents."
            )
        else:
            yield from _members(content, member, budget, depth=depth + 1)
    except UnreadableDocument as error:
        yield Failure(str(member.path), f"{error.reason}. {error.advice}")


def _member(package: ZipFile, info: ZipInfo, archive: FoundFile, name: str) -> FoundFile:
    path = archive.path / name

    def content() -> bytes:
        try:
            return package.read(info)
        except (OSError, *PACKAGE) as error:
            raise UnreadableDocument(
                shown(path), f"damaged in the archive ({error})", "Get the archive again."
            ) from error

    try:
        modified = int(datetime(*info.date_time, tzinfo=UTC).timestamp()) * 1_000_000_000
    except ValueError:
        modified = archive.modified_ns
    # The checksum tells members of the same size and minute apart, without unpacking them.
    return FoundFile(f"{archive.source}/{name}", path, info.file_size, modified + info.CRC % 1_000_000_000, content)


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


def _problem(info: ZipInfo, budget: _Budget) -> str:
    """Why a member is not unpacked, with what to do; empty if it may be."""
    if info.flag_bits & 1:
        return "encrypted. Make the archive again without a password."
    if budget.members <= 0:
        return f"an archive of more than {MAX_MEMBERS:,} files; the rest was left out. Split the archive."
    if info.file_size > MAX_MEMBER:
        return f"unpacks to more than {MAX_MEMBER // 1_000_000} MB. Split it into several documents."
    if info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return f"unpacks to more than {MAX_RATIO} times its size, as only a trap does. Ask where it comes from."
    if info.file_size > budget.total:
        budget.total = 0
        return f"an archive that unpacks to more than {MAX_TOTAL // 1_000_000_000} GB; the rest was left out. Split it."
    return ""
