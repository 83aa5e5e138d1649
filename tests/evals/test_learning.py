"""Learning the ranking's weights: what helps gets weight, what misleads gets none, and the file reads back."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.features import NAMES
from assistant.retrieval.ranking import learned_weights, read_weights, written
from evals.learning import SUM, CandidateList, cross_validated, learn, success

RNG = np.random.default_rng(7)


def lists(count: int, *, telling: str, misleading: str) -> list[CandidateList]:
    """Lists of ten candidates: one feature tells the relevant one, another speaks for the others."""
    made = []
    for _ in range(count):
        features = RNG.uniform(0, 0.3, (10, len(NAMES)))
        relevant = np.zeros(10, dtype=bool)
        relevant[RNG.integers(10)] = True
        features[relevant, NAMES.index(telling)] = 0.9
        features[~relevant, NAMES.index(misleading)] = 0.9
        made.append(CandidateList(features, relevant, tuple(map(str, range(10)))))
    return made


def test_what_tells_gets_weight_and_what_misleads_gets_none() -> None:
    weights = learn({"one": lists(30, telling="words", misleading="topics")})
    assert weights["words"] == max(weights.values())
    assert weights["topics"] == 0
    assert sum(weights.values()) == pytest.approx(SUM, abs=0.1)


def test_a_large_set_does_not_drown_a_small_one() -> None:
    small = lists(10, telling="words", misleading="place")
    large = lists(200, telling="phrases", misleading="place")
    weights = learn({"small": small, "large": large})
    assert success(small, weights, k=1) == success(large, weights, k=1) == 1.0


def test_lists_without_a_relevant_candidate_teach_nothing_and_count_as_missed() -> None:
    good = lists(5, telling="words", misleading="topics")
    hopeless = CandidateList(np.ones((3, len(NAMES))), np.zeros(3, dtype=bool), ("a", "b", "c"))
    assert learn({"one": good}) == learn({"one": [*good, hopeless]})
    assert success([hopeless], learned_weights(), k=5) == 0.0
    assert success([], learned_weights(), k=5) == 0.0


def test_units_count_once_however_many_candidates_they_have() -> None:
    features = np.zeros((4, len(NAMES)))
    features[:, NAMES.index("words")] = [0.9, 0.8, 0.7, 0.6]
    one = CandidateList(features, np.array([False, False, False, True]), ("a", "a", "a", "b"))
    weights = dict.fromkeys(NAMES, 0.0) | {"words": 1.0}
    assert (success([one], weights, k=1), success([one], weights, k=2)) == (0.0, 1.0)


def test_held_out_lists_are_ranked_by_weights_learned_without_them() -> None:
    sets = {"one": lists(20, telling="vectors", misleading="topics")}
    assert cross_validated(sets, "one", k=1) == 1.0


def test_weights_that_are_written_read_back_below_the_remarks() -> None:
    text = written(learned_weights())
    assert read_weights(text) == learned_weights()
    assert text.startswith("# Weights of the second stage")


@pytest.mark.parametrize(
    ("change", "message"),
    [({"words": -1.0}, "below 0"), ({"unheard": 1.0}, "features are"), (dict.fromkeys(NAMES, 0.0), "all are 0")],
)
def test_weights_that_make_no_sense_are_refused(change: dict[str, float], message: str) -> None:
    weights = {**learned_weights(), **change}
    text = "[weights]\n" + "\n".join(f"{name} = {value}" for name, value in weights.items())
    with pytest.raises(ValueError, match=message):
        read_weights(text)
