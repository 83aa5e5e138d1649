"""After a question for a helper, a follow-up that only names another matter asks who can help with that."""

from __future__ import annotations

import pytest

from assistant.question.earlier import Earlier
from assistant.question.seeking import helper_for
from assistant.question.standalone import Follows, stand_alone

CASES = [
    ("谁能帮我们做品牌营销？", "那海外仓呢？", "谁能帮我们做海外仓？"),
    ("谁可以帮助我们做海外仓？", "法律合规呢？", "谁可以帮助我们做法律合规？"),
    (
        "Who can help us with brand marketing?",
        "And with a Hong Kong listing?",
        "Who can help us with a Hong Kong listing?",
    ),
    ("Who can advise us on data compliance?", "What about insurance?", "Who can advise us on insurance?"),
]


@pytest.mark.parametrize(("before", "question", "expected"), CASES)
def test_another_matter_takes_the_place_of_the_last(before: str, question: str, expected: str) -> None:
    standalone = stand_alone(question, [Earlier(before, "zh" if before[0] > "z" else "en", "")])

    assert standalone.follows is Follows.YES
    assert standalone.text == expected


@pytest.mark.parametrize(
    ("before", "named"),
    [
        ("谁能帮我们做品牌营销？", "他们在哪里"),
        ("Who can help us with brand marketing?", "how much does it cost"),
        ("加泰罗尼亚建厂最多能补多少？", "海外仓"),
        ("Who hosted the event?", "insurance"),
        ("谁能帮我们做品牌营销？", ""),
    ],
)
def test_what_asks_something_else_is_no_other_matter(before: str, named: str) -> None:
    assert helper_for(named, before) is None


def test_a_place_is_where_help_is_wanted_and_not_what_with() -> None:
    text = stand_alone("那摩洛哥呢？", [Earlier("谁能帮我们做海外仓？", "zh", "")]).text

    assert "海外仓" in text
    assert "摩洛哥" in text
