"""What an ingest would report as failed, without storing anything."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assistant.errors import IngestError
from ingest.archives import FoundFile
from ingest.identity import claim, id_for
from ingest.loading import load
from ingest.metadata import Flags
from ingest.report import Failure, failure_of


def check_files(found_files: Iterable[FoundFile | Failure], flags: Flags) -> list[Failure]:
    """What an ingest of these files would report as failed; nothing is stored."""
    failures = []
    owners: dict[str, Path] = {}
    for found in found_files:
        if isinstance(found, Failure):
            failures.append(found)
        elif problem := _check_file(found, flags, owners):
            failures.append(problem)
    return failures


def _check_file(found: FoundFile, flags: Flags, owners: dict[str, Path]) -> Failure | None:
    try:
        described, _, _ = load(found.path, found.content(), found.flags(flags))
        claim(owners, described.stated_id or id_for(found.source), found.path)
    except (IngestError, OSError) as error:
        return failure_of(found.path, error)
    return None
