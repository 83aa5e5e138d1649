"""Which matters a question asks for, and whether the documents that it would be answered from treat them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.answering.disclaimers import may_disclaim
from assistant.answering.entities import HOME
from assistant.answering.evidence import Evidence
from assistant.answering.features import quantities_of
from assistant.answering.known_matters import MATTERS
from assistant.answering.matter import Matter
from assistant.language.places import EU_MEMBERS, country_of, matches_place
from assistant.language.script import fold
from assistant.language.topic_form import split_topic
from assistant.protocols import Query

ON_IT = 0.1
"""Share of a question's terms that a sentence with its heading says at least, to give a price or a rate of what is asked about."""
NEAREST = 0.75
"""Share of the best document's retrieval score from which another one may be meant as well."""
CLAUSES = re.compile(r"[，,；;。？?!！]|\band\b|以及|还有|和(?=.{0,12}(?:多少|怎么|什么|哪))")
ASKING = re.compile(
    r"什么|多少|怎|哪|几|谁|吗|如何|是否|\b(?:what|which|who|when|where|how|is|are|do|does|can|must|will|should)\b"
)


def matters_asked(query: Query) -> tuple[Matter, ...]:
    """The matters that a question asks for."""
    asked = fold(split_topic(query.text)[1])
    return tuple(matter for matter in MATTERS if matter.asks.search(asked))


def treating(matter: Matter, query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that treats a matter, by its own words or what it stands below."""
    return [item for item in documents_on(query, evidence) if _treats(matter, item)]


def documents_on(query: Query, evidence: Sequence[Evidence], *, of_the_union: float = NEAREST) -> list[Evidence]:
    """The evidence of the documents that a question would be answered from.

    Where the question names places and some documents are filed under them, only those are looked at, and those of the Union
    that are about as near; else the nearest ones.

    Args:
        of_the_union: share of the best document's retrieval score from which on one of the Union holds for a member state.
    """
    about = tuple(code for code in (*query.jurisdictions, *query.hinted) if country_of(code) not in HOME)
    there = [item for item in evidence if matches_place(item.metadata.jurisdictions, about)] if about else []
    near = [item for item in evidence if item.features.document_score >= NEAREST]
    if there:
        filed = ("EU",) if any(country_of(code) in EU_MEMBERS for code in about) else ()
        near = [item for item in evidence if item.features.document_score >= of_the_union]
        near = [*there, *(item for item in near if set(filed) & set(item.metadata.jurisdictions))]
    return near


def _treats(matter: Matter, item: Evidence) -> bool:
    if not matter.says.search(_read(item)):
        return False
    if not matter.given or may_disclaim(item.words):
        return True
    about_it = item.features.section >= ON_IT
    return about_it and any(one.kind in matter.given for one in quantities_of(item.words))


def asks_besides(question: str, matters: Sequence[Matter]) -> bool:
    """Whether a question asks for something beside some matters, in a clause of its own.

    A matter that no clause asks for is what all of them are about: *for a charging station in Egypt, how much is paid?*
    """
    clauses = [fold(clause) for clause in CLAUSES.split(split_topic(question)[1]) if clause]
    asking = [clause for clause in clauses if ASKING.search(clause)]
    beside = [clause for clause in asking if not any(matter.asks.search(clause) for matter in matters)]
    return bool(beside) and len(beside) < len(asking)


def _read(item: Evidence) -> str:
    passage = item.passage
    return _folded(" ".join((*passage.headings[1:], passage.header_text, item.words)))


@lru_cache(maxsize=40_000)
def _folded(text: str) -> str:
    return fold(text)
