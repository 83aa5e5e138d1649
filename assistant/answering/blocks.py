"""The blocks that statements are shown as: sentences, items and rows with their citations, and the gloss below them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.citing import Citations
from assistant.answering.evidence import Evidence
from assistant.answering.glossing import glosses
from assistant.answering.merging import Statement
from assistant.answering.ordering import header_of
from assistant.answering.phrases import phrase
from assistant.domain import AnswerBlock, AnswerBlockKind, SentenceKind, Span
from assistant.protocols import Query

MOST_GLOSSES = 4
BLOCK_KIND = {
    SentenceKind.SENTENCE: AnswerBlockKind.SENTENCE,
    SentenceKind.ITEM: AnswerBlockKind.ITEM,
    SentenceKind.ROW: AnswerBlockKind.ROW,
}


def blocks_of(statements: Sequence[Statement], citations: Citations) -> list[AnswerBlock]:
    """The blocks of some statements, a table's header before its first row; each cites the words it rests on."""
    blocks: list[AnswerBlock] = []
    table: tuple[str, int] | None = None
    for statement in statements:
        item, sentence = statement.item, statement.item.sentence
        header = item.passage.header
        if header is not None and header_of(item) not in {table, None}:
            table = header_of(item)
            number = citations.cite(item.passage, item.metadata, header)
            cells = tuple(cell.strip() for cell in item.passage.header_text.split(" | "))
            blocks.append(AnswerBlock(AnswerBlockKind.ROW, item.passage.header_text, cells, (number,)))
        numbers = tuple(_cite(one, citations) for one in (item, *statement.also))
        start = item.passage.start
        cells = tuple(item.passage.text[cell.start - start : cell.end - start] for cell in sentence.cells)
        blocks.append(AnswerBlock(BLOCK_KIND[sentence.kind], item.words, cells, numbers))
    return blocks


def _cite(item: Evidence, citations: Citations) -> int:
    return citations.cite(item.passage, item.metadata, Span(item.sentence.start, item.sentence.end))


def gloss_of(query: Query, blocks: Sequence[AnswerBlock], citations: Citations) -> AnswerBlock | None:
    """The facts of quotes in another language as the reader writes them, marked as no quote, with their citations."""
    foreign = {citation.number for citation in citations.all if citation.language != query.language}
    facts: dict[str, tuple[str, int]] = {}
    for block in blocks:
        if block.citations[0] in foreign:
            for original, said in glosses(block.text, query.language):
                facts.setdefault(original, (said, block.citations[0]))
    if not facts:
        return None
    # Figures before names: they are what is read wrongly.
    kept = sorted(facts.items(), key=lambda fact: not any(char.isdigit() for char in fact[0]))[:MOST_GLOSSES]
    said = phrase("gloss_separator", query.language).join(f"{original} = {said}" for original, (said, _) in kept)
    numbers = tuple(dict.fromkeys(number for _, (_, number) in kept))
    text = phrase("gloss", query.language, facts=said)
    return AnswerBlock(AnswerBlockKind.NOTE, text, citations=numbers, translation=True)
