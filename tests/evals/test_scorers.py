"""Each scorer gives the value that its definition gives by hand."""

from __future__ import annotations

import pytest

from assistant.domain import Outcome
from assistant.language.quantities import quantities
from evals.facts import stated
from evals.results import Result
from evals.scorers import SCORERS, judge
from evals.support import supports
from tests.evals.making import make_answer, make_result, make_sample

WORDS = "The region pays 20% of the cost, at most EUR 500,000."


def value(metric: str, result: Result, **sample: object) -> float | None:
    return SCORERS[metric](make_sample(**sample), result).value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("metric", "ranked", "expected"),
    [
        ("success@1", ["grant", "x"], 1.0),
        ("success@1", ["x", "grant"], 0.0),
        ("success@5", ["x", "grant"], 1.0),
        ("success@5", ["a", "b", "c", "d", "e", "grant"], 0.0),
        ("MRR@10", ["x", "grant"], 0.5),
        ("MRR@10", [], 0.0),
        ("recall@5", ["x", "grant"], 0.5),
        ("nDCG@10", ["grant", "tax"], 1.0),
    ],
)
def test_retrieval_measures_follow_their_definitions(metric: str, ranked: list[str], expected: float) -> None:
    documents = ["grant", "tax"] if metric in {"recall@5", "nDCG@10"} else ["grant"]
    assert value(metric, make_result(make_answer(), ranked=ranked), documents=documents) == pytest.approx(expected)


def test_all_groups_of_facts_must_be_there() -> None:
    assert value("facts", make_result(make_answer((WORDS, [WORDS])))) == 1.0
    half = "The region pays 20% of the cost."
    assert value("facts", make_result(make_answer((half, [half])))) == 0.0
    assert value("fact_groups", make_result(make_answer((half, [half])))) == 0.5


def test_a_fact_that_must_not_be_said_makes_facts_zero() -> None:
    result = make_result(make_answer((WORDS + " Or 90%.", [WORDS])))
    assert value("facts", result, must_not=["90%"]) == 0.0
    assert value("must_not", result, must_not=["90%"]) == 0.0


def test_outcome_and_abstention_count_apart() -> None:
    abstained = make_result(make_answer(outcome=Outcome.NO_SUPPORT))
    assert value("outcome", abstained) == 0.0
    assert value("abstention_precision", abstained) == 0.0
    assert value("abstention_recall", abstained) is None
    expected = {"outcome": "no_support", "documents": [], "facts": []}
    assert value("abstention_recall", abstained, **expected) == 1.0
    assert value("abstention_recall", make_result(make_answer((WORDS, [WORDS]))), **expected) == 0.0
    assert value("abstention_precision", make_result(make_answer((WORDS, [WORDS]))), **expected) is None


def test_citation_that_does_not_resolve_is_invalid() -> None:
    answer = make_answer((WORDS, [WORDS]))
    assert value("citation_validity", make_result(answer)) == 1.0
    assert value("citation_validity", make_result(answer, checked_quotes={1: False})) == 0.0


def test_citation_number_without_a_citation_is_invalid() -> None:
    answer = make_answer((WORDS, [WORDS]))
    answer.blocks[0].citations.append(7)
    assert value("citation_validity", make_result(answer)) == 0.0


def test_citation_of_other_words_costs_precision_and_recall() -> None:
    other = "Ships sail from Shenzhen to Rotterdam every week."
    result = make_result(make_answer((WORDS, [other])))
    assert value("citation_precision", result) == 0.0
    assert value("citation_recall", result) == 0.0


def test_needless_second_citation_costs_precision_only() -> None:
    other = "Ships sail from Shenzhen to Rotterdam every week."
    result = make_result(make_answer((WORDS, [WORDS, other])))
    assert value("citation_recall", result) == 1.0
    assert value("citation_precision", result) == 0.5


def test_number_that_stands_in_no_citation_is_found() -> None:
    result = make_result(make_answer((WORDS.replace("20%", "30%"), [WORDS])))
    assert value("numbers", result) == 0.0
    assert "30%" in SCORERS["numbers"](make_sample(), result).explanation


def test_quantity_in_another_notation_is_supported() -> None:
    assert supports("最高补贴50万欧元", "50万欧元")
    assert supports("up to EUR 500,000 in subsidies", "EUR 0.5 million in subsidies")
    assert not supports("up to EUR 500,000 in subsidies", "EUR 5 million in subsidies")


def test_words_of_the_other_language_are_supported() -> None:
    assert supports("financial subsidy of up to 20% for new factories", "新建工厂可获最高20%的财政补贴")
    assert not supports("financial subsidy of up to 20% for new factories", "新建工厂可获最高30%的财政补贴")


@pytest.mark.parametrize(
    ("statement", "sources", "supported"),
    [
        ("€20", "20%", False),
        ("20%", "20", False),
        ("$2026", "in 2026", False),
        ("in 2026", "$2026", False),
        ("20 items", "€20", True),
        ("20 items", "20%", True),
        ("€20", "EUR | 20", True),
        ("€20", "$20", False),
        ("in 2026", "on 1 May 2026", True),
        ("on 1 May 2026", "in 2026", False),
    ],
)
def test_a_quantity_is_supported_by_its_own_kind(statement: str, sources: str, supported: bool) -> None:
    have = frozenset(quantity.key for quantity in quantities(sources))
    assert all(stated(quantity.key, have) for quantity in quantities(statement)) is supported


def test_crash_scores_zero_on_all_that_was_expected() -> None:
    scores = judge(make_sample(), make_result(None, ranked=[], error="ValueError: x"))
    counted = {name: score.value for name, score in scores.items() if score.value is not None}
    assert counted.pop("latency") == 0.001
    assert set(counted) >= {"success@1", "facts", "outcome", "citation_validity", "numbers", "language"}
    assert set(counted.values()) == {0.0}
