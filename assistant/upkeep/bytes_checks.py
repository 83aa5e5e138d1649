"""The bytes that are kept beside the catalogue, uploads and originals: each there and whole, none too many."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from assistant.catalogue.folder_locks import folder_lock
from assistant.catalogue.hashed_files import HashedFiles, is_linked
from assistant.catalogue.tables import documents, versions
from assistant.counting import counted
from assistant.opening import Catalogue
from assistant.upkeep.findings import Check, Repair, State, named

OLD_SECONDS = 3600
"""Files younger than this may be somebody's at work."""


@dataclass(slots=True)
class Kept:
    """What is wrong with one folder of kept bytes."""

    files: HashedFiles
    needed: set[str]
    missing: set[str] = field(default_factory=set)
    damaged: set[str] = field(default_factory=set)
    unneeded: set[str] = field(default_factory=set)
    left: list[Path] = field(default_factory=list)
    """What a process that was killed had begun to write."""

    @property
    def lost(self) -> set[str]:
        """What should be there, and is not as it was."""
        return self.missing | self.damaged


@dataclass(frozen=True, slots=True)
class AllKept:
    """Both folders."""

    uploads: Kept
    originals: Kept
    twice: set[str]
    """What lies in both, and on the disk twice."""
    noted_lost: set[str]
    """Originals of which the catalogue says that they are lost."""


def look_at_bytes(data_dir: Path, catalogue: Catalogue) -> AllKept:
    """Read all of it, and compare it with the catalogue. What is being kept or swept meanwhile is waited for."""
    uploads_folder = HashedFiles(data_dir / "uploads" / "files")
    with folder_lock(data_dir, "uploads"):
        uploads = _compared(uploads_folder, needed_uploads(catalogue))
    with catalogue.originals.locked():
        originals = _compared(catalogue.originals.files, catalogue.originals.used())
    arriving = (data_dir / "uploads" / "arriving").glob("*")
    identities = (data_dir / "uploads").glob("id.*")  # drafts of the folder's own name
    uploads.left = [path for path in (*uploads.left, *arriving, *identities) if _is_old(path)]
    for kept in (uploads, originals):
        # Outside the locks: to read gigabytes takes time.
        kept.damaged = {name for name in kept.needed - kept.missing if not _is_whole(kept.files, name)}
    both = (uploads.needed - uploads.lost) & (originals.needed - originals.lost)
    twice = {name for name in both if not is_linked(uploads.files.path(name), originals.files.path(name))}
    with catalogue.engine.connect() as connection:
        lost = select(versions.c.original).where(versions.c.original_lost.is_(True))
        noted = set(connection.execute(lost).scalars()) - {None}
    return AllKept(uploads, originals, twice, noted)


def needed_uploads(catalogue: Catalogue) -> set[str]:
    """Hashes of the uploaded bytes that documents, failures or unfinished jobs rest on."""
    return catalogue.uploads.files_needed() | catalogue.quarantine.files_needed() | catalogue.jobs.files_needed()


def _compared(files: HashedFiles, needed: set[str]) -> Kept:
    present = files.names()
    unneeded = {name for name in present - needed if _is_old(files.path(name))}
    return Kept(files, needed, needed - present, set(), unneeded, [path for path in files.drafts() if _is_old(path)])


