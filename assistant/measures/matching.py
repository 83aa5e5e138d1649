"""Which measures some words mean, in either language: those that say most of what tells the candidates apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.language.crossing import Crossing
from assistant.language.words import content_tokens, index_tokens
from assistant.measure import FiledMeasure
from assistant.protocols import Alternative, Term

ENOUGH = 0.5
"""Share of some words' weight that a measure must say to be meant by them."""

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
    return frozenset(index_tokens(text))


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
        """The measures that say enough of some words, those that say most first."""
        terms = self.terms(words)
        whole = sum(term.weight for term in terms)
        if not whole:
            return list(measures)
        scored = [(sum(term.weight * says(term, where(filed)) for term in terms) / whole, filed) for filed in measures]
        return [filed for score, filed in sorted(scored, key=lambda each: -each[0]) if score >= ENOUGH]

    def told_apart(
        self, terms: Sequence[Term], measures: Sequence[FiledMeasure], where: Where = object_of
    ) -> list[tuple[float, FiledMeasure]]:
        """Measures with how much they say of what tells them apart, best first; a term that all say tells nothing."""
        texts = [where(filed) for filed in measures]
        scores = [0.0] * len(texts)
        for term in terms:
            said = [says(term, text) for text in texts]
            holding = sum(1 for one in said if one)
            if not holding:
                continue
            telling = term.weight * math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
            scores = [score + telling * one for score, one in zip(scores, said, strict=True)]
        return sorted(zip(scores, measures, strict=True), key=lambda each: -each[0])
