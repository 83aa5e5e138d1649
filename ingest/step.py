"""The step that engines run: from a file's bytes to everything that is stored of it.

It is pure and can be sent to another process or machine: bytes, name and flags go in, and out comes what the writer
needs. Only which document a file is, and storing it, is left to the writer.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from assistant.catalogue.superseding import Statements
from assistant.domain import Document, Passage
from assistant.errors import IngestError
from assistant.language.sketching import sketch_of
from assistant.measure import Findings
from assistant.missing import Missing
from assistant.sketch import Sketch
from ingest.archives import FoundFile, members
from ingest.assembling import make_document
from ingest.contents import Held
from ingest.finding import findings_in
from ingest.loading import load
from ingest.metadata import Flags
from ingest.own_validity import with_own_validity
from ingest.paths import shown
from ingest.readers.formats import is_archive, is_pdf
from ingest.readers.prose import tidy
from ingest.report import Failure, failure_of
from ingest.splitting import split

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read."""

    file: FoundFile
    flags: Flags
    document_id: str
    """The document that it is, unless it states an id of its own."""

    def carried(self) -> Task:
        """The same with its bytes, for machines that do not see the file.

        Raises:
            UnreadableDocument, OSError: they cannot be had.
        """
        return replace(self, file=replace(self.file, content=Held(self.file.content())))


@dataclass(frozen=True, slots=True)
class Made:
    """What a file's bytes came to."""

    file_hash: str
    document: Document
    passages: tuple[Passage, ...]
    findings: Findings
    statements: Statements
    sketch: Sketch
    missing: tuple[Missing, ...] = ()
    """What of the file was not read."""
    pages: bool = False
    """Whether its pages can be shown as they were printed."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The file is an archive: what lies in it is to be read in its turn."""

    members: tuple[FoundFile | Failure, ...]


Outcome = Made | Archive | Failure


def make(task: Task) -> Outcome:
    """Read a file. Whatever is wrong with it is an outcome, not an error."""
    path = task.file.path
    file_hash: str | None = None
    try:
        content = task.file.content()
        if is_archive(content):
            with ZipFile(BytesIO(content)) as package:
                return Archive(tuple(members(package, task.file)))
        file_hash = hashlib.sha256(content).hexdigest()
        return _made(task, path, content, file_hash)
    except (IngestError, OSError) as error:
        return replace(failure_of(path, error), file_hash=file_hash, lasting=file_hash is not None)
    except MemoryError:
        raise
    except Exception as error:
        # A reader met what nobody thought of: one file's fault or ours, but no reason to leave out all the others.
        log.exception("%s could not be read", shown(path))
        what = tidy(f"{type(error).__name__}: {error}")[:200]
        advice = "Make the file anew or convert it, and report this."
        return Failure(shown(path), f"the reader failed ({what})", advice, file_hash=file_hash, lasting=True)


def _made(task: Task, path: Path, content: bytes, file_hash: str) -> Made:
    described, text, blocks = load(path, content, task.flags)
    document = make_document(
        document_id=described.stated_id or task.document_id,
        source=task.file.source,
        metadata=with_own_validity(described.metadata, text, blocks),
        text=text,
        blocks=blocks,
    )
    return Made(
        file_hash,
        document,
        tuple(split(document)),
        findings_in(document),
        described.statements,
        sketch_of(text),
        described.missing,
        is_pdf(content),
    )
