"""Questions of several parts: each part gets its sentence."""

from __future__ import annotations

import pytest

from assistant.answering.asking import Asked
from assistant.answering.choosing import choose
from assistant.answering.parts import best_of_each_part, parts_of
from tests.answering.making import make_evidence, make_query

RUN_BY = make_evidence("It is run by the national agency.", score=1.0, start=0, asked=0.0, serves=0.5)
LEAST = make_evidence("A project must cost at least EUR 20 million.", score=3.0, start=100, asked=0.5, serves=0.5)


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("找哪家机构申请，项目最少要多大？", [Asked.WHO, Asked.MINIMUM]),
        ("Who runs it, and from what size on does it pay?", [Asked.WHO, Asked.MINIMUM]),
        ("When does it start and how much does it pay?", [Asked.START, Asked.AMOUNT]),
    ],
)
def test_each_clause_that_asks_is_a_part(question: str, kinds: list[Asked]) -> None:
    assert [kind in part for kind, (_, part) in zip(kinds, parts_of(question), strict=True)] == [True, True]


@pytest.mark.parametrize(
    "question", ["Who runs it?", "我们在匈牙利建厂，最多能拿多少？", "What does it pay in Spain and Italy?"]
)
def test_a_question_of_one_part_has_none(question: str) -> None:
    assert parts_of(question) == []


def test_the_sentence_of_each_part_is_found() -> None:
    query = make_query("Who runs it, and what is the least project size?")

    assert best_of_each_part(query, [LEAST, RUN_BY]) == [RUN_BY, LEAST]


def test_the_sentence_of_a_part_is_quoted_before_what_is_better_for_the_whole() -> None:
    query = make_query("Who runs it, and what is the least project size?")
    better = [
        make_evidence(
            f"{'Projects of some size are looked at by region and year. ' * 3}{place}", score=2.5, start=200 + place
        )
        for place in range(6)
    ]

    chosen = [statement.item for statement in choose(query, [LEAST, *better, RUN_BY], frozenset({Asked.WHO}))]

    assert RUN_BY in chosen
