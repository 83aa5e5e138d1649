"""Which statements grant or demand nothing: worked examples, and what a text says that it does not know."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.measures.extraction.matching_words import Words, small_letters
from assistant.measures.extraction.statements import Statement

EXAMPLE = r"\b(?:worked|would\s+(?:be|give|get|receive|reach)|could\s+(?:get|receive|reach)|together\s+can|suppose|assum(?:e|ing)|that\s+is\s+[a-z]{3})\b|假设|测算"
EQUATION = re.compile(r"[=＝≈]\s*[\d€$A-Z]|%\s+[Ff][Ii][Gg][Uu][Rr][Ee][Ss]?\b")
"""A sum that is worked out, or a percentage that is spoken of as a figure."""
EXAMPLE_HEADING = re.compile(
    r"\b(?:worked|examples?|sources|references)\b|^calculations?$|\bthe\s+\w+\s+case$|示例|算例|举例|测算|来源|参考",
    re.IGNORECASE,
)
DOUBT = (
    r"\bwhether\b|\bnot\s+(?:confirmed|checked|verified|stated|covered|found|known|given|visible)\b|\bunknown\b|\bshould\s+be\s+(?:checked|confirmed|verified)\b|\bdo\s+not\s+calculate\b|\b(?:was|were)\s+(?:refused|rejected)\b|\breports\s+on\b|\bdiffer:"
    r"|未(?:核实|确认|核对|找到|收录)|是否|不清楚"
)

NO_STATEMENT = Words(f"{EXAMPLE}|{DOUBT}")
"""In a sentence that works an example or says what is not known."""


def is_example(statement: Statement) -> bool:
    """Whether a statement works an example."""
    if any(map(_heads_examples, statement.headings)):
        return True
    text = statement.text[:400]
    return NO_STATEMENT.found_in(small_letters(text)) or EQUATION.search(text) is not None


@lru_cache(maxsize=1024)
def _heads_examples(heading: str) -> bool:
    return EXAMPLE_HEADING.search(heading) is not None
