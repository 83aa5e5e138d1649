"""Learning what figures are: separable examples are learned, and each set is judged by weights of the others."""

from __future__ import annotations

import pytest

from assistant.measures.extraction.judging import NONE, Judge
from evals.measures.examples import examples_of
from evals.measures.gold import GoldDocument, GoldMeasure
from evals.measures.learning import Example, fit, held_out
from tests.measures.reading import document_of


def _examples(split: str) -> list[Example]:
    return [
        Example(split, {"bias": 1.0, f"L:{word}": 1.0}, role, NONE)
        for word, role in (("grant", "rate:grant"), ("market", NONE))
        for _ in range(4)
    ]


def test_what_tells_examples_apart_is_learned() -> None:
    judge = Judge(fit(_examples("one")))
    assert judge.opinion({"bias": 1.0, "L:grant": 1.0}).role == "rate:grant"
    assert judge.opinion({"bias": 1.0, "L:market": 1.0}).role == NONE


def test_each_set_is_judged_by_weights_of_the_others() -> None:
    strange = [Example("two", {"bias": 1.0, "L:prize": 1.0}, "rate:grant", NONE)]
    one, two = held_out([*_examples("one"), *_examples("three"), *strange])[:2]
    assert (one.right, one.read, one.expected) == (4, 4, 4)
    assert two.split == "three"


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(ValueError, match="nothing to learn"):
        fit([])


def test_figures_have_the_role_of_the_gold_measure_whose_words_hold_them() -> None:
    text = "The scheme pays 20% of the cost, at most EUR 500,000. It runs until 2029. The market grew by 7%."
    gold = GoldDocument(
        "d",
        "dev",
        (
            GoldMeasure.model_validate(
                {
                    "id": "a",
                    "jurisdiction": "ES",
                    "instrument": "grant",
                    "rate": {"low": 20, "high": 20},
                    "cap": 500000,
                    "currency": "EUR",
                    "ends": "2029",
                    "quote": "The scheme pays 20% of the cost, at most EUR 500,000",
                }
            ),
        ),
    )
    figures, dates = examples_of(gold, document_of(text))
    assert [example.role for example in figures] == ["rate:grant", "cap", NONE]
    assert [example.role for example in dates] == ["ends"]
