"""The pipeline: files to documents to the catalogue, one transaction a document.

Which document a file is, and storing it, is decided here; what a file holds is made by an engine, elsewhere if need be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from assistant.catalogue.documents import Change, Documents, SourceFile
from assistant.errors import IngestError
from ingest.archives import FoundFile, found_on_disk
from ingest.assembling import READING
from ingest.engines import Done, Engine
from ingest.engines.inline import InlineEngine
from ingest.finding import finding_state
from ingest.identity import claim, id_for
from ingest.metadata import Flags
from ingest.paths import find_files
from ingest.report import Failure, IngestReport, failure_of
from ingest.step import Archive, Made, Same, Task

Listener = Callable[[Path, str], None]
"""Hears each file and what became of it: ``added``, ``updated``, ``unchanged`` or ``failed``."""


class Pipeline:
    """Takes files into the catalogue. What fails is reported, and the rest goes on."""

    def __init__(self, documents: Documents, *, engine: Engine | None = None) -> None:
        self._documents = documents
        self._engine = engine or InlineEngine()

    def ingest(
        self, paths: Sequence[Path], *, flags: Flags | None = None, listener: Listener | None = None
    ) -> IngestReport:
        """Take in files and folders.

        Raises:
            SourceNotFound: a path does not exist; nothing was done.
            DataFolderError: the catalogue cannot be written; what was reported as done is kept.
        """
        run = _Run(self._documents, flags or Flags(), listener)
        found: Iterable[FoundFile | Failure] = _found(paths, run.report)
        while found:
            # What archives hold comes after the files, and what archives in archives hold after that.
            inside: list[FoundFile | Failure] = []
            for done in self._engine.run(run.unread(found)):
                if isinstance(done.outcome, Archive):
                    inside += done.outcome.members
                else:
                    run.settle(done)
            found = inside
        return run.report


class _Run:
    """One call: what it was told, whose ids were claimed, and what has become of each file."""

    def __init__(self, documents: Documents, flags: Flags, listener: Listener | None) -> None:
        self.report = IngestReport()
        self._documents = documents
        self._flags = flags
        self._flags_hash = hashlib.sha256(repr((READING, finding_state(), astuple(flags))).encode()).hexdigest()
        self._listener = listener
        self._owners: dict[str, Path] = {}

    def unread(self, found: Iterable[FoundFile | Failure]) -> Iterator[Task]:
        """The files that have to be read; the others are noted."""
        for each in found:
            if isinstance(each, Failure):
                self._failed(Path(each.source), each)
                continue
            known = self._documents.known_file(each.source)
            document_id = self._documents.id_of_source(each.source) or id_for(each.source)
            if known is None or known.flags_hash != self._flags_hash:
                yield Task(each, self._flags, document_id)
            elif (known.size, known.modified_ns) == (each.size, each.modified_ns):
                self._unchanged(each, document_id)
            else:
                yield Task(each, self._flags, document_id, known.file_hash)

    def settle(self, done: Done) -> None:
        """Store what a file came to, if it is news."""
        file, outcome = done.task.file, done.outcome
        if isinstance(outcome, Failure):
            self._failed(file.path, outcome)
        elif isinstance(outcome, Same):
            self._documents.note_file(self._state(file, outcome.file_hash))
            self._unchanged(file, done.task.document_id)
        elif isinstance(outcome, Made):
            self._store(file, outcome)

    def _store(self, file: FoundFile, made: Made) -> None:
        document_id = made.document.id
        if not self._claimed(file, document_id):
            return
        state = self._state(file, made.file_hash)
        change = self._documents.put(made.document, made.passages, file=state, findings=made.findings)
        getattr(self.report, change.value).append(document_id)
        self._heard(file.path, change.value)

    def _unchanged(self, file: FoundFile, document_id: str) -> None:
        if self._claimed(file, document_id):
            self.report.unchanged.append(document_id)
            self._heard(file.path, Change.UNCHANGED.value)

    def _claimed(self, file: FoundFile, document_id: str) -> bool:
        try:
            claim(self._owners, document_id, file.path)
        except IngestError as error:
            self._failed(file.path, failure_of(file.path, error))
            return False
        return True

    def _state(self, file: FoundFile, file_hash: str) -> SourceFile:
        return SourceFile(file.source, file.size, file.modified_ns, file_hash, self._flags_hash)

    def _failed(self, path: Path, failure: Failure) -> None:
        self.report.failed.append(failure)
        self._heard(path, "failed")

    def _heard(self, path: Path, outcome: str) -> None:
        if self._listener is not None:
            self._listener(path, outcome)


def _found(paths: Sequence[Path], report: IngestReport) -> Iterator[FoundFile | Failure]:
    for path in find_files(paths, skipped=report.skipped):
        try:
            yield found_on_disk(path)
        except (IngestError, OSError) as error:
            yield failure_of(path, error)
