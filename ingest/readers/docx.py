"""Word documents, by python-docx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from ingest.pieces import Piece, Reading
from ingest.readers.docx_notes import Notes, notes_of
from ingest.readers.encoding import normalise
from ingest.readers.foreign import PACKAGE
from ingest.readers.made_on import made_on
from ingest.readers.package import check_package
from ingest.readers.prose import join_lines, tidy
from ingest.readers.stated import stated_author, stated_title
from ingest.readers.told import hidden_words
from ingest.readers.transcripts import with_speakers

_FOREIGN_ERRORS = (OpcError, etree.LxmlError, *PACKAGE)
_MAX_COLUMNS = 64
_BOXES = ".//w:txbxContent[not(ancestor::*[local-name()='Fallback'])]/w:p"
"""Paragraphs of text boxes; a drawing may hold its boxes twice, for new and for old programs."""
_BLOCKS = "./w:p | ./w:tbl | ./w:sdt/w:sdtContent/w:p | ./w:sdt/w:sdtContent/w:tbl"
_RUNS = (
    ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent)]"
    "[not(ancestor::*[local-name()='Fallback'])]"
    "[not(w:rPr/w:vanish[not(@w:val) or (@w:val != '0' and @w:val != 'false')])]"
)
"""Runs that show: not deleted, not hidden, and not the copy of a drawing for old programs."""
_HIDDEN_TEXTS = ".//w:r[w:rPr/w:vanish[not(@w:val) or (@w:val != '0' and @w:val != 'false')]]/w:t/text()"
_HIDDEN = 20
"""Characters; a few, such as the mark of an index entry, are not worth a word."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style means for the structure. None: the style does not say."""

    name: str = ""
    level: int | None = None
    listed: bool | None = None


def read_docx(content: bytes, *, name: str) -> Reading:
    """Headings, paragraphs, list items and table rows in the order of the document.

    Deleted and hidden words are left out; inserted ones and content controls are read.

    Raises:
        UnreadableDocument: the package is damaged, encrypted or of another kind of Office file.
    """
    body, styles, notes, properties = _open(content, name)
    hidden = sum(len(str(text).strip()) for text in body.xpath(_HIDDEN_TEXTS))
    missing = (hidden_words(hidden),) if hidden >= _HIDDEN else ()
    return Reading(with_speakers(list(_pieces(body, styles, notes))), properties, missing=missing)


def _open(content: bytes, name: str) -> tuple[Any, Any, Notes, dict[str, str]]:
    """The XML of body and styles, the foot- and endnotes, and the stated properties."""
    check_package(content, kind="DOCX", name=name)
    try:
        document = docx.Document(BytesIO(content))
        return document.element.body, document.styles.element, notes_of(document), _properties(document)
    except _FOREIGN_ERRORS as error:
        problem = tidy(str(error)) or type(error).__name__
        advice = "Open it in Word and save it again as .docx."
        raise UnreadableDocument(name, f"damaged DOCX ({problem})", advice) from error


def _properties(document: Document) -> dict[str, str]:
    core = document.core_properties
    stated = {
        "title": stated_title(core.title),
        "author": stated_author(core.author),
        "created": made_on(core.created, core.modified),
        "language": core.language,
    }
    return {key: value for key, value in stated.items() if value}


def _pieces(body: Any, styles: Any, notes: Notes) -> Iterator[Piece]:
    """Blocks in order; text boxes and notes stand behind the paragraph that holds or names them."""
    meanings = _meanings(styles)
    group, in_list = 0, False
    # iter_inner_content passes over content controls, which forms and templates are made of.
    for element in body.xpath(_BLOCKS):
        if element.tag == qn("w:tbl"):
            in_list = False
            for piece in _table(element):
                yield replace(piece, group=None if piece.group is None else group + piece.group)
            group += 1 + len(element.xpath(".//w:tbl"))
            continue
        text = _words(element)
        style = _meaning(element, meanings)
        beside = [Piece(BlockKind.PARAGRAPH, words) for words in _boxed(element)]
        beside += [Piece(BlockKind.PARAGRAPH, words) for words in notes.named_in(element)]
        if not text or style.name.startswith("toc "):
            yield from beside
            continue
        if style.level:
            in_list = False
            yield Piece(BlockKind.HEADING, text, level=style.level)
        elif style.listed:
            group += not in_list
            in_list = True
            yield Piece(BlockKind.ITEM, text, group=group)
        else:
            in_list = False
            yield Piece(BlockKind.PARAGRAPH, text)
        yield from beside


