"""Readers: one per format, from the bytes of a file to a :class:`~ingest.pieces.Reading`.

Each reader imports its vendor's library when it is first used, so that a command that reads no PDF does not wait for a
PDF library to load.
"""

from __future__ import annotations

from typing import Protocol

from assistant.errors import UnreadableDocument
from ingest.pieces import Reading
from ingest.readers.formats import SUFFIXES, format_of

__all__ = ["READERS", "SUFFIXES", "Reader", "read"]


class Reader(Protocol):
    """Makes pieces of a file's bytes."""

    def __call__(self, content: bytes, *, name: str) -> Reading:
        """The file's pieces and properties.

        Raises:
            UnreadableDocument: the words of the file cannot be had.
            InvalidMetadata: the file's own metadata cannot be parsed.
        """
        ...


def read(content: bytes, *, name: str) -> Reading:
    """Read a file of any known format.

    The content decides which format it is; the name only tells kinds of text apart, and stands in messages.

    Raises:
        UnreadableDocument: empty, damaged, locked, or of a format that cannot be read.
        InvalidMetadata: the file's own metadata cannot be parsed.
    """
    reading = READERS[format_of(content, name=name)](content, name=name)
    if not any(piece.text or any(piece.cells) for piece in reading.pieces):
        raise UnreadableDocument(name, "there are no words in it", "Check that it is the right file.")
    return reading


def _read_pdf(content: bytes, *, name: str) -> Reading:
    from ingest.readers.pdf import read_pdf

    return read_pdf(content, name=name)


def _read_docx(content: bytes, *, name: str) -> Reading:
    from ingest.readers.docx import read_docx

    return read_docx(content, name=name)


def _read_pptx(content: bytes, *, name: str) -> Reading:
    from ingest.readers.pptx import read_pptx

    return read_pptx(content, name=name)


def _read_xlsx(content: bytes, *, name: str) -> Reading:
    from ingest.readers.xlsx import read_xlsx

    return read_xlsx(content, name=name)


def _read_csv(content: bytes, *, name: str) -> Reading:
    from ingest.readers.csv_file import read_csv

    return read_csv(content, name=name)


def _read_mail(content: bytes, *, name: str) -> Reading:
    from ingest.readers.mail import read_mail

    return read_mail(content, name=name)


def _read_html(content: bytes, *, name: str) -> Reading:
    from ingest.readers.html import read_html

    return read_html(content, name=name)


def _read_markdown(content: bytes, *, name: str) -> Reading:
    from ingest.readers.markdown import read_markdown

    return read_markdown(content, name=name)


def _read_text(content: bytes, *, name: str) -> Reading:
    from ingest.readers.text import read_text

    return read_text(content, name=name)


def _read_webvtt(content: bytes, *, name: str) -> Reading:
    from ingest.readers.subtitles import read_webvtt

    return read_webvtt(content, name=name)


def _read_srt(content: bytes, *, name: str) -> Reading:
    from ingest.readers.subtitles import read_srt

    return read_srt(content, name=name)


READERS: dict[str, Reader] = {
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".pptx": _read_pptx,
    ".xlsx": _read_xlsx,
    ".csv": _read_csv,
    ".eml": _read_mail,
    ".html": _read_html,
    ".md": _read_markdown,
    ".txt": _read_text,
    ".vtt": _read_webvtt,
    ".srt": _read_srt,
}
"""The reader of each format. New formats are added here and in :mod:`ingest.readers.formats`."""
