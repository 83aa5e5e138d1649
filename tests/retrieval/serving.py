"""Real servers on this machine that answer as they are told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], object]
"""From what was asked to what is said: a value to send as JSON, bytes to send as they are, or a :class:`Refusal`."""


class Refusal:
    """An answer with a status of its own."""

    def __init__(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.status = status
        self.body = body
        self.headers = headers


class ScriptedServer(ThreadingHTTPServer):
    """Answers every POST by a function; ``heard`` and ``headers`` keep what it was sent."""

    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.heard: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.ending = threading.Event()
        """Set when the test is over; who answers slowly waits for it."""
        self.trickle = False
        """Whether answers never end, a blank at a time."""

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedServer

    def do_POST(self) -> None:
        heard = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append(heard)
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        said = self.server.answer(heard)
        answer = said if isinstance(said, Refusal) else Refusal(200, _bytes(said))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if self.server.trickle:
            self.end_headers()
            while not self.server.ending.wait(0.01):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    return
            return
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        try:
            self.wfile.write(answer.body)
        except OSError:
            return  # the caller has given up, which is what some tests are about

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on standard error."""


def _bytes(said: object) -> bytes:
    return said if isinstance(said, bytes) else json.dumps(said).encode()


@contextmanager
def answering(answer: Answer) -> Iterator[ScriptedServer]:
    """A server that runs until the block ends."""
    server = ScriptedServer(answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ending.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
