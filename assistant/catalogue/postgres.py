"""PostgreSQL: how it is connected to, and what its errors mean in plain words.

SQLite lets one transaction write at a time; much that is true of the catalogue rests on that. Here advisory locks do
the same where it matters: for changes of documents, for migrations, and for who applies the change log.
"""

from __future__ import annotations

import threading

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError, ProgrammingError

from assistant.errors import CatalogueUnreachable

CONNECT_SECONDS = 10
CHANGING, MIGRATING, FOLLOWING, REQUESTING = 7_310_001, 7_310_002, 7_310_003, 7_310_004
"""Keys of the advisory locks, of no meaning; they count within one database."""

AGAIN = "Run the command again when it answers; nothing that was finished is lost."
_ADVICE = {
    "password": "Check user and password in GOGLOBAL_CATALOGUE_URL.",
    "no pg_hba.conf entry": "Let this machine in by the server's pg_hba.conf.",
    "does not exist": "Create it (createdb, createuser), or correct GOGLOBAL_CATALOGUE_URL.",
    "permission denied": "Give the user the right to create tables in the database.",
    "read-only": "It may be a standby: name the primary server in GOGLOBAL_CATALOGUE_URL.",
    "no space": "Free some space on its disk and run the command again; nothing that was finished is lost.",
    "could not extend": "Free some space on its disk and run the command again; nothing that was finished is lost.",
    "too many clients": "Raise its max_connections, or stop programs that hold connections.",
    "remaining connection slots": "Raise its max_connections, or stop programs that hold connections.",
}


def make_engine(url: str) -> Engine:
    """An engine whose errors are :class:`CatalogueUnreachable` where the server, not a statement, is at fault.

    Raises:
        CatalogueUnreachable: the driver is not installed, or the address is none.
    """
    try:
        address = make_url(url)
        given = {} if "connect_timeout" in address.query else {"connect_timeout": CONNECT_SECONDS}
        # What users wrote must not reach a log by way of a failed statement's message.
        engine = create_engine(
            address, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=20, connect_args=given
        )
    except ModuleNotFoundError as error:
        raise CatalogueUnreachable(
            "GOGLOBAL_CATALOGUE_URL", "the driver is not installed", 'Run: pip install "going-global[postgres]".'
        ) from error
    except (ArgumentError, ValueError) as error:
        raise CatalogueUnreachable(
            "GOGLOBAL_CATALOGUE_URL", "not an address", "Write postgresql://user:password@host:5432/database."
        ) from error
    shown = f"postgresql://{address.host or 'localhost'}{f':{address.port}' if address.port else ''}/{address.database}"

    @event.listens_for(engine, "handle_error")
    def _tell(context: ExceptionContext) -> None:
        # A ping that fails is answered with a new connection.
        if context.is_pre_ping or not _of_the_server(context.sqlalchemy_exception):
            return
        raise unreachable(shown, context.original_exception) from context.original_exception

    return engine


def _of_the_server(error: BaseException | None) -> bool:
    """Whether an error is the server's state rather than a statement's fault."""
    if isinstance(error, ProgrammingError):
        return "permission denied" in str(error.orig)
    return isinstance(error, OperationalError | InterfaceError)


def unreachable(address: str, error: BaseException) -> CatalogueUnreachable:
    """What an error of the driver means, in one line, and what to do."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    reason = (lines[-1] if len(lines) > 1 and "failed" not in lines[0] else lines[0]) if lines else "no answer"
    whole = " ".join(lines).lower()
    advice = next((words for key, words in _ADVICE.items() if key in whole), f"Check that it runs. {AGAIN}")
    return CatalogueUnreachable(address, reason.rstrip("."), advice)


def lock_for_transaction(connection: Connection, key: int) -> None:
    """Wait until no other transaction holds this lock; it is let go at the end of this one."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


class FollowingLock:
    """The right to apply a catalogue's change log, held over a connection of its own: one process in all machines."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._one = threading.Lock()

    def try_to_hold(self) -> bool:
        """Take it, or make sure that it is still held; False when another process has it."""
        with self._one:
            if self._connection is not None and self._alive(self._connection):
                return True
            self._let_go()
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            query = text("SELECT pg_try_advisory_lock(:key)")
            if connection.execute(query, {"key": FOLLOWING}).scalar():
                self._connection = connection
                return True
            connection.close()
            return False

    def release(self) -> None:
        """Let go of it; nothing happens when it is not held."""
        with self._one:
            self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None:
            # The server forgets the lock with the session, so the connection does not go back to the pool.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _alive(self, connection: Connection) -> bool:
        try:
            connection.execute(text("SELECT 1"))
        except (DBAPIError, CatalogueUnreachable):
            return False
        return True
