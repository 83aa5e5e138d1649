"""What is read out of a document as data, beside its passages."""

from __future__ import annotations

from assistant import organisations
from assistant.domain import Document
from assistant.measure import Findings

MADE_BY = f"organisations-{organisations.STATE}"
"""State of the extractors: what was found by another one is found anew."""


def findings_in(document: Document) -> Findings:
    """All that the extractors find in a document."""
    return Findings(made_by=MADE_BY, organisations=organisations.extract(document))
