"""What an ingest would report as failed, without storing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.errors import IngestError
from ingest.archives import FoundFile
from ingest.engines import Engine
from ingest.engines.inline import InlineEngine
from ingest.identity import claim, id_for
from ingest.metadata import Flags
from ingest.report import Failure, failure_of
from ingest.sources.finding import Sources
from ingest.step import Archive, Made, Task


def check_files(sources: Sources, flags: Flags, *, engine: Engine | None = None) -> list[Failure]:
    """What an ingest of these sources would report as failed; nothing is stored."""
    failures: list[Failure] = []
    owners: dict[str, Path] = {}
    seen: set[tuple[str, str]] = set()
    found: Iterable[FoundFile | Failure] = sources.found()
    engine = engine or InlineEngine()
    while found:
        inside: list[FoundFile | Failure] = []
        for done in engine.run(_tasks(found, flags, failures)):
            if isinstance(done.outcome, Failure):
                failures.append(done.outcome)
            elif isinstance(done.outcome, Archive):
                inside += map(sources.described, done.outcome.members)
            elif isinstance(done.outcome, Made):
                # A copy, of which the same is said, is no document of its own.
                read = (done.outcome.file_hash, done.task.flags.state())
                if read in seen:
                    continue
                seen.add(read)
                try:
                    claim(owners, done.outcome.document.id, done.task.file.path)
                except IngestError as error:
                    failures.append(failure_of(done.task.file.path, error))
        found = inside
    return failures + list(sources.unmatched())


def _tasks(found: Iterable[FoundFile | Failure], flags: Flags, failures: list[Failure]) -> Iterator[Task]:
    for each in found:
        if isinstance(each, Failure):
            failures.append(each)
        else:
            yield Task(each, each.flags(flags), id_for(each.source))
