"""The data folder: made, brought up to date, shared by processes, and errors that say what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert, select, text

from assistant.bootstrap import Catalogue
from assistant.catalogue.engine import HEAD, now, open_catalogue, writing
from assistant.catalogue.tables import conversations
from assistant.errors import DataFolderError
from assistant.settings import Settings
from tests.fakes import make, put

of_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    data_dir = tmp_path / "deep" / "数据 folder"
    open_catalogue(f"sqlite:///{data_dir / 'catalogue.sqlite'}", data_dir=data_dir).dispose()
    assert (data_dir / "catalogue.sqlite").exists()


def test_a_catalogue_is_kept_between_openings(settings: Settings) -> None:
    first = Catalogue(settings)
    put(first.documents, make("a", "One."))
    first.close()
    second = Catalogue(settings)
    assert second.documents.get("a").document.text == "One."
    second.close()


def test_a_catalogue_of_a_newer_program_is_left_alone(settings: Settings) -> None:
    catalogue = Catalogue(settings)
    with writing(catalogue.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    catalogue.close()
    with pytest.raises(DataFolderError, match=r"9999.*newer.*Update the program"):
        Catalogue(settings)


@of_sqlite
def test_a_file_that_is_no_catalogue_is_told(settings: Settings) -> None:
    settings.data_dir.mkdir(exist_ok=True)
    (settings.data_dir / "catalogue.sqlite").write_bytes(b"this is no database " * 400)
    with pytest.raises(DataFolderError, match="not a database"):
        Catalogue(settings)


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", encoding="utf-8")
    with pytest.raises(DataFolderError, match="data"):
        open_catalogue(f"sqlite:///{tmp_path / 'data' / 'catalogue.sqlite'}", data_dir=tmp_path / "data")


@of_sqlite
def test_every_connection_keeps_foreign_keys_and_the_write_ahead_log(catalogue: Catalogue) -> None:
    with catalogue.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_a_transaction_that_fails_leaves_nothing(catalogue: Catalogue) -> None:
    def fail() -> None:
        with writing(catalogue.engine) as connection:
            connection.execute(insert(conversations).values(id="x", access="public", created_at=now()))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with catalogue.engine.connect() as connection:
        assert connection.execute(select(conversations)).all() == []


def test_readers_go_on_while_somebody_writes(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    with writing(catalogue.engine) as connection:
        connection.execute(insert(conversations).values(id="x", access="public", created_at=now()))
        assert catalogue.documents.get("a").document.text == "One."


def test_writers_wait_for_one_another(settings: Settings) -> None:
    catalogues = [Catalogue(settings) for _ in range(4)]
    errors: list[DataFolderError] = []

    def write(place: int) -> None:
        try:
            for number in range(10):
                put(catalogues[place].documents, make(f"d{place}", f"Words {number}."))
        except DataFolderError as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(place,)) for place in range(len(catalogues))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert {summary.id: summary.version for summary in catalogues[0].documents.summaries()} == {
        f"d{place}": 10 for place in range(4)
    }
    assert catalogues[0].changelog.head() == 40
    for catalogue in catalogues:
        catalogue.close()


def _limit_size(engine: Engine, pages: int) -> None:
    @event.listens_for(engine, "checkout")
    def _limit(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")


@of_sqlite
def test_a_full_disk_is_told_and_nothing_finished_is_lost(catalogue: Catalogue) -> None:
    # SQLite meets its own limit of pages as it meets the end of a disk: with SQLITE_FULL, in the middle of a write.
    put(catalogue.documents, make("a", "One."))
    with catalogue.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    _limit_size(catalogue.engine, pages + 4)
    with pytest.raises(DataFolderError, match=r"full.*Free some space"):
        put(catalogue.documents, make("b", *[f"Sentence {number} of a long document." for number in range(3000)]))
    assert [summary.id for summary in catalogue.documents.summaries()] == ["a"]


READ_ONLY = """
import json, os, sys
from pathlib import Path
from assistant.bootstrap import Catalogue, IndexHolder
from assistant.errors import DataFolderError
from assistant.settings import Settings
from tests.fakes import make, put

data_dir = Path(sys.argv[1])
settings = Settings(_env_file=None, data_dir=data_dir)
catalogue = Catalogue(settings)
put(catalogue.documents, make("a", "One."))
catalogue.close()
for folder, _, files in os.walk(data_dir):
    for file in files:
        os.chmod(Path(folder) / file, 0o444)
    os.chmod(folder, 0o555)
if os.getuid() == 0:
    os.setuid(65534)

def told(work):
    try:
        work()
    except DataFolderError as error:
        return str(error)
    return "nothing"

def write():
    catalogue = Catalogue(settings)
    put(catalogue.documents, make("b", "Two."))

print(json.dumps({
    "write": told(write),
    "make": told(lambda: Catalogue(Settings(_env_file=None, data_dir=data_dir / "new"))),
    "hold": told(lambda: IndexHolder(data_dir).try_to_hold()),
}))
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs rights of POSIX")
def test_a_read_only_folder_is_told_with_what_to_do() -> None:
    # Not below the tests' own folder, which nobody else may enter.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(Path(folder) / "data")],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
        (Path(folder) / "data").chmod(0o755)
    assert done.returncode == 0, done.stderr
    for case, message in json.loads(done.stdout).items():
        assert "cannot be used" in message, case
        assert "writable or set GOGLOBAL_DATA_DIR" in message, case
