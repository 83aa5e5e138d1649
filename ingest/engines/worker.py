"""The process that reads files for another one: a file at a time, within limits, and gone when the other one is."""

from __future__ import annotations

import signal
from multiprocessing.connection import Connection
from pathlib import Path

from assistant.language.glossary import use_glossary
from ingest.engines.limits import Limits, end_with_parent, limit_memory, limit_time, most_memory, out_of_memory
from ingest.paths import shown
from ingest.report import Failure
from ingest.step import Outcome, Task, make

READY = "ready"
"""The first word of a worker: what happens before it is no file's fault."""


def work(pipe: Connection, limits: Limits, glossary: Path | None) -> None:
    """Read files as they come through a pipe and send back what they came to, until the pipe is closed."""
    # Ctrl-C is for the process that asked: it closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    use_glossary(glossary)
    limit_memory(limits.memory)
    try:
        pipe.send(READY)
        while _read_one(pipe, limits):
            pass
    except (EOFError, OSError):
        return  # the other one has gone


def _read_one(pipe: Connection, limits: Limits) -> bool:
    """Read a file; False if this process should be replaced by a fresh one."""
    task: Task = pipe.recv()
    limit_time(limits.seconds)
    exhausted = False
    outcome: Outcome
    try:
        outcome = make(task)
    except MemoryError:
        outcome, exhausted = Failure(shown(task.file.path), *out_of_memory(limits), lasting=True), True
    limit_time(0)
    pipe.send(outcome)
    # What a large file took is seldom given back to the system.
    return not exhausted and most_memory() < limits.memory / 2
