"""How much of a statement its sources say, word by word, in whichever language.

Each word of the statement is a term with its ways to be said in both languages (glossary, dictionary, near-synonyms), as
in retrieval; it is said as well as the best of them stands in a source. Figures are left out: they are compared by value.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.answering.checking.bounds import WORDS
from assistant.answering.features import tokens_of
from assistant.language.amounts import is_amount
from assistant.language.crossing import Crossing
from assistant.language.currencies import CURRENCIES
from assistant.language.script import fold, has_han
from assistant.protocols import Term

SURE = 0.5
"""From how sure an alternative on it counts as said."""


class Wording:
    """Reads statements as terms. Safe to use from several threads."""

    def __init__(self, crossing: Crossing) -> None:
        self.terms = lru_cache(maxsize=4096)(crossing.terms)
        """Terms of a text, figures among them."""

    def words_of(self, text: str) -> tuple[Term, ...]:
        """Terms of a text without figures and the words that bound them."""
        return tuple(term for term in self.terms(text) if not _is_figure(term) and term.source not in WORDS)


def said(terms: Sequence[Term], texts: Sequence[str]) -> NDArray[np.float64]:
    """How surely each text says each term, shape (texts, terms)."""
    ways = [_ways(term) for term in terms]
    table = np.zeros((len(texts), len(terms)))
    for row, text in enumerate(texts):
        tokens, plain = tokens_of(text), _folded(text)
        for column, term in enumerate(terms):
            # How a name that no dictionary knows is cut into words depends on what stands around it.
            if has_han(term.source) and term.source in plain:
                table[row, column] = 1.0
                continue
            table[row, column] = next((weight for weight, wanted in ways[column] if wanted <= tokens), 0.0)
    return table


def weights_of(terms: Sequence[Term]) -> NDArray[np.float64]:
    """What the terms count, adding up to 1; shape (terms,)."""
    weights = np.array([term.weight for term in terms], dtype=float)
    return weights / weights.sum() if weights.sum() else weights


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=20_000)
def _ways(term: Term) -> tuple[tuple[float, frozenset[str]], ...]:
    """The ways to say a term, the surest first, each with the tokens that must all occur."""
    ways = [
        (1.0 if alternative.weight >= SURE else alternative.weight, frozenset(alternative.tokens))
        for alternative in term.alternatives
        if alternative.tokens
    ]
    return tuple(sorted(ways, key=lambda way: -way[0]))


@lru_cache(maxsize=1)
def _currency_words() -> frozenset[str]:
    return frozenset(name.casefold() for names in CURRENCIES.values() for name in names)


def is_currency(word: str) -> bool:
    """Whether a folded word is the name or code of a currency."""
    return word in _currency_words()


def _is_figure(term: Term) -> bool:
    if is_currency(term.source):
        return True
    tokens = term.alternatives[0].tokens
    return any(is_amount(token) or token[:1].isdigit() for token in tokens)
