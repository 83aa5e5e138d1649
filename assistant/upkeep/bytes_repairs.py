"""Mending what :mod:`assistant.upkeep.bytes_checks` finds: from the other folder, or by saying what is lost."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import delete, select, update

from assistant.catalogue.engine import writing
from assistant.catalogue.folder_locks import folder_lock
from assistant.catalogue.hashed_files import HashedFiles
from assistant.catalogue.tables import source_files, uploads, versions
from assistant.counting import counted
from assistant.opening import Catalogue
from assistant.upkeep.bytes_checks import AllKept, Kept, look_at_bytes, needed_uploads

AT_A_TIME = 500
"""Names in one statement; SQLite allows at least 999 parameters."""


def mend_bytes(data_dir: Path, catalogue: Catalogue) -> list[str]:
    """Mend what can be mended; what was done, in words.

    On PostgreSQL what is missing may lie in another machine's folder: only what is damaged here is seen to.
    """
    elsewhere = catalogue.engine.dialect.name == "postgresql"
    catalogue.originals.settle()
    found = look_at_bytes(data_dir, catalogue)
    done: list[str] = []
    with folder_lock(data_dir, "uploads"), catalogue.originals.locked():
        done += _mend_originals(catalogue, found, elsewhere=elsewhere)
        done += _mend_uploads(catalogue, found, elsewhere=elsewhere)
        linked = link_twins(data_dir, found.twice)
        superfluous = _sweep(catalogue, found)
    if linked:
        done.append(f"made one file of {counted(linked, 'upload')} and the same original")
    if superfluous:
        done.append(f"deleted {counted(superfluous, 'kept file')} that nothing needs")
    return done


def _mend_originals(catalogue: Catalogue, found: AllKept, *, elsewhere: bool) -> list[str]:
    kept, other = found.originals, found.uploads.files
    back, lost = _taken_from(other, kept, kept.damaged if elsewhere else kept.lost)
    for name in lost & kept.damaged:
        kept.files.put_aside(name)
    _note(catalogue, lost, lost=True)
    _note(catalogue, found.noted_lost - kept.lost | back, lost=False)
    news = lost - (found.noted_lost - kept.damaged)
    done = [f"took {counted(len(back), 'original')} from the uploads"] if back else []
    return done + ([f"noted that {counted(len(news), 'original')} are lost"] if news else [])


def _mend_uploads(catalogue: Catalogue, found: AllKept, *, elsewhere: bool) -> list[str]:
    kept, other = found.uploads, found.originals.files
    back, lost = _taken_from(other, kept, kept.damaged if elsewhere else kept.lost)
    for name in lost & kept.damaged:
        kept.files.delete(name)
    for some in _groups(lost):
        with writing(catalogue.engine) as connection:
            connection.execute(delete(uploads).where(uploads.c.file.in_(some)))
    done = [f"took {counted(len(back), 'upload')} from the originals"] if back else []
    return done + ([f"forgot {counted(len(lost), 'upload')} whose bytes are lost"] if lost else [])


def _taken_from(other: HashedFiles, kept: Kept, wanted: Collection[str]) -> tuple[set[str], set[str]]:
    """What of some lost files the other folder has, which then lies here too, and what it has not."""
    back = set()
    for name in wanted:
        if other.is_whole(name):
            if not kept.files.link(name, other.path(name)):
                kept.files.write(name, other.path(name).read_bytes())
            back.add(name)
    return back, set(wanted) - back


def _note(catalogue: Catalogue, names: Collection[str], *, lost: bool) -> None:
    for some in _groups(names):
        with writing(catalogue.engine) as connection:
            of_them = versions.c.original.in_(some)
            connection.execute(update(versions).where(of_them).values(original_lost=lost))
            if lost:
                # Their files are read once more when they are met, which brings the original back.
                keys = select(versions.c.document_pk).where(of_them)
                anew = update(source_files).where(source_files.c.document_pk.in_(keys)).values(flags_hash="")
                connection.execute(anew.where(source_files.c.file_hash.in_(some)))


def link_twins(data_dir: Path, names: Collection[str]) -> int:
    """Let uploads and originals of the same bytes be one file on the disk; how many could."""
    uploaded, originals = (HashedFiles(data_dir / name) for name in ("uploads/files", "originals"))
    return sum(originals.link(name, uploaded.path(name)) for name in names)


def _sweep(catalogue: Catalogue, found: AllKept) -> int:
    count = 0
    # The same bytes may have come again since they were looked at.
    needed = (needed_uploads(catalogue), catalogue.originals.used())
    for kept, now_needed in zip((found.uploads, found.originals), needed, strict=True):
        for name in kept.unneeded - now_needed:
            count += kept.files.delete(name)
        for path in kept.left:
            path.unlink(missing_ok=True)
            count += 1
    return count


def _groups(names: Collection[str]) -> list[list[str]]:
    ordered = sorted(names)
    return [ordered[start : start + AT_A_TIME] for start in range(0, len(ordered), AT_A_TIME)]
