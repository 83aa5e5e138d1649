"""The topic that a question names first: put before it, read off again, and made from the question before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.topic_form import split_topic
from assistant.question.topics import LONGEST_EN, topic_of, with_topic


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("埃及做电动车组装要多少本地化率？", "埃及做电动车组装本地化率"),
        ("PERTE VEC IV分哪几块？", "PERTE VEC IV"),
        ("埃塞俄比亚禁油车是怎么回事？", "埃塞俄比亚禁油车"),
        ("加泰罗尼亚建厂补贴能给多少？", "加泰罗尼亚建厂补贴"),
        ("What extra duty does the EU put on cars?", "extra duty the EU put on cars"),
        ("How much did Thailand pay in 2024 for a car?", "Thailand pay in 2024 for a car"),
        ("关于埃及：产量要多少台？", "埃及；产量"),
        ("About Egypt: how many cars a year?", "Egypt; cars a year"),
    ],
)
def test_a_topic_is_the_question_without_its_question_words(question: str, topic: str) -> None:
    assert topic_of(question) == topic


@pytest.mark.parametrize(("topic", "question"), [("埃及", "产量上呢？"), ("the grant in Egypt", "How many cars?")])
def test_a_topic_that_was_put_before_a_question_is_read_off_again(topic: str, question: str) -> None:
    assert split_topic(with_topic(topic, question)) == (topic, question)


@given(st.text(min_size=1, max_size=600))
def test_any_text_has_a_topic_that_is_short_and_closed(text: str) -> None:
    topic = topic_of(text)
    assert len(topic.split()) <= LONGEST_EN or any(char >= "\u4e00" for char in topic)
    assert "：" not in topic
    assert split_topic(with_topic(topic, "产量上呢？"))[1] == "产量上呢？"
