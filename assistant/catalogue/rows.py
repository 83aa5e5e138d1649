"""Between the domain's values and the catalogue's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping

from assistant.catalogue.tables import versions
from assistant.domain import (
    Access,
    Block,
    BlockKind,
    Kind,
    Metadata,
    Passage,
    Sentence,
    SentenceKind,
    Span,
)


def metadata_values(metadata: Metadata) -> dict[str, Any]:
    """Columns of ``versions`` for a document's metadata."""
    return {
        "title": metadata.title,
        "kind": metadata.kind.value,
        "language": metadata.language,
        "jurisdictions": list(metadata.jurisdictions),
        "topics": list(metadata.topics),
        "publisher": metadata.publisher,
        "published": metadata.published,
        "valid_from": metadata.valid_from,
        "valid_until": metadata.valid_until,
        "reference": metadata.reference,
        "confidence": metadata.confidence,
        "retrieved": metadata.retrieved,
        "access": metadata.access.value,
        "inferred": list(metadata.inferred),
    }


METADATA_COLUMNS = tuple(
    versions.c[name]
    for name in (
        "title kind language jurisdictions topics publisher published valid_from valid_until reference confidence "
        "retrieved access inferred"
    ).split()
)
"""The columns of ``versions`` that metadata consists of, in its own order."""


def metadata_of(values: Sequence[Any]) -> Metadata:
    """Metadata from the values of :data:`METADATA_COLUMNS`."""
    title, kind, language, jurisdictions, topics, publisher, published, *rest = values
    valid_from, valid_until, reference, confidence, retrieved, access, inferred = rest
    return Metadata(
        title=title,
        kind=Kind(kind),
        language=language,
        jurisdictions=tuple(jurisdictions),
        topics=tuple(topics),
        publisher=publisher,
        published=published,
        valid_from=valid_from,
        valid_until=valid_until,
        reference=reference,
        confidence=confidence,
        retrieved=retrieved,
        access=Access(access),
        inferred=tuple(inferred),
    )


def metadata_from(row: RowMapping) -> Metadata:
    """Metadata from a row that holds the columns of ``versions``."""
    return metadata_of([row[column.name] for column in METADATA_COLUMNS])


def block_values(block: Block) -> list[Any]:
    """A block as a short JSON array: a document may have many thousands. Few have a page label, so it stands last or not."""
    values = [
        block.kind.value,
        block.start,
        block.end,
        list(block.headings),
        block.group,
        block.page,
        block.speaker,
        block.time,
        _pairs(block.cells),
    ]
    return values if block.page_label is None else [*values, block.page_label]


def block_from(values: list[Any]) -> Block:
    """The block that :func:`block_values` wrote."""
    kind, start, end, headings, group, page, speaker, time, cells, *label = values
    place = (group, page, speaker, time, _spans(cells), label[0] if label else None)
    return Block(BlockKind(kind), start, end, tuple(headings), *place)


def passage_values(passage: Passage) -> dict[str, Any]:
    """Columns of ``passages``, without the version that it belongs to."""
    return {
        "ordinal": passage.ordinal,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "headings": list(passage.headings),
        "page": passage.page,
        "page_label": passage.page_label,
        "speaker": passage.speaker,
        "time": passage.time,
        "header_start": passage.header.start if passage.header else None,
        "header_end": passage.header.end if passage.header else None,
        "header_text": passage.header_text,
        "sentences": [[s.kind.value, s.start, s.end, _pairs(s.cells), s.group] for s in passage.sentences],
    }


def passage_from(row: RowMapping | Mapping[str, Any]) -> Passage:
    """A passage from a row with the columns of ``passages``, ``version`` and the document's ``id``.

    Where ``sentences`` were not asked for, it has none.
    """
    header = None if row["header_start"] is None else Span(row["header_start"], row["header_end"])
    return Passage(
        document_id=row["id"],
        version=row["version"],
        ordinal=row["ordinal"],
        text=row["text"],
        start=row["start"],
        end=row["end"],
        headings=tuple(row["headings"]),
        page=row["page"],
        speaker=row["speaker"],
        time=row["time"],
        header=header,
        header_text=row["header_text"],
        sentences=tuple(
            Sentence(SentenceKind(kind), start, end, _spans(cells), group)
            for kind, start, end, cells, group in row.get("sentences", ())
        ),
        page_label=row["page_label"],
    )


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
