"""Reading in processes of their own: several at a time, each within limits; a hostile file costs its process at most.

A process and a pipe for each worker, and no thread: a process that is killed in the middle of a word ends its own pipe
and holds no lock that another one waits for. Pools that share one pipe (pebble's, the standard library's) do not
survive that.
"""

from __future__ import annotations

import multiprocessing
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.errors import ReadersFailed
from ingest.contents import let_go
from ingest.engines import Done
from ingest.engines.limits import Limits, from_outside, out_of_time, reason_of_end
from ingest.engines.worker import READY, work
from ingest.paths import shown
from ingest.report import Failure
from ingest.starting import context
from ingest.step import Outcome, Task, make

AHEAD = 16
"""Files for each worker that may be read before the first of them is stored."""
MOST_BYTES = 64 * 1024**2
"""Bytes of files that may be under way together, unless one alone is larger."""
QUEUED = 2
"""Tasks that a worker has at most, the one that it reads included: it need not wait for the next."""
SMALL = 16 * 1024
"""Bytes of a packed task that fits into a pipe: a larger one is sent to a worker that listens."""
GRACE = 10
"""Seconds beyond the limit after which a worker is killed that did not end itself."""


@dataclass(slots=True)
class _Job:
    """A task on its way."""

    task: Task
    packed: bytes = b""
    """Empty for one that is read in this process."""
    outcome: Outcome | None = None
    alone: bool = False
    """Whether nothing else may be read meanwhile: the process that read it before was killed from outside."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    jobs: deque[_Job] = field(default_factory=deque)
    ready: bool = False
    since: float = field(default_factory=time.monotonic)
    """When it was last heard of or, if it had nothing to do, given something."""

    def takes(self, job: _Job) -> bool:
        """Whether a job can be sent without waiting for it to listen."""
        return not self.jobs or (len(self.jobs) < QUEUED and len(job.packed) <= SMALL)

    def send(self, job: _Job) -> None:
        """Give it a job. If it has just ended, that is heard when it is listened to."""
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.append(job)
        with suppress(BrokenPipeError, ConnectionResetError):
            self.pipe.send_bytes(job.packed)

    def end(self, *, at_once: bool) -> int | None:
        """End its process; its exit code."""
        self.pipe.close()
        if at_once:
            self.process.kill()
        self.process.join(GRACE)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        return self.process.exitcode


class ProcessEngine:
    """A pool of processes; each is started when there is something for it to do."""

    def __init__(
        self,
        *,
        workers: int,
        limits: Limits,
        glossary: Path | None = None,
        here: Callable[[Task], bool] = lambda _task: False,
    ) -> None:
        """``here`` tells files that are so small and plain that they are read in this process."""
        self._count = workers
        self._limits = limits
        self._glossary = glossary
        self._here = here
        self._workers: list[_Worker] = []
        self._waiting: deque[_Job] = deque()

    @property
    def allowance(self) -> str:
        """See :class:`ingest.engines.Engine`."""
        return self._limits.name

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """See :class:`ingest.engines.Engine`.

        Raises:
            ReadersFailed: no process can be started.
        """
        source = iter(tasks)
        window: deque[_Job] = deque()
        task = next(source, None)
        try:
            while task is not None or window:
                while task is not None and self._room(window, task):
                    window.append(self._begun(task))
                    task = next(source, None)
                self._hand_out()
                job = window[0]
                if not job.packed:
                    job.outcome = make(job.task)
                if job.outcome is None:
                    self._listen()
                else:
                    window.popleft()
                    yield Done(job.task, job.outcome)
        finally:
            self._waiting.clear()
            for worker in [worker for worker in self._workers if worker.jobs]:
                self._workers.remove(worker)
                worker.end(at_once=True)
            let_go()

    def _room(self, window: deque[_Job], task: Task) -> bool:
        size = task.file.size + sum(job.task.file.size for job in window)
        return not window or (len(window) < AHEAD * self._count and size <= MOST_BYTES)

    def _begun(self, task: Task) -> _Job:
        if self._here(task):
            return _Job(task)
        job = _Job(task, pickle.dumps(task, pickle.HIGHEST_PROTOCOL))
        self._waiting.append(job)
        return job

    def _hand_out(self) -> None:
        while self._waiting:
            job = self._waiting[0]
            under_way = [other for one in self._workers for other in one.jobs]
            if under_way and (job.alone or under_way[0].alone):
                return
            worker = min((one for one in self._workers if one.takes(job)), key=lambda one: len(one.jobs), default=None)
            if (worker is None or worker.jobs) and len(self._workers) < self._count:
                worker = self._started()
            if worker is None:
                return
            worker.send(self._waiting.popleft())

    def _started(self) -> _Worker:
        here, there = multiprocessing.Pipe()
        process = context().Process(target=work, args=(there, self._limits, self._glossary), name="reader", daemon=True)
        try:
            process.start()
        except (OSError, EOFError) as error:
            raise ReadersFailed(str(error)) from error
        finally:
            there.close()  # else the end of the process would not be the end of the pipe
        worker = _Worker(process, here)
        self._workers.append(worker)
        return worker

    def _listen(self) -> None:
        """Wait until a worker says something, ends, or has had its time."""
        allowed = self._limits.seconds + GRACE
        deadline = min(worker.since + allowed for worker in self._workers if worker.jobs)
        heard = wait([worker.pipe for worker in self._workers], timeout=max(deadline - time.monotonic(), 0))
        for worker in list(self._workers):
            if worker.pipe in heard:
                self._hear(worker)
            elif worker.jobs and time.monotonic() > worker.since + allowed:
                worker.process.kill()
                self._lost(worker, out_of_time(self._limits))

    def _hear(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return
        worker.since = time.monotonic()
        if message == READY:
            worker.ready = True
        else:
            worker.jobs.popleft().outcome = message

    def _lost(self, worker: _Worker, reason: tuple[str, str] | None = None) -> None:
        """A worker has ended. What it read is lost with it unless it had finished; what it was to read is read anew."""
        self._workers.remove(worker)
        code = worker.end(at_once=False)
        if not worker.ready:
            raise ReadersFailed(f"it ended with code {code} before it began")
        others = list(worker.jobs)
        if others and (code or reason):
            job = others.pop(0)
            killed = reason is None and from_outside(code)
            if killed and not job.alone:
                # By a system that is short of memory, say, which need not be this file's doing: the others give it room.
                job.alone = True
                others.insert(0, job)
            else:
                said = reason or reason_of_end(code, self._limits)
                job.outcome = Failure(shown(job.task.file.path), *said, lasting=not killed)
        self._waiting.extendleft(reversed(others))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.end(at_once=bool(worker.jobs))
        self._workers.clear()
