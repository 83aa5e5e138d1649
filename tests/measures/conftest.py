"""Empty catalogues for tests of measures: made once and copied, without dictionary and indexes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue
from tests.conftest import make_settings


@pytest.fixture(scope="session")
def empty_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty catalogue. To be copied: nobody opens it."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    Catalogue(make_settings(folder)).close()
    return folder


@pytest.fixture
def catalogue(empty_data_dir: Path, tmp_path: Path) -> Iterator[Catalogue]:
    """An empty catalogue of the test's own."""
    catalogue = Catalogue(make_settings(Path(shutil.copytree(empty_data_dir, tmp_path / "data"))))
    yield catalogue
    catalogue.close()
