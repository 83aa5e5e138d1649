"""Opening the catalogue: the data folder, SQLite's settings, the migrations, and errors in plain words.

What is PostgreSQL's own stands in :mod:`assistant.catalogue.postgres`.
"""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import OperationalError as DriverError
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from assistant.catalogue.postgres import CHANGING, lock_for_transaction, make_engine
from assistant.catalogue.tables import changes
from assistant.errors import DataFolderError

HEAD = "0018"
"""Newest migration. Comparing with it spares every start the import of Alembic."""

SQLITE_BUSY_SECONDS = 30
MIGRATION_SECONDS = 600
"""How long another program's migration is waited for: of a large catalogue it takes minutes."""
ADD_CHANGE = insert(changes)


def open_catalogue(url: str, *, data_dir: Path) -> Engine:
    """Engine of the catalogue at ``url``, its schema brought up to date.

    Raises:
        DataFolderError: the folder cannot be made or written, is full, or was written by a newer program.
        CatalogueUnreachable: the database server does not answer, or refuses.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderError.about(data_dir, error.strerror or str(error)) from error
    if url.startswith("sqlite"):
        # What users wrote must not reach a log by way of a failed statement's message.
        engine = create_engine(url, hide_parameters=True)
        _set_up_sqlite(engine)
    else:
        engine = make_engine(url)
    try:
        _migrate(engine, data_dir)
    except BaseException as error:
        engine.dispose()
        if isinstance(error, DatabaseError):
            raise DataFolderError.about(data_dir, str(error.orig)) from error
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write. On SQLite it takes the write lock at once, so that it cannot fail half-way.

    Raises:
        DataFolderError: the disk is full, the folder read-only, or another writer never let go.
    """
    try:
        with engine.connect().execution_options(immediate=True) as connection, connection.begin():
            yield connection
    except OperationalError as error:
        raise DataFolderError.about(Path(str(engine.url.database)).parent, str(error.orig)) from error


def log_change(connection: Connection, document_pk: int) -> None:
    """Note in the change log, within the caller's transaction, that a document is to be looked at by the indexes."""
    one_at_a_time(connection)
    connection.execute(ADD_CHANGE, {"document_pk": document_pk, "mark": secrets.token_hex(16), "at": now()})


def one_at_a_time(connection: Connection) -> None:
    """From here to its end, let no other transaction change documents; on SQLite none can write anyway.

    Changes would else get their numbers in one order and be seen in another, and the follower would pass one over.
    """
    if connection.dialect.name == "postgresql":
        lock_for_transaction(connection, CHANGING)


def now() -> datetime:
    """The present instant in UTC, as stored in all tables."""
    return datetime.now(UTC)


def in_utc(instant: datetime) -> datetime:
    """An instant as read from the catalogue: SQLite gives back without a zone what was stored in UTC."""
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant


def _set_up_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        # The driver's own transaction handling would open a transaction before BEGIN IMMEDIATE.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_SECONDS * 1000}")
        # NORMAL under the write-ahead log keeps the database whole after a killed process; the last commits survive it too.
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _migrate(engine: Engine, data_dir: Path) -> None:
    with engine.connect() as connection:
        present = None
        if inspect(connection).has_table("alembic_version"):
            present = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if present == HEAD:
        return
    if present is not None and present > HEAD:
        raise DataFolderError.about(
            data_dir, f"its catalogue (schema {present}) was written by a newer version of the program"
        )
    from filelock import FileLock, Timeout

    from assistant.catalogue.migrate import upgrade

    try:
        lock = FileLock(data_dir / "migrate.lock", timeout=MIGRATION_SECONDS).acquire()
    except Timeout as error:
        reason = f"another program has been bringing its catalogue up to date for {MIGRATION_SECONDS:,} seconds"
        raise DataFolderError.about(data_dir, reason) from error
    except OSError as error:
        raise DataFolderError.about(data_dir, error.strerror or str(error)) from error
    with lock:
        if engine.dialect.name == "sqlite":
            _use_write_ahead_log(engine)
        upgrade(engine)


def _use_write_ahead_log(engine: Engine) -> None:
    """Switch a new file to WAL, which it then keeps.

    SQLite refuses at once, whatever the busy timeout, while anybody else so much as reads the file: to wait could end
    in a deadlock. So it is done under a lock of our own, and tried again while another process looks at the version.
    """
    deadline = time.monotonic() + SQLITE_BUSY_SECONDS
    while True:
        try:
            with contextlib.closing(engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
        except DriverError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise OperationalError("PRAGMA journal_mode = WAL", None, error) from error
            time.sleep(0.05)
        else:
            return
