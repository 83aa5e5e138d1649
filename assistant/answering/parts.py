"""Questions of several parts: *who runs it, and how large must a project be?* Each part gets the sentence that answers it best.

Sentences are scored for the whole question, so that one part may take all the room: the parts are read by themselves, each with
the kinds of things and the words that it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asking import Asked, asked_for, holds, may_serve, serves
from assistant.answering.calibration import learned
from assistant.answering.evidence import Evidence
from assistant.answering.features import quantities_of
from assistant.language.script import fold
from assistant.language.topic_form import split_topic
from assistant.protocols import Query

CLAUSES = re.compile(
    r"[，,；;。？?!！]|\b(?:and|or)\b(?=\s+(?:in |for |by |from |until |at )?(?:what|which|who|whom|when|where|how|is|are|do|does|can|must|will|may)\b)"
    r"|(?:以及|还有|并且|和(?=[^，。？]{0,12}(?:多少|怎么|什么|哪)))"
)
ASKING = re.compile(
    r"什么|多少|怎|哪|几|谁|吗|如何|是否|多[大久长高]|\b(?:what|which|who|whom|when|where|how|is|are|do|does|can|must|will|may|should)\b"
)
OWN_WORDS = 2.0
"""What the words of a part count for a sentence that holds them all, in log odds."""
READ = 30
"""Best sentences that are looked through for each part."""
FAR = 4.0
"""Log odds by which the sentence for a part may be worse than the best one for the whole question."""


def parts_of(question: str) -> list[tuple[str, frozenset[Asked]]]:
    """The clauses of a question that ask for things, folded, with their kinds; empty when it asks for one thing."""
    clauses = [fold(clause) for clause in CLAUSES.split(split_topic(question)[1]) if clause]
    parts = [(clause, asked_for(clause)) for clause in clauses if ASKING.search(clause)]
    parts = [(clause, kinds) for clause, kinds in parts if kinds]
    return parts if len({kinds for _, kinds in parts}) > 1 else []


def best_of_each_part(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """For a question of several parts, the sentence that answers each best; none for a question of one.

    Whether something holds is a part by itself: it says nothing of what the thing is about, as the sentence that tells it may.
    """
    found: dict[tuple[str, int], Evidence] = {}
    for clause, kinds in parts_of(query.text):
        own = [place for place, term in enumerate(query.terms) if term.source in clause]
        near = [item for item in evidence[:READ] if item.score >= evidence[0].score - FAR]
        best = max(near, key=lambda item: _worth(item, kinds, own))
        found.setdefault((best.passage.id, best.sentence.start), best)
    if Asked.VALIDITY in asked_for(query.text):
        here = (item for item in evidence if item.passage.document_id == evidence[0].passage.document_id)
        found |= {
            (item.passage.id, item.sentence.start): item
            for item in [next((item for item in here if may_serve(item.words, Asked.VALIDITY)), None)]
            if item is not None
        }
    return list(found.values())


def _worth(item: Evidence, kinds: frozenset[Asked], own: Sequence[int]) -> float:
    """How well a sentence answers a part: its score with the kinds that the part asks for in place of all, and the part's words."""
    weights = learned().evidence
    quantities = quantities_of(item.words)
    asked = weights["asked"] * (holds(kinds, quantities, item.words) - item.features.asked)
    served = weights["serves"] * (serves(kinds, item.words) - item.features.serves)
    said = sum(item.matches[place] for place in own if place < len(item.matches)) / len(own) if own else 0.0
    return item.score + asked + served + OWN_WORDS * said