def _boxed(paragraph: Any) -> Iterator[str]:
    """Paragraphs of the text boxes that hang on a paragraph."""
    for inner in paragraph.xpath(_BOXES):
        words = "".join(run.text for run in inner.xpath("./w:r | ./w:hyperlink/w:r | ./w:ins/w:r"))
        if text := join_lines(normalise(words).split("\n")):
            yield text


def _words(element: Any) -> str:
    """Visible words of a paragraph. A line break within it is one within a sentence."""
    return join_lines(normalise("".join(run.text for run in element.xpath(_RUNS))).split("\n"))


def _meanings(styles: Any) -> dict[str, _Style]:
    """Each style by its id, with what it inherits; the style of plain paragraphs is under the empty id."""
    elements = {style.get(qn("w:styleId")): style for style in styles.xpath("./w:style[@w:type='paragraph']")}
    meanings = {}
    for style_id, element in elements.items():
        chain, base = [], element
        while base is not None and base not in chain:  # a damaged file may have styles based on each other
            chain.append(base)
            base = elements.get(_value(base, "./w:basedOn"))
        meanings[style_id] = reduce(_inherit, [_own_meaning(style) for style in chain])
        if element.get(qn("w:default")) in ("1", "true"):
            meanings[""] = meanings[style_id]
    return meanings


def _meaning(paragraph: Any, meanings: dict[str, _Style]) -> _Style:
    plain = meanings.get("", _Style())
    style = meanings.get(_value(paragraph, "./w:pPr/w:pStyle"), plain)
    return replace(_inherit(_own_meaning(paragraph), style), name=style.name)


def _own_meaning(element: Any) -> _Style:
    """What a style or a paragraph states itself, by a well-known name or by its properties."""
    name = _value(element, "./w:name").lower()
    outline, numbering = _value(element, "./w:pPr/w:outlineLvl"), _value(element, "./w:pPr/w:numPr/w:numId")
    heading = re.fullmatch(r"heading ([1-9])", name)
    level = int(heading[1]) if heading else 1 if name == "title" else None
    if level is None and outline.isdecimal():
        level = int(outline) + 1 if int(outline) < 9 else 0  # 9 means body text
    listed = True if re.match(r"list (?!continue)", name) else None
    if numbering:
        listed = numbering != "0"  # 0 takes away the numbering of the style
    return _Style(name, level, listed)


def _inherit(own: _Style, base: _Style) -> _Style:
    level = base.level if own.level is None else own.level
    return _Style(own.name, level, base.listed if own.listed is None else own.listed)


def _value(element: Any, path: str) -> str:
    values = element.xpath(f"{path}/@w:val")
    return str(values[0]) if values else ""


def _table(table: Any) -> Iterator[Piece]:
    """Rows of a table, then the tables within its cells; a frame of one column around running text is no table."""
    rows = list(_rows(table))
    framed = max(map(len, rows), default=0) < 2
    for index, cells in enumerate(rows):
        if framed:
            yield from (Piece(BlockKind.PARAGRAPH, text) for text in cells)
        else:
            kind = BlockKind.HEADER_ROW if index == 0 and len(rows) > 1 else BlockKind.ROW
            yield Piece(kind, group=1, cells=cells)
    offset = 1
    for inner in table.xpath("./w:tr/w:tc/w:tbl | ./w:tr/w:tc/w:sdt/w:sdtContent/w:tbl"):
        for piece in _table(inner):
            yield replace(piece, group=None if piece.group is None else piece.group + offset)
        offset += 1 + len(inner.xpath(".//w:tbl"))


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """Cells by column. A cell merged downward has its words in each row that it covers, one merged sideways once."""
    above: list[str] = []
    for row in table.xpath("./w:tr"):
        cells: list[str] = []
        for cell in row.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc"):
            covered = cell.xpath("./w:tcPr/w:vMerge[not(@w:val) or @w:val='continue']")
            words = join_lines(_words(paragraph) for paragraph in cell.xpath("./w:p | ./w:sdt/w:sdtContent/w:p"))
            if covered and not words:
                words = above[len(cells)] if len(cells) < len(above) else ""
            span = _value(cell, "./w:tcPr/w:gridSpan")
            cells += [words] + [""] * (min(int(span), _MAX_COLUMNS) - 1 if span.isdecimal() else 0)
        above = cells
        if any(cells):
            yield tuple(cells)
