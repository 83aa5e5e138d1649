"""Ports for servers that must be told one, or that are to come back at the one they had."""

from __future__ import annotations

import random
import socket

FIRST, LAST = 15_000, 30_000
"""Below those that the system gives to connections of its own: one of these could have the port when it is wanted again."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    while True:
        port = random.SystemRandom().randrange(FIRST, LAST)
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
