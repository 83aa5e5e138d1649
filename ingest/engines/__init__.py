"""Engines: where and how the step is run. What they promise is one verb, and everything else is the writer's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from ingest.step import Outcome, Task

__all__ = ["Done", "Engine"]


@dataclass(frozen=True, slots=True)
class Done:
    """A task and what it came to."""

    task: Task
    outcome: Outcome


class Engine(Protocol):
    """Runs the step for many files."""

    @property
    def allowance(self) -> str:
        """Names what one file may take: what failed for want of it may be read when it is given more."""
        ...

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Each task with its outcome, in the order of the tasks.

        Tasks are taken only as their outcomes are fetched, a bounded number ahead: what is in memory does not grow with
        their number. A file that costs the process that reads it is a failure with a reason; the run goes on.
        """
        ...

    def __enter__(self) -> Self:
        """Ready to run; may be entered once."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of everything that was started."""
        ...
