"""Times the stages of an answer apart, each without the stages inside it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any


class Stopwatch:
    """Measures where the time goes while it runs. For one thread."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        """Seconds by stage since the last :meth:`lap`."""
        self._inside: list[float] = []

    def lap(self) -> dict[str, float]:
        """What was spent since the last lap, in seconds by stage."""
        spent, self.spent = dict(self.spent), defaultdict(float)
        return spent

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same callable, whose time counts for a stage."""

        @wraps(work)
        def measured(*arguments: Any, **options: Any) -> Any:
            self._inside.append(0.0)
            started = time.perf_counter()
            try:
                return work(*arguments, **options)
            finally:
                whole = time.perf_counter() - started
                self.spent[stage] += whole - self._inside.pop()
                if self._inside:
                    self._inside[-1] += whole

        return measured

    @contextmanager
    def watching(self, stages: dict[str, list[tuple[type, str]]]) -> Iterator[None]:
        """Measure these methods of these classes until the end, and then leave them as they were."""
        originals = [(owner, name, getattr(owner, name)) for methods in stages.values() for owner, name in methods]
        try:
            for stage, methods in stages.items():
                for owner, name in methods:
                    setattr(owner, name, self.timed(stage, getattr(owner, name)))
            yield
        finally:
            for owner, name, original in originals:
                setattr(owner, name, original)
