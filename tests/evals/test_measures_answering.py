"""What makes an answer right, abstained or wrong; and the questions themselves hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import Advisory
from assistant.domain import AnswerBlockKind, Outcome
from assistant.language.quantities import quantities
from assistant.wire.answers import AnswerOut, BlockOut
from evals.measures.answering import Verdict, judge
from evals.measures.gold import GOLD
from evals.measures.questions import INVENTED, MeasureQuestion, QuestionError, Split, load_questions
from evals.samples import load_samples, shared_words
from tests.evals.making import make_answer, make_citation

QUESTIONS = load_questions()
QUOTE = "up to 20%, at most EUR 500,000"
RULE = (QUOTE, [QUOTE])


def estimate(**values: Any) -> MeasureQuestion:
    return MeasureQuestion.model_validate(
        {
            "id": "dev-a",
            "question": "We invest EUR 3 million; how much is it?",
            "expects": "estimate",
            "results": ["EUR 500,000"],
            "steps": ["EUR 600,000"],
            "working": "20% of 3 million, cut to the cap.",
            "documents": ["grant"],
        }
        | values
    )


def abstain(**values: Any) -> MeasureQuestion:
    return estimate(expects="abstain", results=[], steps=[], **values)


def verdict(question: MeasureQuestion, *statements: tuple[str, Sequence[str]], **values: Any) -> Verdict:
    return judge(question, make_answer(*statements, **values)).verdict


@pytest.mark.parametrize(
    "said",
    [
        "20% × EUR 3,000,000 = EUR 600,000, capped: EUR 500,000",
        "20% × 300万欧元 = 60万欧元，上限50万欧元，因此为50万欧元",
        "At most €0.5 million",
        "Result | EUR 500,000",
    ],
)
def test_result_behind_its_steps_is_right(said: str) -> None:
    assert verdict(estimate(), RULE, (said, [QUOTE])) is Verdict.RIGHT


@pytest.mark.parametrize(
    "said",
    [
        "At most EUR 500,000, so 20% × EUR 3,000,000 = EUR 600,000",
        "20% × EUR 3,000,000 = EUR 600,000",
        "EUR 500,000, and with the other grant EUR 750,000",
        "20% × EUR 3,000,000 = EUR 60,000",
        "USD 500,000",
    ],
)
def test_another_result_is_wrong(said: str) -> None:
    assert verdict(estimate(), RULE, (said, [QUOTE])) is Verdict.WRONG


def test_quoting_the_rule_without_a_result_abstains() -> None:
    assert verdict(estimate(), RULE) is Verdict.ABSTAINED


def test_quoting_a_result_that_a_document_states_is_right() -> None:
    row = "EUR 3 million | 600,000 | 500,000"
    assert verdict(estimate(quoted=True), (row, [row])) is Verdict.RIGHT
    assert verdict(estimate(), (row, [row])) is Verdict.ABSTAINED


def test_abstaining_from_what_could_be_worked_out_is_abstained() -> None:
    assert verdict(estimate(), outcome=Outcome.NO_SUPPORT) is Verdict.ABSTAINED


def test_both_ends_of_a_range_are_needed() -> None:
    question = estimate(results=["EUR 300,000", "EUR 750,000"], steps=[])
    quotes = ["10% to 25%"]
    assert verdict(question, ("10% to 25% × EUR 3,000,000 = EUR 300,000 to 750,000", quotes)) is Verdict.RIGHT
    assert verdict(question, ("25% × EUR 3,000,000 = EUR 750,000", quotes)) is Verdict.WRONG


def test_a_number_of_things_is_a_result() -> None:
    question = estimate(question="How many for 4,000 cars?", results=["12,000"], steps=[])
    assert verdict(question, ("3 × 4,000 = 12,000 cars", [])) is Verdict.RIGHT
    assert verdict(question, ("2 × 4,000 = 8,000 cars", [])) is Verdict.WRONG


def test_other_values_that_may_be_said_are_not_foreign() -> None:
    said = ("Capped: EUR 500,000; research besides: EUR 250,000", [QUOTE])
    assert verdict(estimate(), said) is Verdict.WRONG
    assert verdict(estimate(also=["EUR 250,000"]), said) is Verdict.RIGHT


def test_notes_and_headings_state_nothing() -> None:
    answer = make_answer(RULE, ("So it is EUR 500,000.", [QUOTE]))
    answer.blocks.append(
        BlockOut(kind=AnswerBlockKind.NOTE, text="As of 2025: EUR 9,999", cells=[], citations=[], translation=False)
    )
    assert judge(estimate(), answer).verdict is Verdict.RIGHT


def test_claiming_a_result_where_none_can_be_is_wrong() -> None:
    assert verdict(abstain(), ("20% × EUR 3,000,000 = EUR 600,000", [QUOTE])) is Verdict.WRONG
    assert verdict(abstain(), RULE) is Verdict.RIGHT
    assert verdict(abstain(), outcome=Outcome.NO_SUPPORT) is Verdict.RIGHT


def test_what_must_be_shown_has_to_be() -> None:
    question = abstain(shown=["EUR 5 million"])
    assert verdict(question, ("The least is EUR 5,000,000.", ["from EUR 5 million"])) is Verdict.RIGHT
    assert verdict(question, RULE) is Verdict.WRONG
    assert verdict(question, outcome=Outcome.NO_SUPPORT) is Verdict.RIGHT


def table(*rows: Sequence[str], quotes: Sequence[str]) -> AnswerOut:
    answer = make_answer()
    answer.citations.extend(make_citation(number, quote) for number, quote in enumerate(quotes, start=1))
    answer.blocks.extend(
        BlockOut(kind=AnswerBlockKind.ROW, text=" | ".join(row), cells=list(row), citations=[], translation=False)
        for row in rows
    )
    return answer


COMPARISON = estimate(
    expects="comparison", results=[], steps=[], cells={"HU": ["EUR 10 million"], "ES": ["EUR 100 million"], "PL": []}
)
QUOTES = ["EUR 10 million", "EUR 100 million", "10% to 50%"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["", "Hungary", "Poland", "Spain"], ["grants", "EUR 10 million", "–", "EUR 100 million"]], Verdict.RIGHT),
        ([["", "匈牙利", "波兰", "西班牙"], ["补助", "1000万欧元", "无", "1亿欧元"]], Verdict.RIGHT),
        (
            [["place", "grant"], ["Hungary", "EUR 10 million"], ["Spain", "EUR 100 million"], ["Poland", "–"]],
            Verdict.RIGHT,
        ),
        ([["", "Hungary", "Poland", "Spain"], ["grants", "EUR 100 million", "–", "EUR 10 million"]], Verdict.WRONG),
        ([["", "Hungary", "Poland", "Spain"], ["grants", "EUR 10 million", "–", "–"]], Verdict.WRONG),
        ([["", "Hungary", "Spain"], ["grants", "EUR 10 million", "EUR 100 million"]], Verdict.WRONG),
        ([["", "Hungary", "Poland", "Spain"], ["grants", "EUR 10 million", "70%", "EUR 100 million"]], Verdict.WRONG),
    ],
)
def test_cells_of_a_comparison_must_stand_where_they_belong(rows: list[list[str]], expected: Verdict) -> None:
    assert judge(COMPARISON, table(*rows, quotes=QUOTES)).verdict is expected


def test_a_region_and_its_country_are_told_apart() -> None:
    question = COMPARISON.model_copy(update={"cells": {"ES-CT": ("50%",), "ES": ("65%",)}})
    rows = [["", "Catalonia (Spain)", "Spain"], ["large", "50%", "65%"]]
    assert judge(question, table(*rows, quotes=["50%", "65%"])).verdict is Verdict.RIGHT
    swapped = [rows[0], ["large", "65%", "50%"]]
    assert judge(question, table(*swapped, quotes=["50%", "65%"])).verdict is Verdict.WRONG


DEADLINES = estimate(
    expects="deadlines", results=[], steps=[], as_of="2026-11-24", days=30,
    items=[{"date": "2026-12-09", "names": ["Product Liability", "产品责任"]}],
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("9 December 2026: Product Liability Directive", Verdict.RIGHT),
        ("2026年12月9日：《产品责任指令》", Verdict.RIGHT),
        ("9 December 2026: Product Liability Directive, in force since 8 December 2024", Verdict.RIGHT),
        ("9 December 2026: something else", Verdict.WRONG),
        ("10 December 2026: Product Liability Directive", Verdict.WRONG),
        ("9 December 2026: Product Liability; 1 December 2026: none such", Verdict.WRONG),
    ],
)
def test_dates_must_be_named_with_what_happens_and_no_other(said: str, expected: Verdict) -> None:
    assert verdict(DEADLINES, (said, [])) is expected


def test_questions_are_as_many_and_as_various_as_they_must_be() -> None:
    splits = Counter(question.split for question in QUESTIONS)
    kinds = Counter(question.expects for question in QUESTIONS)
    assert splits.keys() == {"dev", "test", "fresh", "fresh2", "fresh3", "fresh4", *INVENTED}
    assert splits["dev"] == splits["test"] == 30
    assert splits["fresh"] >= 40
    assert sum(question.language == "zh" for question in QUESTIONS if question.split == "test") >= 10
    assert sum(question.language == "zh" for question in QUESTIONS) >= 20
    assert kinds["abstain"] >= 10
    assert kinds["comparison"] + kinds["deadlines"] >= 10


def test_questions_rest_on_documents_of_the_corpus(corpus_advisory: Advisory) -> None:
    known = {item.id for item in corpus_advisory.catalogue.documents.summaries()}
    assert {name for question in QUESTIONS if question.split not in INVENTED for name in question.documents} <= known


@pytest.mark.parametrize("split", INVENTED)
def test_questions_on_invented_documents_rest_on_those_of_their_own_set(split: Split) -> None:
    named = {name for question in QUESTIONS if question.split == split for name in question.documents}
    assert named
    assert named <= {path.stem for path in (GOLD / split).glob("*.md")}


def test_no_document_comes_first_in_questions_of_both_splits() -> None:
    first = {split: {q.documents[0] for q in QUESTIONS if q.split == split} for split in ("dev", "test")}
    assert first["dev"] & first["test"] == set()


def test_no_question_is_a_golden_sample() -> None:
    asked = [sample.question for sample in load_samples()]
    assert not [q.id for q in QUESTIONS if any(q.question.casefold() == other.casefold() for other in asked)]


def test_no_question_copies_its_source(corpus_advisory: Advisory) -> None:
    documents = corpus_advisory.catalogue.documents
    texts = {item.id: documents.get(item.id).document.text for item in documents.summaries()}
    texts |= {path.stem: path.read_text(encoding="utf-8") for split in INVENTED for path in (GOLD / split).glob("*.md")}
    longest = {q.id: max(shared_words(q.question, texts[name]) for name in q.documents) for q in QUESTIONS}
    assert {name: count for name, count in longest.items() if count > 7} == {}


def test_results_stand_in_the_hand_calculation() -> None:
    for question in QUESTIONS:
        said = {found.value for found in quantities(question.working)}
        for result in question.results:
            assert quantities(result)[0].value in said or result == "0", question.id


def test_dates_lie_within_the_days_that_are_asked_for() -> None:
    for question in QUESTIONS:
        for item in question.items:
            assert 0 <= (item.date - question.today).days <= (question.days or 0), question.id


def test_questions_without_a_day_are_asked_on_a_fixed_one() -> None:
    assert estimate().today == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("- {id: dev-a, question: q, expects: estimate, working: w, documents: [d]}", "must say what"),
        (
            "- {id: dev-a, question: q, expects: estimate, results: [much], working: w, documents: [d]}",
            "is not one quantity",
        ),
        ("- {id: test-a, question: q, expects: abstain, working: w, documents: [d]}", "belongs into test.yaml"),
        ("- {id: dev-a, question: q, expects: guess, working: w, documents: [d]}", "expects"),
        ("a: b", "expected a list"),
        ("- [", "not YAML"),
    ],
)
def test_bad_questions_are_named(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "dev.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(QuestionError, match=re.escape(said)):
        load_questions(tmp_path)
