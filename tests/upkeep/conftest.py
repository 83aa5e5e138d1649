"""Installations small enough to be put out of order, backed up and put back."""

from __future__ import annotations

import pytest

from assistant.bootstrap import open_advisory
from assistant.settings import Settings
from tests.fakes import FakeEmbedder, make, put

COUNT = 4
"""Documents of ``filled``."""


@pytest.fixture
def fake() -> FakeEmbedder:
    """Instead of the real one, whose loading would take longer than the tests."""
    return FakeEmbedder()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Both, one after the other."""
    return str(request.param)


@pytest.fixture
def filled(settings: Settings, fake: FakeEmbedder) -> Settings:
    """An installation with a few documents, one of them in its second version, in which nothing is wrong."""
    with open_advisory(settings, embedder=fake) as advisory:
        for number in range(COUNT):
            put(advisory.catalogue.documents, make(f"d{number}", f"Words of document {number}.", "More words."))
        advisory.follower.catch_up()
        put(advisory.catalogue.documents, make("d0", "New words of document 0."))
        advisory.follower.catch_up()
    return settings
