"""Contents that do harm to the process that reads them. They are sent to it as what they are."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.archives import FoundFile
from ingest.contents import Content, Held
from ingest.metadata import Flags
from ingest.step import Task


@dataclass(frozen=True)
class Harm:
    """Does something instead of reading."""

    act: Callable[[], None]

    def __call__(self) -> bytes:
        self.act()
        return b"# Words\n\nthat nobody reads."


def hang() -> None:
    time.sleep(600)


def spin() -> None:
    """Never comes back, and lets nothing else of its process have a turn."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def devour() -> None:
    kept = []
    while True:
        kept.append(bytearray(64 * 1024**2))


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Noted:
    """Writes down when it is begun and ended, and what happens between."""

    log: Path
    name: str
    act: Callable[[Path], None] | None = None

    def __call__(self) -> bytes:
        self._note("begins")
        if self.act is not None:
            self.act(self.log)
        time.sleep(0.05)
        self._note("ends")
        return f"# {self.name}\n\nWords.".encode()

    def _note(self, what: str) -> None:
        with self.log.open("a") as stream:
            stream.write(f"{self.name} {what}\n")


def be_killed_once(log: Path) -> None:
    """As by a system that is short of memory at this moment."""
    if log.read_text().count("killed begins") == 1:
        be_killed()


def be_asked_to_end(_log: Path) -> None:
    """As by whoever shuts the machine down."""
    os.kill(os.getpid(), signal.SIGTERM)


def crash() -> None:
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    os._exit(7)


def fault() -> None:
    raise LookupError("something that nobody thought of")


def task(name: str, content: Content | bytes, *, size: int = 1) -> Task:
    """A file of this content."""
    content = Held(content) if isinstance(content, bytes) else content
    return Task(FoundFile(f"/x/{name}", Path(f"/x/{name}"), size, 1, content), Flags(), name)
