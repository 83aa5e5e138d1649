"""What is read out of a document as data, beside its passages, and the name of the state of everything that reads it."""

from __future__ import annotations

import hashlib
import logging

from assistant import organisations
from assistant.domain import Document
from assistant.errors import ModelFailed
from assistant.language.glossary import current_glossary
from assistant.measure import Findings
from assistant.measures.extraction import EXTRACTION, MeasureReader, extract

log = logging.getLogger(__name__)


def finding_state(reader: MeasureReader | None = None) -> str:
    """Names the extractors' state in at most 64 characters: what was found by another one is found anew.

    Names of programmes and places come from the glossary, a user's own included, so it is part of the state; so is the
    chat model that reads as well, if one does.
    """
    state = f"organisations-{organisations.STATE} measures-{EXTRACTION} glossary-{current_glossary().fingerprint}"
    return state if reader is None else f"{state} +{hashlib.sha256(reader.name.encode()).hexdigest()[:8]}"


def findings_in(document: Document, reader: MeasureReader | None = None) -> Findings:
    """All that the extractors find in a document; without the reader's part, to be found later, when it cannot read now."""
    people = organisations.extract(document)
    if reader is not None:
        try:
            return Findings(finding_state(reader), extract(document, reader), people)
        except ModelFailed as error:
            log.warning("%s: measures are read by rules alone. %s", document.id, error)
    return Findings(finding_state(), extract(document), people)
