"""Generated documents in several formats, by real writers, for measures of uploads."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pptx
from matplotlib import rc_context
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from evals.bench.generating import Generator
from evals.bench.seeds import read_seeds

LINES_OF_A_PAGE = 45


def papers(corpus: Path, count: int, *, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of documents in the manner of a corpus, one format after the other."""
    generator = Generator(read_seeds(corpus), seed=seed)
    formats = list(WRITERS.items())
    for number in range(count):
        document = generator.document(number)
        suffix, write = formats[number % len(formats)]
        body = document.text.split("---", 2)[-1]
        lines = [line.strip("#|*- ").strip() for line in body.splitlines()]
        yield f"{document.name}{suffix}", write([line for line in lines if line])


def _markdown(lines: list[str]) -> bytes:
    return ("# " + "\n\n".join(lines)).encode()


def _web_page(lines: list[str]) -> bytes:
    title, *words = map(html.escape, lines)
    paragraphs = "".join(f"<p>{line}</p>" for line in words)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>".encode()


def _word(lines: list[str]) -> bytes:
    document = docx.Document()
    document.add_heading(lines[0], 1)
    for line in lines[1:]:
        document.add_paragraph(line)
    return _saved(document.save)


def _workbook(lines: list[str]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Number", "Provision"])
    for number, line in enumerate(lines):
        sheet.append([number, line])
    return _saved(book.save)


def _deck(lines: list[str]) -> bytes:
    deck = pptx.Presentation()
    for start in range(0, len(lines), 8):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = lines[start], "\n".join(lines[start + 1 : start + 8])
    return _saved(deck.save)


def _sheet(lines: list[str]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([["Number", "Provision"], *([str(n), line] for n, line in enumerate(lines))])
    return written.getvalue().encode()


def _pdf(lines: list[str]) -> bytes:
    written = io.BytesIO()
    cut = [line[start : start + 100] for line in lines for start in range(0, len(line), 100)]
    # Type 42 keeps the letters of the text; Chinese ones have no glyph here and are left out of the page.
    with rc_context({"pdf.fonttype": 42}), PdfPages(written) as pages:
        for start in range(0, len(cut), LINES_OF_A_PAGE):
            page = Figure(figsize=(8.3, 11.7))
            for row, line in enumerate(cut[start : start + LINES_OF_A_PAGE]):
                latin = line.encode("latin-1", "ignore").decode("latin-1").replace("$", r"\$")
                page.text(0.08, 0.95 - row * 0.02, latin, fontsize=8)
            pages.savefig(page)
    return written.getvalue()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    written = io.BytesIO()
    save(written)
    return written.getvalue()


WRITERS: dict[str, Callable[[list[str]], bytes]] = {
    ".md": _markdown,
    ".pdf": _pdf,
    ".docx": _word,
    ".html": _web_page,
    ".xlsx": _workbook,
    ".pptx": _deck,
    ".csv": _sheet,
    ".txt": lambda lines: "\n\n".join(lines).encode(),
}
