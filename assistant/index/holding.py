"""Who may open the indexes: one process at a time, and how the others find it.

Two processes that write one embedded Chroma folder lose vectors without a word, so the data folder has a lock. Who
holds it applies the change log; a server that holds it leaves its loopback address and a token in the folder, for the
other commands of the same user.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from assistant.errors import DataFolderError


class SharedLock(Protocol):
    """A lock that is not bound to a folder."""

    def try_to_hold(self, *, timeout: float = 0) -> bool:
        """Take it, or make sure that it is still held; False when another process has it for ``timeout`` seconds more."""
        ...

    def release(self) -> None:
        """Let go of it."""
        ...


@dataclass(frozen=True, slots=True)
class RunningServer:
    """Where a server that holds the indexes listens, and the token that shows that a caller owns the folder."""

    address: str
    token: str
    pid: int


class IndexHolder:
    """The right to open the indexes of a data folder."""

    def __init__(self, data_dir: Path, *, beside: SharedLock | None = None) -> None:
        """``beside`` is a lock of the catalogue itself, where other machines may reach it too."""
        self._data_dir = data_dir
        self._beside = beside
        # Whatever thread asks whether it is held: the lock is the process's.
        self._lock = FileLock(data_dir / "index.lock", thread_local=False)

    def try_to_hold(self, *, timeout: float = 0) -> bool:
        """Take the lock, waiting at most ``timeout`` seconds (for each of the two, if there is one beside); whether it worked.

        Raises:
            DataFolderError: the folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=timeout, poll_interval=0.05)
        except Timeout:
            return False
        except OSError as error:
            raise DataFolderError.about(self._data_dir, error.strerror or str(error)) from error
        try:
            if self._beside is not None and not self._beside.try_to_hold(timeout=timeout):
                self._lock.release()
                return False
        except BaseException:
            self._lock.release()
            raise
        # An address that is still there was left by a server that was killed: nobody may be sent to it.
        self._address_file.unlink(missing_ok=True)
        return True

    def still_holds(self) -> bool:
        """Whether the right is this process's; one that was lost with a connection is taken again if it is free."""
        return self._lock.is_locked and (self._beside is None or self._beside.try_to_hold())

    def release(self) -> None:
        """Let go of the lock, and of the server's address if one was announced."""
        if self._beside is not None:
            self._beside.release()
        if self._lock.is_locked:
            with contextlib.suppress(FileNotFoundError):
                self._address_file.unlink()
            self._lock.release()

    def announce(self, address: str) -> RunningServer:
        """Leave a server's address in the folder, readable by its owner only."""
        server = RunningServer(address, secrets.token_urlsafe(32), os.getpid())
        draft = self._address_file.with_suffix(".tmp")
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"address": server.address, "token": server.token, "pid": server.pid}, file)
        os.replace(draft, self._address_file)
        return server

    def running_server(self) -> RunningServer | None:
        """The server that holds the indexes, if one said so. It may have been killed since: asking it tells."""
        try:
            held = json.loads(self._address_file.read_text(encoding="utf-8"))
            return RunningServer(held["address"], held["token"], held["pid"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    @property
    def _address_file(self) -> Path:
        return self._data_dir / "server.json"
