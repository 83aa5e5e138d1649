"""The pipeline: files to documents to the catalogue, one transaction a document.

Which document a file is, and storing it, is decided here (:mod:`ingest.run`); what a file holds is made by an engine,
elsewhere if need be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.catalogue.documents import Documents
from assistant.catalogue.originals import Originals
from assistant.catalogue.quarantine import Quarantine
from assistant.measures.extraction import MeasureReader
from assistant.settings import Settings
from ingest.archives import FoundFile
from ingest.engines import Engine
from ingest.engines.inline import InlineEngine
from ingest.metadata import Flags
from ingest.places import Finds
from ingest.relating import note_relations
from ingest.report import Failure, IngestReport, Listener
from ingest.run import Run
from ingest.sources.finding import Sources
from ingest.step import Archive

if TYPE_CHECKING:
    from assistant.opening import Catalogue


class Pipeline:
    """Takes files into the catalogue. What fails is reported, and the rest goes on."""

    def __init__(
        self,
        documents: Documents,
        quarantine: Quarantine | None = None,
        *,
        originals: Originals | None = None,
        reader: MeasureReader | None = None,
        engine: Engine | None = None,
    ) -> None:
        """With a quarantine, failures are kept there, and a file that failed and has not changed is not read again.

        ``originals`` keeps the files whose pages can be shown; without it none is kept. ``reader`` reads measures beside the
        rules.
        """
        self._documents = documents
        self._quarantine = quarantine
        self._originals = originals
        self._reader = reader
        self._engine = engine or InlineEngine()

    @classmethod
    def of(cls, settings: Settings, catalogue: Catalogue, *, engine: Engine | None = None) -> Pipeline:
        """The pipeline into a catalogue, as the settings have it."""
        from assistant.opening import measure_reader

        return cls(
            catalogue.documents,
            catalogue.quarantine,
            originals=catalogue.originals if settings.keep_originals else None,
            reader=measure_reader(settings, catalogue.usage),
            engine=engine,
        )

    def ingest(
        self, paths: Sequence[Path | str], *, flags: Flags | None = None, listener: Listener | None = None
    ) -> IngestReport:
        """Take in files, folders and what patterns match.

        Raises:
            SourceNotFound: a path does not exist; nothing was done.
            InvalidManifest: a manifest of the folders does not hold; nothing was done.
            DataFolderError: the catalogue cannot be written; what was reported as done is kept.
        """
        return self.take(Sources(paths), flags=flags, listener=listener)

    def take(
        self,
        sources: Finds,
        *,
        flags: Flags | None = None,
        listener: Listener | None = None,
        again: bool = False,
        only: str | None = None,
        relate: bool = True,
        begun: datetime | None = None,
    ) -> IngestReport:
        """Take in what a call names, wherever it is; ``again`` also what failed before, ``only`` one source of it.

        What is deleted for good after ``begun``, which is now when it is not given, is not stored again by this call. Without
        ``relate``, what the documents are to others is left to the caller (:func:`ingest.relating.note_relations`).

        Raises:
            DataFolderError: the catalogue cannot be written; what was reported as done is kept.
        """
        run = Run(
            self._documents,
            self._quarantine,
            flags or Flags(),
            listener,
            originals=self._originals,
            reader=self._reader,
            allowance=self._engine.allowance,
            again=again,
            only=only,
            begun=begun,
        )
        run.identities.is_dead = sources.is_dead
        run.identities.expect(sources.files())
        found: Iterable[FoundFile | Failure] = sources.found()
        while found:
            # What archives hold comes after the files, and what archives in archives hold after that.
            inside: list[FoundFile | Failure] = []
            for done in self._engine.run(run.unread(found)):
                if isinstance(done.outcome, Archive):
                    inside += run.opened(done.task.file, done.outcome, described=sources.described)
                else:
                    run.settle(done)
            found = inside
        if only is None:
            for failure in sources.unmatched():
                run.report_only(failure)
        run.finish(sources.answered())
        run.report.skipped += sources.skipped
        if relate:
            note_relations(run.report, self._documents)
        return run.report
