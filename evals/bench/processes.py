"""Programs that a bench starts: each measures one thing, prints its result as JSON, and ends with the bench."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from assistant.index.holding import IndexHolder
from evals.errors import EvalError

STARTING = 120
"""Seconds that a server may take to become ready."""
PATIENCE = 10
"""Seconds that a program has to end when it is told to."""


def measure(module: str, **arguments: Any) -> Any:
    """What ``evals.bench.MODULE`` prints when it is given these arguments.

    Raises:
        EvalError: it failed; says how.
    """
    *_, last = _lines([sys.executable, "-m", f"evals.bench.{module}", json.dumps(arguments)])
    return json.loads(last.text)


@dataclass(frozen=True, slots=True)
class Printed:
    """A line that a program printed, and when."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Ingested:
    """How long ``goglobal ingest`` took for a folder, by its own account."""

    documents: int
    seconds: float
    reading: float
    """Seconds of it until everything was in the catalogue."""


@contextmanager
def serving(data_dir: Path) -> Iterator[None]:
    """A server over a data folder, from when it is ready until it has ended.

    Raises:
        EvalError: it does not become ready.
    """
    holder = IndexHolder(data_dir)
    command = [sys.executable, "-m", "assistant.main", "serve", "--port", "0", "--data-dir", str(data_dir)]
    with _running(command) as program:
        deadline = time.monotonic() + STARTING
        while not _ready(holder):
            if program.poll() is not None or time.monotonic() > deadline:
                raise EvalError("The server did not become ready; what it said stands above.")
            time.sleep(0.1)
        yield


def _ready(holder: IndexHolder) -> bool:
    server = holder.running_server()
    try:
        return server is not None and httpx.get(f"{server.address}/readyz", timeout=5, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def ingest(folder: Path, data_dir: Path) -> Ingested:
    """Take a folder in while a server runs, in a process of its own as a user would.

    Raises:
        EvalError: a document failed.
    """
    command = [sys.executable, "-m", "assistant.main", "ingest", str(folder), "--json", "--data-dir", str(data_dir)]
    *documents, last = list(_lines(command))
    report = json.loads(last.text)
    indexing = last.at - documents[-1].at if documents else 0.0
    return Ingested(len(documents), report["seconds"], max(report["seconds"] - indexing, 0.0))


def _lines(command: list[str]) -> Iterator[Printed]:
    with _running(command) as program:
        assert program.stdout is not None
        for line in program.stdout:
            yield Printed(line, time.perf_counter())
        if program.wait() != 0:
            raise EvalError(f"{' '.join(command[1:4])} ended with {program.returncode}; what it said stands above.")


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    # In a session of its own: a Ctrl-C is the bench's to hear, and it ends its programs itself.
    program = subprocess.Popen(  # noqa: S603 - our own programs
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment, start_new_session=True
    )
    try:
        yield program
    finally:
        if program.poll() is None:
            program.terminate()
            try:
                program.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        assert program.stdout is not None
        program.stdout.close()
