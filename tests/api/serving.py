"""A real server over a real data folder, on a free port of this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from assistant.bootstrap import Advisory
from tests.waiting import wait_until

TOKEN = "the-owner-of-the-data-folder"


@dataclass(frozen=True)
class Serving:
    """A server that runs, and the parts behind it."""

    url: str
    advisory: Advisory

    def client(self, *, token: str | None = None) -> httpx.Client:
        """A client of the server, with or without the token of the data folder's owner."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=120, trust_env=False)


@contextmanager
def serving(advisory: Advisory) -> Iterator[Serving]:
    """Serve the given parts until the block ends."""
    with listening(create_app(advisory, token=TOKEN)) as url:
        yield Serving(url, advisory)


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """Address of a server that runs the application in a thread until the block ends."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        wait_until(lambda: server.started)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(120)
        assert not thread.is_alive(), "the server did not end"
