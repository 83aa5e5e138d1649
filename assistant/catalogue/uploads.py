"""Which uploaded bytes are kept, and under which name documents were made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, exists, or_, select

from assistant.catalogue.engine import in_utc, now, one_at_a_time, writing
from assistant.catalogue.tables import documents, source_files, uploads
from assistant.catalogue.upserts import upsert

PREFIX = "upload://"
"""What the source of an uploaded file begins with: an address, since no file on disk can be told by it. Its name follows, and
for a file of an archive that one's."""


def source_of(name: str) -> str:
    """The source of an uploaded file: the same name again is a new version of the same document."""
    return PREFIX + name


def upload_of(source: str) -> str | None:
    """The upload that a document's source lies in; None when it was not uploaded."""
    return PREFIX + source.removeprefix(PREFIX).split("/", 1)[0] if source.startswith(PREFIX) else None


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file whose bytes are kept, so that it can be read again."""

    source: str
    file: str
    """SHA-256 of the bytes, which is the name that they are kept under."""
    size: int
    flags: Mapping[str, Any]
    uploaded_at: datetime


class Uploads:
    """The uploads that documents were made of."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, source: str, *, file: str, size: int, flags: Mapping[str, Any]) -> bool:
        """Note the bytes that a name stands for from now on; False, and nothing is noted, if no present document is made of it.

        One may have been removed or deleted for good since it was taken in: its bytes must not outlive it.
        """
        said = {"file": file, "size": size, "flags": dict(flags), "uploaded_at": now()}
        with writing(self._engine) as connection:
            one_at_a_time(connection)
            if not connection.execute(select(_has_document(source))).scalar_one():
                return False
            new = upsert(connection, uploads).values(source=source, **said)
            connection.execute(new.on_conflict_do_update(index_elements=["source"], set_=said))
            return True

    def get(self, source: str) -> Upload | None:
        """The upload of this source, if it is kept."""
        with self._engine.connect() as connection:
            row = connection.execute(select(uploads).where(uploads.c.source == source)).first()
        return None if row is None else _upload(row)

    def all(self) -> list[Upload]:
        """All uploads that documents of the catalogue were made of, by source."""
        with self._engine.connect() as connection:
            return [_upload(row) for row in connection.execute(select(uploads).order_by(uploads.c.source))]

    def forget(self, source: str) -> bool:
        """Keep the bytes of an upload no longer; whether they were kept."""
        with writing(self._engine) as connection:
            return connection.execute(delete(uploads).where(uploads.c.source == source)).rowcount > 0

    def forget_removed(self) -> int:
        """Keep no longer what no present document was made of; how many uploads these are."""
        with writing(self._engine) as connection:
            return connection.execute(delete(uploads).where(~_has_document())).rowcount

    def files_needed(self) -> set[str]:
        """Hashes of the bytes that documents were made of."""
        with self._engine.connect() as connection:
            return set(connection.execute(select(uploads.c.file)).scalars())


def _has_document(source: ColumnElement[str] | str = uploads.c.source) -> ColumnElement[bool]:
    """Whether a present document was made of an upload, or of a file in it."""
    inside = (
        source_files.c.source.startswith(f"{source}/", autoescape=True)
        if isinstance(source, str)
        else source_files.c.source.startswith(source + "/")
    )
    present = documents.c.removed.is_(False)
    query = select(source_files.c.source).join(documents, documents.c.pk == source_files.c.document_pk)
    return exists(query.where(or_(source_files.c.source == source, inside), present).correlate(uploads))


def _upload(row: Any) -> Upload:
    return Upload(row.source, row.file, row.size, row.flags, in_utc(row.uploaded_at))
