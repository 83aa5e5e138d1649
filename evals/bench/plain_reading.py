"""As a program: the same files read by their libraries alone, with no structure kept, and what a tutorial does with the text.

The bare way puts one ready-made vector for each 1,000 characters into Chroma; the reference pipeline splits, embeds and stores.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import numpy as np
import openpyxl
import pptx
from pypdf import PdfReader

from assistant.index.embedders import make_embedder
from assistant.settings import read_settings
from evals.bench.bare import BareIndexes
from evals.reference import ReferenceSystem

CHARACTERS = 1000
"""Of a text for each vector of the bare way, as the reference pipeline cuts."""
DIMENSIONS = 512


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keeps text."""
        self.words.append(data)


def _html(content: bytes) -> str:
    parser = _Words()
    parser.feed(content.decode("utf-8"))
    return " ".join(parser.words)


def _pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _docx(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def _pptx(content: bytes) -> str:
    slides = pptx.Presentation(io.BytesIO(content)).slides
    return "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


def _xlsx(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(" ".join(str(cell) for cell in row if cell is not None) for row in rows)


def _csv(content: bytes) -> str:
    return "\n".join(" ".join(row) for row in csv.reader(io.StringIO(content.decode("utf-8"))))


def _text(content: bytes) -> str:
    return content.decode("utf-8")


READERS: dict[str, Callable[[bytes], str]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".pptx": _pptx,
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".html": _html,
}


def main(files: Path, data_dir: Path) -> dict[str, Any]:
    """Seconds of reading, of bare upserts, and of the reference pipeline after reading; characters and vectors."""
    started = time.perf_counter()
    texts = [(path.name, READERS.get(path.suffix, _text)(path.read_bytes())) for path in sorted(files.iterdir())]
    reading = time.perf_counter() - started
    characters = sum(len(re.sub(r"\s", "", text)) for _, text in texts)
    count = sum(-(-len(text) // CHARACTERS) for _, text in texts)
    vectors = np.random.default_rng(1).standard_normal((count, DIMENSIONS)).astype(np.float32)
    bare = BareIndexes(data_dir / "bare")
    try:
        upsert = bare.upsert(list(range(count)), vectors)
    finally:
        bare.close()
    embedder = make_embedder(read_settings(data_dir=data_dir).embedder)
    embedder.embed_question("warm")
    started = time.perf_counter()
    ReferenceSystem(embedder).ingest(texts)
    reference = time.perf_counter() - started
    return {
        "reading": reading,
        "upsert": upsert,
        "reference": reference,
        "characters": characters,
        "vectors": count,
    }


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    print(json.dumps(main(Path(given["files"]), Path(given["data_dir"]))))
