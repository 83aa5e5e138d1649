"""Greetings are no questions, and questions are no greetings."""

from __future__ import annotations

import pytest

from assistant.question.small_talk import is_small_talk


@pytest.mark.parametrize(
    "said",
    [
        "你好",
        "您好！",
        "好的，谢谢！",
        "早上好，在吗？",
        "你是谁?",
        "Hi",
        "Hello, what can you do?",
        "Thanks a lot!",
        "Good evening, who are you?",
    ],
)
def test_greeting_is_small_talk(said: str) -> None:
    assert is_small_talk(said)


@pytest.mark.parametrize(
    "asked",
    [
        "你好，匈牙利补贴多少？",
        "好的，那摩洛哥呢？",
        "Thanks. And Poland?",
        "Hello, what is CBAM?",
        "Who are the speakers?",
        "补贴好拿吗",
        "?",
        "🙂",
        "Can you help me with customs?",
    ],
)
def test_question_is_no_small_talk(asked: str) -> None:
    assert not is_small_talk(asked)
