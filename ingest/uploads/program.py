"""The program beside the server that does its jobs, as the server holds it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from pydantic import SecretStr

from assistant.settings import PREFIX, Settings


class Program:
    """One process at a time. Its standard input stays open as long as this process lives, and it ends with it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        """Whether there is a process, waiting or at work."""
        return self._process is not None

    def give(self, job_id: str) -> None:
        """Have a job done, by the process that waits or by a new one."""
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ingest.uploads.running"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                env=os.environ | environment(self._settings),
            )
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):  # it has just ended, which will be seen
                self._process.stdin.write(f"{job_id}\n".encode())
                self._process.stdin.flush()

    def ended_with(self) -> int | None:
        """Exit code of the process; None while it lives, and when there is none."""
        return None if self._process is None else self._process.poll()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is None:
            return
        self._process.kill()
        with contextlib.suppress(BrokenPipeError):
            self._process.__exit__(None, None, None)  # closes the pipe and waits
        self._process = None


def environment(settings: Settings) -> dict[str, str]:
    """Settings as variables, for a program that must have the same ones."""
    values = {}
    for name in settings.model_fields_set:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if value is not None:
            values[f"{PREFIX}{name.upper()}"] = str(value.resolve() if isinstance(value, Path) else value)
    return values
