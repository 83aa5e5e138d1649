"""Small honest stand-ins, and makers of documents, for tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.catalogue.documents import Documents
from assistant.catalogue.storing import Change
from assistant.domain import Access, BlockKind, Document, Metadata, Passage
from assistant.index.embedders import unit_rows
from assistant.protocols import Vectors
from ingest.assembling import assemble, make_document
from ingest.pieces import Piece
from ingest.splitting import split


class FakeEmbedder:
    """Vectors of hashed character trigrams: equal texts have equal vectors, alike texts alike ones, in any language."""

    languages: frozenset[str] | None = None
    replaces_dictionary = True

    def __init__(self, fingerprint: str = "trigrams", *, dimensions: int = 64) -> None:
        self.fingerprint = fingerprint
        self.embedded: list[str] = []
        """Passage texts that were paid for, in order."""
        self._dimensions = dimensions

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return unit_rows(np.stack([self._vector(text) for text in texts]))

    def embed_question(self, text: str) -> Vectors:
        return unit_rows(self._vector(text)[np.newaxis])

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self._dimensions, dtype=np.float32)
        padded = f"  {text.casefold()} "
        for start in range(len(padded) - 2):
            digest = hashlib.blake2b(padded[start : start + 3].encode(), digest_size=4).digest()
            vector[int.from_bytes(digest) % self._dimensions] += 1
        return vector


def make(
    document_id: str,
    *texts: str,
    title: str | None = None,
    access: Access = Access.PUBLIC,
    language: str = "en",
    headings: Sequence[str] = (),
) -> Document:
    """A document of paragraphs, each below its own heading if headings are given."""
    pieces = []
    for place, text in enumerate(texts):
        if headings:
            pieces.append(Piece(BlockKind.HEADING, headings[place], level=1))
        pieces.append(Piece(BlockKind.PARAGRAPH, text))
    whole, blocks = assemble(pieces)
    metadata = Metadata(title=title or document_id, language=language, access=access)
    return make_document(
        document_id=document_id, source=f"/somewhere/{document_id}.md", metadata=metadata, text=whole, blocks=blocks
    )


def passages_of(document: Document, version: int = 1) -> list[Passage]:
    """Its passages as they come back from the catalogue under this version."""
    return list(split(replace(document, version=version)))


def put(documents: Documents, document: Document) -> Change:
    """Store a document with its passages."""
    return documents.put(document, split(document))
