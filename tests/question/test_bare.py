"""Questions that ask something of any matter and name none belong to what was spoken of last."""

from __future__ import annotations

import pytest

from assistant.question.bare import names_no_matter
from assistant.question.earlier import Earlier
from assistant.question.standalone import Follows, stand_alone

BARE = (
    "什么时候生效？",
    "怎么才能豁免？",
    "需要披露哪些信息？",
    "不合规有什么后果？",
    "中国品牌能拿到吗？",
    "有上限吗？",
    "要多长时间？",
    "没申报会怎么罚？",
    "Which vehicles are covered?",
    "What are the fines for non-compliance?",
    "What happens if we miss the deadline?",
    "How do we apply?",
    "Who can apply?",
)
OF_A_MATTER = (
    "电池出口退税什么时候取消？",
    "赴港上市A+H有什么门槛？",
    "谁能帮我们做品牌推广？",
    "海外仓找谁？",
    "有什么补贴？",
    "How much recycled plastic must new cars contain?",
    "Do we need a works council?",
    "What does AFIR require?",
)


@pytest.mark.parametrize("question", BARE)
def test_words_that_can_be_asked_of_anything_name_no_matter(question: str) -> None:
    assert names_no_matter(question)


@pytest.mark.parametrize("question", OF_A_MATTER)
def test_a_matter_of_its_own_is_seen(question: str) -> None:
    assert not names_no_matter(question)


def test_a_question_without_a_matter_goes_on_with_the_last_one() -> None:
    standalone = stand_alone("怎么才能豁免？", [Earlier(question="土耳其对中国车加征的关税是多少？")])

    assert standalone.follows is Follows.YES
    assert standalone.text == "关于土耳其对中国车加征的关税：怎么才能豁免？"


def test_a_question_with_a_matter_of_its_own_may_begin_anew() -> None:
    standalone = stand_alone("电池出口退税什么时候取消？", [Earlier(question="欧盟CBAM会影响汽车零部件吗？")])

    assert standalone.follows is not Follows.YES
