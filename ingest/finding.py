"""What is read out of a document as data, beside its passages, and the name of the state of everything that reads it."""

from __future__ import annotations

from assistant.domain import Document
from assistant.language.glossary import current_glossary
from assistant.measure import Findings
from assistant.measures.extraction import EXTRACTION, extract


def finding_state() -> str:
    """Names the extractors' state: files that were read under another one are read again.

    Names of programmes and places come from the glossary, a user's own included, so it is part of the state.
    """
    return f"measures-{EXTRACTION} glossary-{current_glossary().fingerprint}"


def find_in(document: Document) -> Findings:
    """All that the extractors find in a document."""
    return Findings(made_by=finding_state(), measures=extract(document))
