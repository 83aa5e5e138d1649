"""Files made by real writers are read back with their words, pages and cells."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher

import pytest

from assistant.domain import BlockKind
from ingest.pieces import Piece
from ingest.readers import read
from tests.readers import writers
from tests.readers.writers import CONTENTS, ENGLISH, Content

Writer = Callable[[Content], bytes]
ROWS = {BlockKind.ROW, BlockKind.HEADER_ROW}
PROSE: dict[str, Writer] = {
    "pdf": writers.pdf,
    "docx": writers.word,
    "xlsx": writers.workbook,
    "html": writers.web_page,
    "eml": writers.mail,
    "md": writers.markdown,
    "txt": writers.plain,
    "vtt": writers.subtitles,
    "srt": lambda content: writers.subtitles(content, srt=True),
}
TABLES: dict[str, Writer] = {
    "pdf": writers.pdf_table,
    "docx": writers.word,
    "pptx": writers.deck,
    "xlsx": writers.workbook,
    "csv": writers.comma_separated,
    "html": writers.web_page,
    "md": writers.markdown,
}


def error_rate(found: str, expected: str) -> float:
    """Share of characters that are wrong, white space aside."""
    one, other = "".join(found.split()), "".join(expected.split())
    same = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return 1 - same / max(len(one), len(other), 1)


def prose(pieces: tuple[Piece, ...]) -> str:
    return " ".join(piece.text for piece in pieces if piece.kind not in ROWS)


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.name)
@pytest.mark.parametrize("suffix", PROSE)
def test_words_of_a_file_are_read_as_they_were_written(suffix: str, content: Content) -> None:
    pieces = read(PROSE[suffix](content), name=f"{content.name}.{suffix}").pieces
    added = {"xlsx": ["Data"], "eml": ["From: Li Na", "Date: 2026-03-02", "发件人：Li Na", "日期：2026-03-02"]}
    kept = tuple(piece for piece in pieces if piece.text not in added.get(suffix, []))
    assert error_rate(prose(kept), content.words) <= 0.01


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.name)
@pytest.mark.parametrize("suffix", TABLES)
def test_cells_of_tables_are_found_with_their_header(suffix: str, content: Content) -> None:
    pieces = read(TABLES[suffix](content), name=f"{content.name}.{suffix}").pieces
    rows = [piece for piece in pieces if piece.kind in ROWS]
    assert [tuple(cell.replace(" %", "%") for cell in row.cells) for row in rows] == [
        tuple(cell.replace(" %", "%") for cell in row) for row in content.table
    ]
    assert rows[0].kind is BlockKind.HEADER_ROW
    assert len({row.group for row in rows}) == 1


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.name)
def test_each_paragraph_of_a_pdf_has_its_page_and_the_title_is_a_heading(content: Content) -> None:
    pieces = read(writers.pdf(content), name="a.pdf").pieces
    assert (pieces[0].kind, pieces[0].text) == (BlockKind.HEADING, content.title)
    for number, page in enumerate(content.pages, start=1):
        found = [piece.text for piece in pieces if piece.page == number and piece.kind is BlockKind.PARAGRAPH]
        assert error_rate(" ".join(found), " ".join(page)) <= 0.01


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.name)
def test_columns_are_read_one_after_the_other_without_headers_and_page_numbers(content: Content) -> None:
    pieces = read(writers.pdf_columns(content), name="a.pdf").pieces
    expected = " ".join(text for number in range(3) for text in writers.page_texts(content, number))
    assert error_rate(prose(pieces), expected) <= 0.01


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.name)
def test_slides_have_numbers_titles_and_notes(content: Content) -> None:
    pieces = read(writers.deck(content), name="a.pptx").pieces
    assert [piece.page for piece in pieces if piece.text == content.title] == [1, 2, 3]
    notes = "Notes" if content is ENGLISH else "备注"
    place = [piece.text for piece in pieces].index(notes)
    assert (pieces[place + 1].text, pieces[place + 1].page) == (content.pages[-1][-1], 1)
    items = [piece.text for piece in pieces if piece.kind is BlockKind.ITEM and piece.page == 1]
    assert items == list(content.pages[0]) or len(content.pages[0]) == 1


def test_columns_of_figures_without_rules_are_a_table() -> None:
    content = Content(
        "results",
        "Net sales by region in millions of euros",
        (("Sales grew in all regions but one during the year under review.",),),
        (
            ("Region", "2024", "2025"),
            ("Europe", "1,204", "1,377"),
            ("Asia", "", "2,406"),
            ("Americas", "980", "(12)"),
            ("Total", "2,184", "3,771"),
        ),
    )
    pieces = read(writers.pdf_table(content, ruled=False), name="a.pdf").pieces
    assert tuple(piece.cells for piece in pieces if piece.kind in ROWS) == content.table


def test_a_mail_holds_what_is_attached() -> None:
    content = writers.mail(ENGLISH, ("办法.docx", writers.word(CONTENTS[1])), ("photo.png", b"\x89PNG\r\n\x1a\n\0\0"))
    reading = read(content, name="a.eml")
    assert reading.properties == {"title": ENGLISH.title, "author": "Li Na", "published": "2026-03-02"}
    texts = [piece.text for piece in reading.pieces]
    assert texts.index("Attachment: 办法.docx") < texts.index(CONTENTS[1].pages[0][0])
    assert any("photo.png" in text and "not read" in text for text in texts)
    assert "The other form of it." not in texts
