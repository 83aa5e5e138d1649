"""What tells whether the evidence answers the question at all: the features that a probability is made of.

Deciding by names and places comes first (``outcome.py``); these are for what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from assistant.answering.asking import MEASURABLE, Asked, holds, may_serve
from assistant.answering.evidence import Evidence
from assistant.answering.features import Reading, quantities_of
from assistant.domain import Hit
from assistant.language.cities import places_of_cities
from assistant.language.places import places_in

FIRST = 8
"""Best sentences that are looked at."""
READ = 20
"""Best sentences whose terms count as said somewhere."""
SAID = 0.3
"""How surely a term must be said to count."""
SURELY_SAID = 0.55
"""How surely a term must be said to speak for an answer by itself: near-synonyms do, a dictionary's unlikely senses do not."""
NEAR = 0.5
"""Similarity to the question from which a sentence may answer in words of its own."""
NOTHING_ASKED = 0.5
"""Stands for the share of kinds served when no kind is asked for."""
TYPED = (Asked.WHO, Asked.WHERE)
"""Kinds, beside quantities, without which a sentence cannot answer."""


@dataclass(frozen=True, slots=True)
class Support:
    """The features, each in [0, 1]."""

    hit: float
    """Retrieval score of the best passage."""
    cosine: float
    """Greatest similarity of a sentence to the question."""
    first_cosine: float
    """Similarity of the best sentence to the question."""
    covered: float
    """Most that one sentence says of the question, among those that hold the kind asked for."""
    said: float
    """Share of the question's weighted terms that the best sentences say together."""
    unsaid: float
    """Share of the weight of the terms that neither they nor their titles and headings say."""
    unsaid_terms: float
    """Share of the terms, each counting the same, that none of them says."""
    weightiest_unsaid: float
    """Share of the weight of the weightiest term that none of them says."""
    serves: float
    """Most that one of the best sentences serves of the kinds asked for, other than quantities."""
    number_asked: float
    """1 when an amount, a rate or a number is asked for."""
    who_asked: float
    """1 when a person or an organisation is asked for."""


NAMES = tuple(field.name for field in fields(Support))


def says_any(reading: Reading, evidence: Sequence[Evidence]) -> bool:
    """Whether the evidence says any word of the question: vectors alone are always near to something.

    Names of places do not count as long as something else is asked, nor do words that are hardly meant, unless a sentence is
    near to the whole question: a document on a country says nothing yet of its charging stations.
    """
    if not says_a_word(evidence):
        return False
    asked = beside_places(reading)
    if not asked or any(item.cosine >= NEAR for item in evidence):
        return True
    return any(says_surely(item, asked) for item in evidence[:READ])


def says_a_word(evidence: Sequence[Evidence]) -> bool:
    """Whether anything of the evidence says any term of the question at all."""
    return any(any(item.matches) or any(item.context) for item in evidence)


def beside_places(reading: Reading) -> list[int]:
    """Numbers of the question's terms that are no names of places."""
    return [place for place, (term, _) in enumerate(reading.weighted) if not _names_a_place(term.source)]


def says_surely(item: Evidence, terms: Sequence[int]) -> bool:
    """Whether a sentence, or what it stands below, surely says one of some terms, given by their numbers."""
    return any(max(item.matches[place], item.context[place]) >= SURELY_SAID for place in terms)


@lru_cache(maxsize=4096)
def _names_a_place(words: str) -> bool:
    named = words.title()
    return bool(places_in(named) or places_of_cities(named))


def support_of(reading: Reading, evidence: Sequence[Evidence], hits: Sequence[Hit]) -> Support:
    """The features of a question's evidence; neither it nor the hits may be empty."""
    first = evidence[:FIRST]
    weights = np.array([weight for _, weight in reading.weighted])
    if not weights.sum():
        weights = np.ones(max(len(weights), 1))
    shares = weights / weights.sum()
    empty = np.zeros((1, len(shares)))
    own = np.array([item.matches for item in first]).max(axis=0) if reading.weighted else empty[0]
    anywhere = (
        np.array([np.maximum(item.matches, item.context) for item in evidence[:READ]]).max(axis=0)
        if reading.weighted
        else empty[0]
    )
    unsaid = anywhere < SAID
    return Support(
        hit=min(1.0, hits[0].score),
        cosine=max(item.cosine for item in evidence),
        first_cosine=evidence[0].cosine,
        covered=max((item.features.soft for item in evidence if holds_kind(reading.asked, item)), default=0.0),
        said=float(shares @ own),
        unsaid=float(1 - shares @ anywhere),
        unsaid_terms=float(unsaid.mean()),
        weightiest_unsaid=float((shares * unsaid).max()),
        serves=max(item.features.serves for item in first) if asks_kinds(reading.asked) else NOTHING_ASKED,
        number_asked=float(asks_number(reading.asked)),
        who_asked=float(Asked.WHO in reading.asked),
    )


def asks_kinds(asked: frozenset[Asked]) -> bool:
    """Whether kinds other than quantities are asked for."""
    return bool(asked - MEASURABLE)


def asks_number(asked: frozenset[Asked]) -> bool:
    """Whether an amount, a rate or a number is asked for."""
    return bool(asked & {Asked.AMOUNT, Asked.RATE, Asked.NUMBER})


def holds_kind(asked: frozenset[Asked], item: Evidence) -> bool:
    """Whether a sentence holds the kind of thing that is asked for, as far as this can be told."""
    if asked & MEASURABLE and not holds(asked, quantities_of(item.words), item.words):
        return False
    wanted = {kind for kind in TYPED if kind in asked}
    return not wanted or any(may_serve(item.words, kind) for kind in wanted)
