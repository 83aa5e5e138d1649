"""The pipeline: files to documents to the catalogue, one transaction a document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import astuple, replace
from pathlib import Path

from assistant.catalogue.documents import Change, Documents, SourceFile
from assistant.errors import IngestError
from assistant.measures.extraction import MeasureReader
from ingest.archives import FoundFile, opened
from ingest.assembling import READING, make_document
from ingest.finding import finding_state, findings_in
from ingest.identity import claim, id_for
from ingest.loading import load
from ingest.metadata import Flags
from ingest.own_validity import with_own_validity
from ingest.paths import find_files
from ingest.report import Failure, IngestReport, failure_of
from ingest.splitting import split

Listener = Callable[[Path, str], None]
"""Hears each file and what became of it: ``added``, ``updated``, ``unchanged`` or ``failed``."""


class Pipeline:
    """Takes files into the catalogue. What fails is reported, and the rest goes on."""

    def __init__(self, documents: Documents, *, reader: MeasureReader | None = None) -> None:
        """``reader`` reads measures beside the rules."""
        self._documents = documents
        self._reader = reader

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
                for found in opened(path):
                    self._take(found, flags, owners, report, listener)
            except (IngestError, OSError) as error:
                _note_failure(report, path, error, listener)
        return report

    def _take(
        self,
        found: FoundFile | Failure,
        flags: Flags,
        owners: dict[str, Path],
        report: IngestReport,
        listener: Listener | None,
    ) -> None:
        """Take in one file of a folder or archive, and note what became of it."""
        if isinstance(found, Failure):
            report.failed.append(found)
            if listener is not None:
                listener(Path(found.source), "failed")
            return
        try:
            change, document_id = self._ingest_file(found, flags, owners)
        except (IngestError, OSError) as error:
            _note_failure(report, found.path, error, listener)
            return
        getattr(report, change.value).append(document_id)
        if listener is not None:
            listener(found.path, change.value)

    def _ingest_file(self, found: FoundFile, flags: Flags, owners: dict[str, Path]) -> tuple[Change, str]:
        source, path = found.source, found.path
        flags_hash = _hash_of(finding_state(self._reader), flags)
        known = self._documents.known_file(source)
        same_reading = known is not None and known.flags_hash == flags_hash
        if known is not None and same_reading and (known.size, known.modified_ns) == (found.size, found.modified_ns):
            return Change.UNCHANGED, self._unchanged(source, owners, path)
        content = found.content()
        file = SourceFile(source, found.size, found.modified_ns, hashlib.sha256(content).hexdigest(), flags_hash)
        if known is not None and same_reading and known.file_hash == file.file_hash:
            self._documents.note_file(file)
            return Change.UNCHANGED, self._unchanged(source, owners, path)
        described, text, blocks = load(path, content, flags)
        document_id = described.stated_id or self._documents.id_of_source(source) or id_for(source)
        claim(owners, document_id, path)
        document = with_own_validity(
            make_document(document_id=document_id, source=source, metadata=described.metadata, text=text, blocks=blocks)
        )
        found_in_it = findings_in(document, self._reader)
        # What a model could not read now is read at the next ingest: the file counts as read by what did read it.
        file = replace(file, flags_hash=_hash_of(found_in_it.made_by, flags))
        change = self._documents.put(document, split(document), file=file, findings=found_in_it)
        return change, document_id

    def _unchanged(self, source: str, owners: dict[str, Path], path: Path) -> str:
        document_id = self._documents.id_of_source(source) or source
        claim(owners, document_id, path)
        return document_id


def _hash_of(state: str, flags: Flags) -> str:
    """Names all that what comes out of a file depends on, its bytes aside."""
    return hashlib.sha256(repr((READING, state, astuple(flags))).encode()).hexdigest()


def _note_failure(report: IngestReport, path: Path, error: IngestError | OSError, listener: Listener | None) -> None:
    report.failed.append(failure_of(path, error))
    if listener is not None:
        listener(path, "failed")
