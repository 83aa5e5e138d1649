"""A question that is itself a document: what it asks is found."""

from __future__ import annotations

import pytest

from assistant.question.pasted import LONG, question_in

CLAUSE = "The applicant shall keep the plant for five years and report the number of jobs every year. "
条款 = "申请人应在五年内保持工厂运营，并每年报告就业人数。"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"Draft contract on battery cells\n\n{CLAUSE * 30}\nHow long must the plant be kept?", "How long must the plant be kept?"),
        (f"How long must the plant be kept?\n\n{CLAUSE * 30}", "How long must the plant be kept?"),
        (f"电池合同草案。\n{条款 * 60}\n工厂要保持几年？", "工厂要保持几年？"),
        (f"请总结下面这份合同。\n{条款 * 60}", "请总结下面这份合同。"),
        (f"{CLAUSE * 30}What does Hungary pay for a plant?", "What does Hungary pay for a plant?"),
    ],
)  # fmt: skip
def test_the_question_in_a_long_text_is_found(text: str, asked: str) -> None:
    found = question_in(text)
    assert found.endswith(asked)
    assert len(found) <= LONG


def test_what_the_text_is_about_goes_before_a_question_that_names_nothing() -> None:
    found = question_in(f"Draft contract on battery cells.\n\n{CLAUSE * 30}\nHow long must it be kept?")
    assert found == "About Draft contract on battery cells: How long must it be kept?"


@pytest.mark.parametrize(
    "text", ["x" * 8000, "。" * 8000, "\n" * 7990 + "a?", "?" * 8000, "a b " * 2000, "第1条 " * 1500]
)
def test_any_long_text_gives_something_short(text: str) -> None:
    assert len(question_in(text)) < 1500


def test_a_short_question_is_itself() -> None:
    assert question_in("Why? How? When?") == "Why? How? When?"
