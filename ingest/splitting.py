"""Splitting on structure: passages within one section, never across a heading, a table row or a speaker's turn.

A passage is prose or rows of one table. On printed pages, captions and notes too short to stand alone join the table or
the paragraph beside them; between a caption and its rows the passage's text then holds the header row as well.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from typing import NamedTuple

from assistant.domain import Block, BlockKind, Document, Passage, Sentence, SentenceKind, Span
from assistant.language.sentences import sentence_spans
from assistant.language.words import weigh_tokens
from ingest.long_text import cut_long
from ingest.readers.prose import ends_sentence

TARGET = 170
"""Tokens at which a passage is closed at the next chance."""
MOST = 220
"""Tokens that a passage should not exceed; only a single row or item may."""
SMALL = 60
"""Tokens below which the last passage of a section joins the one before it, if that still fits."""

LONGEST_WORD = 12
"""Characters that count as a token where there are no words."""
SCRAP = 25
"""Tokens below which what stands by itself on a printed page joins its neighbour."""
ORPHANS = 2
"""Short lines at the end of a passage that head what follows; more of them are a list."""
LEAD = 60
"""Tokens that a table's announcement has at the most."""


def split(document: Document) -> Iterator[Passage]:
    """Passages of a document in reading order; each is an exact slice of its text."""
    packed: list[Packed] = []
    for section in _sections(document.blocks):
        header = section[0] if section[0].kind is BlockKind.HEADER_ROW else None
        lead = _lead_of(document, section, packed)
        packed += [Packed(placed, header) for placed in _pack(document, section, lead)]
    for ordinal, each in enumerate(_without_scraps(document, packed)):
        yield _passage(document, each.placed, each.header, ordinal)


Placed = tuple[Block, Sentence]


def _lead_of(document: Document, section: list[Block], packed: list[Packed]) -> list[Placed]:
    """What announces a table of a printed page, taken from the end of the prose above: it tells what the figures are of."""
    if section[0].kind not in {BlockKind.ROW, BlockKind.HEADER_ROW} or not packed:
        return []
    before = packed[-1].placed
    if not _same_place(before[-1][0], section[0]):
        return []
    first = len(before) - 1
    if not document.text[before[first][1].start : before[first][1].end].endswith((":", "：")):
        first = _orphan(document, before)
    else:
        first = _orphan(document, before[:first])
    if first == len(before) or before[first][1].kind is SentenceKind.ROW:
        return []
    lead = before[first:]
    if _tokens(document, lead) > LEAD:
        return []
    packed.pop()
    if first:
        packed.append(Packed(before[:first], None))
    return lead


def _orphan(document: Document, placed: list[Placed]) -> int:
    """Where what closes a passage begins and belongs to what follows: a short line of a printed page that ends no sentence.

    The passage's length if there is nothing of the kind, as in a text of nothing but short lines.
    """
    first = len(placed)
    while first and _may_head(document, *placed[first - 1]):
        first -= 1
    return first if len(placed) - first <= ORPHANS else len(placed)


def _may_head(document: Document, block: Block, sentence: Sentence) -> bool:
    words = document.text[sentence.start : sentence.end]
    whole = (block.start, block.end) == (sentence.start, sentence.end)
    line = block.kind is BlockKind.PARAGRAPH and block.page is not None and whole
    return line and not ends_sentence(words) and weigh_tokens(words) < SCRAP


class Packed(NamedTuple):
    """What a passage will be made of, and the header of the table that it is from."""

    placed: list[Placed]
    header: Block | None


def _without_scraps(document: Document, packed: list[Packed]) -> Iterator[Packed]:
    """Captions, units and notes of a printed page join the passage that they stand beside.

    Alone they say nothing, and few words match a question by chance. Elsewhere a short paragraph is meant to stand alone.
    """
    headings = [block.start for block in document.blocks if block.kind is BlockKind.HEADING]
    waiting: Packed | None = None
    for each in packed:
        if waiting is None:
            waiting = each
            continue
        # The same heading may come twice: what is below the second one is another matter.
        between = [bisect(headings, place) for place in (waiting.placed[-1][0].start, each.placed[0][0].start)]
        if between[0] == between[1] and _scrap_beside(document, waiting, each):
            waiting = Packed([*waiting.placed, *each.placed], each.header or waiting.header)
        else:
            yield waiting
            waiting = each
    if waiting is not None:
        yield waiting


def _scrap_beside(document: Document, one: Packed, other: Packed) -> bool:
    """Whether either is a scrap of the same page and section, and both fit one passage."""
    if not _same_place(one.placed[-1][0], other.placed[0][0]):
        return False
    tables = {each.group for block in (one, other) for each, _ in block.placed if each.kind is BlockKind.ROW}
    if len(tables) > 1:
        return False
    sizes = [_tokens(document, each.placed) for each in (one, other)]
    return min(sizes) < SCRAP and sum(sizes) <= MOST


