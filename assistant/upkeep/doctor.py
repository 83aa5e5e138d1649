"""``goglobal doctor``: everything that must hold of an installation is looked at, and mended by the follower."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

import httpx
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete
from sqlalchemy.exc import DatabaseError

from assistant.bootstrap import Advisory, open_advisory
from assistant.catalogue.engine import writing
from assistant.catalogue.tables import embeddings
from assistant.doors import apply_changes
from assistant.errors import AdvisoryError, DataFolderError
from assistant.index.embedders import make_embedder
from assistant.index.holding import IndexHolder, RunningServer
from assistant.opening import Catalogue, index_holder
from assistant.protocols import Embedder
from assistant.settings import Settings
from assistant.upkeep.bytes_checks import check_bytes
from assistant.upkeep.bytes_repairs import mend_bytes
from assistant.upkeep.excluding import Doing, Holder, holder_of, taken
from assistant.upkeep.findings import Check, Repair, State
from assistant.upkeep.folder_checks import check_folder, strange_files
from assistant.upkeep.index_checks import REBUILD, check_indexes
from assistant.upkeep.rows_checks import check_embeddings, check_rows, unused_embeddings
from assistant.upkeep.spans_checks import check_spans

SECONDS = 600
"""Longest wait for a server that compares its indexes."""
CHECKS: TypeAdapter[list[Check]] = TypeAdapter(list[Check])


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found, and what was done about it."""

    checks: tuple[Check, ...]
    done: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong (any more)."""
        return all(check.state is not State.WRONG for check in self.checks)


def diagnose(settings: Settings, *, fix: bool = False, embedder: Embedder | None = None) -> Diagnosis:
    """Look at everything; with ``fix`` mend what can be mended and look again.

    Raises:
        IndexBusy: what must be mended needs the indexes, and another process holds them.
        UpkeepBusy: a backup, a restore or another repair is under way.
    """
    embedder = embedder or make_embedder(settings.embedder)
    if not fix:
        return Diagnosis(_look(settings, embedder, upkeep=holder_of(settings.data_dir)))
    # Taken before it is looked: what a backup works in would look like what one has left.
    with taken(settings, Doing.REPAIR):
        first = _look(settings, embedder)
        done = _mend(settings, first, embedder)
        return Diagnosis(_look(settings, embedder) if done else first, done)


def _look(settings: Settings, embedder: Embedder, *, upkeep: Holder | None = None) -> tuple[Check, ...]:
    try:
        catalogue = Catalogue(settings)
    except AdvisoryError as error:
        means = "Nothing can be answered, and nothing else could be checked."
        return (Check("catalogue", State.WRONG, str(error), means, "See above; else put back a backup."),)
    holder = index_holder(settings, catalogue)
    try:
        mine = holder.try_to_hold()
        server = None if mine else holder.running_server()
        checks = [*check_folder(settings, server=server, held=not mine, upkeep=upkeep)]
        try:
            checks += [*check_rows(catalogue.engine), *check_spans(catalogue.engine)]
            checks += check_bytes(settings.data_dir, catalogue)
        except DatabaseError as error:
            means = "Answers may be wrong or fail."
            fix = "Stop the server and put a backup back (goglobal restore FILE --force)."
            what = f"The database cannot be read: {error.orig}."
            return (*checks, Check("database", State.WRONG, what, means, fix))
        if mine:
            checks += _look_inside(settings, catalogue, holder, embedder)
        elif server is not None:
            checks += _ask(server)
        else:
            checks.append(_unseen("Another command holds the indexes, so they could not be compared."))
        return tuple(checks)
    finally:
        catalogue.close()
        holder.release()


def _look_inside(settings: Settings, catalogue: Catalogue, holder: IndexHolder, embedder: Embedder) -> list[Check]:
    try:
        advisory = Advisory(settings, catalogue, holder, embedder=embedder)
    except Exception as error:  # noqa: BLE001 - whatever a damaged index makes its library raise
        if isinstance(error, AdvisoryError) and not isinstance(error, DataFolderError):
            means = "Nothing can be answered until it is, and the indexes could not be compared."
            return [Check("indexes", State.WRONG, str(error), means, "See above; then look again.")]
        told = str(error) if isinstance(error, DataFolderError) else f"{type(error).__name__}: {error}."
        # Of a full disk a rebuild would make nothing better.
        repair = Repair.NOTHING if "full" in told else Repair.REBUILD
        what = f"The indexes cannot be opened: {told}"
        fix = REBUILD if repair is Repair.REBUILD else "Free some space, then look again."
        return [Check("indexes", State.WRONG, what, "Nothing can be answered.", fix, repair)]
    # Closing it closes the catalogue and lets go of the lock, which is done once more by the caller, harmlessly.
    with advisory:
        return [*check_indexes(advisory), *check_embeddings(catalogue.engine, catalogue.changelog, advisory.embedder)]


def _ask(server: RunningServer) -> list[Check]:
    """What the server that holds the indexes finds in them."""
    headers = {"Authorization": f"Bearer {server.token}"}
    try:
        response = httpx.get(f"{server.address}/v1/doctor", headers=headers, timeout=SECONDS, trust_env=False)
        response.raise_for_status()
        return CHECKS.validate_json(response.content)
    except (httpx.HTTPError, ValidationError) as error:
        return [_unseen(f"The server at {server.address} did not say how its indexes are ({error}).")]


def _unseen(what: str) -> Check:
    return Check("indexes", State.NOT_CHECKED, what, "", "Stop it and run goglobal doctor again.")


def _mend(settings: Settings, checks: Sequence[Check], embedder: Embedder) -> tuple[str, ...]:
    repairs = {check.repair for check in checks}
    done: list[str] = []
    if Repair.PRUNE in repairs:
        done += _prune(settings, embedder)
    if Repair.BYTES in repairs:
        done += _mend_bytes(settings)
    again = sorted({number for check in checks for number in check.documents})
    if Repair.REBUILD in repairs:
        done.append(_rebuild(settings, embedder))
    elif Repair.APPLY_AGAIN in repairs:
        catalogue = Catalogue(settings)
        try:
            if again:
                catalogue.changelog.apply_again(again)
            apply_changes(settings, catalogue, embedder=embedder)
        finally:
            catalogue.close()
        _fill(settings, embedder)
        done.append(f"applied {len(again)} documents again" if again else "applied what was waiting")
    return tuple(done)


def _mend_bytes(settings: Settings) -> list[str]:
    catalogue = Catalogue(settings)
    try:
        return mend_bytes(settings.data_dir, catalogue)
    finally:
        catalogue.close()


def _fill(settings: Settings, embedder: Embedder) -> None:
    """Bring an index that was lost up to date, though its changes count as applied; a server does that by itself."""
    catalogue = Catalogue(settings)
    holder = index_holder(settings, catalogue)
    try:
        if holder.try_to_hold():
            with Advisory(settings, catalogue, holder, embedder=embedder) as advisory:
                advisory.follower.catch_up()
    finally:
        holder.release()
        catalogue.close()


def _rebuild(settings: Settings, embedder: Embedder) -> str:
    """Delete both indexes and build them anew.

    Raises:
        IndexBusy: a server or another command holds them.
    """
    catalogue = Catalogue(settings)
    holder = index_holder(settings, catalogue)
    try:
        if holder.try_to_hold():
            # They may be too damaged to be opened, and so to be cleared.
            shutil.rmtree(settings.data_dir / "indexes", ignore_errors=True)
    finally:
        holder.release()
        catalogue.close()
    with open_advisory(settings, embedder=embedder) as advisory:
        advisory.follower.rebuild()
        return f"built the indexes anew: {advisory.words.count()} passages"


def _prune(settings: Settings, embedder: Embedder) -> list[str]:
    done = []
    _, left = strange_files(settings.data_dir)
    for path in left:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    if left:
        done.append(f"deleted {len(left)} files that a killed process left")
    catalogue = Catalogue(settings)
    try:
        keys = unused_embeddings(catalogue.engine, catalogue.changelog, embedder)
        ordered = sorted(keys)
        for start in range(0, len(ordered), 500):
            with writing(catalogue.engine) as connection:
                connection.execute(
                    delete(embeddings).where(
                        embeddings.c.fingerprint == embedder.fingerprint,
                        embeddings.c.text_hash.in_(ordered[start : start + 500]),
                    )
                )
    finally:
        catalogue.close()
    if keys:
        done.append(f"deleted {len(keys)} cached vectors that nothing uses")
    return done
