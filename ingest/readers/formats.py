"""Which format a file is in: told by its content, and by its name only among kinds of text."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from assistant.errors import UnreadableDocument
from ingest.readers.encoding import decode

SUFFIXES = {
    ".pdf": ".pdf",
    ".docx": ".docx",
    ".html": ".html",
    ".htm": ".html",
    ".xhtml": ".html",
    ".md": ".md",
    ".markdown": ".md",
    ".txt": ".txt",
    ".text": ".txt",
    ".vtt": ".vtt",
    ".srt": ".srt",
}
"""The format that each known suffix stands for."""

_SUPPORTED = "Give a PDF, DOCX, HTML, Markdown, text or subtitle file."
# Junk may stand before a PDF's mark, but a sentence that names the mark is not one.
_PDF_MARK = re.compile(rb"(?:\A|[^\x20-\x7e])%PDF-")
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SRT = re.compile(r"\d+[ \t]*\n\d+:\d{1,2}:\d{1,2}[,.]\d+[ \t]*-->")
_HTML = re.compile(r"(?:(?><\?xml[^>]*>|<!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.DOTALL)
_OTHERS = (
    (b"\x89PNG", "a PNG image", "Run OCR (text recognition) over it and add the result."),
    (b"\xff\xd8\xff", "a JPEG image", "Run OCR (text recognition) over it and add the result."),
    (b"GIF8", "a GIF image", "Run OCR (text recognition) over it and add the result."),
    (b"II*\0", "a TIFF image", "Run OCR (text recognition) over it and add the result."),
    (b"MM\0*", "a TIFF image", "Run OCR (text recognition) over it and add the result."),
    (b"\xd0\xcf\x11\xe0", "an Office file of the old kind (.doc, .xls or .ppt)", "Save it as .docx or PDF."),
    (b"{\\rtf", "an RTF file", "Save it as .docx or PDF."),
    (b"MZ", "a Windows program", _SUPPORTED),
    (b"\x7fELF", "a program", _SUPPORTED),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and add the documents in it."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it and add the documents in it."),
    (b"Rar!", "a RAR archive", "Unpack it and add the documents in it."),
)
_OFFICE = (
    ("xl/workbook.xml", "an Excel workbook", "Save its sheets as PDF, or as tables in a DOCX file."),
    ("ppt/presentation.xml", "a PowerPoint presentation", "Save it as PDF."),
    ("META-INF/container.xml", "an EPUB book", "Convert it to PDF or HTML."),
    ("content.xml", "an OpenDocument file", "Save it as .docx or PDF."),
)


def format_of(content: bytes, *, name: str) -> str:
    """One of the keys of ``READERS``.

    Raises:
        UnreadableDocument: empty, or of a format that cannot be read; the message says what to do.
    """
    if not content.strip():
        raise _empty(name)
    if _PDF_MARK.search(content[:1024]):
        return ".pdf"
    if content.startswith(_ZIP_MARKS):
        return _format_of_zip(content, name)
    suffix = SUFFIXES.get(PurePath(name).suffix.lower(), ".txt")
    for mark, what, advice in _OTHERS:
        # Some marks are letters that a text may begin with; bytes that never stand in text tell.
        if content.startswith(mark) and (len(mark) > 2 or b"\0" in content):
            raise UnreadableDocument(name, f"{what}, which cannot be read", advice)
    return _format_of_text(decode(content, name=name), suffix, name)


def _format_of_zip(content: bytes, name: str) -> str:
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = set(package.namelist())
    except (BadZipFile, ValueError, NotImplementedError) as error:
        word = PurePath(name).suffix.lower() == ".docx"
        reason = "damaged DOCX, not a whole ZIP package" if word else "a damaged ZIP archive"
        raise UnreadableDocument(name, reason, "Get the file again.") from error
    if "word/document.xml" in parts:
        return ".docx"
    for part, what, advice in _OFFICE:
        if part in parts:
            raise UnreadableDocument(name, f"{what}, which cannot be read", advice)
    raise UnreadableDocument(name, "a ZIP archive", "Unpack it and add the documents in it.")


def _format_of_text(text: str, suffix: str, name: str) -> str:
    text = text.lstrip()
    if not text:
        raise _empty(name)
    if text.startswith("WEBVTT"):
        return ".vtt"
    if _SRT.match(text):
        return ".srt"
    if _HTML.match(text):
        return ".html"
    if re.match(r"---[ \t]*\n", text):
        return ".md"
    if suffix in (".pdf", ".docx"):
        advice = "Check that it was downloaded whole, or rename it."
        raise UnreadableDocument(name, f"it is named {suffix} but is no such file", advice)
    return suffix


def _empty(name: str) -> UnreadableDocument:
    return UnreadableDocument(name, "the file is empty", "Check that it was copied or downloaded whole.")