def _same_place(before: Block, after: Block) -> bool:
    """Whether two blocks stand on one printed page, in the same section and said by the same speaker."""
    one, other = ((block.page, block.headings, block.speaker) for block in (before, after))
    return before.page is not None and one == other


def _sections(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Runs of blocks that may share a passage: same headings, page, speaker, and table or no table."""
    run: list[Block] = []
    header: Block | None = None
    for block in blocks:
        if block.kind is BlockKind.HEADER_ROW:
            header = block
        if block.kind in {BlockKind.HEADING, BlockKind.HEADER_ROW}:
            if run:
                yield run
            run = []
            continue
        if run and _boundary(run[-1], block):
            yield run
            run = []
        if not run and block.kind is BlockKind.ROW and header is not None and header.group == block.group:
            run = [header]
        run.append(block)
    if run:
        yield run


def _boundary(one: Block, other: Block) -> bool:
    tables = (one.kind is BlockKind.ROW or one.kind is BlockKind.HEADER_ROW, other.kind is BlockKind.ROW)
    return (
        one.headings != other.headings
        or one.page != other.page
        or one.speaker != other.speaker
        or tables[0] != tables[1]
        or (all(tables) and one.group != other.group)
    )


def _pack(document: Document, section: list[Block], lead: list[Placed]) -> list[list[Placed]]:
    """Sentences of a section in groups of passage size, the first of which begins with ``lead``."""
    packed: list[list[Placed]] = []
    current = list(lead)
    size = _tokens(document, lead)
    for block in section:
        if block.kind is BlockKind.HEADER_ROW:
            continue
        sentences = list(_sentences(document, block))
        whole = sum(_size(document, sentence) for sentence in sentences)
        if current and size + whole > MOST and size >= TARGET / 2:
            # Better to begin a paragraph in a passage of its own than to part it.
            current, size = _closed(document, current, packed)
        for sentence in sentences:
            tokens = _size(document, sentence)
            if current and (size + tokens > MOST or (size >= TARGET and block is not current[-1][0])):
                current, size = _closed(document, current, packed)
            current.append((block, sentence))
            size += tokens
    if current:
        packed.append(current)
    if len(packed) > 1 and section[0].kind is not BlockKind.HEADER_ROW:
        last, before = _tokens(document, packed[-1]), _tokens(document, packed[-2])
        if last < SMALL and last + before <= MOST:
            packed[-2].extend(packed.pop())
    return packed


def _closed(document: Document, current: list[Placed], packed: list[list[Placed]]) -> tuple[list[Placed], float]:
    """Put a passage by, and begin the next one with what it ends on but belongs there; with its size."""
    first = _orphan(document, current)
    packed.append(current[:first] or current)
    rest = current[first:] if first else []
    return rest, _tokens(document, rest)


def _tokens(document: Document, placed: list[Placed]) -> float:
    return sum(_size(document, sentence) for _, sentence in placed)


def _sentences(document: Document, block: Block) -> Iterator[Sentence]:
    if block.kind is BlockKind.ROW:
        yield Sentence(SentenceKind.ROW, block.start, block.end, block.cells, block.group)
        return
    text = document.text[block.start : block.end]
    if block.kind is BlockKind.ITEM and weigh_tokens(text) <= MOST:
        yield Sentence(SentenceKind.ITEM, block.start, block.end, (), block.group)
        return
    for span in sentence_spans(text, language=document.metadata.language):
        for piece in cut_long(text, span, most=MOST):
            yield Sentence(SentenceKind.SENTENCE, block.start + piece.start, block.start + piece.end, (), block.group)


def _size(document: Document, sentence: Sentence) -> float:
    text = document.text[sentence.start : sentence.end]
    # What holds hardly any word, such as a line of dots or digits, still must not grow without end.
    return max(weigh_tokens(text), len(text) / LONGEST_WORD)


def _passage(document: Document, placed: list[Placed], header: Block | None, ordinal: int) -> Passage:
    block = placed[0][0]
    sentences = tuple(sentence for _, sentence in placed)
    start, end = sentences[0].start, sentences[-1].end
    return Passage(
        document_id=document.id,
        version=document.version,
        ordinal=ordinal,
        text=document.text[start:end],
        start=start,
        end=end,
        headings=block.headings,
        page=block.page,
        speaker=block.speaker,
        time=block.time,
        header=Span(header.start, header.end) if header else None,
        header_text=document.text[header.start : header.end] if header else "",
        sentences=sentences,
        page_label=block.page_label,
    )
