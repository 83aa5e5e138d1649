"""The pipeline: files to documents to the catalogue, one transaction a document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from assistant.catalogue.documents import Change, Documents, SourceFile
from assistant.domain import Block
from assistant.errors import IngestError, InvalidMetadata, SourceNotFound, UnreadableDocument
from ingest.assembling import READING, assemble, make_document
from ingest.finding import finding_state, findings_in
from ingest.metadata import Described, Flags, describe
from ingest.readers import SUFFIXES, read
from ingest.report import Failure, IngestReport
from ingest.splitting import split

LARGEST = 400 * 1024 * 1024
"""Bytes of the largest file that is read."""

SKIPPED_NAMES = frozenset({"README.md", "LICENSE"})
"""Files that describe a folder of documents and are none."""

Listener = Callable[[Path, str], None]
"""Hears each file and what became of it: ``added``, ``updated``, ``unchanged`` or ``failed``."""


def find_files(paths: Sequence[Path], *, skipped: list[str] | None = None) -> Iterator[Path]:
    """Files of the given files and folders, sorted within each folder.

    What is named itself is taken whatever its name. Of folders, hidden files and READMEs are left out, and files
    whose suffix stands for no format, which are noted in ``skipped``.

    Raises:
        SourceNotFound: one of the paths does not exist.
    """
    for path in paths:
        if not path.exists():
            raise SourceNotFound(str(path))
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                parts = file.relative_to(path).parts
                if not file.is_file() or file.name in SKIPPED_NAMES or any(p.startswith(".") for p in parts):
                    continue
                if file.suffix.lower() in SUFFIXES:
                    yield file
                elif skipped is not None:
                    skipped.append(shown(file))
        else:
            yield path


def shown(path: Path) -> str:
    """A path as text that can be stored and printed: file names are bytes, and not always UTF-8."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class Pipeline:
    """Takes files into the catalogue. What fails is reported, and the rest goes on."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def ingest(
        self, paths: Sequence[Path], *, flags: Flags | None = None, listener: Listener | None = None
    ) -> IngestReport:
        """Take in files and folders.

        Raises:
            SourceNotFound: a path does not exist; nothing was done.
            DataFolderError: the catalogue cannot be written; what was reported as done is kept.
        """
        flags = flags or Flags()
        report = IngestReport()
        owners: dict[str, Path] = {}
        for path in find_files(paths, skipped=report.skipped):
            try:
                change, document_id = self._ingest_file(path, flags, owners)
            except IngestError as error:
                report.failed.append(Failure(shown(path), str(error).removeprefix(f"{shown(path)}: ")))
                outcome = "failed"
            except OSError as error:
                report.failed.append(Failure(shown(path), f"cannot be read: {error.strerror or error}"))
                outcome = "failed"
            else:
                getattr(report, change.value).append(document_id)
                outcome = change.value
            if listener is not None:
                listener(path, outcome)
        return report

    def _ingest_file(self, path: Path, flags: Flags, owners: dict[str, Path]) -> tuple[Change, str]:
        source = shown(path.resolve())
        status = path.stat()
        if status.st_size > LARGEST:
            raise UnreadableDocument(
                shown(path), f"larger than {LARGEST // 1024**2} MB", "Split it into several documents."
            )
        flags_hash = hashlib.sha256(repr((READING, finding_state(), astuple(flags))).encode()).hexdigest()
        known = self._documents.known_file(source)
        same_reading = known is not None and known.flags_hash == flags_hash
        if (
            known is not None
            and same_reading
            and (known.size, known.modified_ns) == (status.st_size, status.st_mtime_ns)
        ):
            return Change.UNCHANGED, self._unchanged(source, owners, path)
        content = path.read_bytes()
        file = SourceFile(source, status.st_size, status.st_mtime_ns, hashlib.sha256(content).hexdigest(), flags_hash)
        if known is not None and same_reading and known.file_hash == file.file_hash:
            self._documents.note_file(file)
            return Change.UNCHANGED, self._unchanged(source, owners, path)
        described, text, blocks = _load(path, content, flags)
        document_id = described.stated_id or self._documents.id_of_source(source) or id_for(source)
        _claim(owners, document_id, path)
        document = make_document(
            document_id=document_id, source=source, metadata=described.metadata, text=text, blocks=blocks
        )
        change = self._documents.put(document, split(document), file=file, findings=findings_in(document))
        return change, document_id

    def _unchanged(self, source: str, owners: dict[str, Path], path: Path) -> str:
        document_id = self._documents.id_of_source(source) or source
        _claim(owners, document_id, path)
        return document_id


def _load(path: Path, content: bytes, flags: Flags) -> tuple[Described, str, tuple[Block, ...]]:
    reading = read(content, name=shown(path))
    text, blocks = assemble(reading.pieces)
    if not text.strip():
        raise UnreadableDocument(shown(path), "holds no text", "Check that it is the right file.")
    described = describe(
        source=shown(path), text=text, front_matter=reading.front_matter, properties=reading.properties, flags=flags
    )
    return described, text, blocks


def check_files(files: Sequence[Path], flags: Flags) -> list[Failure]:
    """What an ingest of these files would report as failed; nothing is stored."""
    failures = []
    owners: dict[str, Path] = {}
    for path in files:
        try:
            described, _, _ = _load(path, path.read_bytes(), flags)
            _claim(owners, described.stated_id or id_for(shown(path.resolve())), path)
        except IngestError as error:
            failures.append(Failure(shown(path), str(error).removeprefix(f"{shown(path)}: ")))
        except OSError as error:
            failures.append(Failure(shown(path), f"cannot be read: {error.strerror or error}"))
    return failures


def _claim(owners: dict[str, Path], document_id: str, path: Path) -> None:
    first = owners.setdefault(document_id, path)
    if first.resolve() != path.resolve():
        raise InvalidMetadata(shown(path), [f"id {document_id!r} is already that of {shown(first)}; give it another"])


def id_for(source: str) -> str:
    """An id for a file that states none: its name, and a short hash of where it lies."""
    name = re.sub(r"[^a-z0-9]+", "-", Path(source).stem.lower()).strip("-")[:60] or "document"
    return f"{name}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"
