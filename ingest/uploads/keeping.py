"""Uploaded bytes in the data folder, each under its SHA-256: the same bytes lie there once, whatever they are called."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import BaseFileLock

from assistant.catalogue.folder_locks import folder_lock
from assistant.catalogue.hashed_files import HashedFiles
from assistant.catalogue.uploads import upload_of
from assistant.errors import DataFolderError

if TYPE_CHECKING:
    from assistant.catalogue.quarantine import Quarantined
    from assistant.opening import Catalogue

GRACE_SECONDS = 3600
"""Bytes younger than this are never swept: the upload that brought them may not be in the catalogue yet."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Bytes that have arrived whole."""

    path: Path
    file: str
    size: int


class Arriving:
    """A file that is being received: written to disk as it comes, hashed on the way."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / secrets.token_hex(8)
        self._stream = self._path.open("xb")
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, content: bytes) -> None:
        """Add to it."""
        self._stream.write(content)
        self._digest.update(content)
        self.size += len(content)

    def finish(self) -> Arrived:
        """Everything has come: it stands on the disk when this returns."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        return Arrived(self._path, self._digest.hexdigest(), self.size)

    def discard(self) -> None:
        """Leave nothing of it."""
        self._stream.close()
        self._path.unlink(missing_ok=True)


class UploadFolder:
    """``uploads`` in the data folder: ``files`` that are kept, and ``arriving`` ones."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._root = data_dir / "uploads"
        self._files = HashedFiles(self._root / "files")
        self._arriving = self._root / "arriving"

    def identity(self) -> str:
        """The folder's own name, by which jobs know where their bytes are. It is made at the first call.

        Raises:
            DataFolderError: the folder cannot be written.
        """
        path = self._root / "id"
        try:
            for folder in (self._files.folder, self._arriving):
                folder.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                draft = path.with_suffix(f".{secrets.token_hex(4)}")
                draft.write_text(secrets.token_hex(16), encoding="ascii")
                try:
                    os.link(draft, path)  # does nothing to a name that another process has made meanwhile
                except FileExistsError:
                    pass
                finally:
                    draft.unlink()
            return path.read_text(encoding="ascii").strip()
        except OSError as error:
            raise DataFolderError(
                f"The folder {self._root} cannot be used: {error.strerror}. Make it writable, or free some space."
            ) from error

    def arriving(self) -> Arriving:
        """A new file to write to."""
        return Arriving(self._arriving)

    def path(self, file: str) -> Path:
        """Where bytes lie."""
        return self._files.path(file)

    def locked(self) -> BaseFileLock:
        """While this is held, no bytes are deleted: they get their place and whatever needs them is noted in one go."""
        return folder_lock(self._data_dir, "uploads")

    def keep(self, arrived: Arrived) -> Path:
        """Give bytes that have arrived their place."""
        path = self.path(arrived.file)
        if self._files.is_whole(arrived.file):
            # The same file on the disk may be a document's original too, which it would no longer be.
            os.utime(path)
            arrived.path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            os.utime(arrived.path)
            os.replace(arrived.path, path)
        return path

    def delete(self, file: str) -> bool:
        """Delete bytes; whether they were there."""
        return self._files.delete(file)

    def sweep(self, needed: Collection[str]) -> int:
        """Delete the bytes that nothing needs, and what never arrived whole; how many files these were."""
        old = time.time() - GRACE_SECONDS
        swept = 0
        for path in (*self._files.folder.glob("*/*"), *self._arriving.glob("*")):
            if path.name in needed:
                continue
            with contextlib.suppress(FileNotFoundError):  # it has just got its place, or was refused
                if path.stat().st_mtime < old:
                    path.unlink()
                    swept += 1
        return swept


def sweep_uploads(data_dir: Path, catalogue: Catalogue) -> int:
    """Delete the uploaded bytes that no present document, unfinished job or quarantined file needs; how many files."""
    catalogue.uploads.forget_removed()
    folder = UploadFolder(data_dir)
    with folder.locked():
        return folder.sweep(_needed(catalogue))


def forget_upload(data_dir: Path, catalogue: Catalogue, source: str, *, also: str | None = None) -> bool:
    """Delete the uploaded bytes that a document was made of, for its removal or purge; whether there were any.

    Bytes of an archive go with each document in it: the others stay in the catalogue, and can be read again only when they
    are uploaded again. Earlier bytes of the same name go too. Bytes that another upload needs, since they are the same, stay
    as long as it has a document.

    Args:
        source: the document's source, as the catalogue knows it.
        also: bytes that came under this source, and that no record tells of any more.
    """
    name = upload_of(source)
    if name is None:
        return False
    kept = catalogue.uploads.get(name)
    failed = [failure.failed for failure in catalogue.quarantine.within(name)]
    files = {None if kept is None else kept.file, *(each.file for each in failed), *catalogue.jobs.files_of(name), also}
    catalogue.uploads.forget(name)
    # A copy under another name has gone with the document that both were.
    catalogue.uploads.forget_removed()
    catalogue.quarantine.clear([each.source for each in failed])
    return delete_unneeded(data_dir, catalogue, files) > 0


def purge_upload(data_dir: Path, catalogue: Catalogue, source: str) -> bool:
    """The same for a document that is deleted for good: jobs forget the names of its files, and what is still to be read of them
    is not read. Bytes that are being read at this moment are deleted by whoever reads them, when he has done."""
    name = upload_of(source)
    if name is None:
        return False
    files = catalogue.jobs.files_of(name)
    catalogue.jobs.forget_source(source)
    there = forget_upload(data_dir, catalogue, source)
    there = delete_unneeded(data_dir, catalogue, files) > 0 or there
    # The same bytes may have come under other names, which tell as much.
    folder = UploadFolder(data_dir)
    for other in catalogue.jobs.sources_of({file for file in files if not folder.path(file).exists()}):
        if catalogue.uploads.get(other) is None:
            catalogue.jobs.forget_source(other)
    return there


def clear_failures(data_dir: Path, catalogue: Catalogue, failures: Sequence[Quarantined]) -> int:
    """Take failures out of quarantine, and delete the bytes of uploads that nothing needs then; how many were there."""
    cleared = catalogue.quarantine.clear([failure.failed.source for failure in failures])
    delete_unneeded(data_dir, catalogue, {failure.failed.file for failure in failures})
    return cleared


def delete_unneeded(data_dir: Path, catalogue: Catalogue, files: Collection[str | None]) -> int:
    """Delete those of some bytes that no document, unfinished job or quarantined file needs; how many these were."""
    folder = UploadFolder(data_dir)
    with folder.locked():
        needed = _needed(catalogue)
        return sum(folder.delete(file) for file in files if file is not None and file not in needed)


def _needed(catalogue: Catalogue) -> set[str]:
    return catalogue.jobs.files_needed() | catalogue.quarantine.files_needed() | catalogue.uploads.files_needed()
