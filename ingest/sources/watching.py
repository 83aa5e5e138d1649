"""Watching a folder: what comes or changes is taken in once it has stopped growing, and what goes is told.

Events only wake the watcher up; what is to be done it sees by looking at the folder itself. So nothing is missed that
the system did not tell: whole folders moved, files that came while nobody watched, network shares that tell nothing.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import watch

from assistant.errors import IngestError
from ingest.paths import MANIFESTS
from ingest.sources.finding import Sources

SETTLED = 2.0
"""Seconds that a file must have stayed as it is before it is read."""
IDLE = 60.0
"""Seconds after which the folder is looked at though nothing was heard of it."""
TICK = 0.5

State = tuple[int, int]
"""Size and time of change of a file."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What one look at the folder found to be done."""

    sources: Sources | None
    """What is ready to be taken in; None for nothing."""
    ready: int
    """How many files that is."""
    gone: dict[str, str]
    """Ids of documents by the file that they were read from and that is no more."""
    waiting: int
    """How many files are still growing."""
    problem: str = ""
    """Why nothing can be taken in now, the first time that it is so."""


@dataclass(slots=True)
class Watched:
    """A folder with what is known of its files."""

    folder: Path
    find: Callable[[], Sources]
    """What the folder holds now, with its manifests."""
    known: Callable[[], dict[str, str]]
    """Ids of documents by the files of the folder that they were read from."""
    settled: float = SETTLED
    waiting: int = 0
    """How many files were still growing at the last look."""
    _done: dict[Path, State] = field(default_factory=dict)
    _seen: dict[Path, tuple[State, float]] = field(default_factory=dict)
    """Last state of each file that is not done yet, and since when it has been in it."""
    _manifests: dict[Path, State] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)
    """Files whose going was told."""
    _problem: str = ""

    def look(self) -> Glance:
        """See what has come, changed or gone. What is told as ready, gone or wrong is told once."""
        if not self.folder.is_dir():
            return self._troubled(f"{self.folder} is not there any more; waiting for it to come back")
        # Seen before they are read: one that is changed in between is news at the next look.
        manifests = self._present_manifests()
        try:
            sources = self.find()
        except (IngestError, OSError) as error:
            # A manifest that does not hold may have been about who may read what: nothing goes in without it.
            return self._troubled(str(error))
        self._problem = ""
        files = sources.files()
        if manifests != self._manifests:
            self._manifests = manifests
            self._done.clear()  # what they say may be of any file; unchanged ones are passed over quickly
        now = time.monotonic()
        ready, waiting = [], 0
        for path in files:
            state = _state(path)
            if state is None or self._done.get(path) == state:
                self._seen.pop(path, None)
                continue
            before, since = self._seen.get(path, (None, now))
            if before != state:
                since = now if before is not None or _is_fresh(path, self.settled) else now - self.settled
                self._seen[path] = (state, since)
            if now - since >= self.settled:
                ready.append(path)
                self._done[path] = state
                del self._seen[path]
            else:
                waiting += 1
        self.waiting = waiting
        gone = {} if waiting else self._gone(files)
        return Glance(sources.only(set(ready)) if ready else None, len(ready), gone, waiting)

    def is_emptied(self) -> bool:
        """Whether no file at all is left, as when a share was unmounted: not the time to remove anything."""
        return not any(path.is_file() for path in self.folder.rglob("*"))

    def _gone(self, files: list[Path]) -> dict[str, str]:
        present = {str(path.resolve()) for path in files}
        gone = {}
        for source, document_id in self.known().items():
            # A member of an archive is there as long as the archive is.
            places = [Path(source), *Path(source).parents]
            if source in present or any(os.path.lexists(place) and not place.is_dir() for place in places):
                self._told.discard(source)
            elif source not in self._told:
                self._told.add(source)
                gone[source] = document_id
        return gone

    def _present_manifests(self) -> dict[Path, State]:
        found = {path: _state(path) for path in self.folder.rglob("manifest.*") if path.name in MANIFESTS}
        return {path: state for path, state in found.items() if state is not None}

    def _troubled(self, problem: str) -> Glance:
        told = problem if problem != self._problem else ""
        self._problem = problem
        return Glance(None, 0, {}, 0, told)


def ticks(watched: Watched, stop: threading.Event) -> Iterator[None]:
    """Times to look: at once, when something happened, soon again while a file grows, and now and then. Ends with ``stop``."""
    folder = Path(os.path.abspath(watched.folder))  # changes come with whole paths, however the folder was named
    looked = float("-inf")
    while not stop.is_set():
        if not folder.is_dir():
            yield
            stop.wait(SETTLED)
            continue
        events = watch(
            folder,
            watch_filter=lambda _, path: not any(part.startswith(".") for part in Path(path).relative_to(folder).parts),
            stop_event=stop,
            rust_timeout=int(TICK * 1000),
            yield_on_timeout=True,
            debounce=400,
        )
        for changes in events:
            if changes or watched.waiting or time.monotonic() - looked >= IDLE:
                yield
                looked = time.monotonic()
            if not folder.is_dir():
                break


def _state(path: Path) -> State | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _is_fresh(path: Path, seconds: float) -> bool:
    """Whether a file was changed a moment ago by the clock of the day, so that it may still grow."""
    try:
        return -seconds < time.time() - path.stat().st_mtime < seconds
    except OSError:
        return True
