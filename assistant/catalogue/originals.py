"""The bytes that PDF documents were read from, kept by their hash, so that pages can be shown as they were printed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from sqlalchemy import Engine, select, update

from assistant.catalogue.engine import writing
from assistant.catalogue.tables import documents, versions

HASH = re.compile(r"[0-9a-f]{64}")


class Originals:
    """Files of the data folder, each once however many documents are made of it.

    Which version was read from which file stands in the catalogue (``versions.original``), written with the version.
    """

    def __init__(self, engine: Engine, data_dir: Path) -> None:
        self._engine = engine
        self._folder = data_dir / "originals"
        self._pictures = data_dir / "cache" / "pages"

    @property
    def pictures(self) -> Path:
        """Folder for what is drawn of them, in files whose names begin with the hash; it can be deleted at any time."""
        return self._pictures

    def keep(self, content: bytes) -> str:
        """Keep a file; its hash, which names it from here on. It is there whole or not at all."""
        name = hashlib.sha256(content).hexdigest()
        path = self._path(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(stream.name).replace(path)
        return name

    def find(self, document_id: str, version: int) -> tuple[str, Path] | None:
        """Hash and path of the file that a version was read from, if it is kept. Access is for the caller to check."""
        query = (
            select(versions.c.original)
            .join(documents, documents.c.pk == versions.c.document_pk)
            .where(documents.c.id == document_id, versions.c.version == version)
        )
        with self._engine.connect() as connection:
            name = connection.execute(query).scalar()
        path = self._path(name) if name else None
        return (name, path) if name and path is not None and path.exists() else None

    def forget(self, document_id: str) -> None:
        """Delete what is kept of all versions of a document, and what was drawn of it, unless another document has the same."""
        of_document = documents.c.id == document_id
        joined = select(versions.c.original).join(documents, documents.c.pk == versions.c.document_pk)
        with writing(self._engine) as connection:
            names = set(connection.execute(joined.where(of_document, versions.c.original.is_not(None))).scalars())
            pks = select(documents.c.pk).where(of_document)
            connection.execute(update(versions).where(versions.c.document_pk.in_(pks)).values(original=None))
            used = set(connection.execute(select(versions.c.original).where(versions.c.original.in_(names))).scalars())
        for name in names - used:
            self._delete(name)

    def sweep(self) -> int:
        """Delete files that no version is known to be read from, such as after a purge; how many there were."""
        with self._engine.connect() as connection:
            used = set(
                connection.execute(select(versions.c.original).where(versions.c.original.is_not(None))).scalars()
            )
        found = {path.name for path in self._folder.glob("??/*") if HASH.fullmatch(path.name)}
        for name in found - used:
            self._delete(name)
        return len(found - used)

    def _delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)
        for path in self._pictures.glob(f"{name}-*"):
            path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
