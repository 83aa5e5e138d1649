"""Words near in meaning: which terms of a question a text says in other words, ``levy`` for ``duty``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.answering.similarity import Similarity
from assistant.language.script import CJK, fold, has_han
from assistant.language.words import ENGLISH_STOPWORDS
from assistant.protocols import Term

LEAST, SURE = 0.25, 0.9
"""Cosine similarity of two words at which one says nothing, or all, of the other."""
WAYS = 4
"""Ways to say a term that are compared."""

WORD = re.compile(rf"[^\W\d_{CJK}][^\W\d_{CJK}'’-]+")


@lru_cache(maxsize=40000)
def words_of(text: str) -> tuple[str, ...]:
    """Words of a text in an alphabet, folded, without function words."""
    return tuple(dict.fromkeys(word for word in WORD.findall(fold(text)) if word not in ENGLISH_STOPWORDS))


def soft_matches(terms: Sequence[Term], texts: Sequence[str], similarity: Similarity) -> NDArray[np.float64]:
    """How near the nearest word of each text comes to each term, shape (terms, texts), in [0, 1]."""
    matches = np.zeros((len(terms), len(texts)))
    ways = [
        (place, alternative.words, alternative.weight)
        for place, term in enumerate(terms)
        for alternative in [one for one in term.alternatives if not has_han(one.words)][:WAYS]
    ]
    words = [words_of(text) for text in texts]
    vocabulary = {word: column for column, word in enumerate(dict.fromkeys(word for text in words for word in text))}
    if not ways or not vocabulary:
        return matches
    near = similarity.between([said for _, said, _ in ways], list(vocabulary))
    near = np.clip((near - LEAST) / (SURE - LEAST), 0, 1) * np.array([[weight] for _, _, weight in ways])
    by_term = np.zeros((len(terms), len(vocabulary)))
    np.maximum.at(by_term, [place for place, _, _ in ways], near)
    filled = [place for place, text in enumerate(words) if text]
    columns = [vocabulary[word] for place in filled for word in words[place]]
    starts = np.cumsum([0] + [len(words[place]) for place in filled[:-1]])
    matches[:, filled] = np.maximum.reduceat(by_term[:, columns], starts, axis=1)
    return matches
