"""What a question turns on: places, names and years that the evidence must be about, however similar the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.answering.evidence import Evidence
from assistant.answering.features import match, places_of, quantities_of, tokens_of
from assistant.language.glossary import current_glossary
from assistant.language.places import EU_MEMBERS, country_of, matches_place
from assistant.language.quantities import QuantityKind
from assistant.language.script import CJK, has_han
from assistant.language.words import RUN, stem
from assistant.protocols import Query

HOME = frozenset({"CN", "EU"})
"""Nearly all that is asked here is about going from the one, mostly to the other: no answer turns on them."""
NAMED_AMONG = 5
"""A place counts as treated when one of so many best sentences names it, or a document that is read is filed under it."""
OF_A_STATE = re.compile(
    r"补贴|补助|优惠|激励|奖励|减免|抵免|免税|所得税|工资|subsid|incentive|\bgrants?\b|\baid\b|tax (?:relief|credit|holiday|break)|bonus|\bwages?\b"
    r"|\bpays?\b|\bgives?\b",
    re.IGNORECASE,
)
"""What a state gives or pays is told by documents on the state alone, not by those on the Union that it is a member of."""
NAME_KINDS = frozenset({"company", "body", "programme", "person"})
SAID = 0.5
"""How surely a name must be said to count as found."""


def missing_places(query: Query, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Places that the question names and that the evidence does not treat.

    A member state is treated by a document on the EU alone, unless the question is what the state gives; and any country,
    as the other end, by a document on China alone.
    """
    of_a_state = "EU" not in query.jurisdictions and OF_A_STATE.search(query.text) is not None
    filed = {code for item in evidence for code in item.metadata.jurisdictions}
    named = {code for item in evidence[:NAMED_AMONG] for code in places_of(item.words)}
    near = [item.metadata.jurisdictions for item in evidence[:NAMED_AMONG]]
    missing = []
    for code in dict.fromkeys((*query.jurisdictions, *query.hinted)):
        country = country_of(code)
        if country in HOME or matches_place(tuple(filed), (code,)) or {code, country} & named:
            continue
        if near[:1] == [("CN",)] or (("EU",) in near and country in EU_MEMBERS and not of_a_state):
            continue
        missing.append(code)
    return tuple(missing)


@lru_cache(maxsize=1)
def _names(fingerprint: str) -> frozenset[str]:
    entries = [entry for entry in current_glossary().entries if entry.kind in NAME_KINDS]
    return frozenset(_key(name) for entry in entries for name in (*entry.zh, *entry.en))


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return " ".join(stem(run.group()) for run in RUN.finditer(name.casefold()))


def missing_names(query: Query, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Companies, bodies, programmes and persons of the question that no passage of the evidence says."""
    named = [term for term in query.terms if _key(term.source) in _names(current_glossary().fingerprint)]
    if not named:
        return ()
    texts = [_whole(item) for item in {item.passage.id: item for item in evidence}.values()]
    said = frozenset[str]().union(*map(tokens_of, texts))
    return tuple(
        term.source
        for term in named
        if match(term, said) < SAID and not (has_han(term.source) and _abbreviates(term.source, texts))
    )


def _abbreviates(name: str, texts: Sequence[str]) -> bool:
    """Whether some text has the characters of a Chinese name in order, with few between: 国家发改委, 国家发展改革委."""
    spread = re.compile(f"[{CJK}]{{0,2}}".join(map(re.escape, name)))
    return any(spread.search(text) for text in texts)


def missing_years(query: Query, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Years of the question that no passage of the evidence says."""
    asked = years_of(query.text)
    if not asked:
        return ()
    of_passages = {item.passage.id: item for item in evidence}.values()
    said = {year for item in of_passages for year in years_of(_whole(item))}
    return tuple(year for year in sorted(asked) if year not in said)


def years_of(text: str) -> frozenset[str]:
    """Years of the dates that a text names."""
    return frozenset(quantity.key[1][:4] for quantity in quantities_of(text) if quantity.kind is QuantityKind.DATE)


def _whole(item: Evidence) -> str:
    passage = item.passage
    return " ".join([item.metadata.title, *passage.headings, passage.header_text, passage.speaker or "", passage.text])
