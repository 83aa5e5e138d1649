"""Documents as JSON: what is known of them, their text, and what they are linked with."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from assistant.catalogue.documents import Relations, StoredDocument
from assistant.catalogue.listing import Summary
from assistant.dates import first_day, lapsed
from assistant.domain import (
    BlockKind,
    Document,
    Kind,
    Metadata,
    Successor,
)
from assistant.missing import MissingKind


class MetadataOut(BaseModel):
    """What is known of a document apart from its words."""

    id: str
    version: int
    title: str
    kind: Kind
    language: str
    jurisdictions: list[str]
    topics: list[str]
    publisher: str | None
    published: str | None = Field(description="ISO 8601 date, possibly only year or year and month.")
    valid_from: str | None
    valid_until: str | None
    lapsed: bool = Field(description="Whether its validity has ended.")
    access: str
    inferred: list[str] = Field(description="Fields that were guessed from the text.")


def _metadata_fields(document_id: str, version: int, metadata: Metadata, today: date) -> dict[str, object]:
    return {
        "id": document_id,
        "version": version,
        "title": metadata.title,
        "kind": metadata.kind,
        "language": metadata.language,
        "jurisdictions": list(metadata.jurisdictions),
        "topics": list(metadata.topics),
        "publisher": metadata.publisher,
        "published": metadata.published,
        "valid_from": metadata.valid_from,
        "valid_until": metadata.valid_until,
        "lapsed": lapsed(metadata, on=today),
        "access": metadata.access.value,
        "inferred": list(metadata.inferred),
    }


class SummaryOut(MetadataOut):
    """A document in a list."""

    characters: int
    passages: int
    served: bool = Field(description="Whether its present version can be found already.")
    superseded_by: str | None = Field(description="Id of the document that replaces it.")
    duplicated: bool = Field(description="Whether another document is nearly the same, or another file quite the same.")

    @classmethod
    def of(cls, summary: Summary, *, today: date) -> SummaryOut:
        """From the catalogue's value."""
        return cls.model_validate(
            _metadata_fields(summary.id, summary.version, summary.metadata, today)
            | {
                "characters": summary.characters,
                "passages": summary.passages,
                "served": summary.served,
                "superseded_by": summary.superseded_by,
                "duplicated": summary.duplicated,
            }
        )


class DocumentsOut(BaseModel):
    """All documents that the caller may read."""

    total: int
    documents: list[SummaryOut]


class SpanOut(BaseModel):
    """A range of characters of the text, in code points."""

    start: int
    end: int


class TextBlockOut(BaseModel):
    """One structural piece of a document's text."""

    kind: BlockKind
    start: int
    end: int
    headings: list[str] = Field(description="The headings above it, outermost first; a heading's own comes last.")
    group: int | None = Field(description="Number of the list or table that it belongs to.")
    page: int | None
    page_label: str | None
    speaker: str | None
    time: str | None
    cells: list[SpanOut]


class QuotedSpanOut(BaseModel):
    """A span of the text with its exact words."""

    start: int
    end: int
    quote: str


class LinkedDocumentOut(BaseModel):
    """Another document."""

    document_id: str
    title: str


class SimilarDocumentOut(LinkedDocumentOut):
    """Another document that is nearly the same."""

    similarity: float = Field(description="Share of common runs of words, in [0, 1].")


def _linked(other: Successor) -> dict[str, str]:
    return {"document_id": other.document_id, "title": other.title}


def _original(document: Document) -> str | None:
    """Only what was fetched has one: an address that a document states of itself is its own word, and not linked."""
    source, reference = document.source, document.metadata.reference
    if not source.startswith(("http://", "https://")):
        return None
    # A file of an archive has no address of its own.
    return reference if reference and source.startswith(f"{reference}/") else source


class MissingOut(BaseModel):
    """What of a file was not read, or is doubtful, though the rest was taken in."""

    kind: MissingKind = Field(description="For programs.")
    en: str = Field(description="What is missing and what to do, in English.")
    zh: str = Field(description="The same in Chinese.")


class DocumentOut(MetadataOut):
    """A document version with its text."""

    latest_version: int
    removed: bool
    superseded_by: LinkedDocumentOut | None = Field(description="The document that holds in its place now.")
    supersedes: list[LinkedDocumentOut] = Field(description="The documents that it replaces.")
    similar: list[SimilarDocumentOut] = Field(description="Documents that are nearly the same, the most similar first.")
    reference: str | None = Field(description="Where the document says its facts come from.")
    original: str | None = Field(description="The web address that it was fetched from, if it came from the web.")
    confidence: str | None
    retrieved: str | None
    text: str
    blocks: list[TextBlockOut]
    page_pictures: bool = Field(
        description="Whether its pages can be seen as they were printed: `GET /v1/documents/{id}/pages/{page}.png`."
    )
    original_lost: bool = Field(
        description="Whether the file that it was read from was kept and is lost, so that its pages can be seen no more."
    )
    warnings: list[MissingOut] = Field(
        description="What of the file was not read, or is read with doubt, and what to do. Staff are told of hidden parts too."
    )
    span: QuotedSpanOut | None = Field(description="The span that was asked for with `start` and `end`.")

    @classmethod
    def of(
        cls,
        stored: StoredDocument,
        relations: Relations,
        *,
        today: date,
        span: tuple[int, int] | None = None,
        page_pictures: bool = False,
    ) -> DocumentOut:
        """From the catalogue's values."""
        document = stored.document
        following = [
            new for new in relations.links.superseded_by if not new.valid_from or first_day(new.valid_from) <= today
        ]
        quoted = None
        if span is not None:
            quoted = {"start": span[0], "end": span[1], "quote": document.text[span[0] : span[1]]}
        return cls.model_validate(
            _metadata_fields(document.id, document.version, document.metadata, today)
            | {
                "latest_version": stored.latest_version,
                "removed": stored.removed,
                "superseded_by": _linked(following[-1]) if following else None,
                "supersedes": [_linked(old) for old in relations.links.supersedes],
                "similar": [
                    {"document_id": other.document_id, "title": other.title, "similarity": round(other.similarity, 2)}
                    for other in relations.similar
                ],
                "reference": document.metadata.reference,
                "original": _original(document),
                "confidence": document.metadata.confidence,
                "retrieved": document.metadata.retrieved,
                "text": document.text,
                "page_pictures": page_pictures,
                "original_lost": stored.original_lost,
                "warnings": [each.values() for each in stored.missing],
                "span": quoted,
                "blocks": [
                    {
                        "kind": block.kind,
                        "start": block.start,
                        "end": block.end,
                        "headings": block.headings,
                        "group": block.group,
                        "page": block.page,
                        "page_label": block.page_label,
                        "speaker": block.speaker,
                        "time": block.time,
                        "cells": [{"start": cell.start, "end": cell.end} for cell in block.cells],
                    }
                    for block in document.blocks
                ],
            }
        )
