"""Whether to ask a service that may be down."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Health:
    """After failures in a row a service is left alone for a while, then one caller tries it. Safe for several threads."""

    def __init__(self, *, pause: float, clock: Callable[[], float], after: int = 1) -> None:
        """``after`` so many failures in a row it counts as down."""
        self.pause = pause
        self._clock = clock
        self._after = after
        self._lock = threading.Lock()
        self._failures = 0
        self._down = False
        self._retry_at = 0.0

    def may_try(self) -> bool:
        """Whether the caller should ask it now."""
        with self._lock:
            if not self._down:
                return True
            if self._clock() < self._retry_at:
                return False
            self._retry_at = self._clock() + self.pause  # others wait for what this caller finds
            return True

    def failed(self, *, surely: bool = False) -> bool:
        """Note a failure, ``surely`` if asking again is of no use; True when it takes the service down."""
        with self._lock:
            self._failures += 1
            first = not self._down
            if not (self._down or surely or self._failures >= self._after):
                return False
            self._down = True
            self._retry_at = self._clock() + self.pause
            return first

    def worked(self) -> bool:
        """Note that it answered; True when it had been down."""
        with self._lock:
            was_down = self._down
            self._down = False
            self._failures = 0
            return was_down
