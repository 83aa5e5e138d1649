"""Word documents, written here by a real writer, become pieces in the order of the document."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from ingest.pieces import Piece, Reading
from ingest.readers.docx import read_docx


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document: Document) -> Reading:
    return read_docx(saved(document), name="act.docx")


def altered(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for item in old.namelist():
            new.writestr(item, change(old.read(item)) if item == part else old.read(item))
    return buffer.getvalue()


def test_structure_is_kept_in_the_order_of_the_document() -> None:
    document = docx.Document()
    document.add_heading("Batteries 电池", 0)
    document.add_heading("Scope", 2)
    document.add_paragraph("One line\nand the next.")
    document.add_paragraph("  ")
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("inner", style="List Bullet 2")
    document.add_paragraph("Between.")
    document.add_paragraph("other", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Country", "Rate", "Hungary", "9 %\nof profit"], strict=True):
        cell.text = text
    document.add_paragraph("After.")
    assert read(document).pieces == (
        Piece(BlockKind.HEADING, "Batteries 电池", level=1),
        Piece(BlockKind.HEADING, "Scope", level=2),
        Piece(BlockKind.PARAGRAPH, "One line and the next."),
        Piece(BlockKind.ITEM, "first", group=1),
        Piece(BlockKind.ITEM, "inner", group=1),
        Piece(BlockKind.PARAGRAPH, "Between."),
        Piece(BlockKind.ITEM, "other", group=2),
        Piece(BlockKind.HEADER_ROW, group=3, cells=("Country", "Rate")),
        Piece(BlockKind.ROW, group=3, cells=("Hungary", "9 % of profit")),
        Piece(BlockKind.PARAGRAPH, "After."),
    )


def test_cells_merged_downward_stand_in_each_row_and_those_merged_sideways_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for number, cell in enumerate(table._cells):
        cell.text = str(number) if number not in (2, 6) else ""
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    assert [piece.cells for piece in read(document).pieces] == [("0", "1", ""), ("3", "4", "5"), ("3", "7", "8")]


def test_frame_of_one_column_is_no_table() -> None:
    document = docx.Document()
    document.add_table(rows=2, cols=1).cell(0, 0).text = "Boxed words"
    assert read(document).pieces == (Piece(BlockKind.PARAGRAPH, "Boxed words"),)


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>", "Seen."),
        ("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "Seen."),
        ("<w:ins><w:r><w:t> Inserted.</w:t></w:r></w:ins>", "Seen. Inserted."),
        ("<w:hyperlink><w:r><w:t xml:space='preserve'> Linked.</w:t></w:r></w:hyperlink>", "Seen. Linked."),
        ("<w:sdt><w:sdtContent><w:r><w:t> Filled in.</w:t></w:r></w:sdtContent></w:sdt>", "Seen. Filled in."),
        ("<w:r><w:br/><w:t>Next line.</w:t></w:r>", "Seen. Next line."),
        ("<w:r><w:tab/><w:t>Tabbed.</w:t></w:r>", "Seen. Tabbed."),
    ],
)
def test_words_that_show_are_read(run: str, text: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Seen.")
    kept = run.replace("<w:t>", "<w:t xml:space='preserve'>")
    root: Any = parse_xml(f"<w:p {nsdecls('w')}>{kept}</w:p>")
    for element in list(root):
        paragraph._p.append(element)
    assert [piece.text for piece in read(document).pieces] == [text]


def test_content_controls_and_tables_of_contents_are_told_apart() -> None:
    document = docx.Document()
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Filled in</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(control))
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Scope 3", style="toc 1")
    assert [piece.text for piece in read(document).pieces] == ["Filled in"]


def test_own_styles_inherit_their_meaning() -> None:
    document = docx.Document()
    kinds = WD_STYLE_TYPE
    for name, base in [("Article", "Heading 3"), ("Point", "List Bullet")]:
        document.styles.add_style(name, kinds.PARAGRAPH).base_style = document.styles[base]
        document.add_paragraph(f"of {name}", style=name)
    assert read(document).pieces == (
        Piece(BlockKind.HEADING, "of Article", level=3),
        Piece(BlockKind.ITEM, "of Point", group=1),
    )


def test_outline_level_and_numbering_of_the_paragraph_itself_count() -> None:
    document = docx.Document()
    for properties in ["<w:outlineLvl w:val='1'/>", "<w:numPr><w:numId w:val='2'/></w:numPr>"]:
        paragraph = document.add_paragraph("words")
        paragraph._p.insert(0, parse_xml(f"<w:pPr {nsdecls('w')}>{properties}</w:pPr>"))
    assert [(piece.kind, piece.level) for piece in read(document).pieces] == [
        (BlockKind.HEADING, 2),
        (BlockKind.ITEM, 0),
    ]


def test_styles_based_on_each_other_are_survived() -> None:
    document = docx.Document()
    kinds = WD_STYLE_TYPE
    one, two = (document.styles.add_style(name, kinds.PARAGRAPH) for name in ("One", "Two"))
    one.base_style, two.base_style = two, one
    document.add_paragraph("words", style="One")
    assert read(document).pieces == (Piece(BlockKind.PARAGRAPH, "words"),)


def test_properties_are_taken_from_the_core_properties() -> None:
    document = docx.Document()
    document.add_paragraph("words")
    core = document.core_properties
    core.title, core.author, core.created = "Rules on Batteries", "Ministry", datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert read(document).properties == {"title": "Rules on Batteries", "author": "Ministry", "created": "2026-03-01"}


def test_what_the_template_states_is_no_property() -> None:
    document = docx.Document()
    document.core_properties.title = "Word Document"
    assert {"title", "author"}.isdisjoint(read(document).properties)


CONTENT = saved(docx.Document())


@pytest.mark.parametrize(
    "content",
    [
        b"no package",
        CONTENT[: len(CONTENT) // 2],
        CONTENT[:-10],
        altered(CONTENT, "word/document.xml", lambda xml: xml[: len(xml) // 2]),
        altered(CONTENT, "[Content_Types].xml", lambda xml: b"<x/>"),
        altered(CONTENT, "_rels/.rels", lambda xml: xml.replace(b"officeDocument", b"other")),
        altered(CONTENT, "[Content_Types].xml", lambda xml: xml.replace(b"document.main+xml", b"template.main+xml")),
    ],
)
def test_damaged_package_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="damaged DOCX") as caught:
        read_docx(content, name="act.docx")
    assert "save it again" in caught.value.advice
    assert caught.value.__cause__ is not None


def test_notes_stand_behind_the_paragraph_that_names_them() -> None:
    document = docx.Document()
    mark = f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/></w:r>"
    document.add_paragraph("The grant is capped.")._p.append(parse_xml(mark))
    document.add_paragraph("It is paid once.")
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='0' w:type='separator'><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>At EUR 24 million.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), document.part.package)
    document.part.relate_to(part, kind)
    assert [piece.text for piece in read(document).pieces] == [
        "The grant is capped.",
        "At EUR 24 million.",
        "It is paid once.",
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    document = docx.Document()
    outer = document.add_table(rows=2, cols=2)
    for cell, text in zip(outer._cells, ("Country", "Rates", "Spain", ""), strict=True):
        cell.text = text
    inner = outer.cell(1, 1).add_table(rows=2, cols=2)
    for cell, text in zip(inner._cells, ("Size", "Rate", "small", "50 %"), strict=True):
        cell.text = text
    document.add_paragraph("After.")
    found = read(document).pieces
    assert [(piece.group, piece.cells or piece.text) for piece in found] == [
        (1, ("Country", "Rates")),
        (1, ("Spain", "")),
        (2, ("Size", "Rate")),
        (2, ("small", "50 %")),
        (None, "After."),
    ]


def test_headers_and_footers_of_pages_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ministry"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Words.")
    assert [piece.text for piece in read(document).pieces] == ["Words."]
