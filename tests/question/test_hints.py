"""What a question hints at: topics, the day that it is asked for, and the line that asks."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.question.hints import HINTS, as_of_date, hinted_topics
from assistant.question.lines import asking_line
from ingest.metadata import TOPICS


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("加泰罗尼亚建厂最多能补多少?", "incentives"),
        ("How high is the import duty on cars?", "tariffs-trade"),
        ("Which firm runs overseas warehouses?", "logistics"),
        ("车主数据能传回国内吗?", "data-compliance"),
        ("Do our WALLBOXES need a CE mark?", "charging-energy"),
        ("質保期間能自己修嗎?", "after-sales"),
    ],
)
def test_words_hint_at_topics(question: str, topic: str) -> None:
    assert topic in hinted_topics(question)


@pytest.mark.parametrize("question", ["", "你好", "Good morning", "🚗🚗"])
def test_no_word_hints_at_nothing(question: str) -> None:
    assert hinted_topics(question) == ()


def test_every_hint_is_a_topic_that_documents_are_filed_under() -> None:
    lines = [line.split("\t") for line in HINTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert {topic for topic, _, _ in lines} == set(TOPICS)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("What was the rate as of 1 July 2025?", date(2025, 7, 1)),
        ("Is the premium still valid in 2027?", date(2027, 12, 31)),
        ("截至2026年6月,墨西哥关税是多少?", date(2026, 6, 30)),
        ("这个补贴2027年还有效吗?", date(2027, 12, 31)),
        ("How many cars will Morocco build by 2030?", None),
        ("2035年燃油车禁令是什么?", None),
        ("What is the cap?", None),
    ],
)
def test_a_question_is_asked_for_a_day_only_when_it_says_so(question: str, day: date | None) -> None:
    assert as_of_date(question) == day


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("We make cells.\nWe look at Hungary.\nWhat aid is there?", "What aid is there?"),
        ("我们做电池\n\n想去摩洛哥\n有什么补贴?\n。。。", "有什么补贴?"),
        ("What aid is there?", None),
        ("", None),
        ("\n".join(["A clause of a contract that goes on for a long while. " * 6] * 5), None),
        ("first\n" + "x" * 400, None),
    ],
)
def test_the_last_of_several_short_lines_asks(text: str, line: str | None) -> None:
    assert asking_line(text) == line
