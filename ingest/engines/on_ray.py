"""Reading as tasks on a Ray cluster. Who sends them, which runs where, and what was lost on the way is Ray's to know.

``RAY_ADDRESS`` names the cluster; without it, Ray starts one on this machine. Each of its machines needs this program, of
the same version, and the user's glossary at the same place.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assistant.errors import IngestError, ReadersFailed
from assistant.language.glossary import use_glossary
from ingest.contents import let_go
from ingest.engines import Done
from ingest.engines.limits import Limits, limit_time, out_of_memory
from ingest.paths import shown
from ingest.report import Failure, failure_of
from ingest.step import Outcome, Task, make

AHEAD = 3
"""Files under way for each processor of the cluster."""
MOST_BYTES = 500_000_000
"""Bytes of all files under way: they lie in this machine's memory until they are read."""


@dataclass(slots=True)
class _Job:
    task: Task
    reference: Any = None
    outcome: Outcome | None = None


class RayEngine:
    """Sends files, with their bytes, to the machines of a cluster; brings back what they came to, in order."""

    def __init__(self, *, limits: Limits, glossary: Path | None = None) -> None:
        self._limits = limits
        self._glossary = glossary
        self._ray: Any = None
        self._read: Any = None
        self._started = False

    @property
    def allowance(self) -> str:
        """See :class:`ingest.engines.Engine`."""
        return self._limits.name

    def __enter__(self) -> Self:
        """Join the cluster.

        Raises:
            ReadersFailed: Ray is not installed, or its cluster does not answer.
        """
        # Ray reports its use to its makers unless it is told not to.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
        except ModuleNotFoundError as error:
            raise ReadersFailed("Ray is not installed", advice='Run: pip install "going-global[ray]"') from error
        try:
            if not ray.is_initialized():
                ray.init(log_to_driver=False, logging_level=logging.WARNING, include_dashboard=False)
                self._started = True
        except Exception as error:  # Ray raises plain exceptions of its own when its parts do not start
            where = os.environ.get("RAY_ADDRESS", "on this machine")
            raise ReadersFailed(f"the Ray cluster {where} does not answer ({error})") from error
        self._ray = ray
        # What is tried twice is decided here: Ray would send a file that ended its reader among all others again.
        self._read = ray.remote(max_retries=0, num_cpus=1)(_read)
        return self

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """See :class:`ingest.engines.Engine`.

        Raises:
            ReadersFailed: the cluster is lost.
        """
        source = iter(tasks)
        window: deque[_Job] = deque()
        most = max(2, AHEAD * int(self._ray.cluster_resources().get("CPU", 1)))
        task = next(source, None)
        try:
            while task is not None or window:
                while task is not None and _room(window, task, most):
                    window.append(self._sent(task))
                    task = next(source, None)
                job = window.popleft()
                yield Done(job.task, job.outcome or self._outcome(job, window))
        finally:
            for job in window:
                if job.reference is not None:
                    self._ray.cancel(job.reference, force=True)
            let_go()

    def _sent(self, task: Task) -> _Job:
        try:
            return _Job(task, self._remote(task))
        except (IngestError, OSError) as error:
            return _Job(task, outcome=failure_of(task.file.path, error))

    def _remote(self, task: Task) -> Any:
        return self._read.remote(task.carried(), self._limits, self._glossary)

    def _outcome(self, job: _Job, others: Iterable[_Job]) -> Outcome:
        """What a file came to. If its process was lost, which may be the cluster's doing, it is read once more, alone."""
        errors = self._ray.exceptions
        lost = (errors.OutOfMemoryError, errors.WorkerCrashedError, errors.NodeDiedError)
        try:
            try:
                outcome: Outcome = self._ray.get(job.reference)
            except lost:
                under_way = [other.reference for other in others if other.reference is not None]
                if under_way:
                    self._ray.wait(under_way, num_returns=len(under_way))
                outcome = self._ray.get(self._remote(job.task))
        except (IngestError, OSError) as error:
            return failure_of(job.task.file.path, error)
        except errors.OutOfMemoryError:
            return Failure(shown(job.task.file.path), *out_of_memory(self._limits))
        except lost:
            return Failure(
                shown(job.task.file.path),
                "the process that read it was killed, and once more when the file was read alone, or took longer than "
                f"{self._limits.seconds:,.0f} seconds",
                "Split it, make it anew or convert it.",
            )
        except errors.RayTaskError as error:
            return Failure(shown(job.task.file.path), f"the reader failed ({error.cause})", "Report this.")
        except errors.RayError as error:
            raise ReadersFailed(f"the Ray cluster was lost ({error})") from error
        return outcome

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._started:
            self._ray.shutdown()


def _room(window: deque[_Job], task: Task, most: int) -> bool:
    size = task.file.size + sum(job.task.file.size for job in window)
    return not window or (len(window) < most and size <= MOST_BYTES)


def _read(task: Task, limits: Limits, glossary: Path | None) -> Outcome:
    """What runs on the cluster."""
    use_glossary(glossary)
    limit_time(limits.seconds)
    try:
        return make(task)
    except MemoryError:
        return Failure(shown(task.file.path), *out_of_memory(limits))
    finally:
        limit_time(0)
