"""What tests share: settings over a folder of their own, and the starter corpus, taken in once for all of them."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings as hypothesis_settings

from assistant.bootstrap import Advisory, Catalogue, open_advisory
from assistant.index.embedders import SentenceEncoderEmbedder
from assistant.language.dictionary import Dictionary
from assistant.settings import PREFIX, Settings
from ingest.pipeline import Pipeline
from tests.databases import MISSING, PostgresServer, programs

# How long an example takes says how busy the machine is, and nothing of the program. In CI the examples are always the
# same, so that a change is judged by itself; elsewhere each run looks at other ones.
hypothesis_settings.register_profile("untimed", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
CORPUS_SIZE = 67
TODAY = date(2026, 11, 24)
"""The day on which the tests of the corpus happen: what has lapsed must not change with the calendar."""


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_developer() -> None:
    """Settings of whoever runs the tests do not reach them, nor the programs that they start."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first of the processes that run tests side by side makes, for all of them. To be copied, or read."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            # Under a lock, and not there before it is whole: whoever fails to make it leaves the next one to try.
            draft = folder.with_suffix(f".{os.getpid()}")
            make(draft)
            draft.rename(folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _interrupts_are_heard() -> None:
    """A shell has what it runs in the background ignore Ctrl-C, and so all the programs that this starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def dictionary_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``cache`` folder with the dictionary, which takes seconds to build. To be copied, or read."""

    def make(folder: Path) -> None:
        Dictionary(folder)

    return made_once(tmp_path_factory, "cache", make)


@pytest.fixture(scope="session")
def dictionary(dictionary_folder: Path) -> Dictionary:
    """The dictionary, opened."""
    return Dictionary(dictionary_folder)


@pytest.fixture(scope="session")
def embedder() -> SentenceEncoderEmbedder:
    """The embedded embedder, loaded once."""
    return SentenceEncoderEmbedder()


def make_settings(data_dir: Path, **values: Any) -> Settings:
    """Settings that come from nowhere else: no environment, no ``.env``."""
    return Settings(_env_file=None, data_dir=data_dir, **values)


@pytest.fixture
def make_data_dir(tmp_path: Path, dictionary_folder: Path) -> Callable[[str], Path]:
    """Makes empty data folders that need not build the dictionary."""

    def make(name: str) -> Path:
        shutil.copytree(dictionary_folder, tmp_path / name / "cache")
        return tmp_path / name

    return make


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test run; without its programs, tests that need it are skipped and say so."""
    folder = programs()
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    server = PostgresServer(folder)
    yield server
    server.close()


@pytest.fixture
def database() -> str:
    """What the catalogue of ``settings`` is kept in. Folders of tests that hold on both name both."""
    return "sqlite"


@pytest.fixture
def settings(make_data_dir: Callable[[str], Path], database: str, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Settings with an empty data folder, and an empty catalogue, of the test's own."""
    if database == "sqlite":
        yield make_settings(make_data_dir("data"))
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.database()
    yield make_settings(make_data_dir("data"), catalogue_url=url)
    server.give_back(url)


@pytest.fixture
def catalogue(settings: Settings) -> Iterator[Catalogue]:
    """An empty catalogue in the folder of ``settings``."""
    catalogue = Catalogue(settings)
    yield catalogue
    catalogue.close()


@pytest.fixture(scope="session")
def corpus_data_dir(
    tmp_path_factory: pytest.TempPathFactory, dictionary_folder: Path, embedder: SentenceEncoderEmbedder
) -> Path:
    """A data folder with the whole corpus taken in and indexed. To be copied: nobody opens it."""

    def make(data_dir: Path) -> None:
        shutil.copytree(dictionary_folder, data_dir / "cache")
        with open_advisory(make_settings(data_dir), embedder=embedder) as advisory:
            report = Pipeline(advisory.catalogue.documents).ingest([CORPUS])
            assert (len(report.added), report.failed) == (CORPUS_SIZE, [])
            advisory.follower.catch_up()

    return made_once(tmp_path_factory, "corpus-data", make)


@pytest.fixture
def corpus_settings(corpus_data_dir: Path, tmp_path: Path) -> Settings:
    """Settings with a copy of the corpus's data folder, which the test may change."""
    return make_settings(Path(shutil.copytree(corpus_data_dir, tmp_path / "corpus-data")))


@pytest.fixture(scope="session")
def corpus_advisory(
    corpus_data_dir: Path, tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEncoderEmbedder
) -> Iterator[Advisory]:
    """Everything over the whole corpus, on the day ``TODAY``. Shared: ask it, but change no document."""
    data_dir = shutil.copytree(corpus_data_dir, tmp_path_factory.mktemp("advisory") / "data")
    with open_advisory(make_settings(Path(data_dir)), embedder=embedder, today=lambda: TODAY) as advisory:
        yield advisory
