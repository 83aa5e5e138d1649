"""What speaks for a candidate: places, pairs of characters, its document's other passages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Access, Hit
from assistant.protocols import Query
from assistant.retrieval.features import (
    OF_BOTH_ENDS,
    OF_MANY_PLACES,
    OF_UNION,
    character_pairs,
    features_of,
    place_fit,
)
from tests.fakes import make, passages_of


@pytest.mark.parametrize(
    ("filed_under", "asked", "fit"),
    [
        (("ES",), ("ES",), 1.0),
        (("ES-CT",), ("ES",), 1.0),
        (("ES",), ("ES-CT",), 1.0),
        (("ES", "PT"), ("PT",), 1.0),
        (("ES", "PT", "FR"), ("PT",), OF_MANY_PLACES),
        (("EU",), ("ES",), OF_UNION),
        (("EU",), ("ES-CT",), OF_UNION),
        (("EU",), ("TR",), 0.0),
        (("CN",), ("CN",), OF_BOTH_ENDS),
        (("EU",), ("EU",), OF_BOTH_ENDS),
        (("CN",), ("CN", "ES"), OF_BOTH_ENDS),
        (("ES",), ("CN", "ES"), 1.0),
        (("ES",), ("IT",), 0.0),
        ((), ("ES",), 0.0),
        (("ES",), (), 0.0),
    ],
)
def test_how_well_places_fit(filed_under: tuple[str, ...], asked: tuple[str, ...], fit: float) -> None:
    assert place_fit(filed_under, asked) == pytest.approx(fit)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [("补贴额", ("补贴", "贴额")), ("補貼 补贴", ("补贴",)), ("补 BYD 贴", ()), ("subsidy", ()), ("", ())],
)
def test_pairs_of_neighbouring_characters(text: str, pairs: tuple[str, ...]) -> None:
    assert character_pairs(text) == pairs


def _hits(*texts: str) -> dict[int, Hit]:
    found = {}
    for number, text in enumerate(texts, start=1):
        made = make(f"d{number}", text)
        (passage,) = passages_of(made)
        found[number] = Hit(passage, replace(made.metadata, jurisdictions=("ES",)), 0.0)
    return found


def test_features_are_scaled_by_the_best_candidate_and_lie_between_0_and_1() -> None:
    query = Query("西班牙补贴额", "zh", Access.PUBLIC, jurisdictions=("ES",))
    found = _hits("补贴额如下", "other words")
    features = features_of(
        query,
        found,
        words={1: 6.0, 2: 3.0},
        vectors={1: 0.2, 2: 0.8},
        coverage={1: 0.5},
        phrases={2: 0.25},
        asked={1: 2.0, 2: 4.0},
    )
    assert (features[1].words, features[2].words) == (0.5, 1.0)
    assert (features[1].vectors, features[2].vectors) == (0.25, 1.0)
    assert (features[1].coverage, features[2].coverage) == (0.5, 0.0)
    assert (features[1].phrases, features[2].phrases) == (0.0, 0.25)
    assert (features[1].place, features[2].place) == (1.0, 1.0)
    assert features[1].bigrams == pytest.approx(2 / 5)
    assert features[2].bigrams == 0.0
    for item in features.values():
        assert all(0 <= value <= 1 for value in item)


def test_a_city_s_country_speaks_for_a_document_too() -> None:
    query = Query("a plant near Barcelona", "en", Access.PUBLIC, hinted=("ES",))
    assert features_of(query, _hits("words"), words={}, vectors={}, coverage={}, phrases={}, asked={})[1].place == 1.0


def test_nothing_found_has_no_features() -> None:
    query = Query("x", "en", Access.PUBLIC)
    assert features_of(query, {}, words={}, vectors={}, coverage={}, phrases={}, asked={}) == {}
