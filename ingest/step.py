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

from assistant.domain import Document, Passage
from assistant.errors import IngestError
from assistant.measure import Findings
from ingest.archives import FoundFile, members
from ingest.assembling import make_document
from ingest.contents import Held
from ingest.finding import findings_in
from ingest.loading import load
from ingest.metadata import Flags
from ingest.paths import shown
from ingest.readers.formats import is_archive
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
    known_hash: str | None = None
    """What was stored of a file of this source with this hash would be made of it again."""

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
    stated_id: str | None
    document: Document
    passages: tuple[Passage, ...]
    findings: Findings

    def named(self, document_id: str) -> Made:
        """The same as another document; what its measures are called rests on the id, so they are read out again."""
        if document_id == self.document.id:
            return self
        document = replace(self.document, id=document_id)
        passages = tuple(replace(passage, document_id=document_id) for passage in self.passages)
        return replace(self, document=document, passages=passages, findings=findings_in(document))


@dataclass(frozen=True, slots=True)
class Same:
    """The bytes are those that were known."""

    file_hash: str


@dataclass(frozen=True, slots=True)
class Archive:
    """The file is an archive: what lies in it is to be read in its turn."""

    members: tuple[FoundFile | Failure, ...]


Outcome = Made | Same | Archive | Failure


def make(task: Task) -> Outcome:
    """Read a file. Whatever is wrong with it is an outcome, not an error."""
    path = task.file.path
    try:
        content = task.file.content()
        if is_archive(content):
            with ZipFile(BytesIO(content)) as package:
                return Archive(tuple(members(package, task.file)))
        file_hash = hashlib.sha256(content).hexdigest()
        if file_hash == task.known_hash:
            return Same(file_hash)
        return _made(task, path, content, file_hash)
    except (IngestError, OSError) as error:
        return failure_of(path, error)
    except MemoryError:
        raise
    except Exception as error:
        # A reader met what nobody thought of: one file's fault or ours, but no reason to leave out all the others.
        log.exception("%s could not be read", shown(path))
        what = f"{type(error).__name__}: {error}"[:200]
        return Failure(shown(path), f"the reader failed ({what}). Make the file anew or convert it, and report this.")


def _made(task: Task, path: Path, content: bytes, file_hash: str) -> Made:
    described, text, blocks = load(path, content, task.flags)
    document = make_document(
        document_id=described.stated_id or task.document_id,
        source=task.file.source,
        metadata=described.metadata,
        text=text,
        blocks=blocks,
    )
    return Made(file_hash, described.stated_id, document, tuple(split(document)), findings_in(document))
