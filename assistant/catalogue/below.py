"""Which documents were read from files of a folder."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine, select

from assistant.catalogue.tables import documents, source_files


def documents_below(engine: Engine, folder: Path) -> dict[str, str]:
    """Ids of present documents by the file that each was last read from, for the files of a folder and those below it."""
    beginning = f"{folder.resolve()}{os.sep}"
    query = (
        select(source_files.c.source, documents.c.id)
        .join(documents, documents.c.pk == source_files.c.document_pk)
        .where(source_files.c.source.startswith(beginning, autoescape=True), documents.c.removed.is_(False))
    )
    with engine.connect() as connection:
        # LIKE takes no notice of capitals on SQLite.
        return {row.source: row.id for row in connection.execute(query) if row.source.startswith(beginning)}
