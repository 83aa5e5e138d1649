"""Reading again what is in quarantine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.catalogue.quarantine import Quarantined
from assistant.catalogue.uploads import source_of, upload_of
from ingest.metadata import flags_from
from ingest.pipeline import Pipeline
from ingest.places import Place
from ingest.report import Failure, FileOutcome, IngestReport, Listener
from ingest.uploads.keeping import UploadFolder

if TYPE_CHECKING:
    from assistant.bootstrap import Catalogue


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
    data_dir: Path, catalogue: Catalogue, failures: Sequence[Quarantined], *, listener: Listener | None = None
) -> IngestReport:
    """Read these again, with what was said of them; those that can be taken in leave the quarantine."""
    report = IngestReport()
    for failure in failures:
        heard = _Heard(listener)
        again = _retry_one(data_dir, catalogue, failure, heard)
        for name in ("added", "updated", "unchanged", "moved", "failed"):
            getattr(report, name).extend(getattr(again, name))
        if not heard.outcomes:
            gone = Failure(
                shown_source(failure.failed.source),
                "it is no longer there",
                "Put it back, or clear it with `goglobal quarantine clear`.",
            )
            outcome = FileOutcome(failure.failed.source, Path(gone.source), "failed", failure=gone)
            report.note(outcome, listener)
    return report


def _retry_one(data_dir: Path, catalogue: Catalogue, failure: Quarantined, heard: _Heard) -> IngestReport:
    place = place_of(data_dir, failure)
    pipeline = Pipeline(catalogue.documents, catalogue.quarantine)
    flags = flags_from(failure.failed.flags)
    only = None if place.source == failure.failed.source else failure.failed.source
    report = pipeline.take_in([place], flags=flags, listener=heard, again=True, only=only)
    if place.file is not None and len(report.failed) < len(heard.outcomes):
        size = place.path.stat().st_size
        catalogue.uploads.keep(place.source, file=place.file, size=size, flags=failure.failed.flags)
    return report


def place_of(data_dir: Path, failure: Quarantined) -> Place:
    """Where the bytes of a failure are: its file, the archive that holds it, or the kept upload."""
    failed = failure.failed
    upload = upload_of(failed.source)
    if upload is not None and failed.file is not None:
        name = Path(shown_source(upload))
        return Place(UploadFolder(data_dir).path(failed.file), upload, name, failed.file)
    path = Path(failed.path)
    return Place.of(path)


def shown_source(source: str) -> str:
    """A source as people know it: an upload by its name alone."""
    return source.removeprefix(source_of(""))
