"""The data folder itself: room, rights, files that belong to nothing, and who holds the indexes."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from assistant.catalogue.folder_locks import LOCKS
from assistant.index.holding import RunningServer
from assistant.settings import Settings
from assistant.upkeep.excluding import Holder
from assistant.upkeep.findings import Check, Repair, State, named

LEAST_FREE = 200_000_000
"""Bytes below which an ingest is likely to fill the disk."""
KNOWN = frozenset(
    {
        *("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm", "indexes", "cache", "server.json"),
        *("index.lock", "migrate.lock", LOCKS, "uploads", "originals", "evals"),
    }
)
"""What the program keeps in its folder."""
LEFT = (".tmp", ".part", "-old")
"""How files end that a killed process left half-written."""
SCRATCH = (".restoring-", ".goglobal-backup-")
"""How folders begin in which one worked."""


def check_folder(
    settings: Settings, *, server: RunningServer | None, held: bool, upkeep: Holder | None
) -> Iterator[Check]:
    """What can be told without the catalogue.

    Args:
        server: the server that holds the indexes, if one says so of itself.
        held: whether another process holds them.
        upkeep: who makes a backup, say, at this moment.
    """
    folder = settings.data_dir
    yield _room(folder)
    yield _rights(folder)
    if upkeep is not None:
        yield Check("upkeep", State.NOTE, f"Under way: {upkeep.words}.", "Repairs have to wait for it.")
    yield _strange_files(folder, upkeep=upkeep is not None)
    if held and server is not None:
        yield Check("holder", State.OK, f"The server at {server.address} (process {server.pid}) holds the indexes.")
    elif held:
        yield Check("holder", State.OK, "Another goglobal command holds the indexes at the moment.")
    else:
        yield Check("holder", State.OK, "Nobody else holds the indexes.")


def _room(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    used = _used(folder)
    told = f"{free / 1e9:.1f} GB free, {used / 1e9:.2f} GB used by the data folder."
    if free < LEAST_FREE:
        means = "The next ingest may fill the disk. It would stop with a word, and nothing finished would be lost."
        return Check("room", State.WRONG, told, means, "Free some space, or move the data folder to a larger disk.")
    if free < used:
        return Check("room", State.NOTE, told, "A backup on the same disk, or a rebuild, may not fit.")
    return Check("room", State.OK, told)


def _used(folder: Path) -> int:
    """Bytes of all files; those that go while it is looked, as they do when an index is written, count for nothing."""
    used = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                used += (Path(place) / name).lstat().st_size
    return used


def _rights(folder: Path) -> Check:
    # What is not there any more when it is asked again went meanwhile, as the log of SQLite does with its last reader.
    locked = [
        str(path) for path in (folder, *folder.iterdir()) if not os.access(path, os.W_OK) and os.path.lexists(path)
    ]
    if locked:
        fix = "Give them to the user that runs goglobal (chown, chmod u+w)."
        means = "Nothing can be taken in, and conversations are not kept."
        return Check("rights", State.WRONG, f"Not writable by this user: {named(locked)}.", means, fix)
    open_to_all = [str(path) for path in (folder, *folder.iterdir()) if os.name == "posix" and _is_open_to_all(path)]
    if open_to_all:
        means = "Any user of this machine can change what is answered."
        fix = "Take that right away: chmod o-w."
        return Check("rights", State.WRONG, f"Writable by everybody: {named(open_to_all)}.", means, fix)
    return Check("rights", State.OK, "The folder can be written by this user, and not by everybody.")


def _is_open_to_all(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        return not stat.S_ISLNK(mode) and bool(mode & stat.S_IWOTH)
    return False


def strange_files(folder: Path) -> tuple[list[Path], list[Path]]:
    """Files that the program did not make, and those that a killed process of it left."""
    left, strange = [], []
    for path in sorted(folder.iterdir()):
        if path.name.endswith(LEFT) or path.name.startswith(SCRATCH):
            left.append(path)
        elif path.name not in KNOWN:
            strange.append(path)
    left += [path for path in sorted((folder / "indexes").glob("*")) if path.name.endswith(LEFT)]
    return strange, left


def _strange_files(folder: Path, *, upkeep: bool) -> Check:
    strange, left = strange_files(folder)
    if upkeep:  # what a backup or a restore works in is not left by it
        left = [path for path in left if not path.name.startswith(SCRATCH)]
    if left:
        means = "They take room only."
        names = named([str(path.relative_to(folder)) for path in left])
        what = f"Left by a process that was killed: {names}."
        return Check("files", State.NOTE, what, means, "--fix deletes them.", Repair.PRUNE)
    if strange:
        what = f"Not of this program: {named([path.name for path in strange])}."
        return Check(
            "files", State.NOTE, what, "They are left alone, and backups have them too.", "Move them elsewhere."
        )
    return Check("files", State.OK, "Nothing else lies in the data folder.")
