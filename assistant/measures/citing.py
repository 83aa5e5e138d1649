"""Citing what a measure says: the sentence, list item or table row around each value, numbered in the order of use."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from assistant.catalogue.documents import Documents
from assistant.domain import Access, Block, BlockKind, Citation, Document, Span
from assistant.language.quantities import Quantity, QuantityKind, quantities
from assistant.language.sentences import sentence_spans
from assistant.measure import FiledMeasure

WHOLE = frozenset({BlockKind.ITEM, BlockKind.ROW, BlockKind.HEADER_ROW, BlockKind.HEADING})
"""Blocks that are quoted whole: half a row says nothing."""
LONGEST_WHOLE = 600
LONGEST_SECTION = 4000
FIGURES = ("rate", "amount", "cap", "floor", "minimum_investment", "budget")
"""Fields by which it is told which line of its programme a measure is, the most telling first."""
SHORT_NAME = 3
"""Words of what a list's first figure is for: ``BYD 17.4%, Geely 19.9%``."""
PART_END = re.compile(r"[,，;；、]|\band\b|和|及")
"""Ends what is said of one figure of several."""


class Sources:
    """Reads the documents that measures were found in, for one caller, and collects what is cited of them."""

    def __init__(self, documents: Documents, *, access: Access) -> None:
        self._documents = documents
        self._access = access
        self._read: dict[tuple[str, int], Document] = {}
        self._by_span: dict[tuple[str, int, int, int], Citation] = {}
        self._lines: dict[str, str] = {}
        """Those of measures that were asked for, by id: they are compared, narrowed down and told apart by them."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations, by number."""
        return tuple(self._by_span.values())

    def document(self, filed: FiledMeasure) -> Document:
        """The version of the document that a measure was read from."""
        key = (filed.measure.document_id, filed.measure.version)
        if key not in self._read:
            self._read[key] = self._documents.get(key[0], version=key[1], access=self._access).document
        return self._read[key]

    def words(self, filed: FiledMeasure, span: Span) -> str:
        """The exact words of a span of its document."""
        return self.document(filed).text[span.start : span.end]

    def cite(self, filed: FiledMeasure, *fields: str) -> tuple[int, ...]:
        """Numbers of the citations of the words that some fields were read from; without evidence, of the whole."""
        spans = [item.span for field in fields for item in filed.measure.evidence if item.field == field]
        return self.cite_spans(filed, spans or filed.measure.spans[:1])

    def cite_spans(self, filed: FiledMeasure, spans: list[Span] | tuple[Span, ...]) -> tuple[int, ...]:
        """Numbers of the citations of the statements that hold some spans."""
        return tuple(dict.fromkeys(self._cite(filed, self.statement(filed, span)) for span in spans))

    def line_of(self, filed: FiledMeasure) -> str:
        """The words that say which line of its programme a measure is.

        Of a cell the row's first cell and its column's header; in prose the words around its figure, up to the figures
        before and behind it.
        """
        if (known := self._lines.get(filed.measure.id)) is None:
            known = self._lines[filed.measure.id] = self._line_of(filed)
        return known

    def _line_of(self, filed: FiledMeasure) -> str:
        document = self.document(filed)
        measure = filed.measure
        figures = [item.span for field in FIGURES for item in measure.evidence if item.field == field]
        span = figures[0] if figures else measure.spans[0]
        block = block_at(document, span)
        if block is None:
            return measure.applies_to
        if block.cells:
            named = (*_cells_before(document, block, span), _header_of(document, block, span))
            own = next((cell for cell in block.cells if cell.start <= span.start < cell.end), span)
            return "\n".join((measure.applies_to, *named, _part(document.text, own, figures)))
        own = self.statement(filed, span)
        return f"{measure.applies_to}\n{_part(document.text, own, figures)}"

    def rest_of(self, filed: FiledMeasure) -> str:
        """What the statement of a measure says from its first figure on."""
        own = self.statement(filed, filed.measure.spans[0])
        figures = [item.span.start for field in FIGURES for item in filed.measure.evidence if item.field == field]
        inside = [start for start in figures if own.start <= start < own.end]
        return self.document(filed).text[min(inside, default=own.start) : own.end]

    def section_of(self, filed: FiledMeasure) -> str:
        """The words of the section that a measure stands in."""
        document = self.document(filed)
        own = block_at(document, filed.measure.spans[0])
        if own is None:
            return ""
        blocks = (block for block in document.blocks if block.headings == own.headings)
        return "\n".join(document.text[block.start : block.end] for block in blocks)[:LONGEST_SECTION]

    def headings_of(self, filed: FiledMeasure) -> str:
        """The headings that a measure stands under, the document's title aside."""
        block = block_at(self.document(filed), filed.measure.spans[0])
        return "\n".join(block.headings[1:]) if block is not None else ""

    def statement(self, filed: FiledMeasure, span: Span) -> Span:
        """A span widened to the sentence, list item or row that it stands in."""
        document = self.document(filed)
        block = block_at(document, span)
        if block is None or span.end > block.end:
            return span
        if block.kind in WHOLE and block.end - block.start <= LONGEST_WHOLE:
            return Span(block.start, block.end)
        text = document.text[block.start : block.end]
        around = [
            one
            for one in sentence_spans(text, language=document.metadata.language)
            if one.start + block.start < span.end and span.start < one.end + block.start
        ]
        if not around:
            return span
        return Span(around[0].start + block.start, around[-1].end + block.start)

    def _cite(self, filed: FiledMeasure, span: Span) -> int:
        document = self.document(filed)
        key = (document.id, document.version, span.start, span.end)
        if key not in self._by_span:
            block = block_at(document, span)
            metadata = document.metadata
            self._by_span[key] = Citation(
                number=len(self._by_span) + 1,
                document_id=document.id,
                version=document.version,
                title=metadata.title,
                kind=metadata.kind,
                jurisdictions=metadata.jurisdictions,
                section=block.headings[-1] if block and block.headings else None,
                page=block.page if block else None,
                speaker=block.speaker if block else None,
                time=block.time if block else None,
                start=span.start,
                end=span.end,
                quote=document.text[span.start : span.end],
                language=metadata.language,
                published=metadata.published,
                valid_until=metadata.valid_until,
                page_label=block.page_label if block else None,
            )
        return self._by_span[key].number


