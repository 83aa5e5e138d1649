"""From the drafts of all statements to the measures of a document: each said once, with an id that stays."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from assistant.dates import possible
from assistant.domain import BlockKind, Document, Kind, Span
from assistant.measure import Evidence, Instrument, Measure, Range
from assistant.measures.extraction.belonging import is_own_matter
from assistant.measures.extraction.drafts import DATES, Draft
from assistant.measures.extraction.facts import spread
from assistant.measures.extraction.instruments import AID, RELIEF, named_in
from assistant.measures.extraction.reading import StatementReader
from assistant.measures.extraction.repetition import without_repetition
from assistant.measures.extraction.statements import statements

COMPULSORY = re.compile(
    r"\b(?:compulsory|mandatory|obligatory|may\s+only|(?:is|are|been)\s+(?:required|banned|prohibited|forbidden)|(?:do|does)\s+not\s+count)\b|强制|禁止|不得",
    re.IGNORECASE,
)
"""A law that is in force and told only where a text draws conclusions."""
CAP_LABEL = re.compile(r"\bcap\b|\bceiling\b|上限|封顶", re.IGNORECASE)


def read_measures(document: Document) -> tuple[Measure, ...]:
    """The measures of a document, in the order of their main statements."""
    reader = StatementReader(document)
    drafts = [draft for statement in statements(document) for draft in reader.read(statement)]
    for draft in drafts:
        if draft.is_record or _names_itself(draft):
            _settle(draft)
    kept = spread(drafts)
    for draft in kept:
        _settle(draft)
        if not {"starts", "ends"} & draft.fields.keys():
            for day, start in draft.from_heading:
                draft.add_day(day, start)
    return _identified(document, without_repetition([draft for draft in kept if _says_something(draft)]))


def _names_itself(draft: Draft) -> bool:
    """Whether the label of an item names the aid that its sum is: ``Clean vehicle credit (30D): up to USD 7,500``."""
    statement = draft.statement
    own = statement.kind is BlockKind.ITEM and len(statement.label.split()) >= 3 and is_own_matter(statement.label)
    return own and any(name.instrument is draft.instrument for name in named_in(statement.label))


def _settle(draft: Draft) -> None:
    """A highest sum that stands alone, without a rate, is an amount."""
    fields = draft.fields
    if draft.instrument is Instrument.DEADLINE and "ends" in fields and "closes" not in fields:
        fields["closes"] = fields.pop("ends")
        draft.evidence[:] = [
            Evidence("closes" if item.field == "ends" else item.field, item.span) for item in draft.evidence
        ]
    if draft.instrument is Instrument.OBLIGATION and "opens" in fields and "starts" not in fields:
        fields["starts"] = fields.pop("opens")
        draft.evidence[:] = [
            Evidence("starts" if item.field == "opens" else item.field, item.span) for item in draft.evidence
        ]
    if CAP_LABEL.search(draft.statement.label):
        return
    if draft.instrument in AID and "cap" in fields and not {"rate", "amount"} & fields.keys() and not draft.full_relief:
        fields["amount"] = Range(fields.pop("floor", None), fields.pop("cap"))  # type: ignore[arg-type]
        renamed = {"cap": "amount", "floor": "amount"}
        draft.evidence[:] = [Evidence(renamed.get(item.field, item.field), item.span) for item in draft.evidence]


def _says_something(draft: Draft) -> bool:
    names = draft.fields.keys() - {"currency", "per", "rate_of"}
    if draft.aside and (not draft.near or names <= set(DATES)) and not draft.full_relief:
        return draft.near and names == {"starts"} and COMPULSORY.search(draft.statement.text) is not None
    if not names and not draft.full_relief:
        return False
    if draft.full_relief:
        return bool(names) or not draft.aside
    if names == {"budget"} and draft.instrument not in AID | RELIEF:
        return False
    if names <= set(DATES):
        return draft.instrument in {Instrument.OBLIGATION, Instrument.DEADLINE} and draft.near
    return True


def _identified(document: Document, drafts: Sequence[Draft]) -> tuple[Measure, ...]:
    seen: Counter[str] = Counter()
    measures = []
    for draft in drafts:
        words = " ".join(document.text[draft.start : draft.end].split())
        basis = "\n".join((document.id, draft.instrument.value, draft.jurisdiction, words))
        seen[basis] += 1
        digest = hashlib.sha256(f"{basis}\n{seen[basis]}".encode()).hexdigest()[:16]
        measures.append(_measure(document, draft, digest))
    return tuple(measures)


def _measure(document: Document, draft: Draft, digest: str) -> Measure:
    fields: dict[str, Any] = {
        name: possible(str(value)) if name in DATES else value for name, value in draft.fields.items()
    }
    return Measure(
        id=digest,
        document_id=document.id,
        version=document.version,
        programme=draft.programme.name,
        jurisdiction=draft.jurisdiction,
        instrument=draft.instrument,
        spans=tuple(dict.fromkeys((Span(draft.start, draft.end), *draft.spans))),
        programme_en=draft.programme.en,
        programme_zh=draft.programme.zh,
        applies_to=draft.applies_to,
        conditions=tuple(dict.fromkeys(draft.conditions)),
        evidence=tuple(draft.evidence),
        confidence=0.9 if draft.near else 0.6,
        official=document.metadata.kind is not Kind.EVENT and draft.statement.speaker is None,
        **fields,
    )
