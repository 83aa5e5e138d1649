"""What is asked for must be treated by the evidence, however well country, sector and figures agree."""

from __future__ import annotations

import pytest

from assistant.answering.calibration import Calibration
from assistant.answering.evidence import Evidence
from assistant.answering.features import NAMES
from assistant.answering.matters import matters_asked, treating
from assistant.answering.outcome import Decision, decide
from assistant.domain import Outcome
from tests.answering.making import make_evidence, make_query

CALIBRATION = Calibration(evidence=dict.fromkeys(NAMES, 1.0), support={}, bias=0.0, threshold=0.5)
HUNGARY = make_evidence(
    "The corporate income tax rate is 9%.",
    document="hungary",
    places=("HU",),
    document_score=1.0,
    headings=("Aid", "Tax"),
)

ASKED = {
    "匈牙利工人的平均工资是多少？": "wages and labour costs",
    "How much does an electrician earn in Spain?": "wages and labour costs",
    "南非的工业电价是多少？": "electricity prices",
    "What does a kilowatt hour of industrial power cost in Tangier?": "electricity prices",
    "意大利租厂房每平米多少钱？": "land prices and rents",
    "波兰办工作签证要多久？": "visas and work permits",
    "How long does a building permit take in Hungary?": "building permits",
    "境外投资备案要多长时间？": "how long it takes",
    "What are the fines for non-compliance?": "fines",
}


def outcome_of(question: str, *evidence: Evidence) -> Decision:
    return decide(make_query(question), evidence, 0.9, CALIBRATION)


@pytest.mark.parametrize("question", ASKED)
def test_what_is_asked_for_is_told_by_its_words(question: str) -> None:
    assert ASKED[question] in {matter.en for matter in matters_asked(make_query(question))}


def test_capital_of_a_company_is_no_registering_of_one() -> None:
    assert not matters_asked(make_query("泰国公司注册资本60亿泰铢，要交多大的保函？"))


@pytest.mark.parametrize("question", ["匈牙利工人的平均工资是多少？", "What are average wages in Hungary?"])
def test_a_matter_that_no_document_treats_is_a_reason_to_abstain(question: str) -> None:
    decision = outcome_of(question, HUNGARY)

    assert decision.outcome is Outcome.NO_SUPPORT
    assert [matter.en for matter in decision.matters] == ["wages and labour costs"]


def test_a_matter_that_a_heading_names_is_treated() -> None:
    below = make_evidence("EUR 1,200 a month.", document="hungary", places=("HU",), headings=("Hungary", "Wages"))

    assert outcome_of("What are average wages in Hungary?", below).outcome is Outcome.ANSWERED


def test_what_another_countrys_document_says_of_it_does_not_count() -> None:
    elsewhere = make_evidence("Wages are low.", document="egypt", places=("EG",), document_score=1.0, start=500)

    assert outcome_of("What are average wages in Hungary?", HUNGARY, elsewhere).outcome is Outcome.NO_SUPPORT


def test_a_document_further_off_does_not_count_where_no_place_is_named() -> None:
    far = make_evidence("Fines of up to 7%.", document="other", document_score=0.4, start=500)
    near = make_evidence("Chargers must take cards.", document="chargers", document_score=1.0)
    query = make_query("What are the fines?")

    (fines,) = matters_asked(query)

    assert treating(fines, query, (near, far)) == []


def test_what_is_asked_besides_is_answered_in_part() -> None:
    decision = outcome_of("匈牙利企业所得税率是多少，工人平均工资是多少？", HUNGARY)

    assert decision.outcome is Outcome.PARTLY_ANSWERED
    assert [matter.zh for matter in decision.matters] == ["工资和用工成本"]


def test_words_that_it_is_not_told_are_kept() -> None:
    untold = make_evidence("运价和班期没有公开的统一数据。", document="rail", places=("CN",), document_score=1.0)

    decision = outcome_of("中欧班列的运价是多少？", untold)

    assert (decision.outcome, decision.disclaimer) == (Outcome.NO_SUPPORT, untold)


def test_other_countries_documents_are_left_out_where_there_is_one_on_the_country() -> None:
    poland = make_evidence("A Polish zone.", document="poland", places=("PL",), score=0.5, start=500)
    union = make_evidence("All states.", document="union", places=("EU",), score=0.4, start=900)

    assert outcome_of("What is the tax rate in Hungary?", poland, HUNGARY, union).evidence == (HUNGARY, union)
