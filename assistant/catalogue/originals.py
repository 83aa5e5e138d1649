"""The bytes that PDF documents were read from, kept by their hash, so that pages can be shown as they were printed."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock
from sqlalchemy import Engine, select

from assistant.catalogue.folder_locks import folder_lock
from assistant.catalogue.hashed_files import DAMAGED, HashedFiles, is_linked
from assistant.catalogue.tables import documents, versions

DRAFT_SECONDS = 600
"""After which nobody is writing a draft any more."""
NAME = "originals"


class Originals:
    """Files of the data folder, each once however many documents are made of it.

    Which version was read from which file stands in the catalogue (``versions.original``), written with the version. What no
    version was read from is swept: a lock keeps that apart from the moment between keeping bytes and writing their version.
    """

    def __init__(self, engine: Engine, data_dir: Path) -> None:
        self._engine = engine
        self._data_dir = data_dir
        self.files = HashedFiles(data_dir / NAME)
        self._pictures = data_dir / "cache" / "pages"

    @property
    def pictures(self) -> Path:
        """Folder for what is drawn of them, in files whose names begin with the hash; it can be deleted at any time."""
        return self._pictures

    def locked(self) -> BaseFileLock:
        """While this is held, nothing is kept and nothing is swept."""
        return folder_lock(self._data_dir, NAME)

    @contextmanager
    def keeping(self, content: bytes, *, beside: Path | None = None) -> Iterator[str]:
        """Keep a file while its version is written, in the block; it is named by its hash. If that fails, it is not kept.

        ``beside`` is a file of the data folder that holds the same bytes: they are not written a second time.
        """
        name = hashlib.sha256(content).hexdigest()
        pending = self.files.pending(name)
        with self.locked():
            pending.parent.mkdir(parents=True, exist_ok=True)
            pending.touch()
            try:
                self._keep(name, content, beside)
                yield name
            except BaseException:
                self._settle(name)
                raise
            pending.unlink(missing_ok=True)

    def keep(self, content: bytes) -> str:
        """Keep a file; its hash, which names it from here on. It is there whole or not at all."""
        name = hashlib.sha256(content).hexdigest()
        self._keep(name, content, None)
        return name

    def _keep(self, name: str, content: bytes, beside: Path | None) -> None:
        path = self.files.path(name)
        if beside is not None and (is_linked(path, beside) or self.files.link(name, beside)):
            return
        if not path.exists():
            self.files.write(name, content)

    def find(self, document_id: str, version: int) -> tuple[str, Path] | None:
        """Hash and path of the file that a version was read from, if it is kept. Access is for the caller to check."""
        query = (
            select(versions.c.original)
            .join(documents, documents.c.pk == versions.c.document_pk)
            .where(documents.c.id == document_id, versions.c.version == version)
        )
        with self._engine.connect() as connection:
            name = connection.execute(query).scalar()
        path = self.files.path(name) if name else None
        return (name, path) if name and path is not None and path.exists() else None

    def used(self) -> set[str]:
        """Hashes of the files that versions were read from."""
        query = select(versions.c.original).where(versions.c.original.is_not(None)).distinct()
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def _used(self, name: str) -> bool:
        query = select(versions.c.pk).where(versions.c.original == name).limit(1)
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def _settle(self, name: str) -> None:
        """Delete bytes whose version was not written after all."""
        if not self._used(name):
            self._delete(name)
        self.files.pending(name).unlink(missing_ok=True)

    def settle(self) -> int:
        """Do so for those that killed processes had just kept; how many there were. Nothing else is looked at."""
        with self.locked():
            pending = self.files.all_pending()
            for name in pending:
                self._settle(name)
        return len(pending)

    def sweep(self) -> int:
        """Delete files that no version is known to be read from, such as after a purge; how many there were.

        What a process that was killed had begun to write goes too, once it is too old to be somebody's at work.
        """
        with self.locked():
            for name in self.files.all_pending():
                self._settle(name)
            used = self.used()
            unused = self.files.names() - used
            for name in unused:
                self._delete(name)
            for path in self.files.damaged():
                if path.name.removesuffix(DAMAGED) not in used:
                    path.unlink(missing_ok=True)
        self._sweep_drafts()
        return len(unused)

    def _sweep_drafts(self) -> None:
        old = time.time() - DRAFT_SECONDS
        for path in self.files.drafts():
            with contextlib.suppress(FileNotFoundError):  # it has just got its place
                if path.stat().st_mtime < old:
                    path.unlink()

    def _delete(self, name: str) -> None:
        self.files.delete(name)
        for path in self._pictures.glob(f"{name}-*"):
            path.unlink(missing_ok=True)
