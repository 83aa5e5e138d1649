"""Which statements grant or demand nothing: worked examples, and what a text says that it does not know."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.measures.extraction.matching_words import Words, small_letters
from assistant.measures.extraction.statements import Statement

EXAMPLE = r"\b(?:worked|would\s+(?:be|give|get|receive|reach)|could\s+(?:get|receive|reach)|together\s+can|suppose|assum(?:e|ing)|that\s+is\s+[a-z]{3})\b|假设|测算|举例"
LONGEST_WORD = 16
"""Characters of a sentence that is one word."""
EQUATION = re.compile(r"[=＝≈]\s*[\d€$A-Z]|%\s+[Ff][Ii][Gg][Uu][Rr][Ee][Ss]?\b")
"""A sum that is worked out, or a percentage that is spoken of as a figure."""
EXAMPLE_HEADING = re.compile(
    r"\b(?:worked|examples?|sources|references)\b|^(?:an?\s+|the\s+)?(?:sample\s+)?calculations?\b|\b(?:illustrations?|fictitious)\b|^算一笔账|\bthe\s+\w+\s+case$|示例|算例|举例|测算|来源|参考",
    re.IGNORECASE,
)
DOUBT = (
    r"\bwhether\b|\bnot\s+(?:confirmed|checked|verified|stated|covered|found|known|given|visible)\b|\bunknown\b|\bshould\s+be\s+(?:checked|confirmed|verified)\b|\bdo\s+not\s+calculate\b|\b(?:was|were)\s+(?:refused|rejected)\b|\breports\s+on\b|\bdiffer:|\b(?:argued|complained)\s+that\b"
    r"|未(?:核实|确认|核对|找到|收录)|未(?:予|获|被)(?:采纳|通过|批准)|被否决|是否|不清楚"
)

NO_STATEMENT = Words(f"{EXAMPLE}|{DOUBT}")
"""In a sentence that works an example or says what is not known."""

BEGINS_EXAMPLE = re.compile(r"\W*(?:(?:for\s+|an?\s+)?(?:example|illustration|instance))\b\W", re.IGNORECASE)
"""What a sentence begins with that works an example, or that announces one."""

MONEY = re.compile(r"[€$£¥]\s?\d|\b[A-Z]{3}\s\d|\d\s?(?:[A-Z]{3}\b|million|billion|[万亿]?元)")
"""A sum, without which nothing is worked out."""


def announces_example(statement: Statement) -> bool:
    """Whether a sentence is nothing but the word: ``Example.``"""
    return len(statement.text) <= LONGEST_WORD and BEGINS_EXAMPLE.match(f"{statement.text} ") is not None


def is_example(statement: Statement) -> bool:
    """Whether a statement works an example."""
    if any(map(_heads_examples, statement.headings)):
        return True
    text = statement.text[:400]
    if BEGINS_EXAMPLE.match(text) and MONEY.search(text):
        # "Example: in the east the ceiling is 50%" tells a value, and works none.
        return True
    return NO_STATEMENT.found_in(small_letters(text)) or EQUATION.search(text) is not None


@lru_cache(maxsize=1024)
def _heads_examples(heading: str) -> bool:
    return EXAMPLE_HEADING.search(heading) is not None
