"""Things that a question turns on and that the documents it would be answered from never name: *charging stations in Egypt*.

A document on a country shares most words with any question on that country. So a thing that the glossary knows, with its names
in both languages, and that weighs much in the question must be named by what the answer is taken from; else the answer says what
is missing. Words of ordinary language are no such things: people and documents say the same in many of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.answering.evidence import Evidence
from assistant.answering.features import word_tokens_of
from assistant.answering.matter import Matter
from assistant.answering.matters import documents_on
from assistant.language.glossary import Glossary, current_glossary
from assistant.language.script import fold, has_han
from assistant.language.sentences import sentence_spans
from assistant.language.thesaurus import key_of
from assistant.protocols import Query, Term

THINGS = frozenset("battery charging customs labour legal logistics policy software tax vehicle".split())
"""Kinds of the glossary's entries that are things which a document names when it treats them. Names of one thing are looked for
elsewhere (``entities.py``); money, trade and what is done in general have too many ways to be said."""
NAMES = frozenset({"place", "company", "body", "programme", "person"})
"""Kinds of names: they say whose matter it is, and a question turns on what it asks of them."""
NO_THING = re.compile(
    r"^[a-z]+(?:ing|ed)$|\b(?:makers?|manufacturers?|suppliers?|compan(?:y|ies)|firms?|dealers?|owners?|brands?|industry|plants?|factory|factories)$"
    r"|(?:企业|公司|厂商?|商|车主|行业|车企|品牌)$|(?:条例|法案|法规?|指令|协定|协议|规定|办法|令)$|\b(?:regulations?|acts?|directives?|agreements?|laws?|codes?)$"
)
"""An English word for what is done (*moulding*, *screwed*), who asks or is asked about, and what a law is called: they are said in
many ways."""
WEIGHS = 0.2
"""Share of the weight of a question's words, without names, from which on it turns on one of them."""
RARE = 0.7
"""Weight from which on a word is none of everyday language."""
SAID = 0.5
"""How surely a document must say it."""
NEAR = 0.4
"""How near in meaning a word of the document may come to it without telling of it."""
VEHICLE = "vehicle"
NEARER = {"legal": 0.6, "policy": 0.6, "tax": 0.6, VEHICLE: 0.75}
"""The same for kinds whose members are near to one another, and none is another: cars and motorcycles, one duty and the next."""
OF_THE_UNION = 0.6
"""Share of the best document's retrieval score from which on one of the Union may name it for a member state."""
COMPOUND = 4
"""Characters from which on a Chinese name is made of several words."""
ASKING = re.compile(
    r"[?？]|什么|多少|怎|哪|几|谁|吗|如何|是否|\b(?:what|which|who|whom|when|where|how|is|are|do|does|can|must|will|should)\b",
    re.IGNORECASE,
)


def missing_concepts(query: Query, evidence: Sequence[Evidence]) -> tuple[Matter, ...]:
    """The things of a question that none of the documents names which it would be answered from."""
    wanted = _turned_on(query)
    near = documents_on(query, evidence, of_the_union=OF_THE_UNION) if wanted else []
    return tuple(
        _matter(query.terms[place]) for place in wanted if near and _is_missing(query.terms[place], place, near)
    )


def _is_missing(term: Term, place: int, near: Sequence[Evidence]) -> bool:
    """Whether no sentence names a thing, the term of that number."""
    kind = _kinds(current_glossary())[key_of(term.source)]
    if not any(_names(item, place, kind) for item in near):
        return True
    return kind == VEHICLE and _lacks_its_sort(term, place, near)


def _turned_on(query: Query) -> list[int]:
    """Numbers of the terms that a question turns on."""
    kinds = _kinds(current_glossary())
    kind_of = [kinds.get(key_of(term.source)) for term in query.terms]
    whole = sum(term.weight for term, kind in zip(query.terms, kind_of, strict=True) if kind not in NAMES)
    own = {term.source for term in query.asked or query.terms}
    asking = _asking_sentences(query.text)
    return [
        place
        for place, term in enumerate(query.terms)
        if term.weight >= max(RARE, WEIGHS * whole)
        and term.source in own
        and kind_of[place] in THINGS
        and not NO_THING.search(term.source)
        and not _is_part_of_a_name(term.source, query.text)
        and term.source in asking
    ]


def _is_part_of_a_name(source: str, text: str) -> bool:
    """Whether an English word is written as part of a name, *Revenue* of *the Italian Revenue Agency*."""
    return re.search(rf"\w[,;]? {re.escape(source.capitalize())}\b", text) is not None


def _asking_sentences(text: str) -> str:
    """The sentences of a question that ask: the others tell of who asks."""
    spans = sentence_spans(text, language="zh" if re.search(r"[。？！]", text) else "en")
    return fold(" ".join(text[span.start : span.end] for span in spans if ASKING.search(text[span.start : span.end])))


def _names(item: Evidence, place: int, kind: str) -> bool:
    if place >= len(item.matches):
        return True  # nothing is known of it
    return max(item.matches[place], item.context[place]) >= SAID or item.near[place] >= NEARER.get(kind, NEAR)


def _lacks_its_sort(term: Term, place: int, near: Sequence[Evidence]) -> bool:
    """Whether only what stands before the noun is said: *electric* of *electric trucks*, and nothing of trucks."""
    is_compound = len(term.source.split()) > 1 or (has_han(term.source) and len(term.source) >= COMPOUND)
    known = [item for item in near if place < len(item.matches)]
    if not is_compound or any(max(item.matches[place], item.context[place]) >= SAID for item in known):
        return False
    nouns = {one.tokens[-1] for one in term.alternatives if one.language == "en" and len(one.tokens) > 1}
    return bool(nouns) and not any(nouns & word_tokens_of(item.words) for item in known)


def _matter(term: Term) -> Matter:
    words = re.compile(re.escape(term.source))
    return Matter(term.source, term.source, words, words)


@lru_cache(maxsize=2)
def _kinds(glossary: Glossary) -> dict[str, str]:
    """Kinds of the glossary's entries by their names."""
    found: dict[str, str] = {}
    for entry in glossary.entries:
        for name in (*entry.zh, *entry.en):
            found.setdefault(key_of(name), entry.kind)
    return found
