"""Reading measures out of a document's words: by rules, which always read the same, and by a chat model where one is set."""

from __future__ import annotations

from typing import Protocol

from assistant.domain import Document
from assistant.measure import Measure
from assistant.measures.extraction.assembling import read_measures
from assistant.measures.extraction.proving import joined

EXTRACTION = 7
"""Raised by hand when other measures are read from the same words, so that unchanged files are read anew."""


class MeasureReader(Protocol):
    """Reads measures beside the rules."""

    @property
    def name(self) -> str:
        """What it is, such as ``provider:model``: with another one unchanged files are read anew."""

    def read(self, document: Document) -> tuple[Measure, ...]:
        """Measures each of whose values stands in the words that it names.

        Raises:
            ModelFailed: it cannot read now.
        """


def extract(document: Document, reader: MeasureReader | None = None) -> tuple[Measure, ...]:
    """All measures that a document's words grant, demand or forbid, in the order of their main statements.

    ``reader`` adds what the rules have not read.

    Raises:
        ModelFailed: the reader cannot read now; without one nothing is raised.
    """
    read = read_measures(document)
    return read if reader is None else joined(read, reader.read(document))
