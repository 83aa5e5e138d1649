"""Logs: one line an event, to standard error, so that standard output stays for answers."""

from __future__ import annotations

import logging
import sys

import structlog


def set_up_logs(level: str) -> None:
    """Send our own and all libraries' logs to standard error, from the given level on."""
    number = logging.getLevelNamesMapping()[level.upper()]
    # A handler must stand before libraries are imported: some call basicConfig themselves.
    logging.basicConfig(level=number, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
