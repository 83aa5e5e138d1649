"""Locks of a PostgreSQL catalogue: held by one at a time, free at once when let go, waited for when asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from assistant.catalogue.postgres import make_engine
from assistant.catalogue.session_locks import SessionLock, following_lock
from assistant.index.holding import IndexHolder
from tests.conftest import make_settings
from tests.databases import PostgresServer


@pytest.fixture
def engine(postgres: PostgresServer, tmp_path: Path) -> Iterator[Engine]:
    made = make_engine(make_settings(tmp_path, catalogue_url=postgres.empty_database()).database)
    yield made
    made.dispose()


def test_it_is_free_at_once_when_let_go(engine: Engine) -> None:
    first, second = following_lock(engine), following_lock(engine)
    for turn in range(100):
        one, other = (first, second) if turn % 2 else (second, first)
        assert one.try_to_hold(), turn
        assert not other.try_to_hold()
        one.release()


def test_the_indexes_are_waited_for_whoever_holds_them_on_another_machine(
    engine: Engine, make_data_dir: Callable[[str], Path]
) -> None:
    here, there = (IndexHolder(make_data_dir(name), beside=following_lock(engine)) for name in ("here", "there"))
    assert there.try_to_hold()
    assert not here.try_to_hold()
    assert not here.try_to_hold(timeout=0.2)
    letting_go = threading.Timer(0.3, there.release)
    letting_go.start()
    assert here.try_to_hold(timeout=60)
    letting_go.join()
    assert not there.try_to_hold()
    here.release()
    assert there.try_to_hold()
    there.release()


def test_a_lock_whose_connection_is_gone_is_let_go_without_a_word(engine: Engine) -> None:
    lock = SessionLock(engine, 4711)
    assert lock.try_to_hold()
    cut_connections(engine)
    lock.release()
    assert lock.try_to_hold(timeout=60)
    lock.release()


def test_a_lock_whose_connection_is_gone_is_taken_again(engine: Engine) -> None:
    lock, other = SessionLock(engine, 4711), SessionLock(engine, 4711)
    assert lock.try_to_hold()
    cut_connections(engine)
    assert lock.try_to_hold(timeout=60)
    assert not other.try_to_hold()
    lock.release()
    assert other.try_to_hold()
    other.release()


def test_one_that_another_took_meanwhile_is_not_held_any_more(engine: Engine) -> None:
    lock, other = SessionLock(engine, 4711), SessionLock(engine, 4711)
    assert lock.try_to_hold()
    cut_connections(engine)
    assert other.try_to_hold(timeout=60)
    assert not lock.try_to_hold()
    assert not lock.try_to_hold(timeout=0.0001), "so short a time is not without end"
    other.release()
    assert lock.try_to_hold()
    lock.release()


def cut_connections(engine: Engine) -> None:
    """As when the server is started anew: all connections to the database but the one that says so."""
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
