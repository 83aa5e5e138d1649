"""Evidence: the sentences, list items and table rows that speak to a question, scored.

What a sentence leaves to its surroundings (title, headings, header row, its passage) counts too: a row of a table says
"40%", its heading says of what. How much each thing counts was learned (``calibration.toml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.answering.asking import holds, serves
from assistant.answering.calibration import Calibration
from assistant.answering.features import Features, Reading, Source, is_caveat, places_of, quantities_of
from assistant.answering.similarity import Similarity
from assistant.answering.soft_matching import soft_matches
from assistant.domain import Metadata, Passage, Sentence, SentenceKind
from assistant.language.script import fold, has_han
from assistant.protocols import Query

Matrix = NDArray[np.float64]

COMPARED = 16
"""Sentences that are compared with the question by their vectors, alone and below their headings."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence with what speaks for it."""

    passage: Passage
    metadata: Metadata
    sentence: Sentence
    score: float
    """Higher is better; scores of one question can be compared with each other only."""
    features: Features
    matches: tuple[float, ...]
    """For each term of the question, how surely the sentence itself says it."""
    context: tuple[float, ...]
    """The same for title, headings, header row and speaker."""
    cosine: float
    """Similarity to the question as it comes, in [0, 1]."""

    @property
    def words(self) -> str:
        """The sentence's exact words."""
        return self.passage.words_of(self.sentence)


def gather(
    query: Query, reading: Reading, sources: Sequence[Source], similarity: Similarity, calibration: Calibration
) -> list[Evidence]:
    """All sentences of the sources, best first."""
    items = [(source, sentence) for source in sources for sentence in source.passage.sentences]
    if not items:
        return []
    texts = [source.passage.words_of(sentence) for source, sentence in items]
    headings = [_heading(source.passage) for source, _ in items]
    own = np.array([reading.matches(text) for text in texts]).reshape(len(items), -1).T
    context = np.array([reading.matches(_context(source)) for source, _ in items]).reshape(len(items), -1).T
    soft = np.maximum(soft_matches([term for term, _ in reading.weighted], texts, similarity), own)
    weights = np.array([weight for _, weight in reading.weighted])
    held = soft.sum(axis=1)
    telling = weights * np.log(1 + (len(items) - held + 0.5) / (held + 0.5))
    shares = {
        "covered": _share(weights, np.maximum(own, context)),
        "passage": _share(weights, np.maximum(_whole(items, own), context)),
        "soft": _share(weights, soft),
        "soft_telling": _share(telling, soft),
    }
    best_score = max(source.score for source in sources) or 1.0
    best_document = max(source.document_score for source in sources) or 1.0
    features = []
    for place, (source, sentence) in enumerate(items):
        words, have = texts[place], quantities_of(texts[place])
        features.append(
            Features(
                **{name: float(values[place]) for name, values in shares.items()},
                cosine=0.0,
                cosine_context=0.0,
                bigrams=_bigrams(reading, words),
                numbers=len({quantity.key[1] for quantity in have} & reading.numbers) / (len(reading.numbers) or 1),
                asked=holds(reading.asked, have, words),
                serves=serves(reading.asked, words),
                serves_heading=serves(reading.asked, headings[place]),
                passage_score=source.score / best_score,
                document_score=source.document_score / best_document,
                best_passage=float(source.score == best_score),
                row=float(sentence.kind is SentenceKind.ROW),
                other_place=float(_names_others(reading, words)),
                caveat=float(is_caveat(source.passage.headings)),
            )
        )
    likely = np.argsort([-calibration.score(each) for each in features], kind="stable")[:COMPARED]
    below = [f"{heading} {text}".strip() for heading, text in zip(headings, texts, strict=True)]
    cosines, in_context = _cosines(query, (texts, below), likely, similarity)
    greatest, greatest_in_context = cosines.max() or 1.0, in_context.max() or 1.0
    features = [
        replace(each, cosine=float(alone / greatest), cosine_context=float(context_too / greatest_in_context))
        for each, alone, context_too in zip(features, cosines, in_context, strict=True)
    ]
    found = [
        Evidence(
            passage=source.passage,
            metadata=source.metadata,
            sentence=sentence,
            score=calibration.score(features[place]),
            features=features[place],
            matches=tuple(own[:, place].tolist()),
            context=tuple(context[:, place].tolist()),
            cosine=float(cosines[place]),
        )
        for place, (source, sentence) in enumerate(items)
    ]
    found.sort(key=lambda item: (-item.score, item.passage.id, item.sentence.start))
    return found


def _cosines(
    query: Query, ways: Sequence[Sequence[str]], likely: NDArray[np.int64], similarity: Similarity
) -> list[Matrix]:
    """For each way to say the items, the similarity of each to the question.

    All but the likely ones are taken to be as far off as the furthest of these: a vector costs more time than all other
    features of a sentence together.
    """
    compared = similarity.to_question(query, [texts[place] for texts in ways for place in likely])
    found = []
    for some in np.array(compared).reshape(len(ways), len(likely)):
        cosines = np.full(len(ways[0]), some.min())
        cosines[likely] = some
        found.append(cosines)
    return found


def _heading(passage: Passage) -> str:
    return " ".join([*passage.headings[1:], passage.header_text])


def _context(source: Source) -> str:
    passage = source.passage
    return " ".join([source.metadata.title, *passage.headings, passage.header_text, passage.speaker or ""])


def _share(weights: NDArray[np.float64], matches: Matrix) -> Matrix:
    """Weighted share of the terms that each item matches, shape (items,)."""
    total = weights.sum()
    shares: Matrix = weights @ matches / total if total else np.zeros(matches.shape[1])
    return shares


def _whole(items: Sequence[tuple[Source, Sentence]], own: Matrix) -> Matrix:
    """For each item, how surely any sentence of its passage says each term."""
    whole = np.zeros_like(own)
    start = 0
    while start < len(items):
        end = start + len(items[start][0].passage.sentences)
        whole[:, start:end] = own[:, start:end].max(axis=1, keepdims=True)
        start = end
    return whole


def _bigrams(reading: Reading, words: str) -> float:
    if not reading.pairs or not has_han(words):
        return 0.0
    folded = fold(words)
    return sum(pair in folded for pair in reading.pairs) / len(reading.pairs)


def _names_others(reading: Reading, words: str) -> bool:
    if not reading.places:
        return False
    places = places_of(words)
    return bool(places) and not places & reading.places
