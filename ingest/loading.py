"""From a file's bytes to what a document is made of; nothing is stored, so it can be done anywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.domain import Block
from assistant.errors import UnreadableDocument
from ingest.assembling import assemble
from ingest.metadata import Described, Flags, describe
from ingest.paths import shown
from ingest.readers import read


def load(path: Path, content: bytes, flags: Flags) -> tuple[Described, str, tuple[Block, ...]]:
    """What a file says of itself, its text, and its blocks.

    Raises:
        UnreadableDocument: no reader makes text of it.
        InvalidMetadata: names every problem of what it states.
    """
    name = flags.fetch.name if flags.fetch else shown(path)
    reading = read(content, name=name)
    text, blocks = assemble(reading.pieces)
    if not text.strip():
        raise UnreadableDocument(shown(path), "holds no text", "Check that it is the right file.")
    described = describe(
        source=name,
        text=text,
        blocks=blocks,
        front_matter=reading.front_matter,
        properties=reading.properties,
        named_by_file=reading.named_by_file,
        flags=flags,
    )
    return replace(described, missing=reading.missing), text, blocks
