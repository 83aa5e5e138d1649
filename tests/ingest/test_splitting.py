"""Passages: exact slices of a section, of a size to be searched and quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import Advisory
from assistant.domain import Block, BlockKind, Document, Metadata, Passage, SentenceKind, Span
from assistant.language.words import weigh_tokens
from ingest.assembling import assemble, make_document
from ingest.long_text import cut_long
from ingest.pieces import Piece
from ingest.splitting import MOST, split
from tests.ingest.pieces import PIECES, SENTENCES


def document_of(pieces: list[Piece], language: str = "en") -> Document:
    text, blocks = assemble(pieces)
    metadata = Metadata("Title", language=language)
    return make_document(document_id="d", source="/d.md", metadata=metadata, text=text, blocks=blocks)


def blocks_in(document: Document, passage: Passage) -> list[Block]:
    return [block for block in document.blocks if block.start < passage.end and passage.start < block.end]


def check(document: Document) -> list[Passage]:
    passages = list(split(document))
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    position = 0
    for passage in passages:
        assert passage.text == document.text[passage.start : passage.end]
        # A row may end with an empty cell.
        assert passage.text == passage.text.strip() or passage.sentences[-1].cells
        assert passage.text.strip()
        assert position <= passage.start
        position = passage.end
        _check_sentences(document, passage)
        _check_section(document, passage)
    _check_cover(document, passages)
    return passages


def _check_sentences(document: Document, passage: Passage) -> None:
    assert passage.sentences
    assert (passage.sentences[0].start, passage.sentences[-1].end) == (passage.start, passage.end)
    position = passage.start
    for sentence in passage.sentences:
        assert position <= sentence.start < sentence.end <= passage.end
        assert passage.words_of(sentence) == document.text[sentence.start : sentence.end]
        # A caption stands before the header of its table, which belongs to no sentence.
        assert document.text[position : sentence.start].strip() in {"", passage.header_text}
        position = sentence.end
    single = len(passage.sentences) == 1 and passage.sentences[0].kind is not SentenceKind.SENTENCE
    assert single or weigh_tokens(passage.text) <= MOST


def _check_section(document: Document, passage: Passage) -> None:
    blocks = blocks_in(document, passage)
    inside = [block for block in blocks if block.kind in {BlockKind.HEADING, BlockKind.HEADER_ROW}]
    assert all(passage.page is not None and Span(block.start, block.end) == passage.header for block in inside)
    blocks = [block for block in blocks if block not in inside]
    (place,) = {(block.headings, block.page, block.speaker) for block in blocks}
    assert place == (passage.headings, passage.page, passage.speaker)
    assert passage.time == blocks[0].time
    tables = {block.group if block.kind is BlockKind.ROW else None for block in blocks}
    # Only what stands alone on a printed page is joined with a table beside it.
    assert len(tables) == 1 or passage.page is not None
    named = tables - {None} if passage.page is not None else tables
    table = next(iter(named), None)
    headers = [block for block in document.blocks if block.kind is BlockKind.HEADER_ROW and block.group == table]
    if headers and len(named) < 2:
        assert passage.header == Span(headers[0].start, headers[0].end)
        assert passage.header_text == document.text[headers[0].start : headers[0].end]
    elif not named:
        assert (passage.header, passage.header_text) == (None, "")


def _check_cover(document: Document, passages: list[Passage]) -> None:
    covered = [span for passage in passages for span in passage.sentences]
    for block in document.blocks:
        if block.kind in {BlockKind.HEADING, BlockKind.HEADER_ROW}:
            continue
        inside = [span for span in covered if block.start <= span.start and span.end <= block.end]
        position = block.start
        for span in inside:
            assert not document.text[position : span.start].strip()
            position = span.end
        assert not document.text[position : block.end].strip()
        if block.kind is BlockKind.ROW:
            (row,) = inside
            assert (row.kind, row.cells, row.group) == (SentenceKind.ROW, block.cells, block.group)


@pytest.mark.parametrize("language", ["en", "zh"])
@given(pieces=PIECES)
def test_passages_hold_every_promise_for_any_document(language: str, pieces: list[Piece]) -> None:
    check(document_of(pieces, language))


def test_passages_of_the_corpus_hold_every_promise(corpus_advisory: Advisory) -> None:
    documents = corpus_advisory.catalogue.documents
    counts = [len(check(documents.get(summary.id).document)) for summary in documents.summaries()]
    assert sum(counts) == corpus_advisory.catalogue.changelog.served_passages()


def test_short_paragraphs_of_a_section_share_a_passage() -> None:
    document = document_of([Piece(BlockKind.PARAGRAPH, "One."), Piece(BlockKind.PARAGRAPH, "Two.")])
    assert [passage.text for passage in split(document)] == ["One.\n\nTwo."]


@pytest.mark.parametrize(
    ("page", "expected"), [(3, ["Million euros\n\nCost | 4\nSales | 9\n\nSee note 2."]), (None, None)]
)
def test_what_stands_alone_on_a_printed_page_joins_the_table_beside_it(page: int | None, expected: list[str]) -> None:
    pieces = [
        Piece(BlockKind.PARAGRAPH, "Million euros", page=page),
        Piece(BlockKind.ROW, cells=("Cost", "4"), group=1, page=page),
        Piece(BlockKind.ROW, cells=("Sales", "9"), group=1, page=page),
        Piece(BlockKind.PARAGRAPH, "See note 2.", page=page),
    ]
    passages = check(document_of(pieces))
    apart = ["Million euros", "Cost | 4\nSales | 9", "See note 2."]
    assert [passage.text for passage in passages] == (expected or apart)


def test_what_announces_a_table_of_a_printed_page_begins_its_passage() -> None:
    text = Piece(
        BlockKind.PARAGRAPH, "The plant has run at a loss since it was opened. " * 14 + "Aid was as follows:", page=1
    )
    rows = [
        Piece(BlockKind.HEADER_ROW, group=1, page=1, cells=("Year", "EUR")),
        *(Piece(BlockKind.ROW, group=1, page=1, cells=(f"Region {number}", "40")) for number in range(12)),
    ]
    *above, below = check(document_of([text, *rows]))
    assert above[-1].text.endswith("it was opened.")
    assert below.text.startswith("Aid was as follows:\n\nYear | EUR\nRegion 0 | 40")
    assert below.header_text == "Year | EUR"


def test_a_short_line_of_a_printed_page_stays_with_the_paragraph_below_it() -> None:
    paragraph = "The agency pays within sixty days of the report, and asks for invoices of each purchase. " * 8
    pieces = [Piece(BlockKind.PARAGRAPH, words, page=1) for words in (paragraph, "By when to apply", paragraph)]
    passages = check(document_of(pieces))
    assert [passage.text.startswith("By when to apply") for passage in passages] == [False, True]


def test_a_heading_that_comes_twice_on_a_printed_page_parts_what_is_below_it() -> None:
    heading = Piece(BlockKind.HEADING, "资格", level=1, page=1)
    pieces = [heading, Piece(BlockKind.PARAGRAPH, "一。", page=1), heading, Piece(BlockKind.PARAGRAPH, "二。", page=1)]
    assert [passage.text for passage in check(document_of(pieces, "zh"))] == ["一。", "二。"]


def test_a_heading_begins_a_passage() -> None:
    document = document_of(
        [
            Piece(BlockKind.HEADING, "A", level=1),
            Piece(BlockKind.PARAGRAPH, "One."),
            Piece(BlockKind.HEADING, "B", level=2),
            Piece(BlockKind.PARAGRAPH, "Two."),
        ]
    )
    assert [(passage.text, passage.headings) for passage in split(document)] == [("One.", ("A",)), ("Two.", ("A", "B"))]


def test_each_speaker_has_passages_of_their_own() -> None:
    document = document_of(
        [
            Piece(BlockKind.PARAGRAPH, "Hello.", speaker="Li", time="00:00:01"),
            Piece(BlockKind.PARAGRAPH, "And more.", speaker="Li", time="00:00:09"),
            Piece(BlockKind.PARAGRAPH, "Thanks.", speaker="Rossi", time="00:00:12"),
        ]
    )
    assert [(passage.text, passage.speaker, passage.time) for passage in split(document)] == [
        ("Hello.\n\nAnd more.", "Li", "00:00:01"),
        ("Thanks.", "Rossi", "00:00:12"),
    ]


def test_every_piece_of_a_long_table_keeps_the_header() -> None:
    rows = [Piece(BlockKind.ROW, cells=(f"measure {number}", "words " * 12), group=1) for number in range(40)]
    document = document_of([Piece(BlockKind.HEADER_ROW, cells=("Measure", "What"), group=1), *rows])
    passages = list(split(document))
    assert len(passages) > 2
    assert {passage.header_text for passage in passages} == {"Measure | What"}
    assert sum(len(passage.sentences) for passage in passages) == 40


def test_a_row_on_the_next_page_is_cited_with_its_own_page() -> None:
    document = document_of(
        [
            Piece(BlockKind.HEADER_ROW, cells=("Measure", "Rate"), group=1, page=1),
            Piece(BlockKind.ROW, cells=("one", "10%"), group=1, page=1),
            Piece(BlockKind.ROW, cells=("two", "20%"), group=1, page=2),
        ]
    )
    assert [(passage.text, passage.page, passage.header_text) for passage in split(document)] == [
        ("one | 10%", 1, "Measure | Rate"),
        ("two | 20%", 2, "Measure | Rate"),
    ]


def test_a_huge_row_stays_whole() -> None:
    document = document_of([Piece(BlockKind.ROW, cells=("x", "word " * 2000), group=1)])
    (passage,) = split(document)
    assert weigh_tokens(passage.text) > MOST


def test_a_long_item_is_cut_at_its_sentences() -> None:
    document = document_of([Piece(BlockKind.ITEM, "The aid covers investment costs of the plant. " * 60, group=1)])
    passages = check(document)
    assert len(passages) > 2
    assert all(passage.text.endswith(".") for passage in passages)


@given(
    st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=40)), max_size=40).map("".join),
    st.integers(20, 220),
)
def test_long_text_is_cut_into_spans_that_leave_nothing_out(text: str, most: int) -> None:
    position = 0
    for span in cut_long(text, Span(0, len(text)), most=most):
        assert not text[position : span.start].strip()
        assert weigh_tokens(text[span.start : span.end]) <= most
        position = span.end
    assert not text[position:].strip()


@pytest.mark.parametrize("unit", ["1,", ". ", "- 1 "])
def test_what_holds_hardly_a_word_is_cut_all_the_same(unit: str) -> None:
    passages = list(split(document_of([Piece(BlockKind.PARAGRAPH, unit * 20_000)])))
    assert max(len(passage.text) for passage in passages) <= 12 * 2 * MOST
