"""Waiting for what another thread or process does: long enough for a machine that is busy with much else."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 300
"""What has not happened by then never will."""


def wait_until(happened: Callable[[], object], *, what: str = "it") -> None:
    """Wait until something is so.

    Raises:
        AssertionError: it did not come to be.
    """
    deadline = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < deadline, f"{what} did not happen within {SECONDS} seconds"
        time.sleep(0.02)
