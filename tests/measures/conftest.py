"""Empty catalogues for tests of measures: made once and copied, without dictionary and indexes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue
from tests.conftest import make_settings
from tests.databases import PostgresServer


@pytest.fixture(scope="session")
def empty_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty catalogue. To be copied: nobody opens it."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    Catalogue(make_settings(folder)).close()
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def catalogue(empty_data_dir: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Catalogue]:
    """An empty catalogue of the test's own, in SQLite and in PostgreSQL."""
    if request.param == "sqlite":
        catalogue = Catalogue(make_settings(Path(shutil.copytree(empty_data_dir, tmp_path / "data"))))
        yield catalogue
        catalogue.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.database()
    catalogue = Catalogue(make_settings(tmp_path / "data", catalogue_url=url))
    yield catalogue
    catalogue.close()
    server.give_back(url)
