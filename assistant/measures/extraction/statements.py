"""The units that measures are read from: sentences, list items and table cells, each with the words that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain import Block, BlockKind, Document, Span
from assistant.language.sentences import sentence_spans

LABEL = re.compile(r"\s*(?P<label>[^:：。;；]{1,80}?)\s*[:：](?!//)(?!(?<=\d.)\d\d(?!\d))\s*")
"""What stands before a colon at the start of an item or sentence: ``Minimum investment: ...``."""
CLAUSE_END = re.compile(r"[;；]\s*")
TAKES_UP = re.compile(r"(?:These|All\s+of\s+these|The\s+above)\s[^.;]{1,200}|(?:上述|以上|这些)[^。；]{1,100}")
"""The beginning of a paragraph that speaks of the list above it."""
LONGEST = 2_000
"""Characters of a sentence that is read; what is longer is no prose but damaged data."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Words up to a semicolon, or one cell of a table."""

    start: int
    end: int
    text: str
    label: str = ""
    """Of a cell the header of its column; of other words what stands before their colon."""
    cell: int = 0
    """Number of the cell that it stands in, counted from 0."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, an item's sentence or a table row."""

    kind: BlockKind
    block: int
    """Number of its block in the document."""
    start: int
    end: int
    text: str
    clauses: tuple[Clause, ...]
    headings: tuple[str, ...] = ()
    """Above it, outermost first."""
    label: str = ""
    """What it says it is about: before its colon, or the first cell of its row."""
    lead: str = ""
    """The sentence that a list or table follows."""
    before: str = ""
    """Of an item the sentence before its list, whether or not it announces the list."""
    heading_start: int = 0
    """Where the heading above it begins in the document."""
    header: str = ""
    """The header row of its table."""
    header_start: int = 0
    """Where the header row begins in the document."""
    after: str = ""
    """Of an item or row the sentence behind its list that takes it up: ``These duties apply ...``."""
    group: int | None = None
    speaker: str | None = None

    @property
    def span(self) -> Span:
        """Where it stands in the document."""
        return Span(self.start, self.end)


def statements(document: Document) -> Iterator[Statement]:
    """All statements of a document in reading order, headings aside."""
    header: Block | None = None
    heading_start = 0
    lead = ""
    for number, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADER_ROW:
            header = block
        elif block.kind is BlockKind.HEADING:
            header, heading_start, lead = None, block.start, ""
        elif block.kind is BlockKind.ROW:
            after = _taken_up(document, number)
            yield replace(_row(document, number, block, header, lead), heading_start=heading_start, after=after)
        elif block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            item = block.kind is BlockKind.ITEM
            announced = lead if item and lead.endswith((":", "：")) else ""
            before, after = (lead, _taken_up(document, number)) if item else ("", "")
            for statement in _sentences(document, number, block, announced):
                yield replace(statement, heading_start=heading_start, before=before, after=after)
            if not item:
                lead = _lead(document, block)


def _taken_up(document: Document, number: int) -> str:
    """The sentence behind a list or table that speaks of it as a whole; empty when there is none."""
    kind = document.blocks[number].kind
    for block in document.blocks[number + 1 :]:
        if block.kind is not kind:
            text = document.text[block.start : block.end]
            found = TAKES_UP.match(text) if block.kind is BlockKind.PARAGRAPH else None
            return found.group() if found else ""
    return ""


def _lead(document: Document, block: Block) -> str:
    """The last sentence of a paragraph: it often says what the list or table below it is of."""
    words = document.text[block.start : block.end].rstrip()[-LONGEST:]
    spans = sentence_spans(words, language=document.metadata.language)
    return words[spans[-1].start : spans[-1].end] if spans else ""


def _sentences(document: Document, number: int, block: Block, lead: str) -> Iterator[Statement]:
    text = document.text[block.start : block.end]
    label = ""
    for place, span in enumerate(sentence_spans(text, language=document.metadata.language)):
        if span.end - span.start > LONGEST:
            continue
        start, end = block.start + span.start, block.start + span.end
        words = document.text[start:end]
        found = LABEL.match(words)
        if found or place == 0:
            label = found["label"] if found else ""
        yield Statement(
            kind=block.kind,
            block=number,
            start=start,
            end=end,
            text=words,
            clauses=tuple(_clauses(words, start, label)),
            headings=block.headings,
            label=label if block.kind is BlockKind.ITEM or found else "",
            lead=lead,
            group=block.group,
            speaker=block.speaker,
        )


def _clauses(words: str, offset: int, label: str) -> Iterator[Clause]:
    start = 0
    for end, after in [
        *((match.start(), match.end()) for match in CLAUSE_END.finditer(words)),
        (len(words), len(words)),
    ]:
        if words[start:end].strip():
            yield Clause(offset + start, offset + end, words[start:end], label)
        start = after


def _row(document: Document, number: int, block: Block, header: Block | None, lead: str) -> Statement:
    names: list[str] = []
    header_start = block.start
    if header is not None and header.group == block.group:
        names = [document.text[cell.start : cell.end] for cell in header.cells]
        header_start = header.start
    clauses = tuple(
        replace(clause, cell=place)
        for place, cell in enumerate(block.cells)
        if cell.end - cell.start <= LONGEST
        for clause in _clauses(
            document.text[cell.start : cell.end], cell.start, names[place] if place < len(names) else ""
        )
    )
    return Statement(
        kind=block.kind,
        block=number,
        start=block.start,
        end=block.end,
        text=document.text[block.start : block.end],
        clauses=clauses,
        headings=block.headings,
        label=document.text[block.cells[0].start : block.cells[0].end] if block.cells else "",
        header=document.text[header.start : header.end] if names and header is not None else "",
        header_start=header_start,
        lead=lead,
        group=block.group,
        speaker=block.speaker,
    )
