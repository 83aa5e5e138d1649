"""Reads the invented documents of ``gold/fresh`` as ingest would, without a catalogue."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path

from assistant.domain import Document
from evals.measures.gold import FRESH, GoldDocument, GoldError
from evals.measures.running import Extract
from evals.measures.scoring import Reading, check_readings


def read_invented_documents(gold: Sequence[GoldDocument], extract: Extract, *, folder: Path = FRESH) -> list[Reading]:
    """What the extractor reads from the Markdown file beside each gold file.

    Raises:
        GoldError: a document is not there, or is another text than the one that was annotated.
    """
    lacking = [document.id for document in gold if not (folder / f"{document.id}.md").is_file()]
    if lacking:
        raise GoldError([f"{folder} lacks {name}.md" for name in lacking])
    readings = []
    for one in gold:
        document = _read(folder / f"{one.id}.md")
        readings.append(Reading(one, document.metadata.language, document.text, extract(document)))
    if problems := check_readings(readings):
        raise GoldError(problems)
    return readings


def _read(path: Path) -> Document:
    """A document as ingest makes it of a file."""
    # Found, not imported: evals and ingest stand side by side and do not depend on each other.
    readers, assembling, metadata = (
        importlib.import_module(f"ingest.{name}") for name in ("readers", "assembling", "metadata")
    )
    reading = readers.read(path.read_bytes(), name=path.name)
    text, blocks = assembling.assemble(reading.pieces)
    described = metadata.describe(
        source=path.name,
        text=text,
        front_matter=reading.front_matter,
        properties=reading.properties,
        flags=metadata.Flags(),
    )
    document: Document = assembling.make_document(
        document_id=described.stated_id or path.stem,
        source=path.name,
        metadata=described.metadata,
        text=text,
        blocks=blocks,
    )
    return document
