"""What a PDF says of itself, by pypdf: outline, properties, numbers of its pages, and files that are attached to it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError
from pypdf.generic import Destination

from assistant.dates import PARTIAL_DATE
from ingest.readers.encoding import normalise
from ingest.readers.foreign import UNFORESEEN
from ingest.readers.prose import tidy

_FOREIGN_ERRORS = (PyPdfError, DependencyError, DeprecationError, *UNFORESEEN)
_NO_TITLE = re.compile(
    r"\(?(?:untitled|anonymous|unspecified)\)?|untitled.*|无标题.*|.*\.\w{2,5}|microsoft (?:word|powerpoint|excel)\b.*|[^\w]*|[\d\W_]+",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"\(?(?:anonymous|unknown|unspecified)\)?|user|admin(istrator)?|microsoft office user|[\d\W_]*", re.I
)
_STAMP = re.compile(r"(?:D:)?(\d{4})(?:(\d\d)(\d\d)?)?")
_MOST_ATTACHED = 50
_LONGEST_LABEL = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the outline."""

    title: str
    level: int
    page: int | None
    """Page, counted from 1, or none if the bookmark leads nowhere."""


class AboutPdf:
    """A PDF as pypdf sees it. What it cannot read, in files that read well otherwise, is empty."""

    def __init__(self, content: bytes) -> None:
        # Its warnings about every oddity of a file are of no use to who only wants to read it.
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        try:
            self._reader: PdfReader | None = PdfReader(BytesIO(content))
        except _FOREIGN_ERRORS:
            self._reader = None

    def headings(self) -> list[Heading]:
        """The bookmarks; none if one of them is broken."""
        if self._reader is None:
            return []
        try:
            return list(_outline(self._reader, self._reader.outline, 1))
        except _FOREIGN_ERRORS:
            return []

    def properties(self) -> dict[str, str]:
        """Title, author, date and language that the file states."""
        try:
            return {} if self._reader is None else _properties(self._reader)
        except _FOREIGN_ERRORS:
            return {}

    def labels(self) -> list[str]:
        """How the document numbers its pages, page by page; empty if it counts them from 1 as anybody would."""
        try:
            if self._reader is None or "/PageLabels" not in self._reader.root_object:
                return []
            labels = [tidy(normalise(label))[:_LONGEST_LABEL] for label in self._reader.page_labels]
        except _FOREIGN_ERRORS:
            return []
        return [] if labels == [str(number) for number, _ in enumerate(labels, start=1)] else labels

    def attached(self) -> list[str]:
        """Names of the files that are attached to it."""
        try:
            names = [] if self._reader is None else [item.name for item in self._reader.attachment_list]
        except _FOREIGN_ERRORS:
            return []
        return [name for each in names[:_MOST_ATTACHED] if (name := tidy(normalise(each)))]

    def lines(self, index: int) -> list[str]:
        """Lines of a page by its index from 0: a second opinion where its words look like noise."""
        try:
            text = "" if self._reader is None else self._reader.pages[index].extract_text()
        except _FOREIGN_ERRORS:
            return []
        return [line for line in normalise(text).split("\n") if line.strip()]


def _outline(reader: PdfReader, entries: Sequence[Any], level: int) -> Iterator[Heading]:
    """Bookmarks in order; pypdf nests the children of one in a list behind it."""
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(reader, entry, level + 1)
        elif isinstance(entry, Destination) and entry.title:
            page = reader.get_destination_page_number(entry)
            title = tidy(normalise(entry.title))
            yield Heading(title, min(level, 6), None if page is None or page < 0 else page + 1)


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
