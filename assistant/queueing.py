"""Questions of one conversation are answered one after the other, in whichever threads they come."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from assistant.errors import ConversationBusy

MOST_WAITING = 16
"""Questions that may wait in one conversation: more would take the threads that others need."""
LONGEST_WAIT = 30.0
"""Seconds; a reader who stops reading a stream holds up the conversation no longer than that."""


@dataclass(slots=True)
class _Line:
    lock: threading.Lock = field(default_factory=threading.Lock)
    inside: int = 0
    """Who holds the lock, and who waits for it."""


class Lines:
    """A line for each conversation that somebody is asking in.

    Other processes answer in the same data folder only one at a time, since they must hold the indexes for it.
    """

    def __init__(self, *, most_waiting: int = MOST_WAITING, longest_wait: float = LONGEST_WAIT) -> None:
        self._most_waiting = most_waiting
        self._longest_wait = longest_wait
        self._guard = threading.Lock()
        self._lines: dict[str, _Line] = {}

    @contextmanager
    def turn(self, conversation: str) -> Iterator[None]:
        """Wait for one's turn in a conversation, and let the next one in afterwards. May be left in another thread.

        Raises:
            ConversationBusy: too many wait already, or the wait was too long; nothing has been done.
        """
        with self._guard:
            line = self._lines.setdefault(conversation, _Line())
            if line.inside > self._most_waiting:
                raise ConversationBusy(conversation)
            line.inside += 1
        try:
            if not line.lock.acquire(timeout=self._longest_wait):
                raise ConversationBusy(conversation)
            try:
                yield
            finally:
                line.lock.release()
        finally:
            with self._guard:
                line.inside -= 1
                if not line.inside:
                    del self._lines[conversation]
