"""Data folders for calls of the console script, and a server that runs beside them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.calling import Goglobal, Server

EVENT = """WEBVTT

00:00:04.000 --> 00:00:11.000
<v Li Min>Good afternoon. What can Harbour Bridge Logistics of Ningbo do for carmakers?

00:00:12.000 --> 00:00:21.000
<v Wang Lei>Our bonded overseas warehouse in Zaragoza holds 3,200 vehicles, and the train from Yiwu takes 19 days.
"""
EVENT_QUESTION = "How many vehicles does the overseas warehouse in Zaragoza hold?"


@pytest.fixture(scope="session")
def make_corpus(corpus_data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Goglobal]:
    """Makes calls over a copy of the corpus of their own."""

    def make(name: str) -> Goglobal:
        return Goglobal(Path(shutil.copytree(corpus_data_dir, tmp_path_factory.mktemp(name) / "data")))

    return make


@pytest.fixture(scope="session")
def goglobal(make_corpus: Callable[[str], Goglobal]) -> Goglobal:
    """Calls over the corpus that change no document."""
    return make_corpus("calls")


@pytest.fixture(scope="session")
def beside(make_corpus: Callable[[str], Goglobal]) -> Goglobal:
    """Calls over the corpus while a server runs over it: use it together with ``server``."""
    return make_corpus("beside")


@pytest.fixture(scope="session")
def server(beside: Goglobal) -> Iterator[Server]:
    """The server that runs beside the calls of ``beside``."""
    with beside.serving() as running:
        yield running
