"""Files that do harm, or try to: made by the formats' own libraries and then bent, each with what must become of it."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pypdf
from reportlab.pdfgen.canvas import Canvas

from tests.readers import writers
from tests.readers.writers import CHINESE, ENGLISH

TAKEN, FAILED, EITHER, SKIPPED = "taken", "failed", "either", "skipped"
OUTSIDE = "outside"
"""Name of the folder beside the documents that nothing of may be read."""


@dataclass(frozen=True, slots=True)
class Case:
    """A file of the set."""

    name: str
    write: Callable[[Path], object]
    """Makes it at a path."""
    becomes: str = FAILED


def packed(members: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def repacked(package: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """An Office file with parts changed and added."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        parts = {info.filename: change(info.filename, source.read(info)) for info in source.infolist()}
    return packed(parts | (more or {}))


def laughing(package: bytes, part: str) -> bytes:
    """An Office file with entities of entities in a part."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha ha ha">{entities}]>'.encode()

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        body = content.partition(b"?>")[2] if content.startswith(b"<?xml") else content
        return head + body.replace(b"Grants", b"&a11;").replace(b"Region", b"&a11;")

    return repacked(package, change)


def peeking(package: bytes, part: str, path: str) -> bytes:
    """An Office file with an entity that names a file of the machine."""
    head = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file://{path}">]>'.encode()
    return repacked(package, lambda name, content: head + content.partition(b"?>")[2] if name == part else content)


def pdf_of(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def one_page(content: bytes, *, box: bytes = b"0 0 595 842", flate: bool = False, page: bytes = b"") -> bytes:
    """A PDF of one page with this content stream."""
    if flate:
        content = zlib.compress(content, 9)
    stream = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (
        len(content), b"/Filter /FlateDecode" if flate else b"", content,
    )  # fmt: skip
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R %s "
        b"/Resources << /Font << /F1 5 0 R >> >> >>" % (box, page),
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


WORDS = b"BT /F1 12 Tf 72 700 Td (Aid covers twenty per cent of the costs of a plant in Spain.) Tj ET\n"


def page_loop() -> bytes:
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 1000000 >>",
        b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 5 >>",
    )  # fmt: skip


def form_bomb(depth: int = 9, width: int = 10) -> bytes:
    """A page that draws a form that draws ten forms, and so on."""
    fonts = b"/Font << /F1 5 0 R >>"
    forms = []
    for level in range(depth):
        last = level == depth - 1
        body = WORDS if last else b"/X Do\n" * width
        inner = fonts if last else b"/XObject << /X %d 0 R >>" % (7 + level)
        forms.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << %s >> /Length %d >>\nstream\n%s\nendstream"
            % (inner, len(body), body)
        )
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 6 0 R >> >> >>",
        b"<< /Length 6 >>\nstream\n/X Do\n\nendstream", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *forms,
    )  # fmt: skip


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(writers.pdf(ENGLISH)))
    writer.encrypt("nobody knows", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pdf_of_pages(count: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(count):
        canvas.drawString(72, 720, f"Page {number} says little of aid.")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "Aid in Spain", "the last cell there is"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def deep_tables(depth: int) -> bytes:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for _ in range(depth):
        cell = cell.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Aid at the bottom of it."
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def nested_zip(depth: int) -> bytes:
    content = packed({"a.md": b"# Aid at the bottom"})
    for level in range(depth):
        content = packed({f"{level}.zip": content})
    return content


def locked_zip() -> bytes:
    content = bytearray(packed({"a.md": b"# Aid that is locked"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def put(content: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    """Writes bytes."""
    return lambda path: path.write_bytes(content() if callable(content) else content)


def sparse(size: int) -> Callable[[Path], object]:
    """Makes a file of a length that takes no room."""

    def write(path: Path) -> None:
        with path.open("wb") as stream:
            stream.write(b"# Aid\n")
            stream.truncate(size)

    return write


def unreadable(path: Path) -> None:
    path.write_bytes(b"# Aid that nobody may read")
    path.chmod(0)


def macros(content: bytes, folder: str) -> bytes:
    return repacked(content, lambda _name, part: part, {f"{folder}/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100})


def truncated() -> Iterator[Case]:
    """A file of each packed format, cut in the middle."""
    whole = {
        "pdf": writers.pdf(ENGLISH), "docx": writers.word(ENGLISH), "pptx": writers.deck(ENGLISH),
        "xlsx": writers.workbook(ENGLISH), "zip": packed({"a.md": b"# Aid\n" * 50, "b.md": b"# Tax\n" * 50}),
        "eml": writers.mail(ENGLISH), "html": writers.web_page(CHINESE), "vtt": writers.subtitles(CHINESE),
    }  # fmt: skip
    for suffix, content in whole.items():
        yield Case(
            f"truncated.{suffix}", put(content[: len(content) // 2]), EITHER if suffix in "pdf eml html vtt" else FAILED
        )


MIXED = "前半部分是中文，说明补贴的条件。".encode("gb18030") * 40 + "后半部分换了编码，讲的是税收。".encode() * 40
YAML_LAUGHS = b"---\na: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(12)
) + b"---\n# Aid\n"  # fmt: skip


def quick(secret: Path) -> list[Case]:
    """The set that takes seconds. ``secret`` is a file that must not be read."""
    word, book, deck = writers.word(ENGLISH), writers.workbook(ENGLISH), writers.deck(ENGLISH)
    return [
        Case("good.md", put(writers.markdown(ENGLISH)), TAKEN),
        Case("good.pdf", put(writers.pdf(CHINESE)), TAKEN),
        # Archives
        Case("bomb.zip", put(lambda: packed({"a.txt": b"a" * 60_000_000}))),
        Case("nested.zip", put(lambda: nested_zip(5))),
        Case("wide.zip", put(lambda: packed({f"{n}.zip": packed({"b.txt": b"b" * 6_000_000}) for n in range(20)}))),
        Case("traversal.zip", put(packed({"../../../outside/planted.md": b"# Aid one", "/planted.md": b"# Aid two"})), TAKEN),
        Case("locked.zip", put(locked_zip)),
        Case("empty.zip", put(packed({}))),
        Case("one-of-two.zip", put(packed({"a.md": b"# Aid of the archive", "b.docx": word[:300]})), EITHER),
        # PDF
        Case("page-loop.pdf", put(page_loop)),
        Case("stream-bomb.pdf", put(lambda: one_page(WORDS + b" " * 150_000_000, flate=True)), EITHER),
        Case("glyph-bomb.pdf", put(lambda: one_page(b"BT /F1 1 Tf " + b"(%s) Tj\n" % (b"x" * 1000) * 4_000 + b"ET", flate=True)), EITHER),
        Case("form-bomb.pdf", put(form_bomb), EITHER),
        Case("huge-page.pdf", put(one_page(WORDS, box=b"0 0 99999999 99999999")), EITHER),
        Case("no-page.pdf", put(one_page(WORDS, box=b"0 0 0 0", page=b"/UserUnit 1e30")), EITHER),
        Case("deep.pdf", put(one_page(WORDS, page=b"/A " + b"[" * 50_000 + b"]" * 50_000)), EITHER),
        Case("locked.pdf", put(locked_pdf)),
        Case("nothing.pdf", put(pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"))),
        # Office
        Case("laughs.docx", put(laughing(word, "word/document.xml"))),
        Case("laughs.xlsx", put(laughing(book, "xl/worksheets/sheet1.xml"))),
        Case("laughs.pptx", put(laughing(deck, "ppt/slides/slide1.xml"))),
        Case("peeks.docx", put(peeking(word, "word/document.xml", str(secret)))),
        Case("bomb.docx", put(lambda: repacked(word, lambda _n, part: part, {"word/media/a.xml": b" " * 80_000_000}))),
        Case("far-cell.xlsx", put(far_cell)),
        Case("deep-tables.docx", put(lambda: deep_tables(40)), EITHER),
        Case("macros.docm", put(macros(word, "word"))),
        Case("macros.xlsm", put(macros(book, "xl"))),
        Case("macros.pptx", put(macros(deck, "ppt"))),
        Case("old.doc", put(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "WordDocument".encode("utf-16-le"))),
        *truncated(),
        # Wrong names
        Case("workbook.docx", put(book), TAKEN),
        Case("page.pdf", put(writers.web_page(ENGLISH)), TAKEN),
        Case("text.xlsx", put(b"Aid, not a workbook.")),
        Case("program.pdf", put(b"MZ\x90\0" + bytes(3000))),
        Case("picture.txt", put(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)),
        # Text
        Case("empty.md", put(b"")),
        Case("blank.txt", put(b" \n\t\r\n" * 100)),
        Case("nul.txt", put(b"Aid\0 of \0twenty\0 per cent.\0" * 50), EITHER),
        Case("mixed.txt", put(MIXED), EITHER),
        Case("random.csv", put(bytes((n * n * 31 + n // 7) % 256 for n in range(20_000))), EITHER),
        Case("utf16.csv", put("地区,补贴\n西班牙,20%\n".encode("utf-16")), TAKEN),
        Case("long-line.txt", put(b"aid of twenty per cent " * 4_000), EITHER),
        Case("no-spaces.txt", put(b"a" * 100_000 + b"-\n"), EITHER),
        Case("figures.txt", put(b"1," * 6_000 + b"000.000.000 %\n"), EITHER),
        Case("brackets.md", put(b"[" * 8_000 + b"(" * 8_000), EITHER),
        Case("quotes.md", put(b">" * 20_000 + b" aid\n" + b"- " * 5_000 + b"aid\n"), EITHER),
        Case("laughs.md", put(YAML_LAUGHS)),
        Case("cells.csv", put(b",".join(b"c%d" % n for n in range(200_000)) + b"\n" + b"1," * 200_000), EITHER),
        Case("tags.html", put(b"<html><body>" + b"<div>" * 60_000 + b"Aid at the bottom."), EITHER),
        Case("scripts.html", put(b"<html><script>" + b"while(1){}" * 9_000 + b"</script><p>Aid of twenty per cent."), EITHER),
        Case("cues.vtt", put(b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + b"<v " * 10_000), EITHER),
        Case("mails.eml", put(lambda: _mail_of_mails(12)), EITHER),
        # Names
        Case("two\nlines\x1b[31m.md", put(b"# Aid under a name of two lines"), TAKEN),
        Case("\u202efdp.exe.md", put(b"# Aid under a name that turns round"), TAKEN),
        Case(os.fsdecode("补贴.md".encode("gb18030")), put("# 补贴办法\n\n补贴20%。".encode()), TAKEN),
        Case("n" * 250 + ".md", put(b"# Aid under the longest name"), TAKEN),
        Case("'; DROP TABLE documents; --.md", put(b"# Aid under a name that is a statement"), TAKEN),
        # What is no file
        Case("itself.md", lambda path: path.symlink_to(path)),
        Case("loop", lambda path: path.symlink_to(path.parent), SKIPPED),
        Case("leads-out.md", lambda path: path.symlink_to(secret), SKIPPED),
        Case("device.md", lambda path: path.symlink_to("/dev/zero"), SKIPPED),
        Case("gone.md", lambda path: path.symlink_to(path.parent / "never-was.md")),
        Case("pipe.md", lambda path: os.mkfifo(path)),
        Case("locked.md", unreadable, EITHER if os.geteuid() == 0 else FAILED),
        Case("sparse.txt", sparse(1024**3)),
    ]  # fmt: skip


def heavy() -> list[Case]:
    """What takes minutes, or much room on disk."""
    line = "Aid covers twenty per cent of the costs. 补贴覆盖百分之二十的成本。\n".encode()
    return [
        Case("pages.pdf", put(lambda: pdf_of_pages(10_000)), EITHER),
        Case("large.txt", lambda path: _repeat(path, line, 300_000_000), EITHER),
        Case("one-line.txt", lambda path: _repeat(path, line.strip() + b" ", 50_000_000), EITHER),
        Case("one-line.html", lambda path: _repeat(path, b"<p>Aid of twenty per cent</p>", 50_000_000), EITHER),
        Case("million-tags.html", put(lambda: b"<html><body>" + b"<b>" * 1_000_000 + b"Aid"), EITHER),
        Case("million-cells.csv", put(lambda: b"cell," * 1_000_000 + b"\n" + b"1," * 1_000_000), EITHER),
        Case("many.zip", put(lambda: packed({f"{n}.md": b"x" for n in range(6_000)})), EITHER),
        Case("big-bomb.zip", put(lambda: packed({f"{n}.txt": bytes(190_000_000) for n in range(12)}))),
        Case("full-sparse.txt", sparse(399 * 1024**2), EITHER),
    ]  # fmt: skip


def _repeat(path: Path, what: bytes, size: int) -> None:
    block = what * (1_000_000 // len(what))
    with path.open("wb") as stream:
        for _ in range(size // len(block)):
            stream.write(block)


def _mail_of_mails(depth: int) -> bytes:
    content = writers.mail(ENGLISH)
    for level in range(depth):
        content = writers.mail(ENGLISH, (f"{level}.eml", content))
    return content
