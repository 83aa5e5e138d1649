"""What a PDF says of itself, by pypdf: outline, properties, numbers of its pages, and files that are attached to it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError
from pypdf.generic import Destination

from ingest.readers.encoding import normalise
from ingest.readers.foreign import UNFORESEEN
from ingest.readers.made_on import made_on
from ingest.readers.prose import tidy
from ingest.readers.stated import stated_author, stated_title

_FOREIGN_ERRORS = (PyPdfError, DependencyError, DeprecationError, *UNFORESEEN)
_STAMP = re.compile(r"(?:D:)?(\d{4})(?:(\d\d)(?:(\d\d)(\d{6})?)?)?")
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
        stated["title"] = stated_title(information.title)
        stated["author"] = stated_author(information.author)
        stated["created"] = _made(information.creation_date_raw or "", information.modification_date_raw or "")
    return {key: value for key, value in stated.items() if value}


def _made(created: str, modified: str) -> str:
    """ISO date of stamps such as ``D:20260301120000+01'00'``; as exact as they are, empty if they are no evidence."""
    day = made_on(_moment(created), _moment(modified))
    match = _STAMP.match(created)
    exact = "-".join(part for part in match.groups()[:3] if part) if match else ""
    # A stamp that names a month only must not become the first day of it.
    return exact if exact and day.startswith(exact) else day


def _moment(stamp: str) -> datetime | None:
    """A stamp's moment by the writer's own clock, whatever its zone: it says the day as the writer knew it."""
    match = _STAMP.match(stamp)
    if match is None:
        return None
    year, month, day, time = match.groups()
    try:
        stamp = f"{year}{month or '01'}{day or '01'}{time or '000000'}+0000"
        return datetime.strptime(stamp, "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
