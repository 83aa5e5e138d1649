"""The bytes that PDF documents were read from, kept by their hash, so that pages can be shown as they were printed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
import time
from pathlib import Path

from sqlalchemy import Engine, select

from assistant.catalogue.tables import documents, versions

DRAFT = "draft-"
"""What the name of a file begins with that is being written."""
DRAFT_SECONDS = 600
"""After which nobody is writing it any more."""
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
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=DRAFT, delete=False) as stream:
                try:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
                except OSError:  # a full disk should not hold the half of it as well
                    Path(stream.name).unlink(missing_ok=True)
                    raise
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

    def sweep(self) -> int:
        """Delete files that no version is known to be read from, such as after a purge; how many there were.

        What a process that was killed had begun to write goes too, once it is too old to be somebody's at work.
        """
        # Looked at before the catalogue: a file that is kept meanwhile is not among them.
        found = {path.name for path in self._folder.glob("??/*") if HASH.fullmatch(path.name)}
        self._sweep_drafts()
        with self._engine.connect() as connection:
            used = set(
                connection.execute(select(versions.c.original).where(versions.c.original.is_not(None))).scalars()
            )
        for name in found - used:
            self._delete(name)
        return len(found - used)

    def _sweep_drafts(self) -> None:
        old = time.time() - DRAFT_SECONDS
        for path in self._folder.glob(f"??/{DRAFT}*"):
            with contextlib.suppress(FileNotFoundError):  # it has just got its place
                if path.stat().st_mtime < old:
                    path.unlink()

    def _delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)
        for path in self._pictures.glob(f"{name}-*"):
            path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
