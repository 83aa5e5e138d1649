"""``goglobal restore``: a data folder as it was when a backup was made, brought up to date and indexed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, inspect, select, text

from assistant.bootstrap import open_advisory
from assistant.catalogue.engine import HEAD, open_catalogue
from assistant.catalogue.folder_locks import LOCKS
from assistant.catalogue.postgres import make_engine
from assistant.catalogue.session_locks import changing_lock, following_lock
from assistant.catalogue.tables import documents, metadata
from assistant.errors import BackupError, IndexBusy
from assistant.index.holding import IndexHolder
from assistant.opening import Catalogue
from assistant.protocols import Embedder
from assistant.settings import Settings
from assistant.upkeep import postgres_tools
from assistant.upkeep.archive import About, opened, unpack
from assistant.upkeep.backing_up import GLOSSARY, POSTGRESQL, SQLITE
from assistant.upkeep.excluding import Doing, taken
from assistant.upkeep.moving import copy_rows

IGNORED = frozenset({"index.lock", "migrate.lock", LOCKS, "cache"})
"""What does not make a folder one that is in use."""
FORCE = "Choose an empty one by GOGLOBAL_DATA_DIR, or replace everything in it with --force."


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back."""

    about: About
    documents: int
    passages: int
    glossary: Path | None
    """Where the user's glossary of the backup lies now, to be named by ``GOGLOBAL_GLOSSARY``."""


def restore(settings: Settings, source: Path, *, force: bool = False, embedder: Embedder | None = None) -> Restored:
    """Put a backup into the data folder and catalogue of the settings, and build the indexes from it.

    Until everything in it has been unpacked and found whole, nothing is changed. A database of SQLite goes into a
    PostgreSQL catalogue too, when the settings name one.

    Raises:
        BackupError: it is damaged, of a newer program, or the place is in use and ``force`` is not given.
        UpkeepBusy: a backup, a repair or another restore is under way.
        IndexBusy: a server or another command holds the indexes or, on PostgreSQL, changes the catalogue from any machine.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with taken(settings, Doing.RESTORE):
        return _restore(settings, source, force=force, embedder=embedder)


def _restore(settings: Settings, source: Path, *, force: bool, embedder: Embedder | None) -> Restored:
    with opened(source) as (about, tar):
        if about.schema > HEAD:
            reason = f"was made by version {about.program} with schema {about.schema}; this program knows up to {HEAD}"
            raise BackupError(source, reason, "Update the program, then restore.")
        _check_kinds(settings, about, source)
        with _held(settings):
            if not force:
                _check_empty(settings, source)
            with tempfile.TemporaryDirectory(prefix=".restoring-", dir=settings.data_dir) as scratch:
                unpack(source, tar, Path(scratch))
                glossary = _put_back(settings, about, Path(scratch))
    with open_advisory(settings, embedder=embedder) as advisory:
        advisory.follower.catch_up()
        total = len(advisory.catalogue.documents.summaries())
        return Restored(about, total, advisory.words.count(), glossary)


def _on_server(settings: Settings) -> bool:
    return bool(settings.catalogue_url.get_secret_value())


def _check_kinds(settings: Settings, about: About, source: Path) -> None:
    if about.catalogue == "postgresql" and not _on_server(settings):
        raise BackupError(
            source, "is of a PostgreSQL catalogue", "Set GOGLOBAL_CATALOGUE_URL to a database to put it into."
        )


@contextmanager
def _held(settings: Settings) -> Iterator[None]:
    holder = IndexHolder(settings.data_dir)
    server = holder.running_server()
    if not holder.try_to_hold():
        by = f"the server at {server.address}" if server else "another command"
        raise IndexBusy(f"The data folder {settings.data_dir} is in use by {by}. Stop it, then restore.")
    try:
        with _catalogue_held(settings):
            yield
    finally:
        holder.release()


@contextmanager
def _catalogue_held(settings: Settings) -> Iterator[None]:
    """Keep all other machines from following and from changing a catalogue on PostgreSQL; SQLite lies in the folder."""
    if not _on_server(settings):
        yield
        return
    engine = make_engine(settings.database)
    following, changing = following_lock(engine), changing_lock(engine)
    try:
        if not following.try_to_hold():
            who = following.holder() or "a server"
            raise IndexBusy(f"The catalogue is in use by {who}, perhaps on another machine. Stop it, then restore.")
        # An ingest has it for a document at a time.
        if not changing.try_to_hold(timeout=settings.lock_timeout):
            who = changing.holder() or "another program"
            raise IndexBusy(f"The catalogue is being changed by {who}. Wait for it or stop it, then restore.")
        yield
    finally:
        changing.release()
        following.release()
        engine.dispose()


def _counts_for_nothing(name: str) -> bool:
    return name in IGNORED or name.startswith(".restoring-")


def _check_empty(settings: Settings, source: Path) -> None:
    present = sorted(path.name for path in settings.data_dir.iterdir() if not _counts_for_nothing(path.name))
    if present:
        raise BackupError(
            source, f"was not put back: {settings.data_dir} holds something ({', '.join(present[:5])})", FORCE
        )
    if _on_server(settings):
        engine = make_engine(settings.database)
        try:
            with engine.connect() as connection:
                if inspect(connection).has_table(documents.name):
                    count = connection.execute(select(func.count()).select_from(documents)).scalar_one()
                    if count:
                        reason = f"was not put back: the database holds {count:,} documents"
                        raise BackupError(source, reason, "Name an empty database, or replace it with --force.")
        finally:
            engine.dispose()


def _put_back(settings: Settings, about: About, unpacked: Path) -> Path | None:
    folder = settings.data_dir
    _clear(folder, keep=unpacked)
    if about.catalogue == "postgresql":
        _drop_tables(settings)
        postgres_tools.restore(settings.database, unpacked / POSTGRESQL)
    elif _on_server(settings):
        _into_server(settings, unpacked / SQLITE)
    else:
        (unpacked / SQLITE).rename(folder / SQLITE)
    for path in sorted((unpacked / "data").glob("*")):
        path.rename(folder / path.name)
    if (unpacked / GLOSSARY).exists():
        (unpacked / GLOSSARY).rename(folder / "glossary-of-backup.tsv")
        return folder / "glossary-of-backup.tsv"
    return None


def _clear(folder: Path, *, keep: Path) -> None:
    """Delete what was there, the catalogue last: a restore that is killed here leaves old documents, or none."""
    there = [path for path in folder.iterdir() if path.name not in IGNORED and path != keep]
    for path in sorted(there, key=lambda path: path.name.startswith(SQLITE)):
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


def _drop_tables(settings: Settings) -> None:
    """Of this program only; a newer schema than the dump's would else leave tables that it does not know."""
    engine = make_engine(settings.database)
    try:
        with engine.begin() as connection:
            metadata.drop_all(connection)
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    finally:
        engine.dispose()


def _into_server(settings: Settings, source: Path) -> None:
    """From SQLite into PostgreSQL, row by row."""
    target = Catalogue(settings)
    origin = open_catalogue(f"sqlite:///{source}", data_dir=source.parent)
    try:
        copy_rows(origin, target.engine)
    finally:
        origin.dispose()
        target.close()