def _is_old(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_mtime < time.time() - OLD_SECONDS
    return False


def _size(path: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_size
    return 0


def _is_whole(files: HashedFiles, name: str) -> bool:
    # One that is deleted at this moment is no damaged one.
    return files.is_whole(name) or not files.path(name).exists()


def check_bytes(data_dir: Path, catalogue: Catalogue) -> Iterator[Check]:
    """Whether what is kept is there, whole, needed and there once."""
    found = look_at_bytes(data_dir, catalogue)
    elsewhere = catalogue.engine.dialect.name == "postgresql"
    yield from _check_uploads(found, elsewhere=elsewhere)
    yield from _check_originals(catalogue, found, elsewhere=elsewhere)
    if found.twice:
        size = sum(_size(found.uploads.files.path(name)) for name in found.twice)
        what = f"{counted(len(found.twice), 'file')} lie on the disk twice, as upload and as original ({size / 1e6:.1f} MB)."
        yield Check(
            "kept twice", State.NOTE, what, "They take room only.", "--fix makes one file of both.", Repair.BYTES
        )


def _check_uploads(found: AllKept, *, elsewhere: bool) -> Iterator[Check]:
    kept = found.uploads
    lost = kept.damaged if elsewhere else kept.lost
    if lost:
        what = f"{counted(len(lost), 'uploaded file')} {_gone(kept, lost)}: {named(_short(lost))}."
        means = "Their documents answer as before, and cannot be read again when readers improve."
        fix = "--fix takes them from the originals where these have them, and forgets the others. Upload those again."
        yield Check("uploads", State.WRONG, what, means, fix, Repair.BYTES)
    elif elsewhere and kept.missing:
        what = f"{counted(len(kept.missing), 'uploaded file')} of this catalogue lie in no folder of this machine."
        yield Check("uploads", State.NOTE, what, "They may lie in that of the machine that took them in.")
    yield from _superfluous("uploads", kept)
    if not lost and not kept.missing:
        yield Check("uploads", State.OK, f"{counted(len(kept.needed), 'uploaded file')} kept, each as it was.")


def _check_originals(catalogue: Catalogue, found: AllKept, *, elsewhere: bool) -> Iterator[Check]:
    kept = found.originals
    wrong = kept.damaged if elsewhere else kept.lost - (found.noted_lost - kept.damaged)
    if wrong:
        what = f"The originals of {named(documents_of(catalogue, wrong))} {_gone(kept, wrong)}."
        means = "Their pages cannot be shown as they were printed."
        fix = (
            "--fix takes them from the uploads where these have them; of the others the document says that it is lost."
        )
        yield Check("originals", State.WRONG, what, means, fix, Repair.BYTES)
    back = found.noted_lost - kept.lost
    if back:
        what = f"The originals of {named(documents_of(catalogue, back))}, which were lost, are there again."
        yield Check("originals", State.NOTE, what, "", "--fix notes it.", Repair.BYTES)
    still = (kept.missing & found.noted_lost) - wrong
    if still:
        what = f"The originals of {named(documents_of(catalogue, still))} are lost; the documents say so."
        fix = "Take their files in again, or put the files back from a backup."
        yield Check("originals", State.NOTE, what, "Their pages cannot be shown as they were printed.", fix)
    elif elsewhere and kept.missing:
        what = f"{counted(len(kept.missing), 'original')} of this catalogue lie in no folder of this machine."
        yield Check("originals", State.NOTE, what, "They may lie in that of the machine that took them in.")
    yield from _superfluous("originals", kept)
    aside = [path.name[:12] for path in kept.files.damaged()]
    if aside:
        what = f"Damaged originals were put aside: {named(aside)}."
        yield Check("originals", State.NOTE, what, "They go with their documents.")
    if not wrong and not back and not still and not kept.missing:
        yield Check("originals", State.OK, f"{counted(len(kept.needed), 'original')} kept, each as it was.")


def _superfluous(name: str, kept: Kept) -> Iterator[Check]:
    if kept.unneeded:
        what = f"{counted(len(kept.unneeded), 'file')} that nothing needs: {named(_short(kept.unneeded))}."
        yield Check(name, State.NOTE, what, "They take room only.", "--fix deletes them.", Repair.BYTES)
    if kept.left:
        what = f"{counted(len(kept.left), 'file')} left half-written by a process that was killed."
        yield Check(name, State.NOTE, what, "They take room only.", "--fix deletes them.", Repair.BYTES)


def _gone(kept: Kept, names: Collection[str]) -> str:
    missing, damaged = len(kept.missing & set(names)), len(kept.damaged & set(names))
    return " and ".join(f"{count} {how}" for count, how in ((missing, "missing"), (damaged, "damaged")) if count).join(
        "()"
    )


def _short(names: Collection[str]) -> list[str]:
    return [name[:12] for name in sorted(names)]


def documents_of(catalogue: Catalogue, names: Collection[str]) -> list[str]:
    """Document versions that were read from some originals, as ``id@version``."""
    query = (
        select(documents.c.id, versions.c.version)
        .join(versions, versions.c.document_pk == documents.c.pk)
        .where(versions.c.original.in_(names))
        .order_by(documents.c.id, versions.c.version)
    )
    with catalogue.engine.connect() as connection:
        return [f"{row.id}@{row.version}" for row in connection.execute(query)]
