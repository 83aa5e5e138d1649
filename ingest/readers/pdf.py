"""PDF files with a text layer, by pypdf."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, DeprecationError, FileNotDecryptedError, PyPdfError
from pypdf.generic import ContentStream, Destination, DictionaryObject, NameObject, NullObject

from assistant.dates import PARTIAL_DATE
from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from ingest.pieces import Piece, Reading
from ingest.readers.encoding import normalise
from ingest.readers.pages import BULLET, full_width, heading_key, paragraphs, without_running_lines
from ingest.readers.pdf_unseen import seen
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
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")
"""What a font without a table of its characters yields."""
_STAMP = re.compile(r"(?:D:)?(\d{4})(?:(\d\d)(\d\d)?)?")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class _Heading:
    title: str
    level: int
    page: int | None
    """Page, counted from 1, or none if the bookmark leads nowhere."""


@dataclass(frozen=True, slots=True)
class _Contents:
    """All that is taken out of a PDF."""

    pages: list[str]
    headings: list[_Heading]
    properties: dict[str, str]


def read_pdf(content: bytes, *, name: str) -> Reading:
    """Paragraphs, bulleted items and bookmarked headings with their pages.

    Raises:
        UnreadableDocument: damaged, locked, or a scan without a text layer.
    """
    # Its warnings about every oddity of a file are of no use to who only wants to read it.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    contents = _extract(content, name)
    pages = [_clean(page) for page in contents.pages]
    _check_text(pages, name)
    return Reading(tuple(_pieces(pages, contents.headings)), contents.properties)


def _extract(content: bytes, name: str) -> _Contents:
    try:
        reader = PdfReader(BytesIO(content))
        return _Contents([_seen_text(page) for page in reader.pages], _headings(reader), _properties(reader))
    except FileNotDecryptedError as error:
        raise UnreadableDocument(name, "encrypted PDF", "Save a copy without a password and add that.") from error
    except _FOREIGN_ERRORS as error:
        problem = tidy(str(error)) or type(error).__name__
        advice = "Open it in a PDF viewer and print it to a new PDF, or get the file again."
        raise UnreadableDocument(name, f"damaged PDF ({problem})", advice) from error


def _seen_text(page: PageObject) -> str:
    """Words of a page, without those that nobody sees."""
    drawn = page.get("/Contents")
    if drawn is None or isinstance(drawn.get_object(), NullObject):
        return page.extract_text()
    # Strings stay bytes, as the extraction of text wants them, which then need not read the page anew.
    contents = ContentStream(drawn.get_object(), page.pdf, "bytes")
    resources = _dictionary(page.get("/Resources"))
    objects = _dictionary(resources.get("/XObject"))
    states = _dictionary(resources.get("/ExtGState"))
    box = page.mediabox
    contents.operations = list(
        seen(
            contents.operations,
            box=(float(box.left), float(box.bottom), float(box.right), float(box.top)),
            pictures={name.lstrip("/") for name in objects if _dictionary(objects[name]).get("/Subtype") == "/Image"},
            transparent={name.lstrip("/") for name in states if _dictionary(states[name]).get("/ca", 1) == 0},
        )
    )
    page[NameObject("/Contents")] = contents
    return page.extract_text()


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


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


def _clean(text: str) -> str:
    # A soft hyphen shows only at a line's end, where it is a hyphen.
    text = text.replace("\u00ad\n", "-\n").translate(_LOOKALIKES)
    return _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), normalise(text))


def _check_text(pages: list[str], name: str) -> None:
    letters = sum(character.isalnum() for page in pages for character in page)
    unknown = sum(len(_UNKNOWN.findall(page)) for page in pages)
    if letters == 0 and unknown == 0:
        reason = "a scan without a text layer" if pages else "a PDF without pages"
        raise UnreadableDocument(name, reason, "Run OCR (text recognition) over it and add the result.")
    if unknown > letters:
        reason = "a PDF whose fonts do not say which letters they show"
        raise UnreadableDocument(name, reason, "Run OCR (text recognition) over it and add the result.")


def _pieces(pages: list[str], headings: list[_Heading]) -> Iterator[Piece]:
    lines = without_running_lines([page.split("\n") for page in pages])
    full = full_width(lines)
    vocabulary = frozenset(word.lower() for page in pages for word in _WORD.findall(page))
    group, in_list = 0, False
    for number, page in enumerate(lines, start=1):
        here = {heading_key(each.title): each.level for each in headings if each.page in (None, number)}
        here.pop("", None)
        for line in paragraphs(page, full=full, headings=here, vocabulary=vocabulary):
            bullet = BULLET.match(line.text)
            if line.level:
                in_list = False
                yield Piece(BlockKind.HEADING, line.text, level=line.level, page=number)
            elif bullet:
                group += not in_list
                in_list = True
                yield Piece(BlockKind.ITEM, line.text[bullet.end() :], group=group, page=number)
            else:
                in_list = False
                yield Piece(BlockKind.PARAGRAPH, line.text, page=number)
