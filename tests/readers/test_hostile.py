"""Whatever bytes come in: a reading with words in it, or an error of ours that names the file."""

import io
import re

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import IngestError, UnreadableDocument
from ingest.readers import READERS, pdfium, read
from tests.readers import writers
from tests.readers.writers import ENGLISH

HTML = b"""<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>T</title></head><body><main><h1>One</h1>
<p style="color:red">Words of the <b>first</b> paragraph.</p><ul><li>item<ul><li>inner</ul></ul>
<table><tr><th>a<th>b<tr><td>1<td>2</table></main></body></html>"""
MARKDOWN = b"---\ntitle: A\npublished: 2026-01-02\n---\n# One\n\n1. a\n   - b\n\n| a | b |\n| - | - |\n| 1 | 2 |\n"
VTT = b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Li Na>Words</v>\n\n00:00:03.000 --> 00:00:04.000\nmore\n"
SRT = b"1\n00:00:01,000 --> 00:00:02,000\nLi Na: Words\n\n2\n00:00:03,000 --> 00:00:04,000\nmore\n"
TEXT = "一、总则\n\n张永伟：出海。\n\n李娜：好。\n\n1. Scope\n- item\n".encode("gb18030")


def a_docx() -> bytes:
    document = docx.Document()
    document.add_heading("One", 1)
    document.add_paragraph("item", style="List Bullet")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "words"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def a_pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    for number in range(3):
        canvas.drawString(72, 720, f"Words of page {number}")
        canvas.bookmarkPage(str(number))
        canvas.addOutlineEntry(f"Page {number}", str(number))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


WHOLE = {
    ".pptx": writers.deck(ENGLISH),
    ".xlsx": writers.workbook(ENGLISH),
    ".csv": writers.comma_separated(ENGLISH),
    ".eml": writers.mail(ENGLISH),
    ".pdf": a_pdf(),
    ".docx": a_docx(),
    ".html": HTML,
    ".md": MARKDOWN,
    ".txt": TEXT,
    ".vtt": VTT,
    ".srt": SRT,
}
BEGINNINGS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"WEBVTT\n\n",
    b"<html>",
    b"---\n",
    b"\xff\xfe",
    b"1\n00:00:01,000 -->",
]


def readable_or_refused(content: bytes, name: str) -> None:
    try:
        reading = read(content, name=name)
    except IngestError as error:
        message = str(error)
        if not message.startswith(name):
            pytest.fail(f"does not name the file: {message}")
    else:
        assert any(piece.text or any(piece.cells) for piece in reading.pieces)


@pytest.mark.parametrize("kind", READERS)
def test_whole_files_of_all_formats_are_read(kind: str) -> None:
    assert read(WHOLE[kind], name=f"file{kind}").pieces


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400), st.sampled_from(sorted(READERS)))
def test_any_bytes_are_read_or_refused(beginning: bytes, rest: bytes, kind: str) -> None:
    readable_or_refused(beginning + rest, f"file{kind}")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.text(max_size=300), st.sampled_from(sorted(READERS)))
def test_any_text_is_read_or_refused(beginning: bytes, rest: str, kind: str) -> None:
    readable_or_refused(beginning + rest.encode("utf-8", "surrogatepass"), f"file{kind}")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(READERS)), st.data())
def test_damaged_files_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(WHOLE[kind])
    places = st.integers(0, len(content) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=12)):
        content[place] = byte
    end = data.draw(st.one_of(st.just(len(content)), places))
    readable_or_refused(bytes(content[:end]), f"file{kind}")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + b"<v " * 100_000, "file.vtt"),
        (b"<!-- -->" * 10_000 + b"x", "file.md"),
        (b"a" * 300_000 + b"-\n", "file.txt"),
        (b"<html><p style='" + b" " * 100_000 + b"color:white'>x</p>", "file.html"),
        (b"---\nx: " + b"[" * 5_000 + b"]" * 5_000 + b"\n---\nwords", "file.md"),
    ],
)
def test_patterns_do_not_take_forever(content: bytes, name: str) -> None:
    readable_or_refused(content, name)


def test_bookmarks_and_pages_in_a_loop_end() -> None:
    first = re.search(rb"/First (\d+) 0 R", WHOLE[".pdf"])
    assert first is not None
    loop = re.sub(rb"/Next (\d+) 0 R", lambda m: b"/Next " + first[1].rjust(len(m[1])) + b" 0 R", WHOLE[".pdf"])
    same = re.sub(rb"/Kids \[ ?(\d+) 0 R (\d+)", rb"/Kids [ \1 0 R \1", WHOLE[".pdf"])
    assert read(loop, name="loop.pdf").pieces
    readable_or_refused(same, "same.pdf")


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "MAX_PAGES", 2)
    with pytest.raises(UnreadableDocument, match="3 pages, more than 2") as caught:
        read(WHOLE[".pdf"], name="file.pdf")
    assert "Split" in caught.value.advice


@pytest.mark.parametrize("kind", [".docx", ".pptx", ".xlsx", ".pdf"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated_files_are_refused_or_read_in_part(kind: str, share: float) -> None:
    readable_or_refused(WHOLE[kind][: int(len(WHOLE[kind]) * share)], f"file{kind}")


def test_a_mail_of_mails_without_end_is_read_or_refused() -> None:
    content = writers.mail(ENGLISH)
    for depth in range(8):
        content = writers.mail(ENGLISH, (f"{depth}.eml", content))
    readable_or_refused(content, "file.eml")
