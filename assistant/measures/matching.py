"""Which measures some words mean, in either language: those that say most of what tells the candidates apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.language.crossing import Crossing
from assistant.language.words import content_tokens, index_tokens
from assistant.measure import FiledMeasure
from assistant.protocols import Alternative, Term

ENOUGH = 0.4
"""Share of some words' weight that the best measure must say, lest none is meant by them: one of two words that are equally rare."""
NEAR_ENOUGH = 0.5
"""Share of what the best says that the others must say."""

Where = Callable[[FiledMeasure], str]


def text_of(filed: FiledMeasure) -> str:
    """All that a measure says of itself in words, with its document's title."""
    measure = filed.measure
    names = (measure.programme, measure.programme_en or "", measure.programme_zh or "")
    return "\n".join((*names, measure.applies_to, measure.rate_of, *measure.conditions, filed.metadata.title))


def name_of_programme(filed: FiledMeasure) -> str:
    """All names of its programme, and its document's title."""
    measure = filed.measure
    return "\n".join((measure.programme, measure.programme_en or "", measure.programme_zh or "", filed.metadata.title))


def object_of(filed: FiledMeasure) -> str:
    """To whom or what a measure applies, and under which condition."""
    return "\n".join((filed.measure.applies_to, *filed.measure.conditions))


@lru_cache(maxsize=40_000)
def _tokens(text: str) -> frozenset[str]:
    return frozenset[str]().union(*(_tokens_of_line(line) for line in text.split("\n")))


@lru_cache(maxsize=40_000)
def _tokens_of_line(line: str) -> frozenset[str]:
    # Many measures share their programme, title and conditions.
    return frozenset(index_tokens(line))


def says(term: Term, text: str) -> float:
    """How surely a text says a term, in [0, 1]."""
    tokens = _tokens(text)
    return max(
        (one.weight for one in term.alternatives if one.tokens and set(one.tokens) <= tokens),
        default=0.0,
    )


class Matcher:
    """Compares words with measures; with a crossing, across languages."""

    def __init__(self, crossing: Crossing | None = None) -> None:
        self._crossing = crossing

    def terms(self, text: str) -> tuple[Term, ...]:
        """The words of a text with the ways to say them."""
        if self._crossing is not None:
            return self._crossing.terms(text)
        return tuple(
            Term(token, (Alternative((token,), 1.0, token, "en"),)) for token in dict.fromkeys(content_tokens(text))
        )

    def holding(self, words: str, measures: Sequence[FiledMeasure], where: Where) -> list[FiledMeasure]:
        """The measures that say enough of some words, those that say most first.

        What few of them say weighs most: of "battery plant" the battery where every measure is on some plant.
        """
        texts = [where(filed) for filed in measures]
        terms = [part for term in self.terms(words) for part in _parts_said(term, texts)]
        if not terms:
            return list(measures)
        scores, whole = [0.0] * len(texts), 0.0
        for term in terms:
            said = [says(term, text) for text in texts]
            weight = term.weight * rarity(said)
            whole += weight
            scores = [score + weight * one for score, one in zip(scores, said, strict=True)]
        scored = sorted(zip(scores, measures, strict=True), key=lambda each: -each[0])
        best = scored[0][0] if scored else 0.0
        return [filed for score, filed in scored if score >= NEAR_ENOUGH * best] if best >= ENOUGH * whole else []

    def told_apart(
        self, terms: Sequence[Term], measures: Sequence[FiledMeasure], where: Where = object_of, *, parts: bool = False
    ) -> list[tuple[float, FiledMeasure]]:
        """Measures with how much they say of what tells them apart, best first; a term that all say tells nothing.

        With ``parts``, of a term of several words that nobody says together each word counts: of "sectoral premium" a row
        that is headed "Premiums" says "Sectoral".
        """
        texts = [where(filed) for filed in measures]
        scores = [0.0] * len(texts)
        for term in (part for whole in terms for part in (_parts_said(whole, texts) if parts else [whole])):
            said = [says(term, text) for text in texts]
            if not any(said):
                continue
            telling = term.weight * rarity(said)
            scores = [score + telling * one for score, one in zip(scores, said, strict=True)]
        return sorted(zip(scores, measures, strict=True), key=lambda each: -each[0])


def words_said(term: Term, text: str) -> frozenset[str]:
    """What a text says of a term: the term, or those of its words that it says."""
    if says(term, text) > 0:
        return frozenset({term.source})
    tokens = _tokens(text)
    return frozenset(
        token for one in term.alternatives if len(one.tokens) > 1 for token in one.tokens if token in tokens
    )


def rarity(said: Sequence[float]) -> float:
    """How much a term tells texts apart, by how many of them say it: the inverse document frequency of BM25."""
    holding = sum(1 for one in said if one)
    return math.log(1 + (len(said) - holding + 0.5) / (holding + 0.5))


def _parts_said(term: Term, texts: Sequence[str]) -> list[Term]:
    """A term of several words, all of which nobody says together, as those of its words that somebody says.

    Measures of a "battery plant" may speak of batteries only, or of plants of any kind.
    """
    if any(says(term, text) for text in texts):
        return [term]
    for one in term.alternatives:
        said = [token for token in one.tokens if any(token in _tokens(text) for text in texts)]
        if len(one.tokens) > 1 and said:
            return [Term(token, (Alternative((token,), 1.0, token, one.language),), term.weight) for token in said]
    return [term]
