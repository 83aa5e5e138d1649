"""PowerPoint presentations, by python-pptx: each slide a page, its title a heading."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

import pptx
from lxml import etree
from pptx.exc import PythonPptxError

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from assistant.language.script import language_of
from assistant.missing import Missing
from ingest.pieces import Piece, Reading
from ingest.readers.encoding import normalise
from ingest.readers.foreign import PACKAGE
from ingest.readers.grid import table_pieces
from ingest.readers.made_on import made_on
from ingest.readers.package import check_package
from ingest.readers.prose import join_lines, tidy
from ingest.readers.stated import stated_author, stated_title
from ingest.readers.told import few, hidden_parts

_FOREIGN_ERRORS = (PythonPptxError, etree.LxmlError, *PACKAGE)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DATA_OF_DIAGRAM = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_NOT_CONTENT = {"DATE", "FOOTER", "SLIDE_NUMBER", "HEADER"}
_BAND = 250_000
"""EMU (about 7 mm); shapes whose tops differ by less stand side by side and are read from left to right."""


def read_pptx(content: bytes, *, name: str) -> Reading:
    """Titles, texts, lists, tables, chart data, diagrams and speaker notes of the slides that are shown.

    Raises:
        UnreadableDocument: damaged, or too large unpacked.
    """
    check_package(content, kind="PPTX", name=name)
    try:
        deck = pptx.Presentation(BytesIO(content))
        return Reading(tuple(_pieces(deck)), _properties(deck), missing=tuple(_missing(deck)))
    except _FOREIGN_ERRORS as error:
        problem = tidy(str(error)) or type(error).__name__
        advice = "Open it in PowerPoint and save it again as .pptx."
        raise UnreadableDocument(name, f"damaged PPTX ({problem})", advice) from error


def _missing(deck: Any) -> Iterator[Missing]:
    hidden = [number for number, slide in enumerate(deck.slides, start=1) if _is_hidden(slide)]
    if hidden:
        named = few([str(number) for number in hidden])
        yield hidden_parts(f"slides {named}" if len(hidden) > 1 else f"slide {named}", f"第 {named} 张幻灯片")


def _is_hidden(slide: Any) -> bool:
    return slide._element.get("show") in ("0", "false")


def _pieces(deck: Any) -> Iterator[Piece]:
    groups = iter(range(1, 1_000_000_000))
    for number, slide in enumerate(deck.slides, start=1):
        if _is_hidden(slide):
            continue
        title = slide.shapes.title
        words = _words(title.text_frame.text) if title is not None and title.has_text_frame else ""
        if words:
            yield Piece(BlockKind.HEADING, words, level=1, page=number)
        for shape in _in_reading_order(slide.shapes):
            if title is None or shape.shape_id != title.shape_id:
                yield from _shape(shape, slide, number, groups)
        yield from _notes(slide, number)


def _in_reading_order(shapes: Any) -> Iterator[Any]:
    """Shapes from top to bottom and left to right; those of a group stay together."""
    placed = sorted(shapes, key=lambda shape: ((shape.top or 0) // _BAND, shape.left or 0))
    for shape in placed:
        if hasattr(shape, "shapes"):
            yield from _in_reading_order(shape.shapes)
        elif not (shape.is_placeholder and shape.placeholder_format.type.name in _NOT_CONTENT):
            yield shape


def _shape(shape: Any, slide: Any, page: int, groups: Iterator[int]) -> Iterator[Piece]:
    if getattr(shape, "has_table", False):
        rows = [[_cell_words(cell) for cell in row.cells] for row in shape.table.rows]
        yield from table_pieces(rows, group=next(groups), page=page)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart, page, next(groups))
    elif shape.has_text_frame:
        yield from _text(shape, page, groups)
    else:
        yield from _diagram(shape, slide, page, groups)


def _text(shape: Any, page: int, groups: Iterator[int]) -> Iterator[Piece]:
    """A body of several points is a list; so are paragraphs with a bullet of their own."""
    paragraphs = [(paragraph, _words(paragraph.text)) for paragraph in shape.text_frame.paragraphs]
    filled = [(paragraph, words) for paragraph, words in paragraphs if words]
    body = shape.is_placeholder and shape.placeholder_format.type.name in {"BODY", "OBJECT"} and len(filled) > 1
    for listed, points in groupby(filled, key=lambda each: body or _has_bullet(each[0])):
        group = next(groups) if listed else None
        kind = BlockKind.ITEM if listed else BlockKind.PARAGRAPH
        yield from (Piece(kind, words, group=group, page=page) for _, words in points)


def _has_bullet(paragraph: Any) -> bool:
    properties = paragraph._p.find(f"{_DRAWING}pPr")
    if properties is None:
        return False
    return any(properties.find(f"{_DRAWING}{mark}") is not None for mark in ("buChar", "buAutoNum", "buBlip"))


def _cell_words(cell: Any) -> str:
    return "" if cell.is_spanned else _words(cell.text_frame.text)


def _chart(chart: Any, page: int, group: int) -> Iterator[Piece]:
    """The figures that a chart draws: a row for each category, a column for each series."""
    if chart.has_title and chart.chart_title.has_text_frame:
        words = _words(chart.chart_title.text_frame.text)
        if words:
            yield Piece(BlockKind.PARAGRAPH, words, page=page)
    plots = list(chart.plots)
    if not plots:
        return
    series = list(plots[0].series)
    rows = [["", *(_words(str(each.name or "")) for each in series)]]
    for index, category in enumerate(plots[0].categories):
        figures = [each.values[index] if index < len(each.values) else None for each in series]
        rows.append([_words(str(category)), *("" if figure is None else f"{figure:.11g}" for figure in figures)])
    for index, cells in enumerate(rows):
        kind = BlockKind.HEADER_ROW if index == 0 else BlockKind.ROW
        yield Piece(kind, group=group, page=page, cells=tuple(cells))


def _diagram(shape: Any, slide: Any, page: int, groups: Iterator[int]) -> Iterator[Piece]:
    """Words of a SmartArt diagram, which stand in a part of their own."""
    relation = next(shape._element.iter(_DIAGRAM), None)
    if relation is None:
        return
    part = slide.part.related_part(relation.get(_DATA_OF_DIAGRAM))
    tree = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    group = next(groups)
    for paragraph in tree.iter(f"{_DRAWING}p"):
        words = _words("".join(run.text or "" for run in paragraph.iter(f"{_DRAWING}t")))
        if words:
            yield Piece(BlockKind.ITEM, words, group=group, page=page)


def _notes(slide: Any, page: int) -> Iterator[Piece]:
    if not slide.has_notes_slide or slide.notes_slide.notes_text_frame is None:
        return
    lines = [_words(paragraph.text) for paragraph in slide.notes_slide.notes_text_frame.paragraphs]
    notes = [line for line in lines if line]
    if notes:
        heading = "备注" if language_of(" ".join(notes)) == "zh" else "Notes"
        yield Piece(BlockKind.HEADING, heading, level=2, page=page)
        yield from (Piece(BlockKind.PARAGRAPH, line, page=page) for line in notes)


def _words(text: str) -> str:
    return join_lines(normalise(text).split("\n"))


def _properties(deck: Any) -> dict[str, str]:
    core = deck.core_properties
    stated = {
        "title": stated_title(core.title),
        "author": stated_author(core.author),
        "created": made_on(core.created, core.modified),
        "language": core.language,
    }
    return {key: value for key, value in stated.items() if value}
