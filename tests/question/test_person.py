"""Requests for a person, and questions that only sound like one."""

from __future__ import annotations

import pytest

from assistant.question.person import asks_for_person


@pytest.mark.parametrize(
    "question",
    [
        "转人工",
        "人工",
        "我要转人工客服",
        "请转接人工服务！",
        "有人工客服吗？",
        "我想跟真人聊聊",
        "能不能帮我找个工作人员",
        "请安排专人联系我",
        "轉人工",
        "I want to talk to a person",
        "Can I speak to a human, please?",
        "Is there a real person I can speak with?",
        "Please have someone call me back.",
        "connect me with an adviser",
        "I\u2019d rather talk to somebody",
        "HUMAN",
    ],
)
def test_who_wants_a_person_is_heard(question: str) -> None:
    assert asks_for_person(question)


@pytest.mark.parametrize(
    "question",
    [
        "匈牙利的人工成本高吗",
        "人工智能法对车辆有什么要求",
        "转人工智能",
        "谁能帮我们联系律师",
        "联系工作人员需要什么手续",
        "怎么联系ACCIÓ",
        "Who can I talk to at ACCIÓ?",
        "I want to talk to someone about the Catalan CAPEX incentive",
        "Which customer service obligations apply?",
        "Who is the contact person at SF Express?",
        "Do we need human oversight?",
        "Please " + "really " * 20 + "talk to a person",
        "",
    ],
)
def test_who_asks_a_question_is_answered(question: str) -> None:
    assert not asks_for_person(question)
