"""Insert-or-update in one statement, as SQLite and PostgreSQL both know it and SQLAlchemy's common language does not.

A deletion followed by an insertion is two statements: of two processes that do it at once, one fails.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(bind: Engine | Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insertion that can be told what to do where the row is there already (``on_conflict_do_…``)."""
    return postgresql.insert(table) if bind.dialect.name == "postgresql" else sqlite.insert(table)
