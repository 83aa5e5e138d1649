"""``goglobal backup``: everything that cannot be derived, in one file, while the server answers."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from pydantic import SecretStr

from assistant.catalogue.engine import HEAD
from assistant.catalogue.folder_locks import LOCKS
from assistant.errors import BackupError, IndexBusy
from assistant.opening import Catalogue, index_holder
from assistant.settings import Settings
from assistant.upkeep import postgres_tools
from assistant.upkeep.archive import FORMAT, About, Writer
from assistant.upkeep.excluding import Doing, taken

SQLITE, POSTGRESQL = "catalogue.sqlite", "catalogue.pgdump"
DERIVED = frozenset(
    {"catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm", "indexes", "cache", "server.json"}
    | {"index.lock", "migrate.lock", LOCKS}
)
"""What of a data folder is not copied as files: the catalogue has its own way, the rest is made anew."""
GLOSSARY = "settings/glossary"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made."""

    path: Path
    size: int
    files: int
    about: About


def back_up(settings: Settings, target: Path, *, indexes: bool = False, force: bool = False) -> Made:
    """Write a backup to ``target``, which appears when it is whole.

    Args:
        indexes: also pack the indexes, which are else built anew at the restore; nobody may hold them then.
        force: replace a file that is there.

    Raises:
        BackupError: the file is there already, or cannot be written.
        UpkeepBusy: a restore, a repair or another backup is under way.
        IndexBusy: the indexes are wanted, and a process holds them.
        CatalogueUnreachable: PostgreSQL or its tools are not there.
    """
    if target.exists() and not force:
        raise BackupError(target, "is there already", "Choose another name, or replace it with --force.")
    with taken(settings, Doing.BACKUP):
        return _back_up(settings, target, indexes=indexes)


def _back_up(settings: Settings, target: Path, *, indexes: bool) -> Made:
    catalogue = Catalogue(settings)
    holder = index_holder(settings, catalogue)
    try:
        if indexes and not holder.try_to_hold():
            raise IndexBusy("The indexes are in use. Stop the server for a backup with --indexes, or leave it out.")
        about = _about(settings, catalogue)
        # Beside the target: what is moved into its place must lie on the same disk.
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".goglobal-backup-", dir=target.parent) as scratch:
            draft = Path(scratch) / "backup"
            files = _pack(settings, about, draft, Path(scratch), indexes=indexes, target=target)
            size = draft.stat().st_size
            os.replace(draft, target)
    except OSError as error:
        raise BackupError(target, f"cannot be written ({error.strerror or error})", "Choose another place.") from error
    finally:
        holder.release()
        catalogue.close()
    return Made(target, size, files, about)


def _about(settings: Settings, catalogue: Catalogue) -> About:
    given = {
        name: str(value)
        for name in type(settings).model_fields
        if (value := getattr(settings, name)) != type(settings).model_fields[name].default
        and not isinstance(value, SecretStr)
        and name != "data_dir"
    }
    return About(
        format=FORMAT,
        program=version("going-global"),
        schema=HEAD,
        catalogue=catalogue.engine.dialect.name,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        documents=len(catalogue.documents.summaries()),
        settings=given,
    )


def _pack(settings: Settings, about: About, draft: Path, scratch: Path, *, indexes: bool, target: Path) -> int:
    count = 0
    # Conversations are in it: only its owner may read it.
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        writer = Writer(stream, about)
        if about.catalogue == "sqlite":
            copy_sqlite(settings.data_dir / SQLITE, scratch / SQLITE)
            writer.add(scratch / SQLITE, SQLITE)
        else:
            postgres_tools.dump(settings.database, scratch / POSTGRESQL)
            writer.add(scratch / POSTGRESQL, POSTGRESQL)
        for path, name in _files(settings, indexes=indexes, without=target):
            with contextlib.suppress(FileNotFoundError):  # deleted by somebody meanwhile
                writer.add(path, name)
                count += 1
        writer.close()
        stream.flush()
        os.fsync(stream.fileno())
    return count + 1


def copy_sqlite(source: Path, target: Path) -> None:
    """A copy as of one instant, whoever writes meanwhile: SQLite's backup in a single step."""
    with (
        contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as present,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        present.backup(copy)
        # One file by itself, without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def _files(settings: Settings, *, indexes: bool, without: Path) -> Iterator[tuple[Path, str]]:
    folder = settings.data_dir
    left_out = DERIVED - ({"indexes"} if indexes else set())
    for top in sorted(folder.iterdir()):
        if top.name in left_out or top.name.startswith("."):
            continue
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and not path.is_symlink() and path.absolute() != without.absolute():
                yield path, f"data/{path.relative_to(folder).as_posix()}"
    if settings.glossary is not None and settings.glossary.is_file():
        yield settings.glossary, GLOSSARY
