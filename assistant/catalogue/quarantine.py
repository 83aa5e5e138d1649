"""The quarantine: what could not be taken in, why, and whether it is still the same as when it failed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, func, or_, select
from sqlalchemy.exc import IntegrityError

from assistant.catalogue.engine import in_utc, now, writing
from assistant.catalogue.tables import quarantine
from assistant.catalogue.upserts import upsert
from assistant.errors import UnknownFailure

AT_A_TIME = 500
"""Sources named in one statement; SQLite allows at least 999 parameters."""


@dataclass(frozen=True, slots=True)
class FailedSource:
    """What is known of a source that could not be taken in."""

    source: str
    path: str
    """File or archive on disk to open again."""
    reason: str
    advice: str
    flags: Mapping[str, Any]
    """What the caller said of it, to say it again."""
    flags_hash: str
    """Over these, and the state of the readers: either changed means read again."""
    size: int | None = None
    modified_ns: int | None = None
    file_hash: str | None = None
    file: str | None = None
    """SHA-256 of the kept bytes of an upload; of the archive that it lies in, for a member."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A source in quarantine."""

    id: str
    failed: FailedSource
    first_at: datetime
    last_at: datetime
    times: int
    """How often it was met since then, read again or not."""


def id_of(source: str) -> str:
    """The short name of a source in quarantine."""
    return f"q{hashlib.sha256(source.encode()).hexdigest()[:10]}"


class Quarantine:
    """Keeps, finds and clears what failed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, failed: FailedSource) -> None:
        """Keep a failure, or count it once more."""
        noted_at = now()
        values = {
            "path": failed.path,
            "file": failed.file,
            "size": failed.size,
            "modified_ns": failed.modified_ns,
            "file_hash": failed.file_hash,
            "flags": dict(failed.flags),
            "flags_hash": failed.flags_hash,
            "reason": failed.reason,
            "advice": failed.advice,
            "last_at": noted_at,
        }
        # In one statement: another process may meet the same source at the same time.
        new = upsert(self._engine, quarantine).values(
            source=failed.source, id=id_of(failed.source), first_at=noted_at, times=1, **values
        )
        counted = new.on_conflict_do_update(index_elements=["source"], set_=values | {"times": quarantine.c.times + 1})
        try:
            with writing(self._engine) as connection:
                connection.execute(counted)
        except IntegrityError:
            # PostgreSQL resolves conflicts of the source, and two that note it at the same instant may conflict in the id,
            # which follows from it. The other's row is there by now.
            with writing(self._engine) as connection:
                connection.execute(counted)

    def find(self, source: str) -> Quarantined | None:
        """What is known of a source, if it is in quarantine."""
        with self._engine.connect() as connection:
            row = connection.execute(select(quarantine).where(quarantine.c.source == source)).first()
        return None if row is None else _quarantined(row)

    def within(self, source: str) -> list[Quarantined]:
        """What is known of a source, and of files in it if it is an archive."""
        inside = quarantine.c.source.startswith(f"{source}/", autoescape=True)
        query = select(quarantine).where(or_(quarantine.c.source == source, inside))
        with self._engine.connect() as connection:
            return [_quarantined(row) for row in connection.execute(query)]

    def get(self, name: str) -> Quarantined:
        """A failure by its id or its source.

        Raises:
            UnknownFailure: nothing of this name is in quarantine.
        """
        query = select(quarantine).where(or_(quarantine.c.id == name, quarantine.c.source == name))
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise UnknownFailure(name)
        return _quarantined(row)

    def all(self, *, limit: int | None = None, offset: int = 0) -> list[Quarantined]:
        """Everything in quarantine, what failed last first."""
        query = select(quarantine).order_by(quarantine.c.last_at.desc(), quarantine.c.source)
        with self._engine.connect() as connection:
            return [_quarantined(row) for row in connection.execute(query.limit(limit).offset(offset))]

    def count(self) -> int:
        """How much is in quarantine."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(quarantine)).scalar_one())

    def clear(self, sources: Collection[str]) -> int:
        """Forget what failed; how many were there. A file that is met again is then read again."""
        cleared = 0
        for some in _groups(list(sources)):
            with writing(self._engine) as connection:
                cleared += connection.execute(delete(quarantine).where(quarantine.c.source.in_(some))).rowcount
        return cleared

    def sources(self) -> frozenset[str]:
        """All sources in quarantine, for a run that meets many files."""
        with self._engine.connect() as connection:
            return frozenset(connection.execute(select(quarantine.c.source)).scalars())

    def files_needed(self) -> set[str]:
        """Hashes of kept bytes that are in quarantine."""
        query = select(quarantine.c.file).where(quarantine.c.file.is_not(None))
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())


def _groups(sources: Sequence[str]) -> Iterable[Sequence[str]]:
    return (sources[start : start + AT_A_TIME] for start in range(0, len(sources), AT_A_TIME))


def _quarantined(row: Any) -> Quarantined:
    failed = FailedSource(
        source=row.source,
        path=row.path,
        reason=row.reason,
        advice=row.advice,
        flags=row.flags,
        flags_hash=row.flags_hash,
        size=row.size,
        modified_ns=row.modified_ns,
        file_hash=row.file_hash,
        file=row.file,
    )
    return Quarantined(row.id, failed, in_utc(row.first_at), in_utc(row.last_at), row.times)
