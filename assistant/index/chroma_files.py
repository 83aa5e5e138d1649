"""What embedded Chroma leaves in its folder: deleted collections keep their files, and its database the log of all writes."""

from __future__ import annotations

import re
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

DATABASE = "chroma.sqlite3"
SEGMENT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SECONDS = 30
"""How long Chroma's own writes are waited for."""
HEADER = struct.Struct("<i4Q")
"""How hnswlib begins ``header.bin``: version, offset, and of the vectors how many fit, how many there are, bytes of each."""
NUMBER = 4
"""Bytes that ``length.bin`` holds for each vector."""


def sweep(folder: Path) -> None:
    """Delete the files of collections that are gone, and rewrite without what was deleted those that stay.

    Raises:
        sqlite3.OperationalError: the disk is full, or Chroma wrote all the time.
    """
    with closing(sqlite3.connect(folder / DATABASE, timeout=SECONDS, isolation_level=None)) as database:
        held = {str(row[0]) for row in database.execute("SELECT id FROM segments")}
        for path in folder.iterdir():
            if path.is_dir() and SEGMENT.fullmatch(path.name):
                if path.name in held:
                    blank(path)
                else:
                    shutil.rmtree(path)
        database.execute("VACUUM")
        # Chroma keeps a rollback journal at the time of writing; with a write-ahead log this empties it.
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def blank(segment: Path) -> None:
    """Fill with zeros the room for vectors that are yet to come.

    hnswlib writes the files of an index in full length, from memory that it has not cleared: whatever the process held
    there before, such as words of a deleted document, would stay on the disk.
    """
    header = segment / "header.bin"
    if not header.is_file():
        return
    _, _, _, count, size = HEADER.unpack(header.read_bytes()[: HEADER.size])
    for name, each in (("data_level0.bin", size), ("length.bin", NUMBER)):
        with (segment / name).open("r+b") as file:
            length = file.seek(0, 2)
            file.seek(count * each)
            file.write(bytes(max(length - count * each, 0)))
