"""Which document a file is: one that is known, a new one, one that has moved, or a copy of another."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from assistant.catalogue.source_files import KnownFile, SourceFile, SourceFiles
from assistant.catalogue.uploads import PREFIX
from assistant.errors import IngestError, InvalidMetadata
from ingest.archives import FoundFile
from ingest.paths import is_address, located, shown
from ingest.report import Failure

LENGTH, OF_READERS = 64, 16
"""Characters of the hash over how a file is read, and those of them that name the state of the readers."""


class Outcome(StrEnum):
    """What is to be done with a file."""

    READ = "read"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Identified:
    """What could be told of a file without making text of it."""

    outcome: Outcome
    document_id: str | None = None
    """The document that its words belong to; None for a new one, and for a copy of a file that this run has yet to read."""
    file: SourceFile | None = None
    """Its present state, where that is to be noted though it is not read."""
    moved: bool = False
    """Whether it is to be read as the document of a file that has gone."""
    of: str = ""
    """The source of the file of the same bytes that it is a copy of, or was moved from."""


@dataclass(slots=True)
class Identities:
    """The files of one run. What is known of them is asked for at once, and what was touched is noted at once.

    The bytes of a file are looked at only when its size or time are news, and others have the same size: no other file can
    hold the same.
    """

    files: SourceFiles
    flags_hash: Callable[[FoundFile], str]
    """Names the state of everything that decides how a file is read."""
    is_dead: Callable[[str], bool] = lambda _: False
    """Whether an address has nothing any more; the web is asked only where another page has its bytes."""
    _known: dict[str, KnownFile] = field(default_factory=dict)
    _loaded: set[str] = field(default_factory=set)
    _sizes: frozenset[int] | None = None
    """Sizes of all files that documents of the catalogue were read from, once they are needed."""
    _unhashed: dict[int, list[FoundFile]] = field(default_factory=dict)
    """New files of this run of whose bytes only the number is known."""
    _first: dict[tuple[str, str], str] = field(default_factory=dict)
    """The first file of this run of some bytes, by their digest and how they are read."""
    _followed: set[str] = field(default_factory=set)
    """Files that have gone and whose documents other files of this run have taken over."""
    _hashes: dict[str, str] = field(default_factory=dict)
    _taken: dict[str, str | None] = field(default_factory=dict)
    """What became of each file: its document's id, or None when there is none yet."""
    _touched: list[SourceFile] = field(default_factory=list)

    def expect(self, paths: Iterable[Path]) -> None:
        """Read what is known of the files that are to come."""
        sources = [located(path) for path in paths]
        self._known |= self.files.known(sources)
        self._loaded.update(sources)

    def expect_members(self, archive: str, members: Iterable[FoundFile | Failure]) -> None:
        """The same of the files of an archive, whose source is given."""
        self._known |= self.files.within(archive)
        self._loaded.update(member.source for member in members)

    def identify(self, found: FoundFile) -> Identified:
        """Tell what a file is.

        Raises:
            IngestError, OSError: its bytes were needed and cannot be had.
        """
        source = found.source
        if source in self._taken:
            return Identified(Outcome.UNCHANGED, self._taken[source], of=source)
        self._taken[source] = None
        known = self._known_file(source)
        as_before = known is not None and known.file.flags_hash == self.flags_hash(found)
        if known is not None and as_before and _same_state(known.file, found):
            if not known.copy:
                return self._unchanged(known)
            if original := self._standing(known.document_id, known.file.file_hash):
                return Identified(Outcome.DUPLICATE, known.document_id, of=original.file.source)
        if known is None or known.copy:
            return self._led_to(found) or self._new(found)
        if as_before and known.file.size == found.size and known.file.file_hash == self._hash(found):
            self._touched.append(self.state(found, known.file.file_hash))
            return self._unchanged(known)
        self._unhashed.setdefault(found.size, []).append(found)
        return Identified(Outcome.READ, known.document_id)

    def is_copy(self, source: str) -> bool:
        """Whether a file is known as a copy of another one."""
        known = self._known_file(source)
        return known is not None and known.copy

    def state(self, found: FoundFile, file_hash: str) -> SourceFile:
        """The present state of a file, as it is noted."""
        return SourceFile(found.source, found.size, found.modified_ns, file_hash, self.flags_hash(found))

    def _unchanged(self, known: KnownFile) -> Identified:
        self._taken[known.file.source] = known.document_id
        return Identified(Outcome.UNCHANGED, known.document_id)

    def _known_file(self, source: str) -> KnownFile | None:
        if source not in self._loaded:
            self._loaded.add(source)
            self._known |= self.files.known([source])
        return self._known.get(source)

    def _led_to(self, found: FoundFile) -> Identified | None:
        """A page that an earlier one says to have moved to for good: the same document, whatever it says now."""
        for before in found.moved_from:
            known = self._known_file(before)
            if known is None or known.copy or before in self._followed:
                continue
            self._followed.add(before)
            file = self.state(found, self._hash(found))
            self._first[file.file_hash, file.flags_hash] = found.source
            return Identified(Outcome.READ, known.document_id, moved=True)
        return None

    def _new(self, found: FoundFile) -> Identified:
        """A file that is not known by its place: perhaps others of the same bytes are there, or have been."""
        if self._sizes is None:
            self._sizes = self.files.sizes()
        if found.size not in self._unhashed and found.size not in self._sizes:
            self._unhashed[found.size] = [found]
            return Identified(Outcome.READ)
        file = self.state(found, self._hash(found))
        self._hash_others(found.size)
        # What is said of two files may differ, such as who may read them: then each is a document of its own.
        if (first := self._first.get((file.file_hash, file.flags_hash))) is not None:
            return Identified(Outcome.DUPLICATE, None, file, of=first)
        gone = None
        for other in self.files.of_content(file.file_hash):
            if self._has_gone(other.file.source):
                gone = gone or (other if other.file.source not in self._followed else None)
            # Readers that are newer than those that read it do not make another document of the same bytes.
            elif _said(other.file) == _said(file) and _stands(other.file):
                return Identified(Outcome.DUPLICATE, other.document_id, file, of=other.file.source)
        self._first[file.file_hash, file.flags_hash] = found.source
        if gone is None:
            return Identified(Outcome.READ)
        self._followed.add(gone.file.source)
        # A name may tell a title, a date and a format, and an address is what a document links to: under another one it is
        # read again, as the same document.
        same_name = _name(gone.file.source) == _name(found.source) and not is_address(found.source)
        if gone.file.flags_hash != file.flags_hash or not same_name:
            return Identified(Outcome.READ, gone.document_id, moved=True)
        self._taken[found.source] = gone.document_id
        return Identified(Outcome.MOVED, gone.document_id, file, of=gone.file.source)

    def _hash(self, found: FoundFile) -> str:
        if found.source not in self._hashes:
            self._hashes[found.source] = hashlib.sha256(found.content()).hexdigest()
        return self._hashes[found.source]

    def _hash_others(self, size: int) -> None:
        """Look at the bytes of the new files of this run that had a size of their own until now."""
        for earlier in self._unhashed.get(size, ()):
            # One that cannot be read any more holds the same as no other.
            with contextlib.suppress(IngestError, OSError):
                self._first.setdefault((self._hash(earlier), self.flags_hash(earlier)), earlier.source)
        self._unhashed[size] = []

    def _standing(self, document_id: str, file_hash: str) -> KnownFile | None:
        """The file that a document was read from, if it is still there with the same bytes."""
        for known in self.files.of_document(document_id):
            if not known.copy and known.file.file_hash == file_hash and not self._has_gone(known.file.source):
                return known if _stands(known.file) else None
        return None

    def _has_gone(self, source: str) -> bool:
        return self.is_dead(source) if is_address(source) else is_gone(source)

    def took(self, source: str, document_id: str) -> None:
        """Note the document that a file was stored as."""
        self._taken[source] = document_id

    def document_of(self, source: str) -> str | None:
        """The document of a file of this run; None when it failed."""
        return self._taken.get(source)

    def finish(self) -> None:
        """Write down what was noted of files that need no reading."""
        self.files.note_touched(self._touched)
        self._touched.clear()


