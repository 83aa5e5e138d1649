"""Until when a document holds, where it says so of itself: ``this decree remains in force until 31 December 2027``.

Only explicit statements count; what a document says of a programme, a rate or another law is no validity of its own. What is
inferred is marked as such, and a front matter that states it goes before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Block, BlockKind, Kind, Metadata
from assistant.language.sentences import sentence_spans
from assistant.measures.extraction.dates import days_of
from assistant.measures.extraction.figures import figures

ITSELF = re.compile(
    r"^\W*(?:(?:article|section|第)\s*\S{1,6}[.、条]?\s*)?(?:this|the\s+present)\s+"
    r"(?:act|law|decree|order|ordinance|regulation|directive|decision|notice|circular|rule|guideline|measure|announcement)s?\b"
    r"[^.;]{0,160}?\b(?:in\s+force|effect(?:ive)?|valid|appl(?:y|ies)|expires?|laps(?:es?|ing)|ceases?)\b"
    r"|^[^。；]{0,16}本(?:办法|规定|通知|公告|条例|措施|细则|意见|决定|政策|方案)[^。；]{0,60}(?:有效期|施行至|执行至|实施至|失效|废止|止)",
    re.IGNORECASE,
)
EXACT = 10
"""Characters of a whole day in ISO form."""


def with_own_validity(metadata: Metadata, text: str, blocks: Sequence[Block]) -> Metadata:
    """A document's metadata with the last day that it names for itself, if it names one and nothing else is known."""
    if metadata.valid_until is not None or metadata.kind is Kind.EVENT:
        return metadata
    found = _last_days(metadata, text, blocks)
    if len(found) != 1:
        return metadata
    return replace(metadata, valid_until=found.pop(), inferred=(*metadata.inferred, "valid_until"))


def _last_days(metadata: Metadata, text: str, blocks: Sequence[Block]) -> set[str]:
    days: set[str] = set()
    for block in blocks:
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        words = text[block.start : block.end]
        for span in sentence_spans(words, language=metadata.language):
            sentence = words[span.start : span.end]
            if ITSELF.search(sentence):
                days |= {
                    day.value
                    for day in days_of(sentence, figures(sentence))
                    if day.field == "ends" and not day.earlier and len(day.value) == EXACT
                }
    return days
