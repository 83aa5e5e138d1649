"""One text from many pieces, and blocks that know exactly where they stand in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assistant.domain import Access, Block, BlockKind, Document, Metadata, Span
from ingest.assembling import assemble, make_document
from ingest.pieces import Piece
from tests.ingest.pieces import PIECES

HEADING, PARAGRAPH, ITEM, HEADER_ROW, ROW = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.HEADER_ROW,
    BlockKind.ROW,
)


def test_pieces_become_one_text_with_blank_lines_between() -> None:
    text, blocks = assemble([Piece(HEADING, "标题", level=1), Piece(PARAGRAPH, "One 🚗."), Piece(PARAGRAPH, "Two.")])
    assert text == "标题\n\nOne 🚗.\n\nTwo."
    assert [text[block.start : block.end] for block in blocks] == ["标题", "One 🚗.", "Two."]


def test_items_of_a_list_and_rows_of_a_table_stand_line_by_line() -> None:
    text, blocks = assemble(
        [
            Piece(ITEM, "first", group=1),
            Piece(ITEM, "second", group=1),
            Piece(ITEM, "another list", group=2),
            Piece(HEADER_ROW, cells=("Item", "Rate"), group=3),
            Piece(ROW, cells=("aid", "20%"), group=3),
        ]
    )
    assert text == "first\nsecond\n\nanother list\n\nItem | Rate\naid | 20%"
    assert [text[cell.start : cell.end] for cell in blocks[-1].cells] == ["aid", "20%"]


def test_empty_cells_keep_their_place() -> None:
    text, (row,) = assemble([Piece(ROW, cells=("", "20%", ""), group=1)])
    assert [text[cell.start : cell.end] for cell in row.cells] == ["", "20%", ""]


def test_pieces_without_words_leave_nothing() -> None:
    assert assemble([Piece(PARAGRAPH, "  "), Piece(ROW, cells=("", ""))][:1]) == ("", ())
    assert assemble([]) == ("", ())


@pytest.mark.parametrize(
    ("levels", "paths"),
    [
        ((1, 2, 2, 1), [("A",), ("A", "B"), ("A", "C"), ("D",)]),
        ((1, 3, 2), [("A",), ("A", "B"), ("A", "C")]),
        ((2, 1), [("A",), ("B",)]),
        ((0, 0), [("A",), ("B",)]),
    ],
)
def test_headings_nest_by_their_level(levels: tuple[int, ...], paths: list[tuple[str, ...]]) -> None:
    pieces = []
    for name, level in zip("ABCD", levels, strict=False):
        pieces += [Piece(HEADING, name, level=level), Piece(PARAGRAPH, "words")]
    _, blocks = assemble(pieces)
    assert [block.headings for block in blocks if block.kind is PARAGRAPH] == paths
    assert [block.headings for block in blocks if block.kind is HEADING] == paths


@given(PIECES)
def test_blocks_stand_in_order_apart_and_hold_their_pieces(pieces: list[Piece]) -> None:
    text, blocks = assemble(pieces)
    kept = [piece for piece in pieces if (" | ".join(piece.cells) or piece.text).strip()]
    assert [block.kind for block in blocks] == [piece.kind for piece in kept]
    position = 0
    for block, piece in zip(blocks, kept, strict=True):
        assert position <= block.start < block.end <= len(text)
        assert not text[position : block.start].strip()
        assert text[block.start : block.end] == (" | ".join(piece.cells) or piece.text)
        assert [text[cell.start : cell.end] for cell in block.cells] == list(piece.cells)
        assert (block.page, block.speaker, block.time, block.group) == (
            piece.page,
            piece.speaker,
            piece.time,
            piece.group,
        )
        position = block.end
    assert position == len(text)


BLOCK = Block(PARAGRAPH, 0, 5, ("Heading",))
METADATA = Metadata("Title")


def document(metadata: Metadata = METADATA, text: str = "words", block: Block = BLOCK) -> Document:
    return make_document(document_id="a", source="/a.md", metadata=metadata, text=text, blocks=(block,))


def test_equal_contents_have_equal_hashes() -> None:
    assert document().content_hash == document().content_hash


@pytest.mark.parametrize(
    "other",
    [
        document(text="other"),
        document(metadata=replace(METADATA, title="Other")),
        document(metadata=replace(METADATA, access=Access.STAFF)),
        document(metadata=replace(METADATA, jurisdictions=("ES",))),
        document(metadata=replace(METADATA, valid_until="2026-12-31")),
        document(block=replace(BLOCK, kind=ITEM)),
        document(block=replace(BLOCK, headings=("Other",))),
        document(block=replace(BLOCK, group=1)),
        document(block=replace(BLOCK, page=2)),
        document(block=replace(BLOCK, speaker="Li")),
        document(block=replace(BLOCK, cells=(Span(0, 5),))),
    ],
)
def test_whatever_a_citation_shows_is_part_of_the_hash(other: Document) -> None:
    assert other.content_hash != document().content_hash
