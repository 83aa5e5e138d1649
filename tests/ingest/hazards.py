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
