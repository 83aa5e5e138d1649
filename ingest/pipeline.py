"""The pipeline: files to documents to the catalogue, one transaction a document.

Which document a file is, and storing it, is decided here; what a file holds is made by an engine, elsewhere if need be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from assistant.catalogue.documents import Documents
from assistant.errors import IngestError
from ingest.archives import FoundFile
from ingest.assembling import READING
from ingest.engines import Done, Engine
from ingest.engines.inline import InlineEngine
from ingest.finding import finding_state
from ingest.identity import Identified, Identities, Outcome, claim, id_for
from ingest.metadata import Flags
from ingest.paths import ARCHIVES
from ingest.relating import note_relations
from ingest.report import Copy, Failure, IngestReport, failure_of
from ingest.sources.finding import Sources
from ingest.step import Archive, Made, Task

Listener = Callable[[Path, str], None]
"""Hears each file and what became of it: ``added``, ``updated``, ``unchanged``, ``moved``, ``duplicate`` or ``failed``."""


class Pipeline:
    """Takes files into the catalogue. What fails is reported, and the rest goes on."""

    def __init__(self, documents: Documents, *, engine: Engine | None = None) -> None:
        self._documents = documents
        self._engine = engine or InlineEngine()

    def ingest(
        self, paths: Sequence[Path | str], *, flags: Flags | None = None, listener: Listener | None = None
    ) -> IngestReport:
        """Take in files, folders and what patterns match.

        Raises:
            SourceNotFound: a path does not exist; nothing was done.
            InvalidMetadata: a manifest of the folders does not hold; nothing was done.
            DataFolderError: the catalogue cannot be written; what was reported as done is kept.
        """
        return self.take(Sources(paths), flags=flags, listener=listener)

    def take(self, sources: Sources, *, flags: Flags | None = None, listener: Listener | None = None) -> IngestReport:
        """Take in what a call names, wherever it is.

        Raises:
            DataFolderError: the catalogue cannot be written; what was reported as done is kept.
        """
        run = _Run(self._documents, flags or Flags(), listener)
        run.identities.expect(sources.files())
        found: Iterable[FoundFile | Failure] = sources.found()
        while found:
            # What archives hold comes after the files, and what archives in archives hold after that.
            inside: list[FoundFile | Failure] = []
            for done in self._engine.run(run.unread(found)):
                if isinstance(done.outcome, Archive):
                    inside += map(sources.described, run.opened(done.task.file, done.outcome))
                else:
                    run.settle(done)
            found = inside
        for failure in sources.unmatched():
            run.fail(Path(failure.source), failure)
        run.finish()
        run.report.skipped += sources.skipped
        return run.report


class _Run:
    """One call: what it was told, whose ids were claimed, and what has become of each file."""

    def __init__(self, documents: Documents, flags: Flags, listener: Listener | None) -> None:
        self.report = IngestReport()
        self.identities = Identities(documents.files, self._flags_hash)
        self._documents = documents
        self._flags = flags
        self._finding = finding_state()
        self._listener = listener
        self._owners: dict[str, Path] = {}
        self._moved: set[str] = set()
        self._archives: set[str] = set()
        self._copies: list[tuple[FoundFile, Identified]] = []

    def unread(self, found: Iterable[FoundFile | Failure]) -> Iterator[Task]:
        """The files that have to be read; the others are noted."""
        for each in found:
            if isinstance(each, Failure):
                self.fail(Path(each.source), each)
                continue
            try:
                # An archive is no document: what lies in it is.
                archive = each.path.suffix.lower() in ARCHIVES
                known = Identified(Outcome.READ) if archive else self.identities.identify(each)
                if known.outcome is Outcome.READ:
                    yield self._task(each, known)
                    continue
            except (IngestError, OSError) as error:
                self.fail(each.path, failure_of(each.path, error))
                continue
            if known.of and known.outcome is not Outcome.MOVED:
                self._copies.append((each, known))
            else:
                self._note(each, known)

    def _task(self, file: FoundFile, known: Identified) -> Task:
        if known.moved:
            self._moved.add(file.source)
        task = Task(file, file.flags(self._flags), known.document_id or id_for(file.source))
        # What comes from the web is fetched here, and by nobody else.
        return task if file.fetch is None else task.carried()

    def opened(self, file: FoundFile, archive: Archive) -> Sequence[FoundFile | Failure]:
        """What lies in an archive."""
        self._archives.add(file.source)
        self.identities.expect_members(file.source, archive.members)
        return archive.members

    def settle(self, done: Done) -> None:
        """Store what a file came to, if it is news."""
        if isinstance(done.outcome, Failure):
            self.fail(done.task.file.path, done.outcome)
        elif isinstance(done.outcome, Made):
            self._store(done.task.file, done.outcome)

    def _store(self, file: FoundFile, made: Made) -> None:
        document_id = made.document.id
        if not self._claimed(file, document_id):
            return
        try:
            change = self._documents.put(
                made.document,
                made.passages,
                file=self.identities.state(file, made.file_hash),
                findings=made.findings,
                statements=made.statements,
                sketch=made.sketch,
            )
        except IngestError as error:
            self.fail(file.path, failure_of(file.path, error))
            return
        self.identities.took(file.source, document_id)
        outcome = Outcome.MOVED.value if file.source in self._moved else change.value
        getattr(self.report, outcome).append(document_id)
        self._heard(file.path, outcome)

    def _note(self, file: FoundFile, known: Identified) -> None:
        """See to a file that needs no reading: it is as it was, or lies elsewhere now."""
        if known.document_id is None or not self._claimed(file, known.document_id):
            return
        if known.outcome is Outcome.MOVED and known.file is not None:
            self._documents.files.note_move(known.of, known.file)
        getattr(self.report, known.outcome.value).append(known.document_id)
        self._heard(file.path, known.outcome.value)

    def finish(self) -> None:
        """Note what can be told only when all files have been read."""
        self.identities.finish()
        self._settle_copies()
        note_relations(self.report, self._documents)

    def _settle_copies(self) -> None:
        noted = []
        for file, known in self._copies:
            document_id = known.document_id or self.identities.document_of(known.of)
            if known.of in self._archives:
                self.report.skipped.append(f"{file.source} (the same archive as {known.of})")
            elif document_id is None:
                reason = f"holds the same as {known.of}, which could not be taken in. Mend one of them."
                self.fail(file.path, Failure(file.source, reason))
            elif known.outcome is Outcome.UNCHANGED:
                self.report.unchanged.append(document_id)
                self._heard(file.path, known.outcome.value)
            else:
                self.report.duplicates.append(Copy(file.source, known.of, document_id))
                self._heard(file.path, Outcome.DUPLICATE.value)
                if known.file is not None:
                    noted.append((known.file, document_id))
        self._documents.files.note_copies(noted)

    def _claimed(self, file: FoundFile, document_id: str) -> bool:
        try:
            claim(self._owners, document_id, file.path)
        except IngestError as error:
            self.fail(file.path, failure_of(file.path, error))
            return False
        return True

    def _flags_hash(self, file: FoundFile) -> str:
        """Names the state of everything that decides how a file is read."""
        state = repr((READING, self._finding, file.flags(self._flags).state()))
        return hashlib.sha256(state.encode()).hexdigest()

    def fail(self, path: Path, failure: Failure) -> None:
        """Note what could not be taken in."""
        self.report.failed.append(failure)
        self._heard(path, "failed")

    def _heard(self, path: Path, outcome: str) -> None:
        if self._listener is not None:
            self._listener(path, outcome)
