"""Logs: one line an event, to standard error, so that standard output stays for answers."""

from __future__ import annotations

import logging
import sys


def set_up_logs(level: str) -> None:
    """Send our own and all libraries' logs to standard error, from the given level on."""
    # A handler must stand before libraries are imported: some call basicConfig themselves.
    logging.basicConfig(
        level=logging.getLevelNamesMapping()[level.upper()],
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        force=True,
    )
