"""Which statements grant or demand nothing: worked examples, and what a text says that it does not know."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.measures.extraction.statements import Statement

EXAMPLE = re.compile(
    r"\b(?:worked|would\s+(?:be|give|get|receive|reach)|could\s+(?:get|receive|reach)|together\s+can|suppose|assum(?:e|ing)|that\s+is\s+[A-Z]{3})\b|假设|测算",
    re.IGNORECASE,
)
EQUATION = re.compile(r"[=＝≈]\s*[\d€$A-Z]")
EXAMPLE_HEADING = re.compile(
    r"\b(?:worked|examples?|sources|references)\b|^calculations?$|\bthe\s+\w+\s+case$|示例|算例|举例|测算|来源|参考",
    re.IGNORECASE,
)
DOUBT = re.compile(
    r"\bwhether\b|\bnot\s+(?:confirmed|checked|verified|stated|covered|found|known|given|visible)\b|\bunknown\b|\bshould\s+be\s+(?:checked|confirmed|verified)\b|\bdo\s+not\s+calculate\b|\b(?:was|were)\s+(?:refused|rejected)\b|\breports\s+on\b|\bdiffer:|%\s+figures?\b"
    r"|未(?:核实|确认|核对|找到|收录)|是否|不清楚",
    re.IGNORECASE,
)

NO_STATEMENT = re.compile(
    f"{EXAMPLE.pattern}|{DOUBT.pattern}|(?-i:{EQUATION.pattern})",
    re.IGNORECASE,
)
"""In a sentence that works an example or says what is not known."""


def is_example(statement: Statement) -> bool:
    """Whether a statement works an example."""
    return any(map(_heads_examples, statement.headings)) or NO_STATEMENT.search(statement.text[:400]) is not None


@lru_cache(maxsize=1024)
def _heads_examples(heading: str) -> bool:
    return EXAMPLE_HEADING.search(heading) is not None
