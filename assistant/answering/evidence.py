"""Evidence: the sentences, list items and table rows that speak to a question, scored.

What a sentence leaves to its surroundings (title, headings, header row, its passage) counts too: a row of a table says
"40%", its heading says of what. How much each thing counts was learned (``calibration.toml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.asking import MEASURABLE, holds, serves
from assistant.answering.calibration import Calibration
from assistant.answering.features import NAMES, Features, Reading, Source, is_caveat, places_of, quantities_of
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
    near: tuple[float, ...] = ()
    """For each term, how near in meaning a word of the sentence comes to it, in [0, 1]."""

    @property
    def words(self) -> str:
        """The sentence's exact words."""
        return self.passage.words_of(self.sentence)


def gather(
    query: Query,
    reading: Reading,
    sources: Sequence[Source],
    similarity: Similarity,
    calibration: Calibration,
    *,
    compared: int = COMPARED,
) -> list[Evidence]:
    """All sentences of the sources, best first.

    Args:
        compared: likely sentences that are compared with the question by vectors, which takes longer than all the rest;
            with none of them the features ``cosine`` and ``cosine_context`` are 0.
    """
    sources = [source for source in sources if source.passage.sentences]
    items = [(source, sentence) for source in sources for sentence in source.passage.sentences]
    if not items:
        return []
    texts = [source.passage.words_of(sentence) for source, sentence in items]
    counts = [len(source.passage.sentences) for source in sources]
    own = np.array([reading.matches(text) for text in texts]).reshape(len(items), -1).T
    above = np.array([reading.matches(_context(source)) for source in sources]).reshape(len(sources), -1).T
    context = np.repeat(above, counts, axis=1)
    headed = np.array([reading.matches(_heading(source.passage)) for source in sources]).reshape(len(sources), -1).T
    near = np.maximum(soft_matches([term for term, _ in reading.weighted], texts, similarity), own)
    columns = {
        **_of_terms(reading, counts, own, context, np.repeat(headed, counts, axis=1), near),
        **_of_sentences(reading, items, texts),
        **{name: np.repeat(values, counts) for name, values in _of_passages(reading, sources).items()},
    }
    likely = np.argsort(-calibration.scores(columns), kind="stable")[:compared]
    headings = [heading for source in sources for heading in [_heading(source.passage)] * len(source.passage.sentences)]
    below = [f"{heading} {text}".strip() for heading, text in zip(headings, texts, strict=True)]
    cosines, in_context = _cosines(query, (texts, below), likely, similarity)
    columns["cosine"] = cosines / (cosines.max() or 1.0)
    columns["cosine_context"] = in_context / (in_context.max() or 1.0)
    scores = calibration.scores(columns).tolist()
    features = [Features(*row) for row in zip(*(columns[name].tolist() for name in NAMES), strict=True)]
    found = [
        Evidence(
            passage=source.passage,
            metadata=source.metadata,
            sentence=sentence,
            score=scores[place],
            features=features[place],
            matches=matches,
            context=said_above,
            cosine=cosines[place].item(),
            near=said_nearly,
        )
        for place, ((source, sentence), matches, said_above, said_nearly) in enumerate(
            zip(items, *(map(tuple, matrix.T.tolist()) for matrix in (own, context, near)), strict=True)
        )
    ]
    found.sort(key=lambda item: (-item.score, item.passage.id, item.sentence.start))
    return found


def _of_terms(
    reading: Reading, counts: Sequence[int], own: Matrix, context: Matrix, headed: Matrix, soft: Matrix
) -> dict[str, Matrix]:
    """Features by the terms that sentences say, or come near to, each an array over the sentences."""
    weights = np.array([weight for _, weight in reading.weighted])
    held = soft.sum(axis=1)
    telling = weights * np.log(1 + (soft.shape[1] - held + 0.5) / (held + 0.5))
    return {
        "covered": _share(weights, np.maximum(own, context)),
        "passage": _share(weights, np.maximum(_whole(counts, own), context)),
        "soft": _share(weights, soft),
        "soft_telling": _share(telling, soft),
        "section": _share(telling, np.maximum(soft, headed)),
    }


def _of_sentences(
    reading: Reading, items: Sequence[tuple[Source, Sentence]], texts: Sequence[str]
) -> dict[str, Matrix]:
    """Features by what sentences hold and how they are written."""
    # To read quantities takes long, and most questions neither name any nor ask for one.
    needed = bool(reading.numbers or reading.asked & MEASURABLE)
    quantities = [quantities_of(text) if needed else () for text in texts]
    asks = len(reading.numbers) or 1
    found = {
        "bigrams": [_bigrams(reading, text) for text in texts],
        "numbers": [len({one.key[1] for one in have} & reading.numbers) / asks for have in quantities],
        "asked": [holds(reading.asked, have, text) for have, text in zip(quantities, texts, strict=True)],
        "serves": [serves(reading.asked, text) for text in texts],
        "row": [sentence.kind is SentenceKind.ROW for _, sentence in items],
        "other_place": [_names_others(reading, text) for text in texts],
    }
    return {name: np.array(values, dtype=np.float64) for name, values in found.items()}


def _of_passages(reading: Reading, sources: Sequence[Source]) -> dict[str, Matrix]:
    """Features that the sentences of a passage share, each an array over the passages."""
    best_score = max(source.score for source in sources) or 1.0
    best_document = max(source.document_score for source in sources) or 1.0
    found = {
        "serves_heading": [serves(reading.asked, _heading(source.passage)) for source in sources],
        "passage_score": [source.score / best_score for source in sources],
        "document_score": [source.document_score / best_document for source in sources],
        "best_passage": [source.score == best_score for source in sources],
        "caveat": [is_caveat(source.passage.headings) for source in sources],
    }
    return {name: np.array(values, dtype=np.float64) for name, values in found.items()}


def _cosines(
    query: Query, ways: Sequence[Sequence[str]], likely: NDArray[np.int64], similarity: Similarity
) -> list[Matrix]:
    """For each way to say the items, the similarity of each to the question.

    All but the likely ones are taken to be as far off as the furthest of these: a vector costs more time than all other
    features of a sentence together. When there are none, nothing is known of any.
    """
    if not len(likely):
        return [np.zeros(len(texts)) for texts in ways]
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


def _whole(counts: Sequence[int], own: Matrix) -> Matrix:
    """For each item, how surely any sentence of its passage says each term."""
    starts = np.cumsum([0, *counts[:-1]])
    whole: Matrix = np.repeat(np.maximum.reduceat(own, starts, axis=1), counts, axis=1)
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
