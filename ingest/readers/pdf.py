"""PDF files: words and layout by PDFium, outline, properties and second opinions by pypdf, scans by text recognition."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from assistant.language.script import language_of
from assistant.missing import Missing
from ingest.pieces import Piece, Reading
from ingest.readers.encoding import normalise
from ingest.readers.garbled import is_garbled
from ingest.readers.layout import rows_of
from ingest.readers.ocr import DOTS_PER_INCH, has_ocr, recognise
from ingest.readers.pdf_about import AboutPdf
from ingest.readers.pdf_pieces import PageContent, pieces_of
from ingest.readers.pdf_tables import ruled_tables
from ingest.readers.pdfium import PdfiumFile, Segment
from ingest.readers.told import damaged_pages, doubtful_pages, garbled_pages, hidden_words, ocr_advice, scanned_pages
from ingest.readers.transcripts import with_speakers

# Some programs write ligatures and radicals where letters and characters are meant.
_LOOKALIKES = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in [*range(0xFB00, 0xFB07), *range(0x2F00, 0x2FD6)]
}
_SPACED_OUT = re.compile("(?<![\u3400-\u9fff])(?:[\u3400-\u9fff] ){2,}[\u3400-\u9fff](?![\u3400-\u9fff])")
_HIDDEN = 20
"""Characters; a few that a program left behind are not worth a word."""
_ATTACHED = {"en": "Attached files, not read: ", "zh": "附带的文件（未读取）："}


@dataclass(slots=True)
class _Found:
    """What the pages of a file hold."""

    pages: list[PageContent] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    """Numbers of pages that show something and have no words, even after recognition."""
    noise: list[int] = field(default_factory=list)
    """Numbers of pages whose words are noise, and could not be had otherwise."""
    damaged: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    """Numbers of pages that text recognition is unsure of."""
    hidden: dict[int, int] = field(default_factory=dict)
    """Characters that nobody sees, by the number of their page."""

    @property
    def written(self) -> bool:
        return any(page.rows or page.tables for page in self.pages)


def read_pdf(content: bytes, *, name: str) -> Reading:
    """Paragraphs, bulleted items, tables and headings with their pages; scans by text recognition if it is installed.

    Pages whose words cannot be had are named in what the reading says is missing.

    Raises:
        UnreadableDocument: damaged, locked, or without a text that can be had for most of its pages.
    """
    about = AboutPdf(content)
    with PdfiumFile(content, name=name) as file:
        found = _pages(file, about)
    _check(name, found)
    pieces, title = pieces_of(found.pages, about.headings(), about.labels())
    properties = about.properties()
    if title:
        properties["shown_title"] = title
    return Reading((*with_speakers(pieces), *_attached(about, pieces)), properties, missing=tuple(_missing(found)))


def _pages(file: PdfiumFile, about: AboutPdf) -> _Found:
    """The words of all pages; those whose text layer is missing or noise are had otherwise if they can be."""
    found = _Found()
    for index in range(len(file)):
        printed = file.page(index)
        if printed is None:
            found.damaged.append(index + 1)
            found.pages.append(PageContent([], []))
            continue
        segments = [replace(each, text=_same_length(each)) for each in printed.segments]
        if printed.hidden:
            found.hidden[index + 1] = printed.hidden
        text = " ".join(segment.text for segment in segments)
        garbled, scan = is_garbled(text), not text.strip() and printed.has_picture
        if garbled:
            segments = _second_opinion(about, index)
        if (garbled or scan) and not segments and has_ocr():
            recognised = recognise(file.picture(index, dots_per_inch=DOTS_PER_INCH))
            segments = recognised.segments
            if recognised.doubtful:
                found.doubtful.append(index + 1)
        if garbled and not segments:
            found.noise.append(index + 1)
        elif scan and not segments and (printed.is_covered or not has_ocr()):
            found.scans.append(index + 1)  # a drawing in which recognition found no words has none
        ruled = ruled_tables(segments, printed.rules)
        found.pages.append(PageContent(rows_of(ruled.others), ruled.tables))
    return found


def _second_opinion(about: AboutPdf, index: int) -> list[Segment]:
    """A page's lines as pypdf reads them, one below the other; none if they are noise as well."""
    lines = about.lines(index)
    if not lines or is_garbled(" ".join(lines)):
        return []
    segments = []
    for number, line in enumerate(lines):
        top = -14.0 * number
        step = 400 / len(line)
        centres = [72 + step * (place + 0.5) for place in range(len(line))]
        segments.append(Segment(line, 72, top - 10, 472, top, 10, False, centres))
    return segments


def _check(name: str, found: _Found) -> None:
    """Refuse a file whose words cannot be had, wholly or for a good part of its pages."""
    pages = len(found.pages)
    advice, _ = ocr_advice(ocr=has_ocr())
    if not pages or len(found.damaged) == pages:
        reason = "damaged PDF (no page of it can be opened)" if pages else "a PDF without pages"
        raise UnreadableDocument(name, reason, "Open it in a PDF viewer and print it to a new PDF.")
    if found.noise and (not found.written or len(found.noise) * 2 > pages):
        reason = f"a PDF whose fonts do not say which letters they show, on {len(found.noise)} of {pages} pages"
        raise UnreadableDocument(name, reason, advice)
    if not found.written or (len(found.scans) * 2 > pages and not has_ocr()):
        raise UnreadableDocument(name, "a scan without a text layer", advice)


def _missing(found: _Found) -> Iterator[Missing]:
    """What is missing of a file that is taken in otherwise."""
    if found.scans:
        yield scanned_pages(found.scans, ocr=has_ocr())
    if found.noise:
        yield garbled_pages(found.noise, ocr=has_ocr())
    if found.damaged:
        yield damaged_pages(found.damaged)
    if found.doubtful:
        yield doubtful_pages(found.doubtful)
    hidden = sum(found.hidden.values())
    if hidden >= _HIDDEN:
        yield hidden_words(hidden, numbers=list(found.hidden))


def _attached(about: AboutPdf, pieces: Sequence[Piece]) -> list[Piece]:
    """Files within the file are named, not read: they have no page, and a portfolio may hold anything."""
    names = about.attached()
    if not names:
        return []
    words = _ATTACHED[language_of(" ".join(piece.text for piece in pieces[:50]))]
    return [Piece(BlockKind.PARAGRAPH, words + ", ".join(names))]


def _same_length(segment: Segment) -> str:
    """The words of a segment, with letters for ligatures and characters for radicals."""
    text = segment.text.replace("\u00ad", "-").translate(_LOOKALIKES)
    return _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), normalise(text))
