"""A Chroma server of the tests' own, on loopback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

from tests.ports import free_port
from tests.waiting import wait_until


class ChromaServer:
    """A Chroma server that can be ended and started again over the same folder and port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        program = Path(sys.executable).with_name("chroma")
        command = [str(program), "run", "--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self._answers, what="the start of the Chroma server")

    def _answers(self) -> bool:
        assert self._process.poll() is None, "the Chroma server ended at once"
        try:
            return httpx.get(f"{self.url}/api/v2/heartbeat", trust_env=False).is_success
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
