"""Calling the console script as a user does: another process, another folder, nothing of the tests' environment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

SCRIPT = Path(sysconfig.get_path("scripts")) / "goglobal"
SECONDS = 300


@dataclass(frozen=True)
class Outcome:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)

    @property
    def words(self) -> str:
        """What it said of errors, without frames and line breaks that depend on the width of the terminal."""
        return " ".join(self.err.replace("│", " ").split())


@dataclass(frozen=True)
class Goglobal:
    """``goglobal`` with a data folder."""

    data_dir: Path
    variables: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str | bytes | Path, before: Callable[[], None] | None = None) -> Outcome:
        """Call it and wait for its end; ``before`` is what the new process does first."""
        done = subprocess.run(
            [SCRIPT, *arguments],
            env=self._environment(),
            cwd=self.data_dir.parent,
            capture_output=True,
            timeout=SECONDS,
            preexec_fn=before,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    def at_once(self, *calls: tuple[str | bytes | Path, ...]) -> list[Outcome]:
        """Make several calls at the same time."""
        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(lambda arguments: self(*arguments), calls))

    @contextmanager
    def serving(self, *, port: int = 0) -> Iterator[Server]:
        """``goglobal serve`` until the block ends."""
        with subprocess.Popen(
            [SCRIPT, "serve", "--port", str(port)],
            env=self._environment() | {"PYTHONUNBUFFERED": "1"},
            cwd=self.data_dir.parent,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                assert process.stdout is not None
                lines = []
                for line in process.stdout:
                    lines.append(line.strip())
                    if line.startswith("Open "):
                        break
                assert lines, "the server ended before it said a word"
                server = Server(process, lines)
                httpx.get(f"{server.url}/healthz", timeout=SECONDS, trust_env=False)
                yield server
                process.send_signal(signal.SIGINT)
                process.wait(SECONDS)
            finally:
                process.kill()

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
        own = {"GOGLOBAL_DATA_DIR": str(self.data_dir), "HOME": str(self.data_dir.parent), "LANG": "C.UTF-8"}
        # Of several calls at once each waits for the one before, which takes long on a machine that is busy.
        return kept | own | {"GOGLOBAL_LOCK_TIMEOUT": str(SECONDS)} | self.variables


@dataclass(frozen=True)
class Server:
    """A server that runs, and what it said when it began."""

    process: subprocess.Popen[str]
    lines: list[str]

    @property
    def url(self) -> str:
        """Its address."""
        return self.lines[-1].split()[1]
