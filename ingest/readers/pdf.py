"""PDF files: words and layout by PDFium, outline and properties by pypdf."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import count
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError
from pypdf.generic import Destination

from assistant.dates import PARTIAL_DATE
from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from ingest.pieces import Piece, Reading
from ingest.readers.encoding import normalise
from ingest.readers.garbled import is_garbled
from ingest.readers.grid import table_pieces
from ingest.readers.layout import Row, gutter_of, reading_order, rows_of
from ingest.readers.ocr import DOTS_PER_INCH, INSTALL, has_ocr, recognise
from ingest.readers.pages import BULLET, Line, full_width, heading_key, paragraphs, running_lines
from ingest.readers.pdf_parts import heading_level, heading_sizes, parts_of, with_gaps
from ingest.readers.pdf_tables import Table, ruled_tables
from ingest.readers.pdfium import PdfiumFile, Segment
from ingest.readers.prose import tidy

_FOREIGN_ERRORS = (
    PyPdfError,
    DependencyError,
    DeprecationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
)
"""What pypdf throws at damaged files: its own errors, and those that it does not foresee."""
_NO_TITLE = re.compile(r"untitled.*|无标题.*|.*\.\w{2,5}|microsoft (?:word|powerpoint|excel)\b.*|[^\w]*|[\d\W_]+", re.I)
_NO_AUTHOR = re.compile(r"anonymous|unknown|user|admin(istrator)?|microsoft office user|[\d\W_]*", re.I)
# Some programs write ligatures and radicals where letters and characters are meant.
_LOOKALIKES = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in [*range(0xFB00, 0xFB07), *range(0x2F00, 0x2FD6)]
}
_SPACED_OUT = re.compile("(?<![\u3400-\u9fff])(?:[\u3400-\u9fff] ){2,}[\u3400-\u9fff](?![\u3400-\u9fff])")
_STAMP = re.compile(r"(?:D:)?(\d{4})(?:(\d\d)(\d\d)?)?")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class _Heading:
    title: str
    level: int
    page: int | None
    """Page, counted from 1, or none if the bookmark leads nowhere."""


@dataclass(frozen=True, slots=True)
class _About:
    """What the file says of itself, by pypdf."""

    headings: list[_Heading]
    properties: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Page:
    """Rows of a page, and its ruled tables."""

    rows: list[Row]
    tables: list[Table]


def read_pdf(content: bytes, *, name: str) -> Reading:
    """Paragraphs, bulleted items, tables and headings with their pages; scans by text recognition if it is installed.

    Raises:
        UnreadableDocument: damaged, locked, or without a text that can be had.
    """
    # Its warnings about every oddity of a file are of no use to who only wants to read it.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with PdfiumFile(content, name=name) as file:
        pages = _pages(file, name)
    about = _about(content)
    return Reading(tuple(_pieces(pages, about.headings)), about.properties)


def _pages(file: PdfiumFile, name: str) -> list[_Page]:
    """The words of all pages; pages whose text layer is missing or noise are recognised from their pictures."""
    pages: list[_Page] = []
    scans, noise, damaged, written = 0, 0, 0, 0
    for index in range(len(file)):
        printed = file.page(index)
        if printed is None:
            damaged += 1
            pages.append(_Page([], []))
            continue
        segments = [replace(each, text=_same_length(each)) for each in printed.segments]
        text = " ".join(segment.text for segment in segments)
        garbled, scan = is_garbled(text), not text.strip() and printed.has_picture
        noise, scans = noise + garbled, scans + scan
        if garbled or scan:
            segments = recognise(file.picture(index, dots_per_inch=DOTS_PER_INCH)) if has_ocr() else []
        found = ruled_tables(segments, printed.rules)
        written += any(segment.text.strip() for segment in segments)
        pages.append(_Page(rows_of(found.others), found.tables))
    _check(name, len(pages), scans=scans, noise=noise, damaged=damaged, written=written)
    return pages


def _check(name: str, pages: int, *, scans: int, noise: int, damaged: int, written: int) -> None:
    """Refuse a file whose words cannot be had, wholly or for a good part of its pages."""
    advice = (
        "OCR (text recognition) found no words either: check that the pages are sharp and upright."
        if has_ocr()
        else f"{INSTALL} (OCR)."
    )
    if not pages or damaged == pages:
        reason = "damaged PDF (no page of it can be opened)" if pages else "a PDF without pages"
        raise UnreadableDocument(name, reason, "Open it in a PDF viewer and print it to a new PDF.")
    if noise and not has_ocr():
        reason = f"a PDF whose fonts do not say which letters they show, on {noise} of {pages} pages"
        raise UnreadableDocument(name, reason, advice)
    if not written or (scans * 2 > pages and not has_ocr()):
        raise UnreadableDocument(name, "a scan without a text layer", advice)


def _about(content: bytes) -> _About:
    """Outline and properties. Files that pypdf cannot read may be read well otherwise, and then say nothing."""
    try:
        reader = PdfReader(BytesIO(content))
        return _About(_headings(reader), _properties(reader))
    except _FOREIGN_ERRORS:
        return _About([], {})


def _headings(reader: PdfReader) -> list[_Heading]:
    """The bookmarks. They are often broken in files that read well otherwise, so then there are none."""
    try:
        return list(_outline(reader, reader.outline, 1))
    except _FOREIGN_ERRORS:
        return []


def _outline(reader: PdfReader, entries: Sequence[Any], level: int) -> Iterator[_Heading]:
    """Bookmarks in order; pypdf nests the children of one in a list behind it."""
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(reader, entry, level + 1)
        elif isinstance(entry, Destination) and entry.title:
            page = reader.get_destination_page_number(entry)
            title = tidy(normalise(entry.title))
            yield _Heading(title, min(level, 6), None if page is None or page < 0 else page + 1)


def _properties(reader: PdfReader) -> dict[str, str]:
    information = reader.metadata
    stated = {"language": str(reader.root_object.get("/Lang", ""))}
    if information:
        title = tidy(normalise(information.title or ""))
        stated["title"] = "" if _NO_TITLE.fullmatch(title) else title
        author = tidy(normalise(information.author or ""))
        stated["author"] = "" if _NO_AUTHOR.fullmatch(author) else author
        stated["created"] = _day(information.creation_date_raw or "")
    return {key: value for key, value in stated.items() if value}


def _day(stamp: str) -> str:
    """ISO date of a stamp such as ``D:20260301120000+01'00'``; as exact as it is, empty if it is none."""
    match = _STAMP.match(stamp)
    day = "-".join(part for part in match.groups() if part) if match else ""
    return day if PARTIAL_DATE.match(day) else ""


def _same_length(segment: Segment) -> str:
    """The words of a segment, with letters for ligatures and characters for radicals."""
    text = segment.text.replace("\u00ad", "-").translate(_LOOKALIKES)
    return _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), normalise(text))


def _pieces(pages: list[_Page], headings: list[_Heading]) -> Iterator[Piece]:
    bodies = _without_running(pages)
    lines = [[row.text for row in page.rows] for page in bodies]
    full = full_width(lines)
    vocabulary = frozenset(word.lower() for page in lines for line in page for word in _WORD.findall(line))
    levels = heading_sizes([row for page in bodies for row in page.rows]) if not headings else {}
    groups = count(1)
    for number, page in enumerate(bodies, start=1):
        here = {heading_key(each.title): each.level for each in headings if each.page in (None, number)}
        here |= {heading_key(row.text): level for row in page.rows if (level := heading_level(row, levels))}
        here.pop("", None)
        for part in parts_of(page.rows, page.tables):
            if isinstance(part, Table):
                yield from table_pieces(part.rows, group=next(groups), page=number)
            else:
                found = paragraphs(with_gaps(part), full=full, headings=here, vocabulary=vocabulary)
                yield from _prose(found, groups, number)


def _without_running(pages: list[_Page]) -> list[_Page]:
    """The pages without headers and footers, in reading order.

    Those are told from top to bottom, before columns are: a page number stands below all columns.
    """
    running = running_lines([[row.text for row in page.rows] for page in pages])
    kept = [
        [row for index, row in enumerate(page.rows) if index not in dropped]
        for page, dropped in zip(pages, running, strict=True)
    ]
    gutters = Counter(gutter for rows in kept if (gutter := gutter_of(rows)) is not None)
    usual = next((gutter for gutter, _ in gutters.most_common(1)), None)
    return [
        _Page(reading_order([each for row in rows for each in row.segments], usual_gutter=usual), page.tables)
        for rows, page in zip(kept, pages, strict=True)
    ]


def _prose(lines: list[Line], groups: Iterator[int], number: int) -> Iterator[Piece]:
    group: int | None = None
    for line in lines:
        bullet = BULLET.match(line.text)
        if line.level:
            group = None
            yield Piece(BlockKind.HEADING, line.text, level=line.level, page=number)
        elif bullet:
            group = group or next(groups)
            yield Piece(BlockKind.ITEM, line.text[bullet.end() :], group=group, page=number)
        else:
            group = None
            yield Piece(BlockKind.PARAGRAPH, line.text, page=number)
