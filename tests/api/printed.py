"""A PDF that is taken in with its original kept: a place that does not exist, so that nothing else answers about it."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.bootstrap import Catalogue
from assistant.domain import Access
from ingest.metadata import Flags
from ingest.pipeline import Pipeline

QUESTION = "What is the Thistledown quay levy for vehicle carriers?"
SENTENCE = "The Thistledown quay levy for vehicle carriers is EUR 731 a call."
PAGES = (
    ("Thistledown harbour tariff", "This tariff is for all ships that call at Thistledown."),
    ("Vehicle carriers", SENTENCE),
    ("Other ships", "Bulk carriers pay EUR 902 a call at Thistledown."),
)


def make_pdf(*, title: str = "Thistledown harbour tariff") -> bytes:
    """Three pages of a heading and a sentence."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setTitle(title)
    for heading, sentence in PAGES:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(70, 760, heading)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(70, 720, sentence)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def take_in(
    catalogue: Catalogue, folder: Path, *, name: str = "thistledown.pdf", access: Access = Access.PUBLIC
) -> str:
    """Take the PDF in from a folder; the document's id."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(make_pdf(title=name) if name != "thistledown.pdf" else make_pdf())
    pipeline = Pipeline(catalogue.documents, originals=catalogue.originals)
    (document_id,) = pipeline.ingest([path], flags=Flags(access=access)).added
    return document_id
