"""A thing that many threads use, and that another takes the place of: it is let go of when its last user has done."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


class InUse(Generic[T]):
    """Hands out what is present, and counts who uses it."""

    def __init__(self, present: T) -> None:
        self._present = present
        self._users: Counter[int] = Counter()
        self._changed = threading.Condition()

    @property
    def present(self) -> T:
        """What is used from now on; for the one thread that also replaces it."""
        return self._present

    @contextmanager
    def used(self) -> Iterator[T]:
        """What is present, which stays as it is until the block ends."""
        with self._changed:
            given = self._present
            self._users[id(given)] += 1
        try:
            yield given
        finally:
            with self._changed:
                self._users[id(given)] -= 1
                if not self._users[id(given)]:
                    del self._users[id(given)]
                    self._changed.notify_all()

    def replace(self, new: T, *, patience: float) -> bool:
        """Let whoever comes from now on use ``new``, and wait until nobody uses the old one any more.

        Returns:
            Whether that was so within ``patience`` seconds.
        """
        with self._changed:
            old, self._present = self._present, new
            return self._changed.wait_for(lambda: id(old) not in self._users, timeout=patience)
