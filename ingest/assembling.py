"""From a reader's pieces to a document: one normalised text, and blocks with exact offsets in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from assistant.catalogue.rows import block_values
from assistant.domain import Block, BlockKind, Document, Metadata, Span
from ingest.paths import is_address
from ingest.pieces import Piece

READING = 6
"""Raised when readers or splitter change what they make of a file, so that unchanged files are taken in again."""

CELL_SEPARATOR = " | "


def assemble(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks of a document. Blocks stand in order, do not overlap, and are parted by line breaks."""
    parts: list[str] = []
    length = 0
    blocks: list[Block] = []
    headings: list[tuple[int, str]] = []
    previous: Piece | None = None
    for piece in pieces:
        row = piece.kind in {BlockKind.ROW, BlockKind.HEADER_ROW}
        words = CELL_SEPARATOR.join(piece.cells) if row else piece.text
        if not words.strip():
            continue
        if previous is not None:
            # Items of one list and rows of one table stay together; everything else has a blank line around it.
            together = piece.group is not None and piece.group == previous.group
            gap = "\n" if together else "\n\n"
            parts.append(gap)
            length += len(gap)
        if piece.kind is BlockKind.HEADING:
            level = max(piece.level, 1)
            headings = [(depth, title) for depth, title in headings if depth < level]
            headings.append((level, words))
        start = length
        parts.append(words)
        length += len(words)
        blocks.append(
            Block(
                kind=piece.kind,
                start=start,
                end=length,
                headings=tuple(title for _, title in headings),
                group=piece.group,
                page=piece.page,
                speaker=piece.speaker,
                time=piece.time,
                cells=_cell_spans(piece.cells, start) if row else (),
                page_label=piece.page_label,
            )
        )
        previous = piece
    return "".join(parts), tuple(blocks)


def _cell_spans(cells: Sequence[str], start: int) -> tuple[Span, ...]:
    spans = []
    for cell in cells:
        spans.append(Span(start, start + len(cell)))
        start += len(cell) + len(CELL_SEPARATOR)
    return tuple(spans)


def make_document(
    *, document_id: str, source: str, metadata: Metadata, text: str, blocks: tuple[Block, ...]
) -> Document:
    """A document, its version still to be given by the catalogue."""
    return Document(
        id=document_id,
        version=0,
        source=source,
        metadata=metadata,
        text=text,
        blocks=blocks,
        # A page that was fetched on another day and says the same is the same.
        content_hash=_content_hash(replace(metadata, retrieved=None) if is_address(source) else metadata, text, blocks),
    )


def _content_hash(metadata: Metadata, text: str, blocks: Sequence[Block]) -> str:
    digest = hashlib.sha256(str(READING).encode())
    stated = {name: value for name, value in asdict(metadata).items() if name != "successors"}
    digest.update(json.dumps(stated, sort_keys=True, ensure_ascii=False).encode())
    digest.update(text.encode())
    for block in blocks:
        digest.update(json.dumps(block_values(block), ensure_ascii=False).encode())
    return digest.hexdigest()
