"""Whether the evidence answers the question at all: the features that the probability is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from assistant.answering.asking import MEASURABLE
from assistant.answering.evidence import Evidence
from assistant.answering.features import Reading, quantities_of, tokens_of
from assistant.domain import Hit
from assistant.language.quantities import QuantityKind
from assistant.language.script import fold
from assistant.language.words import stem
from assistant.protocols import Query

FIRST = 5
"""Best sentences that are looked at."""
READ = 12
"""Best sentences whose passages are looked at for names and years."""

NAME = re.compile(r"[A-Z][\w&.-]*[A-Z0-9][\w&.-]*|[A-Za-z]+-?\d[\w.-]*|(?<=[a-z0-9,;:)] )[A-ZÀ-Þ][\w’'-]{2,}")
"""A name in an alphabet: with a second capital or a digit, or with a capital within a sentence."""


@dataclass(frozen=True, slots=True)
class Support:
    """What tells whether the evidence answers, each in [0, 1]."""

    covered: float
    """Most that one of the best sentences covers of the question, with title and headings."""
    soft: float
    """Most that one of the best sentences says of the question by itself."""
    passage: float
    """Most that the passage of one of the best sentences covers."""
    cosine: float
    """Greatest similarity of one of the best sentences to the question."""
    hit: float
    """Retrieval score of the best passage."""
    words: float
    """How well the best passage does by words among the candidates."""
    vectors: float
    """The same by vectors."""
    rare: float
    """How surely the passages of the best sentences say the three weightiest terms: the least of them."""
    weighty: float
    """The same for the weightiest alone."""
    unheld: float
    """1 when a quantity is asked for and none of the best sentences holds one of that kind."""
    serves: float
    """Most that one of the best sentences serves of the other kinds asked for."""
    names_missing: float
    """Share of the question's names in Latin letters that no passage read says."""
    years_missing: float
    """Share of the question's years that no passage read says."""
    bigrams: float
    """Most pairs of Chinese characters of the question that one of the best sentences holds."""
    one_document: float
    """Share of the best sentences that are of the best one's document."""
    short: float
    """1 for a question of one term, less the more terms it has."""


NAMES = tuple(field.name for field in fields(Support))


def support_of(query: Query, reading: Reading, evidence: Sequence[Evidence], hits: Sequence[Hit]) -> Support:
    """The features of a question's evidence, which must not be empty."""
    first = evidence[:FIRST]
    read = [item.passage for item in evidence[:READ]]
    said = set().union(
        *(
            tokens_of(
                f"{item.metadata.title} {item.passage.text} {' '.join(item.passage.headings)} {item.passage.header_text}"
            )
            for item in evidence[:READ]
        )
    )
    weights = [weight for _, weight in reading.weighted]
    heaviest = sorted(range(len(weights)), key=lambda place: -weights[place])[:3]
    held = [
        max((max(item.matches[place], item.context[place]) for item in evidence[:READ]), default=0.0)
        for place in heaviest
    ]
    names = {stem(part) for name in NAME.findall(query.text) for part in re.findall(r"[\w]+", fold(name))}
    years = {quantity.key[1][:4] for quantity in quantities_of(query.text) if quantity.kind is QuantityKind.DATE}
    have_years = {
        quantity.key[1][:4]
        for passage in read
        for quantity in quantities_of(passage.text)
        if quantity.kind is QuantityKind.DATE
    }
    why = dict(hits[0].why)
    return Support(
        covered=max(item.features.covered for item in first),
        soft=max(item.features.soft for item in first),
        passage=max(item.features.passage for item in first),
        cosine=max(item.cosine for item in first),
        hit=hits[0].score,
        words=why.get("words", 0.0),
        vectors=why.get("vectors", 0.0),
        rare=min(held, default=0.0),
        weighty=held[0] if held else 0.0,
        unheld=float(bool(reading.asked & MEASURABLE) and max(item.features.asked for item in first) == 0),
        serves=max(item.features.serves for item in first),
        names_missing=len(names - said) / len(names) if names else 0.0,
        years_missing=len(years - have_years) / len(years) if years else 0.0,
        bigrams=max(item.features.bigrams for item in first),
        one_document=sum(item.passage.document_id == first[0].passage.document_id for item in first) / len(first),
        short=1 / (len(weights) or 1),
    )
