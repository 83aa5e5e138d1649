"""What fails from outside while documents are taken in: the run stops with a clear word, and a rerun completes it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from assistant.bootstrap import Advisory, Catalogue, open_advisory
from assistant.doors import apply_changes
from assistant.errors import CatalogueUnreachable, DataFolderError, IndexBusy, ServerUnreachable
from assistant.index.holding import IndexHolder
from assistant.protocols import Vectors
from assistant.settings import Settings
from assistant.upkeep.doctor import diagnose
from ingest.pipeline import Pipeline
from tests.agreement import disagreements
from tests.chroma_server import ChromaServer
from tests.conftest import make_settings
from tests.databases import MISSING, PostgresServer, programs
from tests.durability.programs import texts_of, write_documents
from tests.fakes import FakeEmbedder, make, put

COUNT = 12


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaServer]:
    server = ChromaServer(tmp_path / "chroma")
    yield server
    server.kill()


class Interrupting(FakeEmbedder):
    """Does something in the middle of an indexing run, once."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then: Callable[[], None] | None = then

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if len(self.embedded) > COUNT and self._then is not None:
            then, self._then = self._then, None
            then()
        return super().embed_passages(texts)


def fill(advisory: Advisory, folder: Path) -> None:
    write_documents(folder, "alpha", count=COUNT)
    report = Pipeline(advisory.catalogue.documents).ingest([folder])
    assert (len(report.added), report.failed) == (COUNT, [])


def check_whole(advisory: Advisory, folder: Path) -> None:
    assert disagreements(advisory) == []
    catalogue = advisory.catalogue
    assert {s.id: catalogue.documents.get(s.id).document.text for s in catalogue.documents.summaries()} == texts_of(
        folder
    )


def test_a_chroma_server_that_is_lost_in_mid_ingest_is_told_and_a_rerun_completes(
    make_data_dir: Callable[[str], Path], tmp_path: Path, chroma: ChromaServer
) -> None:
    settings = make_settings(make_data_dir("data"), chroma_url=chroma.url, embedding_batch=8)
    with open_advisory(settings, embedder=Interrupting(chroma.kill)) as advisory:
        fill(advisory, tmp_path / "documents")
        with pytest.raises(ServerUnreachable, match="check GOGLOBAL_CHROMA_URL"):
            advisory.follower.catch_up()
        chroma.start()
        advisory.follower.catch_up()  # what a server's follower does by itself
        check_whole(advisory, tmp_path / "documents")


def test_a_database_that_is_restarted_in_mid_ingest_is_told_and_a_rerun_completes(
    make_data_dir: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = programs()
    if folder is None:
        pytest.skip(MISSING)
    server = PostgresServer(folder)  # not the one that other tests use meanwhile
    try:
        url = server.database()
        settings = make_settings(make_data_dir("data"), catalogue_url=url, embedding_batch=8)
        with open_advisory(settings, embedder=Interrupting(server.kill)) as advisory:
            fill(advisory, tmp_path / "documents")
            with pytest.raises(CatalogueUnreachable, match="nothing that was finished is lost"):
                advisory.follower.catch_up()
            with pytest.raises(CatalogueUnreachable, match="Connection refused"):
                Pipeline(advisory.catalogue.documents).ingest([tmp_path / "documents"])
            server.start_again()
            again = Pipeline(advisory.catalogue.documents).ingest([tmp_path / "documents"])
            assert len(again.unchanged) == COUNT
            advisory.follower.catch_up()
            check_whole(advisory, tmp_path / "documents")
        assert diagnose(settings, embedder=FakeEmbedder()).ok
    finally:
        server.close()


def test_on_postgresql_one_process_applies_the_changes_whatever_its_folder(
    make_data_dir: Callable[[str], Path], tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.database()
    here = make_settings(make_data_dir("here"), catalogue_url=url)
    there = make_settings(make_data_dir("there"), catalogue_url=url, lock_timeout=0.2)
    fake = FakeEmbedder()
    with open_advisory(here, embedder=fake) as advisory:
        with pytest.raises(IndexBusy):
            open_advisory(there, embedder=fake)
        # A command on another machine stores its documents and waits for the one that holds the indexes.
        advisory.follower.start()
        elsewhere = Catalogue(there)
        put(elsewhere.documents, make("remote", "Words from another machine."))
        apply_changes(there, elsewhere)
        assert advisory.assistant.search("words from another machine", k=1)[0].passage.document_id == "remote"
        elsewhere.close()
    with open_advisory(there, embedder=fake) as advisory:
        advisory.follower.catch_up()
        assert disagreements(advisory) == []
    postgres.give_back(url)


@pytest.fixture
def small_disk() -> Iterator[Callable[[str], Path]]:
    """Mounts a file system of a size, or gives the one that is mounted another one."""
    folder = Path(tempfile.mkdtemp(prefix="goglobal-full-"))
    options = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    done = subprocess.run(options, capture_output=True, text=True, check=False) if shutil.which("mount") else None
    if done is None or done.returncode != 0:
        folder.rmdir()
        pytest.skip(f"no file system can be mounted here ({done.stderr.strip() if done else 'no mount'})")

    def resize(size: str) -> Path:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True, capture_output=True)
        return folder

    yield resize
    subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


@pytest.mark.parametrize("room", ["300k", "1500k", "2500k"])
def test_a_full_disk_stops_the_run_in_plain_words_and_a_rerun_completes(
    small_disk: Callable[[str], Path], dictionary_folder: Path, tmp_path: Path, room: str
) -> None:
    dictionary = sum(path.stat().st_size for path in dictionary_folder.iterdir())
    data_dir = small_disk("100m") / "data"
    shutil.copytree(dictionary_folder, data_dir / "cache")
    small_disk(f"{dictionary // 1024 + int(room[:-1])}k")
    settings = make_settings(data_dir)

    def take_in() -> None:
        with open_advisory(settings, embedder=FakeEmbedder(dimensions=512)) as advisory:
            Pipeline(advisory.catalogue.documents).ingest([tmp_path / "documents"])
            advisory.follower.catch_up()

    write_documents(tmp_path / "documents", "alpha", count=60)
    with pytest.raises(DataFolderError, match=r"full.*Free some space and run the command again"):
        take_in()
    small_disk("100m")
    try:
        take_in()
    except DataFolderError:
        take_in()  # Chroma remembers within a process what it could not open, and forgets it then
    with open_advisory(settings, embedder=FakeEmbedder(dimensions=512)) as advisory:
        check_whole(advisory, tmp_path / "documents")
    assert not IndexHolder(data_dir).running_server()


def test_a_second_holder_is_told_who_holds(settings: Settings) -> None:
    quick = settings.model_copy(update={"lock_timeout": 0.1})
    with open_advisory(settings, embedder=FakeEmbedder()), pytest.raises(IndexBusy, match="in use by another goglobal"):
        open_advisory(quick, embedder=FakeEmbedder())
