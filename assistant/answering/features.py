"""What speaks for a sentence as an answer to a question: the features that its score is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import lru_cache

from assistant.answering.asking import asked_for
from assistant.domain import Metadata, Passage
from assistant.index.weighing import weigh
from assistant.language.amounts import is_amount
from assistant.language.places import country_of, places_in
from assistant.language.quantities import Quantity, quantities
from assistant.language.script import CJK, fold
from assistant.language.words import index_tokens, word_tokens
from assistant.protocols import Frequencies, Query, Term

CAVEATS = ("limits and open points", "局限与未决问题")

HAN_RUN = re.compile(f"[{CJK}]{{2,}}")


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one sentence, each in [0, 1]."""

    covered: float
    """Share of the question's weighted terms that it holds together with title, headings and header."""
    passage: float
    """Share of the question's terms that its whole passage holds."""
    soft: float
    """Share of the terms that it says, or to which one of its words is near in meaning."""
    soft_telling: float
    """The same with each term weighed by how few of the candidates hold it: what tells them apart."""
    section: float
    """Share of these terms that it or its section's heading and header row say: not the title, which all share."""
    cosine: float
    """Its similarity to the question, over the best one's."""
    cosine_context: float
    """The same of the sentence below its headings and its table's header: what a row of figures is about."""
    bigrams: float
    """Share of the question's pairs of Chinese characters that it holds."""
    numbers: float
    """Share of the question's numbers and dates that it holds."""
    asked: float
    """Share of the kinds of quantity asked for that it holds."""
    serves: float
    """Share of the other kinds of thing asked for that its words may serve."""
    serves_heading: float
    """The same for its heading and its table's header."""
    passage_score: float
    """The passage's retrieval score over the best one's."""
    document_score: float
    """The document's best retrieval score over the best one's."""
    best_passage: float
    """1 in the passage that retrieval puts first."""
    row: float
    """1 for a row of a table."""
    other_place: float
    """1 when it names places that the question does not, and none that it does."""
    caveat: float
    """1 in a section on limits and open points."""


NAMES = tuple(field.name for field in fields(Features))


@dataclass(frozen=True, slots=True)
class Source:
    """A passage to take sentences from, with its retrieval scores."""

    passage: Passage
    metadata: Metadata
    score: float
    document_score: float


@lru_cache(maxsize=40000)
def tokens_of(text: str) -> frozenset[str]:
    """Index tokens of a text."""
    return frozenset(index_tokens(text))


@lru_cache(maxsize=40000)
def word_tokens_of(text: str) -> frozenset[str]:
    """Those of its words alone: to read quantities takes twice as long as all else."""
    return frozenset(word_tokens(text))


def tokens_for(terms: Iterable[Term]) -> Callable[[str], frozenset[str]]:
    """What gives the tokens of a text as far as they can match some terms: its quantities only if a term is one."""
    tokens = (token for term in terms for alternative in term.alternatives for token in alternative.tokens)
    return tokens_of if any(map(is_amount, tokens)) else word_tokens_of


@lru_cache(maxsize=40000)
def quantities_of(text: str) -> tuple[Quantity, ...]:
    """Quantities of a text."""
    return tuple(quantities(text))


@lru_cache(maxsize=40000)
def places_of(text: str) -> frozenset[str]:
    """Codes of the places that a text names, and of the countries that they lie in."""
    found = places_in(text)
    return frozenset(found) | {country_of(code) for code in found}


Ways = tuple[tuple[float, frozenset[str]], ...]
"""The ways to say a term: how much to trust each, and the tokens that must all occur; the surest first."""


def _ways(term: Term) -> Ways:
    ways = ((alternative.weight, frozenset(alternative.tokens)) for alternative in term.alternatives)
    return tuple(sorted((way for way in ways if way[1]), key=lambda way: -way[0]))


def _best(ways: Ways, tokens: frozenset[str]) -> float:
    for weight, wanted in ways:
        if wanted <= tokens:
            return weight
    return 0.0


def match(term: Term, tokens: frozenset[str]) -> float:
    """How surely a text with these tokens says the term, in [0, 1]: the weight of the best alternative it holds."""
    return _best(_ways(term), tokens)


def is_caveat(headings: tuple[str, ...]) -> bool:
    """Whether a section says what is not known, rather than what is."""
    return bool(headings) and headings[-1].casefold() in CAVEATS


def pairs_of(text: str) -> tuple[str, ...]:
    """Pairs of neighbouring Chinese characters, folded, each once."""
    pairs = (run[place : place + 2] for run in HAN_RUN.findall(fold(text)) for place in range(len(run) - 1))
    return tuple(dict.fromkeys(pairs))


class Reading:
    """One question read against candidate sentences."""

    def __init__(self, query: Query, frequencies: Frequencies) -> None:
        self.weighted = weigh(query.terms, frequencies)
        self._ways = [_ways(term) for term, _ in self.weighted]
        self._tokens_of = tokens_for(term for term, _ in self.weighted)
        self.asked = asked_for(query.text)
        self.pairs = pairs_of(query.text)
        self.numbers = frozenset(quantity.key[1] for quantity in quantities_of(query.text))
        self.places = frozenset(query.jurisdictions) | frozenset(query.hinted)

    def matches(self, text: str) -> tuple[float, ...]:
        """For each term, how surely the text says it."""
        tokens = self._tokens_of(text)
        return tuple(_best(ways, tokens) for ways in self._ways)
