"""What documents say that they do not tell: *Certificate prices are not given here*, *二手车出口另有规定，本文未收录*.

Such a sentence shares the words of a question like an answer does, and is the opposite of one. What only such sentences
speak of, a document does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.answering.asking import Asked, asked_for
from assistant.answering.entities import HOME
from assistant.answering.evidence import Evidence
from assistant.language.script import has_han
from assistant.protocols import Query, Term

WITHIN_ITS_SCOPE = r"(?! by (?:this|the|its) |:)"
"""*Plug-in hybrids are not covered by this regulation* tells what holds; so does a list that begins with *Not covered:*."""
DISCLAIMER = re.compile(
    rf"\bnot (?:covered{WITHIN_ITS_SCOPE}|given|listed|found|known|stated|described|included|available|treated|quoted|part of this)\b|\bno figures?\b"
    r"|未(?:逐条)?(?:收录|列出|给出|披露|提供|说明|公开)|没有(?:列出|给出|披露|提供|找到|说明|公开)",
    re.IGNORECASE,
)
"""With such words a document says what it does not tell."""
UNSURE = re.compile(
    r"\bnot (?:checked|confirmed|verified)\b|\b(?:unknown|unclear)\b|未(?:核对|核实|确认)|不清楚|不明确",
    re.IGNORECASE,
)
"""With such words it says that it does not know; to who asks whether something is so, that is an answer."""
WHETHER = frozenset({Asked.YES_NO, Asked.STATUS})
"""Kinds of questions that are answered by what is not known."""
NEARLY = 0.7
"""Share of what the best other sentence says of a question, that a disclaimer on its matter says at least."""
SURELY = 0.55
"""How surely a disclaimer must say a word."""
HARDLY = 0.3
"""How surely another sentence may say it without telling of it."""
TELLING = 0.6
"""Weight from which on a word of a question says what is asked about."""
NEAREST = 0.75
"""Share of the best document's retrieval score from which on another one may tell of it."""


@lru_cache(maxsize=40_000)
def disclaims(words: str) -> bool:
    """Whether a sentence says that its document does not tell something."""
    return DISCLAIMER.search(words) is not None


@lru_cache(maxsize=40_000)
def may_disclaim(words: str) -> bool:
    """Whether a sentence says that its document does not tell something, or does not know it for sure."""
    return disclaims(words) or UNSURE.search(words) is not None


def only_disclaimed(query: Query, evidence: Sequence[Evidence]) -> Evidence | None:
    """The disclaimer of the best document that alone speaks of something that the question asks about; None without one."""
    tells = disclaims if asked_for(query.text) & WHETHER else may_disclaim
    best = [item for item in evidence if item.features.document_score == 1 and tells(item.words)]
    if not best:
        return None
    others = [item for item in evidence if item.features.document_score >= NEAREST and not may_disclaim(item.words)]
    least = NEARLY * max((_said(item, query) for item in others), default=0.0)
    for place in _telling(query):
        said = [item for item in best if item.matches[place] >= SURELY and _said(item, query) >= least]
        if said and not any(max(item.matches[place], item.context[place]) >= HARDLY for item in others):
            return max(said, key=lambda item: item.matches[place])
    return None


def _said(item: Evidence, query: Query) -> float:
    """How much of a question a sentence says itself, by the weight of the terms."""
    return sum(term.weight * match for term, match in zip(query.terms, item.matches, strict=False))


def _telling(query: Query) -> list[int]:
    """Numbers of the terms that say what is asked about: none of the topic's, and of several places none."""
    if len({code for code in query.jurisdictions if code not in HOME}) > 1:
        return []
    own = {term.source for term in query.asked or query.terms}
    return [
        place
        for place, term in enumerate(query.terms)
        if term.weight >= TELLING and term.source in own and not _bare(term)
    ]


def _bare(term: Term) -> bool:
    """Whether it is a single Chinese character, which is part of many words."""
    return len(term.source) == 1 and has_han(term.source)
