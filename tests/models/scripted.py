"""A scripted chat model: a real HTTP server that speaks OpenAI's chat completions, Anthropic's messages and Ollama's chat, with streaming.

Its script says what comes out and how it fails. What is tested goes through the real client, over a real socket.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.models.dialects import DIALECTS, Dialect
from tests.waiting import SECONDS


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived."""

    body: dict[str, Any]
    at: float
    """Instant of its arrival on the clock of ``time.monotonic``."""

    @property
    def system(self) -> str:
        said = self.body.get("system") or self.body["messages"][0]["content"]  # Anthropic's stands apart
        return said if isinstance(said, str) else "".join(part["text"] for part in said)

    @property
    def text(self) -> str:
        return str(self.body["messages"][-1]["content"])

    @property
    def evidence(self) -> dict[int, str]:
        """The passages of the prompt by their numbers, without their heads."""
        found = {}
        for match in re.finditer(r"^\[(\d+)\] \((.*)\)\n((?:.+\n?)*)", self.text, re.MULTILINE):
            found[int(match[1])] = re.sub(r"\nDATA-\w+>>>.*", "", match[3], flags=re.DOTALL).strip()
        return found

    def number_of(self, words: str) -> int:
        """Number of the passage that holds some words."""
        return next(number for number, text in self.evidence.items() if words in text)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server does with one request."""

    pieces: Sequence[str] = ()
    """Text, piece by piece as it is sent."""
    wait: float = 0.0
    """Seconds before each piece."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    silence: float = 0.0
    """Seconds before anything at all is sent."""
    ended: str | None = "stop"
    """Why it ends; None closes the connection in the middle."""
    raw: str | None = None
    """Sent in place of an event."""
    gate: threading.Event | None = None
    """Waited for before the last piece."""
    endless: bool = False
    """Repeats the pieces until nobody listens."""
    usage: dict[str, int] | None = None


Script = Callable[[Asked], Reply]


def says(*pieces: str, **values: Any) -> Script:
    """A script that always says the same."""
    return lambda _: Reply(pieces, **values)


class ScriptedModel(ThreadingHTTPServer):
    """The server; ``script`` may be exchanged at any time."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: Script = says("")
        self.asked: list[Asked] = []
        self.closing = threading.Event()

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def address(self) -> str:
        return f"{self.root}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the play."""


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedModel
    protocol_version = "HTTP/1.1"
    _dialect: Dialect

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._dialect = DIALECTS[self.path.partition("?")[0]]
        asked = Asked(body, time.monotonic())
        self.server.asked.append(asked)
        reply = self.server.script(asked)
        if reply.silence and self._is_over(reply.silence):
            return
        if reply.status != 200:
            self._refuse(reply)
            return
        self.send_response(200)
        self.send_header("Content-Type", self._dialect.content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._stream(reply)

    def _refuse(self, reply: Reply) -> None:
        content = json.dumps(self._dialect.refusal(reply.status)).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, reply: Reply) -> None:
        self._write(self._dialect.begin())
        while True:
            for number, piece in enumerate(reply.pieces, start=1):
                if reply.wait and self._is_over(reply.wait):
                    return
                if reply.gate is not None and number == len(reply.pieces):
                    reply.gate.wait(SECONDS)
                self._write(self._dialect.piece(piece))
            if not reply.endless or self.server.closing.is_set():
                break
        if reply.raw is not None:
            self._write(self._dialect.raw(reply.raw))
        if reply.ended is None:
            self.close_connection = True
            return
        self._write(self._dialect.end(reply.ended, reply.usage))
        self.wfile.write(b"0\r\n\r\n")

    def _is_over(self, seconds: float) -> bool:
        """Wait; whether the test ended meanwhile. Who still listens must not do so for ever."""
        self.close_connection = self.server.closing.wait(seconds)
        return self.close_connection

    def _write(self, text: str) -> None:
        if not text:
            return  # a chunk of no bytes is the last one
        content = text.encode()
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on standard error."""


@contextmanager
def scripted_model() -> Iterator[ScriptedModel]:
    """A running server."""
    server = ScriptedModel()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
