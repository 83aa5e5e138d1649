"""PDF files by ReportLab: columns, running headers, footnotes, tables of all kinds, rotated pages, labels, scans."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from ingest.readers.pdfium import PdfiumFile
from tests.readers.papers.contents import Policy, Rows
from tests.readers.papers.sample import Sample

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
WIDTH, HEIGHT = 595.0, 842.0
LEADING = 15.0
NUMERALS = ("i", "ii", "iii", "iv")


class Sheet:
    """A canvas that writes lines from top to bottom, and keeps what it has written on each page."""

    def __init__(self, policy: Policy, **options: object) -> None:
        self.policy = policy
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), **options)
        self.pages: list[list[str]] = [[]]
        self.top = HEIGHT - 90

    def font(self, size: float, *, bold: bool = False) -> tuple[str, float]:
        latin = "Helvetica-Bold" if bold else "Helvetica"
        return ("STSong-Light" if self.policy.chinese else latin), size

    def lines(self, text: str, width: float, size: float, *, hyphens: bool = False) -> list[str]:
        """The text broken into lines; words are divided where that is asked for."""
        name, _ = self.font(size)
        fits = partial(pdfmetrics.stringWidth, fontName=name, fontSize=size)
        lines, line = [], ""
        for word in text if self.policy.chinese else text.split(" "):
            longer = f"{line}{word}" if self.policy.chinese or not line else f"{line} {word}"
            if not line or fits(longer) <= width or word in "，。；、：）":
                line = longer
                continue
            half = next((cut for cut in range(len(word) - 3, 2, -1) if fits(f"{line} {word[:cut]}-") <= width), 0)
            if hyphens and half and word.isalpha():
                lines.append(f"{line} {word[:half]}-")
                line = word[half:]
            else:
                lines.append(line)
                line = word
        return [*lines, line]

    def write(
        self,
        text: str,
        *,
        left: float = 70,
        width: float = 455,
        size: float = 10.5,
        bold: bool = False,
        hyphens: bool = False,
    ) -> None:
        for line in self.lines(text, width, size, hyphens=hyphens):
            self.canvas.setFont(*self.font(size, bold=bold))
            self.canvas.drawString(left, self.top, line)
            self.top -= size * 1.4
        self.top -= size * 0.7
        self.pages[-1].append(text)

    def table(
        self, rows: Rows, *, left: float = 70, ruled: bool = True, merged: Sequence[tuple[int, int]] = ()
    ) -> None:
        """A table; ``merged`` holds the first and last row of cells that the first column shows as one."""
        cells = [list(row) for row in rows]
        style: list[tuple[object, ...]] = [("FONT", (0, 0), (-1, -1), *self.font(9.5))]
        style += [("GRID", (0, 0), (-1, -1), 0.6, colors.black)] if ruled else [("ALIGN", (1, 0), (-1, -1), "RIGHT")]
        for first, last in merged:
            style.append(("SPAN", (0, first), (0, last)))
            for row in range(first + 1, last + 1):
                cells[row][0] = ""
        table = Table(cells, colWidths=[150, *[95] * (len(rows[0]) - 1)], style=style)
        _, height = table.wrapOn(self.canvas, WIDTH, HEIGHT)
        table.drawOn(self.canvas, left, self.top - height)
        self.top -= height + 20

    def end_page(self) -> None:
        self.canvas.showPage()
        self.pages.append([])
        self.top = HEIGHT - 90

    def done(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()


def _sections(sheet: Sheet, *, edges: bool = False, footnote: bool = False) -> None:
    """A section on each page."""
    policy = sheet.policy
    for number, (heading, paragraphs) in enumerate(policy.sections, start=1):
        if number > 1:
            sheet.end_page()
        if number == 1:
            sheet.write(policy.title, size=17, bold=True)
        sheet.write(heading, size=13, bold=True)
        for text in paragraphs:
            sheet.write(text)
        if footnote and number == 2:
            sheet.top = 100
            sheet.canvas.line(70, 118, 200, 118)
            sheet.write(policy.footnote, size=8)
        if edges:
            _edges(sheet, number)


def _edges(sheet: Sheet, number: int) -> None:
    policy = sheet.policy
    sheet.canvas.setFont(*sheet.font(8))
    sheet.canvas.drawString(70, HEIGHT - 45, f"{policy.running} · {policy.title}")
    place = f"第 {number} 页 共 4 页" if policy.chinese else f"Page {number} of 4"
    sheet.canvas.drawCentredString(WIDTH / 2, 40, place)


def _sample(name: str, sheet: Sheet, content: bytes | None = None, **more: object) -> Sample:
    content = content or sheet.done()
    pages = {number: tuple(texts) for number, texts in enumerate(sheet.pages, start=1) if texts}
    return Sample(f"{name}-{sheet.policy.language}.pdf", content, pages=pages, **more)  # type: ignore[arg-type]


def one_column(policy: Policy) -> Sample:
    """Running headers, page numbers, and a footnote."""
    sheet = Sheet(policy)
    _sections(sheet, edges=True, footnote=True)
    return _sample("one-column", sheet)


def two_columns(policy: Policy) -> Sample:
    """Two pages of two columns with divided words, below running headers."""
    sheet = Sheet(policy)
    for number in (0, 1):
        if number:
            sheet.end_page()
        for side, place in enumerate((2 * number, 2 * number + 1)):
            sheet.top = HEIGHT - 90
            heading, paragraphs = policy.sections[place]
            sheet.write(heading, left=60 + 250 * side, width=215, size=12, bold=True)
            for text in paragraphs:
                sheet.write(text, left=60 + 250 * side, width=215, hyphens=True)
        _edges(sheet, number + 1)
    return _sample("two-columns", sheet)


def ruled_table(policy: Policy) -> Sample:
    """A table with rules between two paragraphs, its first column merged where it says the same."""
    sheet = Sheet(policy)
    sheet.write(policy.paragraphs[0])
    sheet.table(policy.table, merged=((1, 2), (3, 4)))
    sheet.write(policy.paragraphs[1])
    return _sample("ruled-table", sheet, table=policy.table)


def figures_without_rules(policy: Policy) -> Sample:
    """Columns of figures under names of two lines, without rules."""
    sheet = Sheet(policy)
    sheet.write(policy.paragraphs[0])
    names = [cell.rsplit(" ", 1) if place else [cell, ""] for place, cell in enumerate(policy.figures[0])]
    above = tuple("" if place == 0 else first for place, (first, _) in enumerate(names))
    below = tuple(first if place == 0 else second for place, (first, second) in enumerate(names))
    sheet.table((above, below, *policy.figures[1:]), ruled=False)
    sheet.write(policy.paragraphs[1])
    return _sample("figures", sheet, table=policy.figures)


def table_over_pages(policy: Policy) -> Sample:
    """A ruled table of forty rows that goes on over the page with its header again."""
    unit = "号" if policy.chinese else "No."
    header = policy.table[0]
    rows = tuple((f"{policy.table[1 + n % 5][0]} {unit} {n}", *policy.table[1 + n % 5][1:]) for n in range(40))
    sheet = Sheet(policy)
    sheet.write(policy.paragraphs[0])
    sheet.table((header, *rows[:22]))
    sheet.end_page()
    sheet.table((header, *rows[22:]))
    sheet.write(policy.paragraphs[1])
    return _sample("table-over-pages", sheet, table=(header, *rows))


def rotated(policy: Policy) -> Sample:
    """The second page lies on its side."""
    sheet = Sheet(policy)
    for number in (0, 1):
        if number:
            sheet.end_page()
            sheet.canvas.setPageRotation(90)
            sheet.canvas.translate(WIDTH, 0)
            sheet.canvas.rotate(90)
            sheet.top = WIDTH - 90
        sheet.write(policy.sections[number][0], size=13, bold=True)
        for text in policy.sections[number][1]:
            sheet.write(text)
    return _sample("rotated", sheet)


def labelled(policy: Policy) -> Sample:
    """Front matter in roman numerals, an annex with a prefix, and bookmarks."""
    sheet = Sheet(policy)
    _sections(sheet)
    writer = PdfWriter(clone_from=io.BytesIO(sheet.done()))
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(2, 2, style=PageLabelStyle.DECIMAL)
    writer.set_page_label(3, 3, style=PageLabelStyle.DECIMAL, prefix="A-")
    for number, (heading, _) in enumerate(policy.sections):
        writer.add_outline_item(title=heading, page_number=number)
    buffer = io.BytesIO()
    writer.write(buffer)
    return _sample("labels", sheet, buffer.getvalue(), labels={1: "i", 2: "ii", 3: "1", 4: "A-1"})


def locked(policy: Policy) -> Sample:
    """Encrypted with an empty password, as publishers do."""
    sheet = Sheet(policy, encrypt=pdfencrypt.StandardEncryption("", "owner", canModify=0, strength=128))
    _sections(sheet)
    return _sample("locked", sheet)


def slides(policy: Policy) -> Sample:
    """Landscape pages with large letters and bullets."""
    sheet = Sheet(policy)
    for number, (heading, paragraphs) in enumerate(policy.sections):
        if number:
            sheet.end_page()
        sheet.canvas.setPageSize((HEIGHT, WIDTH))
        sheet.top = WIDTH - 80
        sheet.write(heading, size=26, bold=True, width=700)
        for text in paragraphs:
            sheet.write(f"• {text}", size=15, width=700)
    sample = _sample("slides", sheet)
    bare = {number: tuple(text.removeprefix("• ") for text in texts) for number, texts in sample.pages.items()}
    return Sample(sample.name, sample.content, pages=bare)


def scan(policy: Policy) -> Sample:
    """A printed page as a clean picture of 200 dots an inch, without a text layer."""
    sheet = Sheet(policy)
    sheet.write(policy.sections[2][0], size=14, bold=True)
    for text in policy.sections[2][1]:
        sheet.write(text, size=12)
    content = _pictured(sheet.done(), kept=())
    return _sample("scan", sheet, content, recognised=True)


def partly_scanned(policy: Policy) -> Sample:
    """A text whose second page is a picture."""
    sheet = Sheet(policy)
    for number in (0, 1):
        if number:
            sheet.end_page()
        sheet.write(policy.sections[number][0], size=13, bold=True)
        sheet.write(policy.sections[number][1][0], size=12)
    content = _pictured(sheet.done(), kept=(0,))
    return _sample("partly-scanned", sheet, content, recognised=True)


def _pictured(content: bytes, *, kept: Sequence[int]) -> bytes:
    """The same pages as grey pictures, but for those that are kept."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    with PdfiumFile(content, name="a.pdf") as file:
        for index in range(len(file)):
            picture = Image.fromarray(file.picture(index, dots_per_inch=200)[:, :, ::-1]).convert("L")
            canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
            canvas.showPage()
    canvas.save()
    writer, original = PdfWriter(), PdfReader(io.BytesIO(content))
    for index, page in enumerate(PdfReader(io.BytesIO(buffer.getvalue())).pages):
        writer.add_page(original.pages[index] if index in kept else page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


WRITERS = (
    one_column,
    two_columns,
    ruled_table,
    figures_without_rules,
    table_over_pages,
    rotated,
    labelled,
    locked,
    slides,
    scan,
    partly_scanned,
)
