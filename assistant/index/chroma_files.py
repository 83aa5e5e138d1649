"""What embedded Chroma leaves in its folder: deleted collections keep their files, and its database the log of all writes."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

DATABASE = "chroma.sqlite3"
SEGMENT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SECONDS = 30
"""How long Chroma's own writes are waited for."""


def sweep(folder: Path) -> None:
    """Delete the files of collections that are gone, and rewrite the database without what was deleted from it.

    Raises:
        sqlite3.OperationalError: the disk is full, or Chroma wrote all the time.
    """
    with closing(sqlite3.connect(folder / DATABASE, timeout=SECONDS, isolation_level=None)) as database:
        held = {str(row[0]) for row in database.execute("SELECT id FROM segments")}
        for path in folder.iterdir():
            if path.is_dir() and SEGMENT.fullmatch(path.name) and path.name not in held:
                shutil.rmtree(path)
        database.execute("VACUUM")
        # Chroma keeps a rollback journal at the time of writing; with a write-ahead log this empties it.
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
