"""Measures of a text in one line each, for tables of cases."""

from __future__ import annotations

from pathlib import Path

from assistant.domain import BlockKind, Document, Kind, Metadata
from assistant.measure import Measure, Range
from assistant.measures.extraction import extract
from ingest.assembling import assemble, make_document
from ingest.metadata import Flags, describe
from ingest.pieces import Piece
from ingest.readers import read

SHOWN = (
    "rate", "amount", "per", "cap", "floor", "minimum_investment", "maximum_investment", "budget", "currency", "starts", "ends",
    "opens", "closes",
)  # fmt: skip


def document_of(
    *pieces: Piece | str,
    kind: Kind = Kind.INCENTIVE,
    language: str = "en",
    places: tuple[str, ...] = ("ES",),
    title: str = "Investment programme",
    document_id: str = "sample",
) -> Document:
    """A document of pieces; a text is a paragraph."""
    text, blocks = assemble(
        [piece if isinstance(piece, Piece) else Piece(BlockKind.PARAGRAPH, piece) for piece in pieces]
    )
    metadata = Metadata(title=title, kind=kind, language=language, jurisdictions=places)
    return make_document(document_id=document_id, source="/sample.md", metadata=metadata, text=text, blocks=blocks)


def table(*rows: str, group: int = 1) -> list[Piece]:
    """Rows written ``one | other``, the header first."""
    return [
        Piece(BlockKind.ROW if place else BlockKind.HEADER_ROW, "", group=group, cells=tuple(row.split(" | ")))
        for place, row in enumerate(rows)
    ]


def items(*texts: str, group: int = 1) -> list[Piece]:
    """Items of a list."""
    return [Piece(BlockKind.ITEM, text, group=group) for text in texts]


def heading(text: str, level: int = 2) -> Piece:
    """A heading."""
    return Piece(BlockKind.HEADING, text, level=level)


def lines_of(document: Document) -> list[str]:
    """What is read of a document: ``grant rate=..20 cap=500000 currency=EUR``."""
    return [line_of(measure) for measure in extract(document)]


def line_of(measure: Measure) -> str:
    """A measure in one line."""
    parts = [measure.instrument.value]
    for name in SHOWN:
        value = getattr(measure, name)
        if isinstance(value, Range):
            low, high = (f"{bound:f}" if bound is not None else "" for bound in (value.low, value.high))
            parts.append(f"{name}={low}" if low == high else f"{name}={low}..{high}")
        elif value is not None:
            parts.append(f"{name}={value:f}" if not isinstance(value, str) else f"{name}={value}")
    return " ".join(parts)


def load(path: Path) -> Document:
    """A document as ingest makes it of a file."""
    reading = read(path.read_bytes(), name=path.name)
    text, blocks = assemble(reading.pieces)
    described = describe(
        source=path.name, text=text, front_matter=reading.front_matter, properties=reading.properties, flags=Flags()
    )
    return make_document(
        document_id=described.stated_id or path.stem,
        source=path.name,
        metadata=described.metadata,
        text=text,
        blocks=blocks,
    )
