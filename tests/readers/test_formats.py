"""The content decides which reader reads a file; what no reader can read says what to do."""

import io
import subprocess
import sys
import zipfile

import pytest

from assistant.errors import UnreadableDocument
from ingest.readers import READERS, SUFFIXES, read
from ingest.readers.formats import format_of

SRT = b"1\n00:00:01,000 --> 00:00:02,000\nHello there.\n"
VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello there.\n"


def packed(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def old_office(stream: str) -> bytes:
    """The mark of an old Office file, and a name of its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"%PDF-1.7\n", "a.pdf", ".pdf"),
        (b"%PDF-1.7\n", "renamed.txt", ".pdf"),
        (b"\n\nmail header\n%PDF-1.4\n", "a.bin", ".pdf"),
        (b"A file begins with %PDF-1.7 if it is a PDF.", "a.txt", ".txt"),
        (packed(**{"word/document.xml": "<x/>"}), "renamed.md", ".docx"),
        (VTT, "renamed.txt", ".vtt"),
        (b"\xef\xbb\xbf" + VTT, "a.vtt", ".vtt"),
        (SRT, "renamed.txt", ".srt"),
        (SRT.decode().encode("utf-16"), "a.srt", ".srt"),
        (b"<!DOCTYPE html><p>Words", "renamed.txt", ".html"),
        (b"<!-- saved --> <HTML lang=en>", "a", ".html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "a.xml", ".html"),
        (b"<p>Words", "a.htm", ".html"),
        (b"<p>Words", "a.txt", ".txt"),
        (b"---\ntitle: A\n---\nWords", "a.txt", ".md"),
        (b"# Words", "a.md", ".md"),
        (b"# Words", "A.MARKDOWN", ".md"),
        (b"# Words", "a.txt", ".txt"),
        (b"MZ is the code of a country", "a.txt", ".txt"),
        (b"words", "without-suffix", ".txt"),
        (b"words", "a.unknown", ".txt"),
    ],
)
def test_content_decides_and_the_name_only_among_texts(content: bytes, name: str, expected: str) -> None:
    assert format_of(content, name=name) == expected


@pytest.mark.parametrize(
    ("content", "name", "reason", "advice"),
    [
        (b"", "a.md", "empty", "copied"),
        (b" \n\t\r\n", "a.md", "empty", "copied"),
        ("\u3000\n\ufeff".encode(), "a.txt", "empty", "copied"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.md", "PNG image", "OCR"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.txt", "JPEG image", "OCR"),
        (b"MZ\x90\0\x03\0\0\0", "a.md", "Windows program", "Give a PDF"),
        (b"\x7fELF\x02\x01\x01\0", "a.txt", "a program", "Give a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "old kind", ".docx"),
        (b"{\\rtf1\\ansi words}", "a.rtf", "RTF", ".docx"),
        (b"\x1f\x8b\x08\0\0\0", "a.md", "gzip", "Unpack"),
        (packed(a__b="words"), "a.md", "ZIP archive", "Unpack"),
        (packed(**{"xl/workbook.xml": ""}), "a.xlsx", "damaged XLSX", "Excel"),
        (packed(**{"ppt/presentation.xml": ""}), "a.pptx", "damaged PPTX", "PowerPoint"),
        (packed(**{"xl/workbook.bin": ""}), "a.xlsb", "binary kind", ".xlsx"),
        (
            packed(**{"word/document.xml": "", "word/vbaProject.bin": ""}),
            "a.docx",
            "Word document with macros",
            ".docx",
        ),
        (packed(**{"xl/workbook.xml": "", "xl/vbaProject.bin": ""}), "a.xlsm", "workbook with macros", ".xlsx"),
        (packed(**{"ppt/presentation.xml": "", "ppt/vbaProject.bin": ""}), "a.pptm", "with macros", ".pptx"),
        (old_office("WordDocument"), "a.doc", "Word file of the old kind", ".docx"),
        (old_office("Workbook"), "a.xls", "Excel file of the old kind", ".xlsx"),
        (old_office("PowerPoint Document"), "a.ppt", "PowerPoint file of the old kind", ".pptx"),
        (old_office("EncryptedPackage"), "a.docx", "encrypted Office file", "password"),
        (old_office("__substg1.0_001"), "a.msg", "Outlook", ".eml"),
        (b"PK\x03\x04 and no more", "a.docx", "damaged DOCX", "again"),
        (b"PK\x03\x04 and no more", "a.zip", "damaged ZIP", "again"),
        (b"<p>Not found</p>", "a.pdf", "named .pdf", "downloaded"),
        (b"words", "a.docx", "named .docx", "downloaded"),
        (b"words \0 and a zero", "a.md", "binary", "Give a PDF"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content: bytes, name: str, reason: str, advice: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(content, name=name)
    assert caught.value.source == name
    assert reason in caught.value.reason
    assert advice in caught.value.advice


@pytest.mark.parametrize("content", [b"---\ntitle: A\n---\n", b"<!-- nothing -->", b"![](a.png)\n\n***\n"])
def test_a_file_without_words_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="no words"):
        read(content, name="a.md")


def test_every_suffix_has_a_reader() -> None:
    assert set(SUFFIXES.values()) == set(READERS)


def test_importing_the_readers_loads_no_library_for_formats() -> None:
    libraries = [
        "pypdf",
        "pypdfium2",
        "pdfplumber",
        "rapidocr",
        "openpyxl",
        "pptx",
        "docx",
        "trafilatura",
        "lxml",
        "webvtt",
        "markdown_it",
        "yaml",
        "charset_normalizer",
    ]
    program = f"import sys, ingest.readers; print([name for name in {libraries} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
