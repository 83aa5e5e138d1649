"""PostgreSQL: how it is connected to, and what its errors mean in plain words.

SQLite lets one transaction write at a time; much that is true of the catalogue rests on that. Here advisory locks do
the same where it matters: for changes of documents, for migrations, and for who applies the change log.
"""

from __future__ import annotations

import os
import socket

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError, ProgrammingError

from assistant.errors import CatalogueUnreachable

CONNECT_SECONDS = 10
CHANGING, MIGRATING, FOLLOWING, REQUESTING, UPKEEP = 7_310_001, 7_310_002, 7_310_003, 7_310_004, 7_310_005
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
        # By this name others are told who holds a lock; the server cuts it off at 63 bytes.
        usual = {
            "connect_timeout": CONNECT_SECONDS,
            "application_name": f"goglobal {os.getpid()}@{socket.gethostname()}",
        }
        given = {name: value for name, value in usual.items() if name not in address.query}
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
