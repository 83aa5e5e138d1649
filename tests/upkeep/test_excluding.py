"""Backup, restore and repairs exclude one another, on the folder and on the catalogue, and say who is at work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue, open_advisory
from assistant.catalogue.engine import one_at_a_time, writing
from assistant.catalogue.postgres import make_engine
from assistant.catalogue.session_locks import following_lock
from assistant.errors import IndexBusy, UpkeepBusy
from assistant.settings import Settings
from assistant.upkeep import excluding
from assistant.upkeep.backing_up import back_up
from assistant.upkeep.doctor import diagnose
from assistant.upkeep.excluding import Doing, holder_of, taken
from assistant.upkeep.findings import State
from assistant.upkeep.restoring import restore
from tests.conftest import make_settings
from tests.databases import PostgresServer
from tests.fakes import FakeEmbedder, make, put
from tests.waiting import wait_until

of_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_who_has_to_wait_is_told_for_whom(
    filled: Settings, fake: FakeEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody looks at the lock for a moment here: each of nine calls would wait for one who does, and be told the same.
    monkeypatch.setattr(excluding, "LOOKED_AT_SECONDS", 0.05)
    target = tmp_path / "filled.backup"
    back_up(filled, target)
    scratch = filled.data_dir / ".restoring-at-work"
    scratch.mkdir()
    calls: list[Callable[[], object]] = [
        lambda: back_up(filled, tmp_path / "other.backup"),
        lambda: restore(filled, target, force=True, embedder=fake),
        lambda: diagnose(filled, fix=True, embedder=fake),
    ]
    for doing in Doing:
        with taken(filled, doing):
            for call in calls:
                with pytest.raises(UpkeepBusy, match=rf"goglobal {doing.value}` \(process {os.getpid()} on "):
                    call()
            looked = diagnose(filled, embedder=fake)
            told = {check.name: check.what for check in looked.checks if check.state is State.NOTE}
            assert f"goglobal {doing.value}" in told["upkeep"]
            # What is being worked in does not pass for what was left.
            assert "files" not in told
    assert scratch.exists()
    assert holder_of(filled.data_dir) is None
    assert diagnose(filled, fix=True, embedder=fake).ok
    assert not scratch.exists()


TAKE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from assistant.settings import Settings
from assistant.upkeep.excluding import Doing, taken

with taken(Settings(data_dir=Path(sys.argv[1])), Doing.BACKUP):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@of_sqlite
def test_a_process_that_was_killed_leaves_no_lock(filled: Settings, fake: FakeEmbedder) -> None:
    killed = subprocess.run([sys.executable, "-c", TAKE_AND_DIE, filled.data_dir], check=False)
    assert killed.returncode == -signal.SIGKILL
    note = filled.data_dir / "locks" / "upkeep.json"
    assert note.exists()
    assert holder_of(filled.data_dir) is None
    assert not note.exists()
    assert diagnose(filled, fix=True, embedder=fake).ok


@of_sqlite
def test_whoever_only_looks_keeps_nobody_from_taking_it(filled: Settings) -> None:
    note = filled.data_dir / "locks" / "upkeep.json"
    note.parent.mkdir(exist_ok=True)
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            note.touch()  # as a killed process leaves it: then it is looked more closely
            holder_of(filled.data_dir)

    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(look)
        try:
            for _ in range(50):
                with taken(filled, Doing.BACKUP):
                    pass
        finally:
            stop.set()
        looking.result()


@pytest.fixture
def elsewhere(postgres: PostgresServer, make_data_dir: Callable[[str], Path]) -> tuple[Settings, Settings]:
    """Two machines over one empty database."""
    url = postgres.empty_database()
    first, second = (make_settings(make_data_dir(name), catalogue_url=url, lock_timeout=0.2) for name in ("one", "two"))
    Catalogue(first).close()
    return first, second


@of_sqlite
def test_another_machine_of_the_same_catalogue_is_waited_for_and_named(
    filled: Settings, fake: FakeEmbedder, tmp_path: Path, elsewhere: tuple[Settings, Settings]
) -> None:
    target, (here, there) = tmp_path / "filled.backup", elsewhere
    back_up(filled, target)
    with taken(there, Doing.BACKUP), pytest.raises(UpkeepBusy, match=rf"database is taken .*goglobal {os.getpid()}@"):
        restore(here, target, embedder=fake)
    engine = make_engine(there.database)
    following = following_lock(engine)
    assert following.try_to_hold()
    with pytest.raises(IndexBusy, match=rf"in use by goglobal {os.getpid()}@.*Stop it"):
        restore(here, target, embedder=fake)
    following.release()
    with writing(engine) as connection:
        one_at_a_time(connection)
        with pytest.raises(IndexBusy, match="being changed by goglobal"):
            restore(here, target, embedder=fake)
    engine.dispose()
    assert restore(here, target, embedder=fake).documents == 4


@of_sqlite
def test_what_another_machine_stores_meanwhile_comes_after_the_restore(
    filled: Settings, fake: FakeEmbedder, tmp_path: Path, elsewhere: tuple[Settings, Settings]
) -> None:
    here, there = elsewhere
    target = tmp_path / "filled.backup"
    back_up(filled, target)
    stop, stored = threading.Event(), []

    def write() -> None:
        catalogue = Catalogue(there)
        number = 0
        while not stop.wait(0.05):
            number += 1
            put(catalogue.documents, make(f"w{number % 5}", f"Words {number} that come all the time."))
            stored.append(number)
        catalogue.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        wait_until(lambda: stored)
        patient = here.model_copy(update={"lock_timeout": 300.0})
        restore(patient, target, force=True, embedder=fake)
    finally:
        stop.set()
        writer.join()
    with open_advisory(here, embedder=fake) as advisory:
        advisory.follower.catch_up()
    found = diagnose(here, embedder=fake)
    assert found.ok, found.checks
    catalogue = Catalogue(here)
    assert {f"d{number}" for number in range(4)} <= {summary.id for summary in catalogue.documents.summaries()}
    catalogue.close()
