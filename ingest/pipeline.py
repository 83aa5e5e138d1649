"""The pipeline: files to documents to the catalogue, one transaction a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from assistant.catalogue.documents import Change, Documents, SourceFile
from assistant.catalogue.quarantine import Quarantine
from assistant.errors import IngestError
from ingest.archives import FoundFile
from ingest.assembling import READING, make_document
from ingest.finding import finding_state, findings_in
from ingest.identity import claim, id_for
from ingest.loading import load
from ingest.metadata import Flags, flags_values
from ingest.paths import find_files, shown
from ingest.places import Place
from ingest.remembering import Remembered
from ingest.report import Failure, FileOutcome, IngestReport, Listener, failure_of
from ingest.splitting import split


@dataclass(slots=True)
class _Run:
    """What one call of the pipeline works with."""

    flags: Flags
    flags_hash: str
    remembered: Remembered
    report: IngestReport
    listener: Listener | None
    owners: dict[str, Path] = field(default_factory=dict)

    def note(self, found: FoundFile, outcome: str, document_id: str | None, failure: Failure | None = None) -> None:
        self.report.note(FileOutcome(found.source, found.path, outcome, document_id, failure), self.listener)


class Pipeline:
    """Takes files into the catalogue. What fails is reported, and the rest goes on."""

    def __init__(self, documents: Documents, quarantine: Quarantine | None = None) -> None:
        """With a quarantine, failures are kept there, and a file that failed and has not changed is not read again."""
        self._documents = documents
        self._quarantine = quarantine

    def ingest(
        self, paths: Sequence[Path], *, flags: Flags | None = None, listener: Listener | None = None
    ) -> IngestReport:
        """Take in files and folders.

        Raises:
            SourceNotFound: a path does not exist; nothing was done.
            DataFolderError: the catalogue cannot be written; what was reported as done is kept.
        """
        skipped: list[str] = []
        report = self.take_in(map(Place.of, find_files(paths, skipped=skipped)), flags=flags, listener=listener)
        report.skipped += skipped
        return report

    def take_in(
        self,
        places: Iterable[Place],
        *,
        flags: Flags | None = None,
        listener: Listener | None = None,
        again: bool = False,
        only: str | None = None,
    ) -> IngestReport:
        """Take in what is in some places; ``again`` also what failed before, ``only`` one source of them."""
        flags = flags or Flags()
        flags_hash = hashlib.sha256(repr((READING, finding_state(), astuple(flags))).encode()).hexdigest()
        remembered = Remembered(self._quarantine, flags=flags_values(flags), flags_hash=flags_hash, again=again)
        run = _Run(flags, flags_hash, remembered, IngestReport(), listener)
        for place in places:
            try:
                for found in place.open():
                    source = place.source_of(found) if isinstance(found, Failure) else found.source
                    if only is None or only == source:
                        self._take(place, found, run)
            except (IngestError, OSError) as error:
                self._failed(place, failure_of(place.named, error), run)
        return run.report

    def _take(self, place: Place, found: FoundFile | Failure, run: _Run) -> None:
        """Take in one file of a folder or archive, and note what became of it."""
        if isinstance(found, Failure):
            self._failed(place, found, run)
            return
        try:
            taken = self._take_file(place, found, run)
        except (IngestError, OSError) as error:
            failure = failure_of(found.path, error)
            run.remembered.keep(place, failure, found)
            run.note(found, "failed", None, failure)
            return
        if taken is not None:
            change, document_id = taken
            run.remembered.clear(found.source)
            run.note(found, change.value, document_id)

    def _failed(self, place: Place, failure: Failure, run: _Run) -> None:
        run.remembered.keep(place, failure)
        run.report.note(
            FileOutcome(place.source_of(failure), Path(failure.source), "failed", failure=failure), run.listener
        )

    def _take_file(self, place: Place, found: FoundFile, run: _Run) -> tuple[Change, str] | None:
        """What taking in a file did, and the document's id; None when it failed for what is in it, which is noted."""
        source = found.source
        known = self._documents.known_file(source)
        same_reading = known is not None and known.flags_hash == run.flags_hash
        if known is not None and same_reading and (known.size, known.modified_ns) == (found.size, found.modified_ns):
            return Change.UNCHANGED, self._unchanged(found, run)
        if self._failed_before(place, found, run):
            return None
        content = found.content()
        file_hash = hashlib.sha256(content).hexdigest()
        file = SourceFile(source, found.size, found.modified_ns, file_hash, run.flags_hash)
        if known is not None and same_reading and known.file_hash == file_hash:
            self._documents.note_file(file)
            return Change.UNCHANGED, self._unchanged(found, run)
        if self._failed_before(place, found, run, file_hash=file_hash):
            return None
        try:
            described, text, blocks = load(found.path, content, run.flags)
        except IngestError as error:
            failure = failure_of(found.path, error)
            run.remembered.keep(place, failure, found, file_hash=file_hash, lasting=True)
            run.note(found, "failed", None, failure)
            return None
        document_id = described.stated_id or self._documents.id_of_source(source) or id_for(source)
        claim(run.owners, document_id, found.path)
        document = make_document(
            document_id=document_id, source=source, metadata=described.metadata, text=text, blocks=blocks
        )
        change = self._documents.put(document, split(document), file=file, findings=findings_in(document))
        return change, document_id

    def _failed_before(self, place: Place, found: FoundFile, run: _Run, *, file_hash: str | None = None) -> bool:
        """Whether this very file failed before; then that is noted once more."""
        known = run.remembered.same(found, file_hash=file_hash)
        if known is None:
            return False
        failure = Failure(shown(found.path), known.failed.reason, known.failed.advice, remembered=True)
        run.remembered.keep(place, failure, found, file_hash=known.failed.file_hash, lasting=True)
        run.note(found, "failed", None, failure)
        return True

    def _unchanged(self, found: FoundFile, run: _Run) -> str:
        document_id = self._documents.id_of_source(found.source) or found.source
        claim(run.owners, document_id, found.path)
        return document_id
