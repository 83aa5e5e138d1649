"""Reading again what is in quarantine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.catalogue.quarantine import FailedSource, Quarantined
from assistant.catalogue.uploads import source_of, upload_of
from assistant.errors import SourceNotFound
from ingest.engines import Engine
from ingest.metadata import flags_from
from ingest.paths import is_address
from ingest.pipeline import Pipeline
from ingest.places import Finds, Kept, Place
from ingest.relating import note_relations
from ingest.report import Failure, FileOutcome, IngestReport, Listener
from ingest.sources.fetching import Fetcher
from ingest.sources.finding import Sources
from ingest.sources.web import Known
from ingest.uploads.keeping import UploadFolder

if TYPE_CHECKING:
    from assistant.opening import Catalogue
    from assistant.settings import Settings


@dataclass(slots=True)
class _Heard:
    """Whether a source was met at all."""

    listener: Listener | None
    outcomes: list[FileOutcome] = field(default_factory=list)

    def __call__(self, done: FileOutcome) -> None:
        self.outcomes.append(done)
        if self.listener is not None:
            self.listener(done)


def retry(
    settings: Settings,
    catalogue: Catalogue,
    failures: Sequence[Quarantined],
    *,
    engine: Engine | None = None,
    listener: Listener | None = None,
) -> IngestReport:
    """Read these again, with what was said of them; those that can be taken in leave the quarantine."""
    report = IngestReport()
    for failure in failures:
        heard = _Heard(listener)
        report.add(_retry_one(settings, catalogue, failure, engine, heard))
        if not heard.outcomes:
            gone = Failure(
                shown_source(failure.failed.source),
                "it is no longer there",
                "Put it back, or clear it with `goglobal quarantine clear`.",
            )
            outcome = FileOutcome(failure.failed.source, Path(gone.source), "failed", failure=gone)
            report.note(outcome, listener)
    note_relations(report, catalogue.documents)
    return report


def _retry_one(
    settings: Settings, catalogue: Catalogue, failure: Quarantined, engine: Engine | None, heard: _Heard
) -> IngestReport:
    failed = failure.failed
    place = _upload_of(settings.data_dir, failed)
    if place is not None and place.path.exists():
        place.path.touch()  # too young to be swept between leaving the quarantine and being kept
    pipeline = Pipeline.of(settings, catalogue, engine=engine)
    try:
        report = pipeline.take(
            _finds(settings, catalogue, failed, place),
            flags=flags_from(failed.flags),
            listener=heard,
            again=True,
            only=None if is_address(failed.source) else failed.source,
            relate=False,
        )
    except SourceNotFound:  # its file is gone
        return IngestReport()
    if place is not None and any(done.failure is None for done in heard.outcomes):
        size = place.path.stat().st_size
        catalogue.uploads.keep(place.source, file=place.file, size=size, flags=failed.flags)
    return report


def _finds(settings: Settings, catalogue: Catalogue, failed: FailedSource, place: Place | None) -> Finds:
    """Where the bytes of a failure are: a kept upload, an address, a file, or the archive that holds it."""
    if place is not None:
        return Kept([place])
    if is_address(failed.source):
        return Sources(
            [failed.source], fetcher=Fetcher.of(settings), known=Known(catalogue.documents, catalogue.fetches)
        )
    return Sources([Path(failed.path)])


def _upload_of(data_dir: Path, failed: FailedSource) -> Place | None:
    upload = upload_of(failed.source)
    if upload is None or failed.file is None:
        return None
    return Place(UploadFolder(data_dir).path(failed.file), upload, Path(shown_source(upload)), failed.file)


def shown_source(source: str) -> str:
    """A source as people know it: an upload by its name alone."""
    return source.removeprefix(source_of(""))
