"""Whether a question will be answered, told without writing the answer.

To compare sentences with the question by vectors, and to choose and cite some of them, takes most of the time of an answer.
Mostly neither can change whether there is one: the features of vectors lie between 0 and 1, so what they can add to a
sentence's score is known beforehand. What they might change is left open.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answering.asking import Asked
from assistant.answering.calibration import Calibration
from assistant.answering.entities import (
    missing_contacts,
    missing_names,
    missing_regions,
    missing_years,
    unfiled_places,
)
from assistant.answering.evidence import Evidence
from assistant.answering.features import Reading
from assistant.answering.outcome import BETTER, nearest_disclaimer, untold
from assistant.answering.support import (
    FIRST,
    NOTHING_ASKED,
    READ,
    Support,
    asks_kinds,
    asks_number,
    beside_places,
    says_a_word,
    says_surely,
)
from assistant.domain import Hit
from assistant.protocols import Query

OF_VECTORS = ("cosine", "cosine_context")
"""Features of a sentence that are not known yet."""


def foreseen(
    query: Query, reading: Reading, evidence: Sequence[Evidence], hits: Sequence[Hit], calibration: Calibration
) -> bool | None:
    """Whether the outcome is an answer in full, by evidence without features of vectors; None when these may decide.

    It never says other than :func:`assistant.answering.outcome.decide` with all features.
    """
    if not says_a_word(evidence) or any(untold(query, evidence)):
        return False
    if any(find(query, evidence) for find in (missing_names, missing_years, missing_regions, missing_contacts)):
        return False
    if unfiled_places(query, evidence):
        return None  # a place that one of the best sentences names is treated too
    if nearest_disclaimer(evidence, calibration)[1] + _reach(calibration) > BETTER:
        return None
    if not _says_surely(reading, evidence, calibration):
        return None
    least = _least_support(reading, evidence, hits, calibration)
    return True if calibration.probability(least) >= calibration.threshold else None


def _says_surely(reading: Reading, evidence: Sequence[Evidence], calibration: Calibration) -> bool:
    """Whether a term is said by a sentence that is read, whatever vectors say."""
    asked = beside_places(reading)
    scores = sorted((item.score for item in evidence), reverse=True)
    floor = scores[READ] + _reach(calibration) if len(scores) > READ else -math.inf
    return not asked or any(item.score > floor and says_surely(item, asked) for item in evidence)


def _least_support(
    reading: Reading, evidence: Sequence[Evidence], hits: Sequence[Hit], calibration: Calibration
) -> Support:
    """The features of the evidence as they are at worst, whatever vectors say."""
    worst = {name: float(weight < 0) for name, weight in calibration.support.items()}
    known = {
        "hit": min(1.0, hits[0].score),
        "number_asked": float(asks_number(reading.asked)),
        "who_asked": float(Asked.WHO in reading.asked),
        "serves": _least_serves(evidence, calibration) if asks_kinds(reading.asked) else NOTHING_ASKED,
    }
    return Support(**(worst | known))


def _least_serves(evidence: Sequence[Evidence], calibration: Calibration) -> float:
    """The least that the best of the first sentences serves of the kinds asked for, whatever vectors say.

    A sentence stays among the first unless so many that serve less can come to stand above it.
    """
    reach = _reach(calibration)
    for least in sorted({item.features.serves for item in evidence}, reverse=True):
        best = max(item.score for item in evidence if item.features.serves >= least)
        if sum(item.features.serves < least and item.score + reach >= best for item in evidence) < FIRST:
            return least
    raise AssertionError("none serves less than the least")


def _reach(calibration: Calibration) -> float:
    """How much features of vectors add to a score at most; nothing is taken from it unless a weight is below 0."""
    return sum(abs(calibration.evidence[name]) for name in OF_VECTORS)
