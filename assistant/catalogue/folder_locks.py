"""Locks of a data folder beside that of its indexes: files that a process holds open, and lets go of however it ends."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock

from assistant.errors import DataFolderError

LOCKS = "locks"
"""The folder in the data folder that they lie in. It can be deleted when nothing runs."""


def folder_lock(data_dir: Path, name: str) -> FileLock:
    """A lock of this name, not yet taken.

    Raises:
        DataFolderError: the folder cannot be written.
    """
    folder = data_dir / LOCKS
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderError.about(data_dir, error.strerror or str(error)) from error
    return FileLock(folder / f"{name}.lock", thread_local=False)
