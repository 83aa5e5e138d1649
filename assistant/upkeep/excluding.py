"""Backup, restore and repairs exclude one another, and whoever has to wait is told for whom.

On PostgreSQL the catalogue's own lock is taken too: its other users have data folders of their own.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from filelock import Timeout

from assistant.catalogue.folder_locks import LOCKS, folder_lock
from assistant.catalogue.postgres import make_engine
from assistant.catalogue.session_locks import upkeep_lock
from assistant.errors import DataFolderError, UpkeepBusy
from assistant.settings import Settings

NAME = "upkeep"
LOOKED_AT_SECONDS = 2.0
"""Whoever only looks whether somebody has it takes it for a moment: that is no reason to refuse."""


class Doing(StrEnum):
    """What takes a data folder for itself."""

    BACKUP = "backup"
    RESTORE = "restore"
    REPAIR = "doctor --fix"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has taken a data folder for upkeep."""

    doing: str
    pid: int
    machine: str
    since: str
    """Instant in UTC, ISO 8601."""

    @property
    def words(self) -> str:
        """Who that is, for messages."""
        return f"`goglobal {self.doing}` (process {self.pid} on {self.machine}, since {self.since})"


@contextmanager
def taken(settings: Settings, doing: Doing) -> Iterator[None]:
    """Have a data folder and its catalogue for upkeep, alone.

    Raises:
        UpkeepBusy: another process has it; the error says which.
        DataFolderError: the folder cannot be written.
        CatalogueUnreachable: PostgreSQL does not answer.
    """
    with _folder_taken(settings.data_dir, doing), _catalogue_taken(settings):
        yield


@contextmanager
def _folder_taken(data_dir: Path, doing: Doing) -> Iterator[None]:
    lock, note = folder_lock(data_dir, NAME), _note(data_dir)
    try:
        lock.acquire(timeout=LOOKED_AT_SECONDS, poll_interval=0.02)
    except Timeout as error:
        raise UpkeepBusy(str(data_dir), _words(data_dir)) from error
    except OSError as error:
        raise DataFolderError.about(data_dir, error.strerror or str(error)) from error
    try:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        holder = Holder(doing.value, os.getpid(), socket.gethostname(), since)
        note.write_text(json.dumps(asdict(holder)), encoding="utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink()
        lock.release()


@contextmanager
def _catalogue_taken(settings: Settings) -> Iterator[None]:
    if not settings.catalogue_url.get_secret_value():
        yield
        return
    engine = make_engine(settings.database)
    try:
        lock = upkeep_lock(engine)
        if not lock.try_to_hold():
            raise UpkeepBusy("the catalogue's database", lock.holder() or "another program")
        try:
            yield
        finally:
            lock.release()
    finally:
        engine.dispose()


def holder_of(data_dir: Path) -> Holder | None:
    """Who has taken a data folder for upkeep at this moment."""
    if not _note(data_dir).exists():
        return None
    lock = folder_lock(data_dir, NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return _read(data_dir)
    except OSError:
        return None
    try:
        _note(data_dir).unlink(missing_ok=True)  # left by a process that was killed
    finally:
        lock.release()
    return None


def _words(data_dir: Path) -> str:
    holder = _read(data_dir)
    return "another goglobal command" if holder is None else holder.words


def _read(data_dir: Path) -> Holder | None:
    try:
        return Holder(**json.loads(_note(data_dir).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # it has just begun, or just ended


def _note(data_dir: Path) -> Path:
    return data_dir / LOCKS / f"{NAME}.json"
