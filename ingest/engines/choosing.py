"""Which files are read in processes of their own: all of a large run, and of a small one those that may do harm."""

from __future__ import annotations

import os
from enum import StrEnum

from assistant.errors import IngestError
from assistant.settings import Settings
from ingest.contents import DiskFile
from ingest.engines import Engine
from ingest.engines.limits import Limits
from ingest.engines.on_ray import RayEngine
from ingest.engines.processes import ProcessEngine
from ingest.paths import shown
from ingest.readers.formats import format_of
from ingest.starting import FEW, PLAIN
from ingest.step import Task

LITTLE = 64 * 1024
"""Bytes of a file that no reader can spend long on."""


class EngineName(StrEnum):
    """Where files are read."""

    PROCESSES = "processes"
    """On this machine."""
    RAY = "ray"
    """On a Ray cluster."""


def open_engine(settings: Settings, *, files: int, name: EngineName = EngineName.PROCESSES) -> Engine:
    """The engine for a run over about so many files, as the settings have it."""
    if name is EngineName.RAY:
        limits = Limits(settings.ingest_seconds, settings.ingest_memory_mb * 1024**2)
        return RayEngine(limits=limits, glossary=settings.glossary)
    return ProcessEngine(
        workers=settings.ingest_workers or min(os.cpu_count() or 1, 8),
        limits=Limits(settings.ingest_seconds, settings.ingest_memory_mb * 1024**2),
        glossary=settings.glossary,
        here=is_plain if files <= FEW else _never,
    )


def is_plain(task: Task) -> bool:
    """Whether a file is small and, by its content, of a plain format."""
    if task.file.size > LITTLE or not isinstance(task.file.content, DiskFile):
        return False
    try:
        return format_of(task.file.content(), name=shown(task.file.path)) in PLAIN
    except (IngestError, OSError):
        return True  # to say what is wrong with it takes no reader


def _never(_task: Task) -> bool:
    return False
