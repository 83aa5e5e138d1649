"""How processes that read files begin: as forks of one that has loaded everything, which is started early if it will be wanted.

Nothing heavy is imported here: the point is to have the other process begin before this one has imported its own part.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from itertools import islice
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from typing import Any

from ingest.paths import is_document

FEW = 100
"""Files up to which plain ones are read in the process that asks: they are done before another would have begun."""
PLAIN = frozenset({".md", ".txt", ".csv", ".vtt", ".srt"})
"""Formats without packing, references, scripts or fonts, read by code that is not afraid of them."""


def context() -> Any:
    """How processes are made: never as copies of this one, which may have threads."""
    if not _can_fork():
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    # The command line too: Python imports the main program in each of its processes.
    forking.set_forkserver_preload(["ingest.engines.preloading", "assistant.main"])
    return forking


def begin_preloading() -> None:
    """Start the process that the readers are forked from, and go on at once; it loads meanwhile."""
    if _can_fork():
        context()
        try:
            ensure_running()
        except OSError:
            return  # whoever needs it will say why it cannot be started


def needs_processes(sources: Sequence[str]) -> bool:
    """Whether what is named looks like more than a few plain files, by names alone; it may yet all be as it was."""
    few = list(islice((name for source in sources for name in _names(Path(source))), FEW + 1))
    return len(few) > FEW or any(name.suffix.lower() not in PLAIN for name in few)


def _names(path: Path) -> Iterator[Path]:
    if path.is_dir():
        return (name for name in path.rglob("*") if is_document(name.relative_to(path).as_posix(), archives=True))
    return iter([path])


def _can_fork() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()
