"""A Chroma server of its own keeps the vectors of several catalogues apart, and is missed plainly when it goes away."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.bootstrap import open_advisory
from assistant.domain import Access
from assistant.errors import ServerUnreachable
from tests.conftest import make_settings
from tests.fakes import FakeEmbedder, make, put

START_SECONDS = 60


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Address and process of a running Chroma server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            if httpx.get(f"{url}/api/v2/heartbeat", trust_env=False).is_success:
                break
        except httpx.TransportError:
            assert process.poll() is None, "the Chroma server ended at once"
        assert time.monotonic() < deadline, "the Chroma server did not start"
        time.sleep(0.1)
    yield url, process
    process.kill()
    process.wait()


def test_two_catalogues_share_a_server_and_nothing_else(
    chroma: tuple[str, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    url, process = chroma
    embedder = FakeEmbedder()
    settings = {name: make_settings(tmp_path / name, chroma_url=url) for name in ("one", "two")}
    with open_advisory(settings["one"], embedder=embedder) as one:
        put(one.catalogue.documents, make("a", "Words of the first catalogue."))
        one.follower.catch_up()
        assert one.vectors.count() == 1
        with open_advisory(settings["two"], embedder=embedder) as two:
            assert (two.vectors.count(), two.vectors.cursor) == (0, 0)
            put(two.catalogue.documents, make("b", "Words of the second catalogue."))
            two.follower.catch_up()
            question = embedder.embed_question("Words of the second catalogue.")
            assert len(two.vectors.search(question, access=Access.PUBLIC, k=5)) == 1
        assert one.vectors.count() == 1
        process.kill()
        process.wait()
        with pytest.raises(ServerUnreachable, match="GOGLOBAL_CHROMA_URL"):
            one.assistant.search("words", access=Access.PUBLIC)
