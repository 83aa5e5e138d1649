"""Which format a file is in: told by its content, and by its name only among kinds of text."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from assistant.errors import UnreadableDocument
from ingest.readers.encoding import decode
from ingest.readers.foreign import PACKAGE

SUFFIXES = {
    ".pdf": ".pdf",
    ".docx": ".docx",
    ".pptx": ".pptx",
    ".xlsx": ".xlsx",
    ".csv": ".csv",
    ".tsv": ".csv",
    ".eml": ".eml",
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

REFUSED_SUFFIXES = frozenset(
    ".doc .dot .xls .xlt .ppt .pps .docm .dotm .xlsm .xltm .xlsb .pptm .ppsm .rtf .odt .ods .odp .wps .et .dps .msg".split()
)
"""Documents by their names that no reader reads: reported with what to do, not passed over in silence."""

_SUPPORTED = "Give a PDF, DOCX, PPTX, XLSX, CSV, HTML, EML, Markdown, text or subtitle file."
_UNPACK = "Unpack it and add the documents in it."
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
    (b"{\\rtf", "an RTF file", "Save it as .docx or PDF."),
    (b"MZ", "a Windows program", _SUPPORTED),
    (b"\x7fELF", "a program", _SUPPORTED),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
)
_OLE_MARK = b"\xd0\xcf\x11\xe0"
_OLE = (
    ("EncryptedPackage", "an encrypted Office file", "Save a copy without a password and add that."),
    ("WordDocument", "a Word file of the old kind (.doc)", "Save it as .docx or PDF."),
    ("Workbook", "an Excel file of the old kind (.xls)", "Save it as .xlsx."),
    ("Book", "an Excel file of the old kind (.xls)", "Save it as .xlsx."),
    ("PowerPoint Document", "a PowerPoint file of the old kind (.ppt)", "Save it as .pptx or PDF."),
    ("__substg1.0_", "an Outlook mail (.msg)", "Save it as .eml."),
)
"""Names in the directory of an old Office file that tell its program."""
_MACROS = (
    ("word/", "a Word document with macros (.docm)", "Save it as .docx, which holds no macros."),
    ("xl/", "an Excel workbook with macros (.xlsm)", "Save it as .xlsx, which holds no macros."),
    ("ppt/", "a PowerPoint presentation with macros (.pptm)", "Save it as .pptx, which holds no macros."),
)
_PACKAGES = (("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx"), ("ppt/presentation.xml", ".pptx"))
_OTHER_PACKAGES = (
    ("xl/workbook.bin", "an Excel workbook of the binary kind (.xlsb)", "Save it as .xlsx."),
    ("META-INF/container.xml", "an EPUB book", "Convert it to PDF or HTML."),
    ("content.xml", "an OpenDocument file", "Save it as .docx or PDF."),
)
_HEADER_LINE = rb"[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n){0,200}"
_MAIL = re.compile(rb"(?:From [^\r\n]*\r?\n)?(?:" + _HEADER_LINE + rb"){2}")
_MAIL_KEYS = re.compile(rb"^(from|to|date|subject|received|return-path|message-id|mime-version):", re.I | re.M)


def format_of(content: bytes, *, name: str) -> str:
    """One of the keys of ``READERS``.

    Raises:
        UnreadableDocument: empty, or of a format that cannot be read; the message says what to do.
    """
    if not content.strip():
        raise _empty(name)
    if is_pdf(content):
        return ".pdf"
    if content.startswith(_ZIP_MARKS):
        return _format_of_zip(content, name)
    suffix = SUFFIXES.get(PurePath(name).suffix.lower(), ".txt")
    if content.startswith(_OLE_MARK):
        raise _old_office(content, name)
    if _is_mail(content, named=suffix == ".eml"):
        return ".eml"
    for mark, what, advice in _OTHERS:
        # Some marks are letters that a text may begin with; bytes that never stand in text tell.
        if content.startswith(mark) and (len(mark) > 2 or b"\0" in content):
            raise UnreadableDocument(name, f"{what}, which cannot be read", advice)
    return _format_of_text(decode(content, name=name), suffix, name)


def is_pdf(content: bytes) -> bool:
    """Whether the bytes of a file are a PDF's."""
    return _PDF_MARK.search(content[:1024]) is not None


def is_archive(content: bytes) -> bool:
    """Whether the file is a whole ZIP archive of files, and no package of an Office program."""
    if not content.startswith(_ZIP_MARKS):
        return False
    try:
        parts = _parts(content)
    except PACKAGE:
        return False
    known = {part for part, *_ in (*_PACKAGES, *_OTHER_PACKAGES)}
    return "[Content_Types].xml" not in parts and "mimetype" not in parts and not parts & known


def _parts(content: bytes) -> set[str]:
    with ZipFile(BytesIO(content)) as package:
        return set(package.namelist())


def _format_of_zip(content: bytes, name: str) -> str:
    try:
        parts = _parts(content)
    except PACKAGE as error:
        suffix = PurePath(name).suffix.lower()
        office = suffix in (".docx", ".pptx", ".xlsx")
        reason = f"damaged {suffix[1:].upper()}, not a whole ZIP package" if office else "a damaged ZIP archive"
        raise UnreadableDocument(name, reason, "Get the file again.") from error
    if any(part.endswith("vbaProject.bin") for part in parts):
        for folder, what, advice in _MACROS:
            if any(part.startswith(folder) for part in parts):
                raise UnreadableDocument(name, f"{what}, which is not read", advice)
    for part, found in _PACKAGES:
        if part in parts:
            return found
    for part, what, advice in _OTHER_PACKAGES:
        if part in parts:
            raise UnreadableDocument(name, f"{what}, which cannot be read", advice)
    raise UnreadableDocument(name, "a ZIP archive", _UNPACK)


def _old_office(content: bytes, name: str) -> UnreadableDocument:
    for mark, what, advice in _OLE:
        if mark.encode("utf-16-le") in content:
            return UnreadableDocument(name, f"{what}, which cannot be read", advice)
    what = "an Office file of the old kind (.doc, .xls or .ppt)"
    return UnreadableDocument(name, f"{what}, which cannot be read", "Save it as .docx, .xlsx, .pptx or PDF.")


def _is_mail(content: bytes, *, named: bool) -> bool:
    """Headers as mail has them: a file named .eml needs two, any other must name its MIME version or its route."""
    head = content[:65536].lstrip()
    if not _MAIL.match(head):
        return False
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    keys = {key.lower() for key in _MAIL_KEYS.findall(header)}
    return bool(keys) if named else b"from" in keys and bool(keys & {b"mime-version", b"received", b"message-id"})


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
    if suffix in (".pdf", ".docx", ".pptx", ".xlsx", ".eml"):
        advice = "Check that it was downloaded whole, or rename it."
        raise UnreadableDocument(name, f"it is named {suffix} but is no such file", advice)
    return suffix


def _empty(name: str) -> UnreadableDocument:
    return UnreadableDocument(name, "the file is empty", "Check that it was copied or downloaded whole.")
