"""What is read out of a document as data, beside its passages, and the name of the state of everything that reads it."""

from __future__ import annotations

from assistant import organisations
from assistant.domain import Document
from assistant.language.glossary import current_glossary
from assistant.measure import Findings
from assistant.measures.extraction import EXTRACTION, extract


def finding_state() -> str:
    """Names the extractors' state: what was found by another one is found anew.

    Names of programmes and places come from the glossary, a user's own included, so it is part of the state.
    """
    return f"organisations-{organisations.STATE} measures-{EXTRACTION} glossary-{current_glossary().fingerprint}"


def findings_in(document: Document) -> Findings:
    """All that the extractors find in a document."""
    return Findings(made_by=finding_state(), measures=extract(document), organisations=organisations.extract(document))