def hash_of_flags(*, readers: str, said: str) -> str:
    """Names how a file is read: by the state of the readers, and by what is said of it, each in a part of its own."""
    return (_hex(readers)[:OF_READERS] + _hex(said))[:LENGTH]


def _said(file: SourceFile) -> str:
    return file.flags_hash[OF_READERS:]


def _hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def claim(owners: dict[str, Path], document_id: str, path: Path) -> None:
    """Note the file that an id belongs to in this run.

    Raises:
        InvalidMetadata: another file of this run has it already.
    """
    first = owners.setdefault(document_id, path)
    if first is not path and first.resolve() != path.resolve():
        raise InvalidMetadata(shown(path), [f"id {document_id!r} is already that of {shown(first)}; give it another"])


def id_for(source: str) -> str:
    """An id for a file that states none: its name, and a short hash of where it lies."""
    name = re.sub(r"[^a-z0-9]+", "-", Path(source.removeprefix(PREFIX)).stem.lower()).strip("-")[:60] or "document"
    return f"{name}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def is_gone(source: str) -> bool:
    """Whether nothing lies any more where a file was. Addresses, and members of an archive that is there, are not gone."""
    if "://" in source or "\\x" in source:  # the latter stands for a name that is not UTF-8, and cannot be looked up
        return False
    path = Path(source)
    return not os.path.lexists(path) and not any(parent.is_file() for parent in path.parents)


def _same_state(file: SourceFile, found: FoundFile) -> bool:
    return (file.size, file.modified_ns) == (found.size, found.modified_ns)


def _stands(file: SourceFile) -> bool:
    """Whether a file that is not gone still holds the bytes that were noted."""
    path = Path(file.source)
    try:
        status = path.stat()
        if (status.st_size, status.st_mtime_ns) == (file.size, file.modified_ns):
            return True
        return status.st_size == file.size and hashlib.sha256(path.read_bytes()).hexdigest() == file.file_hash
    except OSError:
        # An address, or a member of an archive that has not changed as far as can be told from here.
        return not os.path.lexists(path)


def _name(source: str) -> str:
    return PurePosixPath(source).name
