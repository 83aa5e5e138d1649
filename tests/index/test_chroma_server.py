"""A Chroma server of its own keeps the vectors of several catalogues apart, and is missed plainly when it goes away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import open_advisory
from assistant.domain import Access
from assistant.errors import ServerUnreachable
from tests.chroma_server import ChromaServer
from tests.conftest import make_settings
from tests.fakes import FakeEmbedder, make, put


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaServer]:
    server = ChromaServer(tmp_path / "server")
    yield server
    server.kill()


def test_two_catalogues_share_a_server_and_nothing_else(
    chroma: ChromaServer, make_data_dir: Callable[[str], Path]
) -> None:
    embedder = FakeEmbedder()
    settings = {name: make_settings(make_data_dir(name), chroma_url=chroma.url) for name in ("one", "two")}
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
        chroma.kill()
        with pytest.raises(ServerUnreachable, match="GOGLOBAL_CHROMA_URL"):
            one.assistant.search("words", access=Access.PUBLIC)
