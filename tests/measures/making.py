"""Documents with measures made by hand, for tests of what is asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.bootstrap import Catalogue
from assistant.domain import Access, BlockKind, Document, Kind, Metadata, Span
from assistant.measure import Evidence, Findings, Instrument, Measure, Money, Range
from assistant.measures.book import MeasureBook
from assistant.measures.matching import Matcher
from ingest.assembling import assemble, make_document
from ingest.pieces import Piece
from ingest.splitting import split

GRANT, DUTY, CREDIT = Instrument.GRANT, Instrument.DUTY, Instrument.TAX_CREDIT


def exact(value: str | int) -> Range:
    return Range(Decimal(value), Decimal(value))


def up_to(value: str | int) -> Range:
    return Range(None, Decimal(value))


def money(amount: str | int, currency: str = "EUR") -> Money:
    return Money(Decimal(amount), currency)


def measure(
    id: str,
    *,
    jurisdiction: str = "ES-CT",
    instrument: Instrument = GRANT,
    programme: str = "Plant aid",
    evidence: Mapping[str, str] = {},
    spans: str = "",
    **values: Any,
) -> tuple[Measure, Mapping[str, str], str]:
    """A measure whose spans are given as words of its document, to be placed by :func:`filed`."""
    decimals = {"cap", "floor", "minimum_investment", "maximum_investment", "budget"}
    values = {name: Decimal(value) if name in decimals else value for name, value in values.items()}
    made = Measure(
        id=id,
        document_id="",
        version=1,
        programme=programme,
        jurisdiction=jurisdiction,
        instrument=instrument,
        spans=(),
        **values,
    )
    return made, evidence, spans


def document(
    document_id: str,
    *texts: str,
    access: Access = Access.PUBLIC,
    kind: Kind = Kind.INCENTIVE,
    language: str = "en",
    valid_until: str | None = None,
    title: str | None = None,
) -> Document:
    whole, blocks = assemble([Piece(BlockKind.PARAGRAPH, text) for text in texts])
    metadata = Metadata(
        title=title or document_id, kind=kind, language=language, access=access, valid_until=valid_until
    )
    return make_document(
        document_id=document_id, source=f"/somewhere/{document_id}.md", metadata=metadata, text=whole, blocks=blocks
    )


def file(catalogue: Catalogue, made: Document, *measures: tuple[Measure, Mapping[str, str], str]) -> None:
    """Store a document with its measures, so that both are served."""
    placed = []
    for measure, evidence, words in measures:
        start = made.text.index(words) if words else 0
        span = Span(start, start + len(words)) if words else Span(0, made.blocks[0].end)
        fields = tuple(
            Evidence(field, Span(made.text.index(said), made.text.index(said) + len(said)))
            for field, said in evidence.items()
        )
        placed.append(replace(measure, document_id=made.id, spans=(span,), evidence=fields))
    catalogue.documents.put(made, split(made), findings=Findings("test", tuple(placed)))
    pending, _ = catalogue.changelog.pending(after=0, upto=catalogue.changelog.head(), limit=1000)
    catalogue.changelog.serve(pending)
    catalogue.changelog.forget_other_versions(pending)


def book_of(catalogue: Catalogue) -> MeasureBook:
    return MeasureBook(catalogue.measures, catalogue.documents, Matcher())
