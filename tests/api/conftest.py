"""A server over the corpus and a few documents more, for all tests of the HTTP API."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.bootstrap import open_advisory
from assistant.index.embedders import SentenceEncoderEmbedder
from tests.api import library
from tests.api.serving import TOKEN, Serving, serving
from tests.conftest import make_settings


@pytest.fixture(scope="session")
def server(
    corpus_data_dir: Path, embedder: SentenceEncoderEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("api")
    data_dir = Path(shutil.copytree(corpus_data_dir, folder / "data"))
    with open_advisory(make_settings(data_dir), embedder=embedder) as advisory:
        library.take_in(advisory.catalogue.documents, folder / "library")
        advisory.follower.catch_up()
        with serving(advisory) as running:
            yield running


@pytest.fixture(scope="session")
def stranger(server: Serving) -> Iterator[httpx.Client]:
    """A caller without credentials."""
    with server.client() as client:
        yield client


@pytest.fixture(scope="session")
def owner(server: Serving) -> Iterator[httpx.Client]:
    """A caller with the token of the data folder."""
    with server.client(token=TOKEN) as client:
        yield client