@lru_cache(maxsize=5000)
def _quantities(words: str) -> tuple[Quantity, ...]:
    """Those of a statement, which all measures that stand in it ask for."""
    return tuple(quantities(words))


def _part(text: str, own: Span, figures: Sequence[Span]) -> str:
    """The words of a statement that go with some of its figures; all of them when it has no others."""
    words = text[own.start : own.end]
    inside = [one for one in figures if own.start <= one.start < one.end <= own.end]
    if not inside:
        return words
    first, last = min(one.start for one in inside) - own.start, max(one.end for one in inside) - own.start
    others = [one for one in _quantities(words) if one.kind in {QuantityKind.PERCENT, QuantityKind.MONEY}]
    before = [one.end for one in others if one.end <= first]
    behind = [one.start for one in others if one.start >= last]
    right = words[last : min(behind, default=len(words))]
    if not before and not behind:
        return words
    # A list names its things before the figures ("BYD 17.4%, Geely 19.9%"): what is behind a comma is another's.
    right = PART_END.split(right, maxsplit=1)[0]
    lead = _lead(words[: min(one.start for one in others)]) if before else ""
    left = PART_END.split(words[max(before) : first])[-1] if before else words[:first]
    return f"{lead}{left}{words[first:last]}{right}"


def _lead(words: str) -> str:
    """What a sentence says before its first figure, without that figure's own name: ``In the Lublin region the ceiling is``."""
    head, colon, name = words.rpartition(":")
    return f"{head}{colon} " if colon and len(name.split()) <= SHORT_NAME else f"{words} "


def _cells_before(document: Document, block: Block, span: Span) -> list[str]:
    """The cells of a row that name what its figures are for: those before the span's own that hold no figures."""
    texts = [document.text[cell.start : cell.end] for cell in block.cells if cell.end <= span.start]
    kinds = {QuantityKind.PERCENT, QuantityKind.MONEY}
    return [text for text in texts if not any(one.kind in kinds for one in _quantities(text))]


def _header_of(document: Document, block: Block, span: Span) -> str:
    """The header of the column that a span of a row stands in."""
    column = next((place for place, cell in enumerate(block.cells) if cell.start <= span.start < cell.end), None)
    header = next(
        (one for one in document.blocks if one.kind is BlockKind.HEADER_ROW and one.group == block.group), None
    )
    if column is None or header is None or column >= len(header.cells):
        return ""
    cell = header.cells[column]
    return document.text[cell.start : cell.end]


def block_at(document: Document, span: Span) -> Block | None:
    """The block that a span begins in."""
    place = bisect_right(document.blocks, span.start, key=lambda block: block.start) - 1
    if place < 0 or document.blocks[place].end <= span.start:
        return None
    return document.blocks[place]
