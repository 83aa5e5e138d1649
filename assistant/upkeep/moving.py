"""All rows of one catalogue into another, of whatever engine."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, RowMapping, delete, func, insert, select, text

from assistant.catalogue.engine import writing
from assistant.catalogue.tables import metadata

ROWS = 1000
"""Rows that are held at a time."""


def copy_rows(source: Engine, target: Engine) -> None:
    """Replace everything in ``target`` by what ``source`` holds, in one transaction. Both have the same schema.

    The caller holds ``target``'s lock of changes, for longer than a transaction.
    """
    with writing(target) as into, source.connect() as out:
        for table in reversed(metadata.sorted_tables):
            into.execute(delete(table))
        for table in metadata.sorted_tables:
            found = out.execution_options(yield_per=ROWS).execute(select(table)).mappings()
            for rows in found.partitions(ROWS):
                into.execute(insert(table), [_in_utc(row) for row in rows])
        if into.dialect.name == "postgresql":
            for table in metadata.sorted_tables:
                (key, *others) = table.primary_key.columns
                if not others and isinstance(key.type, BigInteger):
                    # The next number must be one that was never given.
                    highest = into.execute(select(func.coalesce(func.max(key), 0))).scalar_one()
                    highest = max(highest, _given(out, table.name))
                    into.execute(
                        text("SELECT setval(pg_get_serial_sequence(:table, :key), :next, false)"),
                        {"table": table.name, "key": key.name, "next": highest + 1},
                    )


def _in_utc(row: RowMapping) -> dict[str, Any]:
    """SQLite keeps instants in UTC and forgets that it does."""
    return {
        name: value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
        for name, value in row.items()
    }


def _given(source: Connection, table: str) -> int:
    """The highest number that SQLite ever gave to a row of a table, which may have been deleted since."""
    if source.dialect.name != "sqlite":
        return 0
    query = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
    return int(source.execute(query, {"table": table}).scalar() or 0)
