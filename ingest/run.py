"""One run of the pipeline: which document each file is, what is stored of it, and what is told of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assistant.catalogue.documents import Documents
from assistant.catalogue.engine import now
from assistant.catalogue.originals import Originals
from assistant.catalogue.quarantine import Quarantine
from assistant.errors import IngestError, PurgedMeanwhile
from assistant.measures.extraction import MeasureReader
from assistant.missing import Missing
from ingest.archives import FoundFile, disk_path
from ingest.assembling import READING
from ingest.engines import Done
from ingest.finding import finding_state, findings_in
from ingest.identity import Identified, Identities, Outcome, claim, hash_of_flags, id_for
from ingest.metadata import Flags
from ingest.paths import ARCHIVES, is_address, located, shown
from ingest.remembering import Remembered
from ingest.report import Copy, Failure, FileOutcome, Incomplete, IngestReport, Listener, failure_of
from ingest.step import Archive, Made, Task


class Run:
    """What one call was told, whose ids were claimed, and what has become of each file."""

    def __init__(
        self,
        documents: Documents,
        quarantine: Quarantine | None,
        flags: Flags,
        listener: Listener | None,
        *,
        originals: Originals | None,
        reader: MeasureReader | None,
        allowance: str,
        again: bool,
        only: str | None,
        begun: datetime | None,
    ) -> None:
        """See :meth:`ingest.pipeline.Pipeline.take`."""
        self.report = IngestReport()
        self.identities = Identities(documents.files, self._flags_hash)
        self._documents = documents
        self._originals = originals
        self._flags = flags
        self._reader = reader
        self._finding = finding_state(reader)
        self._remembered = Remembered(
            quarantine, flags=self._flags_of, flags_hash=self._flags_hash, allowance=allowance, again=again
        )
        self._listener = listener
        self._begun = begun or now()
        self._only = only
        self._owners: dict[str, Path] = {}
        self._moved: dict[str, str] = {}
        self._archives: set[str] = set()
        self._failed: set[str] = set()
        self._copies: list[tuple[FoundFile, Identified]] = []

    def unread(self, found: Iterable[FoundFile | Failure]) -> Iterator[Task]:
        """The files that have to be read; the others are noted."""
        copies = []
        for each in found:
            if isinstance(each, Failure):
                self._fail_unopened(each)
            elif self._wanted(each):
                # A copy comes after the file that it is a copy of, which may have to be read anew in this run.
                if self.identities.is_copy(each.source):
                    copies.append(each)
                else:
                    yield from self._unread(each)
        for each in copies:
            yield from self._unread(each)

    def _unread(self, file: FoundFile) -> Iterator[Task]:
        try:
            # An archive is no document: what lies in it is.
            archive = file.path.suffix.lower() in ARCHIVES
            known = Identified(Outcome.READ) if archive else self.identities.identify(file)
            if known.outcome is Outcome.READ:
                if not self._failed_before(file):
                    yield self._task(file, known)
                return
        except (IngestError, OSError) as error:
            self._fail(file, failure_of(file.path, error))
            return
        if known.of and known.outcome is not Outcome.MOVED:
            self._copies.append((file, known))
        else:
            self._note(file, known)

    def opened(
        self, file: FoundFile, archive: Archive, *, described: Callable[[FoundFile | Failure], FoundFile | Failure]
    ) -> Sequence[FoundFile]:
        """What lies in an archive, ``described`` by what is known of it from outside."""
        self._archives.add(file.source)
        inside = [described(member) for member in archive.members]
        members = [member for member in inside if isinstance(member, FoundFile)]
        self.identities.expect_members(file.source, members)
        failed = [self._fail_unopened(member, within=file) for member in inside if isinstance(member, Failure)]
        # An archive of which nothing can be had has failed itself.
        if file.source not in failed:
            self._remembered.clear(file.source)
        return members

    def settle(self, done: Done) -> None:
        """Store what a file came to, if it is news."""
        if isinstance(done.outcome, Failure):
            self._fail(done.task.file, done.outcome)
        elif isinstance(done.outcome, Made):
            self._store(done.task.file, done.outcome)

    def finish(self, answered: Collection[str] = ()) -> None:
        """Note what can be told of files only when all have been read.

        Addresses that ``answered`` leave the quarantine, unless something else is wrong with them: a sitemap, or an address
        that leads to another one, never becomes a document.
        """
        self.identities.finish()
        for address in answered:
            if address not in self._failed:
                self._remembered.clear(address)
        self._settle_copies()

    def report_only(self, failure: Failure) -> None:
        """A failure that is no file's."""
        self._tell(FileOutcome(failure.source, Path(failure.source), "failed", failure=failure))

    def _task(self, file: FoundFile, known: Identified) -> Task:
        if known.moved and known.document_id is not None:
            self._moved[file.source] = known.document_id
        task = Task(file, self._flags_of(file), known.document_id or id_for(file.source))
        # What comes from the web is fetched here, and by nobody else.
        return task if file.fetch is None else task.carried()

    def _store(self, file: FoundFile, made: Made) -> None:
        document_id = made.document.id
        findings = made.findings if self._reader is None else findings_in(made.document, self._reader)
        # What a model could not read now is read at the next ingest: the file counts as read by what did read it.
        state = replace(
            self.identities.state(file, made.file_hash), flags_hash=self._flags_hash(file, finding=findings.made_by)
        )
        try:
            claim(self._owners, document_id, file.path)
            with self._original(file, made) as original:
                change = self._documents.put(
                    made.document,
                    made.passages,
                    file=state,
                    findings=findings,
                    original=original,
                    statements=made.statements,
                    sketch=made.sketch,
                    missing=made.missing,
                    begun=self._begun,
                )
        except PurgedMeanwhile as error:
            # Not kept in quarantine: its bytes would outlive it there.
            self._remembered.clear(file.source)
            self._tell(FileOutcome(file.source, file.path, "failed", failure=failure_of(file.path, error)))
            return
        except (IngestError, OSError) as error:
            self._fail(file, failure_of(file.path, error))
            return
        self.identities.took(file.source, document_id)
        self.report.warnings += [Incomplete.of(shown(file.path), each) for each in made.missing]
        # One that has moved may say now that it is another document.
        moved = self._moved.get(file.source) == document_id
        self._taken(file, Outcome.MOVED.value if moved else change.value, document_id, made.missing)

    def _original(self, file: FoundFile, made: Made) -> AbstractContextManager[str | None]:
        """Keep a file whose pages can be shown while its version is written, under the name that the block is given."""
        if self._originals is None or not made.pages:
            return nullcontext()
        content = file.content()
        # What was written meanwhile is not what was read.
        if hashlib.sha256(content).hexdigest() != made.file_hash:
            return nullcontext()
        uploaded = file.kept == made.file_hash
        return self._originals.keeping(content, beside=disk_path(file) if uploaded else None)

    def _note(self, file: FoundFile, known: Identified) -> None:
        """See to a file that needs no reading: it is as it was, or lies elsewhere now."""
        if known.document_id is None:
            return
        try:
            claim(self._owners, known.document_id, file.path)
        except IngestError as error:
            self._fail(file, failure_of(file.path, error))
            return
        if known.outcome is Outcome.MOVED and known.file is not None:
            self._documents.files.note_move(known.of, known.file)
        self._taken(file, known.outcome.value, known.document_id)

    def _settle_copies(self) -> None:
        noted = []
        for file, known in self._copies:
            document_id = known.document_id or self.identities.document_of(known.of)
            if known.of == file.source and document_id is None:
                continue  # named twice: what became of it has been told
            if known.of in self._archives:
                self.report.skipped.append(f"{file.source} (the same archive as {known.of})")
            elif document_id is None:
                self._fail(
                    file, Failure(shown(file.path), f"holds the same as {known.of}, which could not be taken in")
                )
            elif known.outcome is Outcome.UNCHANGED:
                self._taken(file, known.outcome.value, document_id)
            else:
                self._remembered.clear(file.source)
                self.report.duplicates.append(Copy(file.source, known.of, document_id))
                self._hear(FileOutcome(file.source, file.path, known.outcome.value, document_id))
                if known.file is not None:
                    noted.append((known.file, document_id))
        self._documents.files.note_copies(noted)

    def _wanted(self, file: FoundFile) -> bool:
        return self._only is None or file.source == self._only or self._only.startswith(f"{file.source}/")

    def _failed_before(self, file: FoundFile) -> bool:
        """Whether this very file failed before; then that is noted once more."""
        known = self._remembered.same(file)
        if known is None:
            return False
        failed = known.failed
        name = shown(file.path)
        self._fail(file, Failure(name, failed.reason, failed.advice, failed.file_hash, lasting=True, remembered=True))
        return True

    def _taken(self, file: FoundFile, outcome: str, document_id: str, missing: tuple[Missing, ...] = ()) -> None:
        self._remembered.clear(file.source)
        self._tell(FileOutcome(file.source, file.path, outcome, document_id, missing=missing))

    def _fail(self, file: FoundFile, failure: Failure) -> None:
        self._failed.add(file.source)
        self._remembered.keep(failure, file)
        self._tell(FileOutcome(file.source, file.path, "failed", failure=failure))

    def _fail_unopened(self, failure: Failure, *, within: FoundFile | None = None) -> str:
        """Note what could not even be found, and name its source; ``within`` is the archive that it should have been in."""
        if within is not None:
            source = within.source + failure.source.removeprefix(shown(within.path))
        elif is_address(failure.source):
            source = failure.source
        else:
            source = located(Path(failure.source))
        if self._only not in (None, source):
            return source
        self._failed.add(source)
        flags = self._flags if within is None else self._flags_of(within)
        flags = replace(flags, manifest=tuple((dict(flags.manifest) | dict(failure.manifest)).items()))
        self._remembered.keep_unopened(failure, source, within=within, flags=flags)
        self._tell(FileOutcome(source, Path(failure.source), "failed", failure=failure))
        return source

    def _flags_of(self, file: FoundFile) -> Flags:
        return file.flags(self._flags)

    def _flags_hash(self, file: FoundFile, *, finding: str | None = None) -> str:
        """Names the state of everything that decides how a file is read, with findings made by this or another state."""
        return hash_of_flags(readers=repr((READING, finding or self._finding)), said=self._flags_of(file).state())

    def _tell(self, outcome: FileOutcome) -> None:
        self.report.note(outcome, self._listener)

    def _hear(self, outcome: FileOutcome) -> None:
        if self._listener is not None:
            self._listener(outcome)
