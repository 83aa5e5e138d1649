"""A chat model that reads measures out of documents beside the rules, part by part, within its budget."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterator

from assistant.domain import BlockKind, Document
from assistant.language.quantities import quantities
from assistant.measure import Measure
from assistant.measures.extraction.claims import claims_in, schema
from assistant.measures.extraction.proving import proved
from assistant.models import prompts
from assistant.models.values import ChatModel, Message

PART = 6_000
"""Characters of a document that are asked about at once."""
REPLY_TOKENS = 4_000
PURPOSE = "measures"
"""Names these requests in the record of usage."""

log = logging.getLogger(__name__)


class ModelReader:
    """Reads with a chat model. What it says is proved against the words that it quotes; what does not hold is dropped."""

    def __init__(self, model: ChatModel) -> None:
        self.name = model.name
        self._model = model

    def read(self, document: Document) -> tuple[Measure, ...]:
        """The measures that the model has found and that hold.

        Raises:
            ModelFailed: the model cannot be asked, or its budget is used up.
        """
        found: dict[str, Measure] = {}
        for part in parts(document):
            reply = self._model.complete(_messages(document, part), purpose=PURPOSE, max_tokens=REPLY_TOKENS)
            claims = claims_in(reply)
            held = [measure for claim in claims if (measure := proved(document, claim)) is not None]
            log.info("%s: %d of %d measures that the model named hold", document.id, len(held), len(claims))
            found.update((measure.id, measure) for measure in held)
        return tuple(found.values())


def parts(document: Document) -> Iterator[str]:
    """Runs of blocks that hold figures, each below the last heading before it; other words are not sent."""
    lines: list[str] = []
    length = 0
    heading = ""
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind is BlockKind.HEADING:
            heading = text
            continue
        if not quantities(text) and block.kind is not BlockKind.HEADER_ROW:
            continue
        if length + len(text) > PART and lines:
            yield "\n".join(lines)
            lines, length = [], 0
        if heading:
            lines.append(heading)
            heading = ""
        lines.append(text[:PART])
        length += len(text)
    if any(quantities(line) for line in lines):
        yield "\n".join(lines)


def _messages(document: Document, part: str) -> list[Message]:
    mark = f"DATA-{secrets.token_hex(4)}"
    places = ", ".join(document.metadata.jurisdictions) or "unknown"
    system = prompts.MEASURES_READ.format(schema=json.dumps(schema(), ensure_ascii=False))
    fenced = prompts.MEASURES_READ_THIS.format(mark=mark, title=document.metadata.title, places=places, text=part)
    return [Message("system", system), Message("user", fenced)]
