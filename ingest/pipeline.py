"""The pipeline: files to documents to the catalogue, one transaction a document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from assistant.catalogue.documents import Documents
from assistant.catalogue.originals import Originals
from assistant.errors import IngestError
from assistant.language.sketching import sketch_of
from ingest.archives import FoundFile, opened
from ingest.assembling import READING, make_document
from ingest.finding import finding_state, findings_in
from ingest.identity import Identified, Identities, Outcome, claim, id_for
from ingest.loading import load
from ingest.metadata import Flags
from ingest.paths import find_files
from ingest.readers.formats import is_pdf
from ingest.relating import note_relations
from ingest.report import Copy, Failure, IngestReport, failure_of
from ingest.splitting import split

Listener = Callable[[Path, str], None]
"""Hears each file and what became of it: ``added``, ``updated``, ``unchanged``, ``moved``, ``duplicate`` or ``failed``."""


@dataclass(slots=True)
class _Run:
    """What one call of :meth:`Pipeline.ingest` keeps in mind."""

    flags: Flags
    identities: Identities
    listener: Listener | None
    report: IngestReport = field(default_factory=IngestReport)
    owners: dict[str, Path] = field(default_factory=dict)
    copies: list[tuple[FoundFile, Identified]] = field(default_factory=list)

    def heard(self, path: Path, outcome: str) -> None:
        if self.listener is not None:
            self.listener(path, outcome)

    def fail(self, path: Path, error: IngestError | OSError) -> None:
        self.report.failed.append(failure_of(path, error))
        self.heard(path, "failed")


class Pipeline:
    """Takes files into the catalogue. What fails is reported, and the rest goes on."""

    def __init__(self, documents: Documents, *, originals: Originals | None = None) -> None:
        """``originals`` keeps the files whose pages can be shown; without it none is kept."""
        self._documents = documents
        self._originals = originals

    def ingest(
        self, paths: Sequence[Path], *, flags: Flags | None = None, listener: Listener | None = None
    ) -> IngestReport:
        """Take in files and folders.

        Raises:
            SourceNotFound: a path does not exist; nothing was done.
            DataFolderError: the catalogue cannot be written; what was reported as done is kept.
        """
        flags = flags or Flags()
        flags_hash = hashlib.sha256(repr((READING, finding_state(), astuple(flags))).encode()).hexdigest()
        run = _Run(flags, Identities(self._documents.files, flags_hash), listener)
        files = list(find_files(paths, skipped=run.report.skipped))
        run.identities.expect(files)
        for path in files:
            try:
                for found in opened(path):
                    self._take(found, run, within=path)
            except (IngestError, OSError) as error:
                run.fail(path, error)
        self._settle(run)
        return run.report

    def _take(self, found: FoundFile | Failure, run: _Run, *, within: Path) -> None:
        """Take in one file of a folder or archive, and note what became of it."""
        if isinstance(found, Failure):
            run.report.failed.append(found)
            run.heard(Path(found.source), "failed")
            return
        try:
            known = run.identities.identify(found, within=within)
            if known.of and known.outcome is not Outcome.MOVED:
                run.copies.append((found, known))
                return
            outcome, document_id = self._store(found, known, run)
        except (IngestError, OSError) as error:
            run.fail(found.path, error)
            return
        getattr(run.report, outcome).append(document_id)
        run.heard(found.path, outcome)

    def _store(self, found: FoundFile, known: Identified, run: _Run) -> tuple[str, str]:
        """See to it that a file's document is as the file is; returns what was done, and the document's id."""
        if known.document_id is not None and known.outcome is not Outcome.READ:
            claim(run.owners, known.document_id, found.path)
            if known.outcome is Outcome.MOVED and known.file is not None:
                self._documents.files.note_move(known.of, known.file)
            return known.outcome.value, known.document_id
        content = found.content()
        described, text, blocks = load(found.path, content, run.flags)
        document_id = described.stated_id or known.document_id or id_for(found.source)
        claim(run.owners, document_id, found.path)
        document = make_document(
            document_id=document_id, source=found.source, metadata=described.metadata, text=text, blocks=blocks
        )
        original = self._originals.keep(content) if self._originals is not None and is_pdf(content) else None
        change = self._documents.put(
            document,
            split(document),
            file=run.identities.state(found, hashlib.sha256(content).hexdigest()),
            findings=findings_in(document),
            original=original,
            statements=described.statements,
            sketch=sketch_of(text),
        )
        run.identities.took(found.source, document_id)
        return Outcome.MOVED.value if known.moved else change.value, document_id

    def _settle(self, run: _Run) -> None:
        """Note what can be told only when all files have been read."""
        run.identities.finish()
        self._settle_copies(run)
        note_relations(run.report, self._documents)

    def _settle_copies(self, run: _Run) -> None:
        noted = []
        for found, known in run.copies:
            document_id = known.document_id or run.identities.document_of(known.of)
            if document_id is None:
                reason = f"holds the same as {known.of}, which could not be taken in. Mend one of them."
                run.report.failed.append(Failure(found.source, reason))
                run.heard(found.path, "failed")
            elif known.outcome is Outcome.UNCHANGED:
                run.report.unchanged.append(document_id)
                run.heard(found.path, "unchanged")
            else:
                run.report.duplicates.append(Copy(found.source, known.of, document_id))
                run.heard(found.path, Outcome.DUPLICATE.value)
                if known.file is not None:
                    noted.append((known.file, document_id))
        self._documents.files.note_copies(noted)
