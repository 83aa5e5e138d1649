"""The units that measures are read from: sentences, list items and table cells, each with the words that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain import Block, BlockKind, Document, Span
from assistant.language.sentences import sentence_spans

LABEL = re.compile(
    r"\s*(?P<label>[^\s:：。;；()（）][^:：。;；()（）]{0,79}(?:[(（][^:：()（）]{0,60}[)）][^:：。;；()（）]{0,60}){0,2})[:：](?!//)(?!(?<=\d.)\d\d(?!\d))\s*"
)
"""What stands before a colon at the start of an item or sentence: ``Minimum investment: ...``."""
CLAUSE_END = re.compile(r"[;；]\s*")
TAKES_UP = re.compile(r"(?:These|All\s+of\s+these|The\s+above)\s[^.;]{1,200}|(?:上述|以上|这些)[^。；]{1,100}")
"""The beginning of a paragraph that speaks of the list above it."""
LONGEST_TOPIC = 160
"""Characters of a question that count: what goes before it tells of other things."""
HEAD = re.compile(r"(?!.*(?:\d\s*[%％]|[€$£¥]\s*\d|\b[A-Z]{3}\s?\d))[^\n|。；;!！]{2,70}(?<![.,，、:：?？])")
"""A line that heads what follows: short, without a figure, and no sentence."""
LONGEST_HEAD = 70
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
    topic: str = ""
    """The question that its paragraph answers, in an interview or a text of questions and answers."""
    group: int | None = None
    speaker: str | None = None

    @property
    def span(self) -> Span:
        """Where it stands in the document."""
        return Span(self.start, self.end)


@dataclass(slots=True)
class _Around:
    """What stands around the block at hand."""

    document: Document
    heading_start: int = 0
    header: Block | None = None
    head: str = ""
    """A line in bold that heads what follows, where the text has no heading there."""
    above: tuple[str, ...] = ()
    """The headings that stand over it."""
    paragraph: Block | None = None
    """The last one below the heading; lists and tables follow it."""
    topic: str = ""
    """The last paragraph below the heading that asks something."""
    _lead: str | None = None
    _after: tuple[int, str] = (0, "")
    """Up to which block the sentence holds that takes up the list or table at hand."""

    def heads(self, block: Block) -> None:
        """A heading begins something new."""
        self.heading_start, self.header, self.topic = block.start, None, ""
        self.follows(None)

    def follows(self, paragraph: Block | None) -> None:
        """Note the paragraph that comes next may follow."""
        self.paragraph, self._lead = paragraph, None
        if paragraph is not None and _asks(words := self.document.text[paragraph.start : paragraph.end]):
            self.topic = words[-LONGEST_TOPIC:]

    @property
    def lead(self) -> str:
        """The last sentence of the paragraph above: it often says what the list or table below it is of."""
        if self._lead is None:
            self._lead = _last_sentence(self.document, self.paragraph) if self.paragraph is not None else ""
        return self._lead

    def after(self, number: int) -> str:
        """The sentence behind the list or table of a block that speaks of it as a whole; empty when there is none."""
        until = self._after[0]
        if number >= until:
            blocks, text = self.document.blocks, self.document.text
            until = number + 1
            while until < len(blocks) and blocks[until].kind is blocks[number].kind:
                until += 1
            behind = blocks[until] if until < len(blocks) else None
            prose = behind is not None and behind.kind is BlockKind.PARAGRAPH
            found = TAKES_UP.match(text, behind.start, behind.end) if behind is not None and prose else None
            self._after = (until, found.group() if found else "")
        return self._after[1]


def statements(document: Document) -> Iterator[Statement]:
    """All statements of a document in reading order, headings aside."""
    around = _Around(document)
    heads = _heads_in_bold(document)
    for number, block in enumerate(document.blocks):
        if number in heads:
            around.heads(block)
            around.head = document.text[block.start : block.end]
            around.above = block.headings
        if around.head:
            if block.headings != around.above:
                around.head = ""
            else:
                block = replace(block, headings=(*block.headings, around.head))
        if block.kind is BlockKind.HEADER_ROW:
            around.header = block
        elif block.kind is BlockKind.HEADING:
            around.heads(block)
        elif block.kind is BlockKind.ROW:
            yield _row(document, number, block, around)
        elif block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            yield from _sentences(document, number, block, around)
            if block.kind is BlockKind.PARAGRAPH or _announces(document, block):
                around.follows(block)


QUESTION = re.compile(r"(?:Q|Question|问题?)\s?\d{1,2}\s?[.:：)、]", re.IGNORECASE)
"""The number of a question: ``Q5. I run a hotel and want chargers.``."""


def _asks(words: str) -> bool:
    return words.rstrip().endswith(("?", "？")) or QUESTION.match(words) is not None


def _announces(document: Document, block: Block) -> bool:
    """Whether a block ends with a colon: an item too may announce the table below it."""
    return document.text[block.start : block.end].rstrip().endswith((":", "："))


def _heads_in_bold(document: Document) -> set[int]:
    """Numbers of the paragraphs that head what follows them, in a text whose headings are only set in bold."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, block in enumerate(document.blocks[:-1]):
        behind = document.blocks[number + 1]
        if block.kind is not BlockKind.PARAGRAPH or behind.kind is BlockKind.HEADING or block.speaker is not None:
            continue
        if block.end - block.start > LONGEST_HEAD:
            continue
        words = document.text[block.start : block.end].strip()
        if HEAD.fullmatch(words):
            found.setdefault(block.headings, []).append(number)
    return {number for numbers in found.values() if len(numbers) > 1 for number in numbers}


