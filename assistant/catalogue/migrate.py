"""Bringing a catalogue's schema up to date, with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from assistant.catalogue.postgres import MIGRATING, lock_for_transaction

MIGRATIONS = Path(__file__).parent / "migrations"


def configuration() -> Config:
    """Alembic's configuration, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(engine: Engine) -> None:
    """Apply all migrations that are missing, in one transaction."""
    config = configuration()
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            # A file's lock, which other machines do not see, is not enough.
            lock_for_transaction(connection, MIGRATING)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
