"""What an ingest would report as failed, without storing anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import IngestError
from ingest.archives import FoundFile, found_on_disk
from ingest.engines import Engine
from ingest.engines.inline import InlineEngine
from ingest.identity import claim, id_for
from ingest.metadata import Flags
from ingest.report import Failure, failure_of
from ingest.step import Archive, Made, Task


def check_files(files: Sequence[Path], flags: Flags, *, engine: Engine | None = None) -> list[Failure]:
    """What an ingest of these files would report as failed; nothing is stored."""
    failures: list[Failure] = []
    owners: dict[str, Path] = {}
    tasks = []
    for path in files:
        try:
            tasks.append(_task(found_on_disk(path), flags))
        except (IngestError, OSError) as error:
            failures.append(failure_of(path, error))
    engine = engine or InlineEngine()
    while tasks:
        inside: list[Task] = []
        for done in engine.run(tasks):
            if isinstance(done.outcome, Failure):
                failures.append(done.outcome)
            elif isinstance(done.outcome, Archive):
                inside += [_task(each, flags) for each in done.outcome.members if isinstance(each, FoundFile)]
                failures += [each for each in done.outcome.members if isinstance(each, Failure)]
            elif isinstance(done.outcome, Made):
                try:
                    claim(owners, done.outcome.document.id, done.task.file.path)
                except IngestError as error:
                    failures.append(failure_of(done.task.file.path, error))
        tasks = inside
    return failures


def _task(file: FoundFile, flags: Flags) -> Task:
    return Task(file, flags, id_for(file.source))