def _last_sentence(document: Document, block: Block) -> str:
    words = document.text[block.start : block.end].rstrip()[-LONGEST:]
    spans = sentence_spans(words, language=document.metadata.language)
    return words[spans[-1].start : spans[-1].end] if spans else ""


def _sentences(document: Document, number: int, block: Block, around: _Around) -> Iterator[Statement]:
    text = document.text[block.start : block.end]
    item = block.kind is BlockKind.ITEM
    before, after = (around.lead, around.after(number)) if item else ("", "")
    announced = before if before.rstrip().endswith((":", "：")) else ""
    label = ""
    for place, span in enumerate(sentence_spans(text, language=document.metadata.language)):
        if span.end - span.start > LONGEST:
            continue
        start, end = block.start + span.start, block.start + span.end
        words = document.text[start:end]
        found = LABEL.match(words)
        if found or place == 0:
            label = found["label"].rstrip() if found else ""
        yield Statement(
            kind=block.kind,
            block=number,
            start=start,
            end=end,
            text=words,
            clauses=tuple(_clauses(words, start, label)),
            headings=block.headings,
            label=label if item or found else "",
            lead=announced,
            before=before,
            after=after,
            heading_start=around.heading_start,
            topic=around.topic,
            group=block.group,
            speaker=block.speaker,
        )


def _clauses(words: str, offset: int, label: str, cell: int = 0) -> Iterator[Clause]:
    start = 0
    for end, after in [
        *((match.start(), match.end()) for match in CLAUSE_END.finditer(words)),
        (len(words), len(words)),
    ]:
        if words[start:end].strip():
            yield Clause(offset + start, offset + end, words[start:end], label, cell)
        start = after


def _row(document: Document, number: int, block: Block, around: _Around) -> Statement:
    names: list[str] = []
    header = around.header
    header_start = block.start
    if header is not None and header.group == block.group:
        names = [document.text[cell.start : cell.end] for cell in header.cells]
        header_start = header.start
    clauses = tuple(
        clause
        for place, cell in enumerate(block.cells)
        if cell.end - cell.start <= LONGEST
        for clause in _clauses(
            document.text[cell.start : cell.end], cell.start, names[place] if place < len(names) else "", place
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
        lead=around.lead,
        after=around.after(number),
        heading_start=around.heading_start,
        topic=around.topic,
        group=block.group,
        speaker=block.speaker,
    )
