"""Locks of a PostgreSQL catalogue that are held over a connection of their own: by one process in all machines."""

from __future__ import annotations

import contextlib
import threading

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from assistant.catalogue.postgres import CHANGING, FOLLOWING, UPKEEP
from assistant.errors import CatalogueUnreachable

LOCK_NOT_AVAILABLE = "55P03"


class SessionLock:
    """An advisory lock that lasts until it is let go, or until its connection ends."""

    def __init__(self, engine: Engine, key: int) -> None:
        self._engine = engine
        self._key = key
        self._connection: Connection | None = None
        self._one = threading.Lock()

    def try_to_hold(self, *, timeout: float = 0) -> bool:
        """Take it, or make sure that it is still held; False when another process has it for ``timeout`` seconds more."""
        with self._one:
            if self._connection is not None:
                if self._alive(self._connection):
                    return True
                self._drop()  # the server has forgotten the lock with the connection, or is about to
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            try:
                taken = self._taken(connection, timeout)
            except BaseException:
                connection.invalidate()
                connection.close()
                raise
            if taken:
                self._connection = connection
            else:
                connection.close()
            return taken

    def _taken(self, connection: Connection, timeout: float) -> bool:
        key = {"key": self._key}
        if timeout <= 0:
            return bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), key).scalar())
        # The server's own queue: whoever asks now and then never has its turn beside one that writes all the time.
        connection.exec_driver_sql(f"SET lock_timeout = {max(1, int(timeout * 1000))}")  # 0 would be without end
        taken = True
        try:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), key)
        except CatalogueUnreachable as error:
            if getattr(error.__cause__, "sqlstate", None) != LOCK_NOT_AVAILABLE:
                raise
            taken = False
        connection.exec_driver_sql("SET lock_timeout = DEFAULT")
        return taken

    def holder(self) -> str:
        """Who holds it, by the name that its connection goes by; empty when nobody does."""
        query = text(
            "SELECT a.application_name, a.client_addr::text FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
            "WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = :key "
            "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        with self._engine.connect() as connection:
            row = connection.execute(query, {"key": self._key}).first()
        if row is None:
            return ""
        name = row.application_name or "another program"
        return f"{name} ({row.client_addr})" if row.client_addr else str(name)

    def release(self) -> None:
        """Let go of it; nothing happens when it is not held."""
        with self._one:
            self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None:
            # The server forgets the lock with the session, but some time after the connection has closed: whoever asks
            # next would find it held by nobody.
            with contextlib.suppress(DBAPIError, CatalogueUnreachable):
                self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": self._key})
            self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _alive(self, connection: Connection) -> bool:
        try:
            connection.execute(text("SELECT 1"))
        except (DBAPIError, CatalogueUnreachable):
            return False
        return True


def following_lock(engine: Engine) -> SessionLock:
    """The right to apply a catalogue's change log."""
    return SessionLock(engine, FOLLOWING)


def changing_lock(engine: Engine) -> SessionLock:
    """The right to change documents, which else is taken for a transaction at a time."""
    return SessionLock(engine, CHANGING)


def upkeep_lock(engine: Engine) -> SessionLock:
    """The right to back up, put back or mend a catalogue."""
    return SessionLock(engine, UPKEEP)
