"""Reading the kept uploads again, after an update of the readers: what they make of the same bytes now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ingest.engines import Engine
from ingest.metadata import flags_from
from ingest.pipeline import Pipeline
from ingest.places import Kept, Place
from ingest.relating import note_relations
from ingest.report import IngestReport, Listener
from ingest.retrying import shown_source
from ingest.uploads.keeping import UploadFolder

if TYPE_CHECKING:
    from assistant.opening import Catalogue
    from assistant.settings import Settings


def read_again(
    settings: Settings, catalogue: Catalogue, *, engine: Engine | None = None, listener: Listener | None = None
) -> IngestReport:
    """Take in all uploads that are kept; what the readers make the same of as before is unchanged."""
    catalogue.uploads.forget_removed()
    folder = UploadFolder(settings.data_dir)
    pipeline = Pipeline.of(settings, catalogue, engine=engine)
    report = IngestReport()
    kept = catalogue.uploads.all()
    known = catalogue.documents.files.known([upload.source for upload in kept])
    copies = {source for source, file in known.items() if file.copy}
    # A copy comes after the upload that it is a copy of, which is read anew.
    for upload in sorted(kept, key=lambda upload: upload.source in copies):
        place = Place(folder.path(upload.file), upload.source, Path(shown_source(upload.source)), upload.file)
        report.add(pipeline.take(Kept([place]), flags=flags_from(upload.flags), listener=listener, relate=False))
    note_relations(report, catalogue.documents)
    return report
