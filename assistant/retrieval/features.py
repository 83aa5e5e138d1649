"""What speaks for a candidate passage: the features of the second stage, each in [0, 1]."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.domain import Hit
from assistant.language.places import EU_MEMBERS, country_of, matches_place
from assistant.language.script import CJK, fold, has_han
from assistant.protocols import Query

BEST_OF_DOCUMENT = 3
"""Passages of a document that speak for the document as a whole."""

BOTH_ENDS = frozenset({"CN", "EU"})
"""Most questions are about going from the one to the other, so their names say less."""
OF_BOTH_ENDS = 0.5
OF_MANY_PLACES = 0.6
"""What a place counts when the document is filed under more than two."""
OF_UNION = 0.4
"""What a document on the EU counts for a question on one of its members."""

HAN_RUN = re.compile(f"[{CJK}]{{2,}}")


class Features(NamedTuple):
    """The features of one candidate. A tuple, since a question has a hundred: a dataclass takes five times as long to make."""

    words: float
    """Its BM25 score over the best one, by the terms that ask."""
    vectors: float
    """Its cosine similarity over the best one."""
    coverage: float
    """Share of the question's weighted terms that it holds."""
    document_words: float
    """How well its document's best passages do by words."""
    best_document: float
    """Whether its document does best by words, where some terms only tell what it is about."""
    place: float
    """How well the places that its document is filed under fit those that the question names."""
    bigrams: float
    """Share of the question's pairs of Chinese characters that stand in it: the only trace of a name that is cut wrongly."""
    phrases: float
    """Share of the question's weighted pairs of neighbouring terms that it says close together."""
    topics: float
    """Share of the topics that the question hints at that its document is filed under."""


NAMES = Features._fields


def reasons(features: Features) -> tuple[tuple[str, float], ...]:
    """The features with their names."""
    return tuple(zip(NAMES, features, strict=True))


def silent_on(query: Query) -> frozenset[str]:
    """Features that are 0 for every candidate, since the question says nothing that they could measure."""
    says = {
        "place": bool(query.jurisdictions or query.hinted),
        "topics": bool(query.topics),
        "bigrams": bool(character_pairs(query.text)),
        "best_document": bool(query.asked),
        "phrases": len(query.terms) > 1,
    }
    return frozenset(name for name, said in says.items() if not said)


def features_of(
    query: Query,
    found: Mapping[int, Hit],
    *,
    words: Mapping[int, float],
    vectors: Mapping[int, float],
    coverage: Mapping[int, float],
    phrases: Mapping[int, float],
    asked: Mapping[int, float],
) -> dict[int, Features]:
    """Features of candidates, by passage number; scores are those of the indexes, as they come."""
    scaled_words, scaled_vectors, scaled_asked = (_scaled(scores, found) for scores in (words, vectors, asked))
    document = {number: hit.passage.document_id for number, hit in found.items()}
    by_words = _of_documents(document, scaled_words)
    leader = max(by_words, key=lambda name: by_words[name], default=None) if query.asked else None
    pairs = character_pairs(query.text)
    # What documents are filed under says the same of many candidates.
    places = {hit.metadata.jurisdictions: 0.0 for hit in found.values()}
    if asked_places := (*query.jurisdictions, *query.hinted):
        places = {filed_under: place_fit(filed_under, asked_places) for filed_under in places}
    topics = {hit.metadata.topics: 0.0 for hit in found.values()}
    if query.topics:
        topics = {filed: sum(topic in filed for topic in query.topics) / len(query.topics) for filed in topics}
    return {
        number: Features(
            words=scaled_asked[number],
            vectors=scaled_vectors[number],
            coverage=coverage.get(number, 0.0),
            document_words=by_words[document[number]],
            best_document=float(document[number] == leader),
            place=places[hit.metadata.jurisdictions],
            bigrams=_share(pairs, hit.passage.text),
            phrases=phrases.get(number, 0.0),
            topics=topics[hit.metadata.topics],
        )
        for number, hit in found.items()
    }


def place_fit(filed_under: tuple[str, ...], asked: Sequence[str]) -> float:
    """How well the places that a document is filed under fit those that a question names, in [0, 1]."""
    best = 0.0
    for code in asked:
        if matches_place(filed_under, (code,)):
            fit = OF_BOTH_ENDS if code in BOTH_ENDS else 1.0
            best = max(best, fit if len(filed_under) <= 2 else fit * OF_MANY_PLACES)
        elif "EU" in filed_under and country_of(code) in EU_MEMBERS:
            best = max(best, OF_UNION)
    return best


def character_pairs(text: str) -> tuple[str, ...]:
    """Pairs of neighbouring Chinese characters, folded, each once."""
    pairs = (run[place : place + 2] for run in HAN_RUN.findall(fold(text)) for place in range(len(run) - 1))
    return tuple(dict.fromkeys(pairs))


def _scaled(scores: Mapping[int, float], found: Mapping[int, Hit]) -> dict[int, float]:
    best = max((scores.get(number, 0.0) for number in found), default=0.0) or 1.0
    return {number: max(scores.get(number, 0.0), 0.0) / best for number in found}


def _share(pairs: Sequence[str], text: str) -> float:
    if not pairs or not has_han(text):
        return 0.0
    folded = _folded(text)
    return sum(pair in folded for pair in pairs) / len(pairs)


@lru_cache(maxsize=5000)
def _folded(text: str) -> str:
    return fold(text)


def _of_documents(document: Mapping[int, str], scores: Mapping[int, float]) -> dict[str, float]:
    of: dict[str, list[float]] = defaultdict(list)
    for number, name in document.items():
        of[name].append(scores[number])
    return {name: sum(sorted(found)[-BEST_OF_DOCUMENT:]) / BEST_OF_DOCUMENT for name, found in of.items()}
