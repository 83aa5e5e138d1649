"""A result is worked out only when one line is meant beyond doubt; else the lines that may be meant are shown, or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.deciding import FAR, met_elsewhere, too_far
from assistant.answering.meaning import Meant
from assistant.bootstrap import Advisory
from assistant.domain import Answer, AnswerBlockKind, Metadata, Span
from assistant.measure import FiledMeasure, Instrument, Measure
from assistant.measures.estimates import Estimate, Verdict
from assistant.measures.validity import without_superseded
from evals.arithmetic import prints_calculation

NOTE = AnswerBlockKind.NOTE
"""Holds the gloss of foreign figures, which calculates nothing."""


def filed(id: str, document: str = "one", start: int = 0, **values: object) -> FiledMeasure:
    measure = Measure(
        id=id, document_id=document, version=1, programme="Plant aid", jurisdiction="PL", instrument=Instrument.DUTY,
        spans=(Span(start, start + 10),), **values,  # type: ignore[arg-type]
    )  # fmt: skip
    return FiledMeasure(measure, Metadata(title=document))


def asked(advisory: Advisory, question: str) -> Answer:
    return advisory.assistant.answer(question, as_of=date(2026, 11, 24))


def calculated(answer: Answer) -> list[str]:
    return [block.text for block in answer.blocks if block.kind is not NOTE and prints_calculation(block.text)]


def test_a_line_that_can_be_worked_out_does_not_stand_in_for_one_that_is_meant_far_more() -> None:
    first, near, far = (Meant(filed(str(place)), worth) for place, worth in enumerate((9.0, 9.0 - FAR, 8.9 - FAR)))
    assert not too_far(first, near)
    assert too_far(first, far)


@pytest.mark.parametrize(
    ("lead", "other", "document", "ruled_out_by_none"),
    [
        (Verdict.BELOW_MINIMUM, Verdict.COMPUTED, "one", True),
        (Verdict.ABOVE_MAXIMUM, Verdict.COMPUTED, "one", True),
        (Verdict.BELOW_MINIMUM, Verdict.BELOW_MINIMUM, "one", False),
        (Verdict.BELOW_MINIMUM, Verdict.COMPUTED, "two", False),
        (Verdict.COMPUTED, Verdict.COMPUTED, "one", False),
    ],
)
def test_a_limit_rules_nothing_out_when_another_line_of_the_programme_meets_its_own(
    lead: Verdict, other: Verdict, document: str, ruled_out_by_none: bool
) -> None:
    first, second = Estimate(filed("a"), lead), Estimate(filed("b", document), other)
    assert met_elsewhere(first, [first, second]) is ruled_out_by_none


@pytest.mark.parametrize(
    "question",
    [
        "我们在加泰罗尼亚投入20万欧元做研发，Nuclis能补多少？",
        "What ZES Unica credit does a large company get for EUR 10 million in southern Italy?",
        "What is the Canadian duty on an electric car of CAD 40,000 from China above the quota?",
        "在摩洛哥A类省份投资2亿迪拉姆，就业、属地、行业奖励加起来最多多少？",
        "泰国EV3.5在2025年给100辆车多少补贴？",
        "What duty is due on one Chinese battery electric car with a customs value of EUR 20,000 entering the EU?",
    ],
    ids=[
        "another programme",
        "region not said",
        "outside the quota",
        "a sum",
        "battery",
        "maker",
    ],
)
def test_what_is_not_decided_is_not_worked_out(corpus_advisory: Advisory, question: str) -> None:
    own = [line for line in calculated(asked(corpus_advisory, question)) if "Worked example" not in line]
    quoted = "\n".join(citation.quote for citation in asked(corpus_advisory, question).citations)
    assert [line for line in own if line.strip("• ") not in quoted] == []


def test_each_vehicle_s_duty_is_taken_as_often_as_there_are_vehicles(corpus_advisory: Advisory) -> None:
    answer = asked(
        corpus_advisory,
        "We import 50 SAIC electric cars into the EU with a customs value of EUR 18,000 each. What duty?",
    )
    assert "EUR 407,700" in answer.text


def test_earlier_steps_of_a_rate_are_left_out_once_the_next_is_in_force() -> None:
    steps = [filed(str(year), starts=str(year)) for year in (2024, 2025, 2027)]
    ended = filed("ended", starts="2023", ends="2024")
    other_row = filed("row", start=50, starts="2023")
    kept = without_superseded([*steps, ended, other_row], on=date(2026, 11, 24))
    assert [one.measure.id for one in kept] == ["2025", "2027", "ended", "row"]


def test_a_comparison_shows_the_rate_of_today_and_says_where_no_document_helps(corpus_advisory: Advisory) -> None:
    duties = asked(corpus_advisory, "比较墨西哥、巴西和加拿大对中国电动车的进口关税。")
    brazil = [block.cells[2] for block in duties.blocks if len(block.cells) == 4]
    assert "35%" in brazil
    assert "10%" not in brazil
    gap = asked(corpus_advisory, "Compare purchase subsidies for electric cars in Thailand and Norway.")
    assert any("Norway" in block.cells for block in gap.blocks)
    assert any("Norway" in notice.text for notice in gap.notices)
