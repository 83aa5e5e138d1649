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


PRICED = make_evidence("The price limit is EGP 1.25 million.", document_score=1.0, section=0.5)
UNPRICED = make_evidence("The importer pays; default values are costly: 50 tonnes.", document_score=1.0, section=0.5)


@pytest.mark.parametrize(
    "question",
    [
        "证书现在一张多少钱？",
        "认证费大概多少？",
        "What fee does a takeover cost?",
        "What does an audit cost?",
        "What is the price of a certificate?",
    ],
)
def test_a_price_is_told_by_a_sum_beside_a_word_for_it(question: str) -> None:
    assert outcome_of(question, UNPRICED).outcome is Outcome.NO_SUPPORT
    assert outcome_of(question, PRICED).outcome is Outcome.ANSWERED


@pytest.mark.parametrize("question", ["每辆补多少钱？", "哪些费用能算进去？", "Which costs count?"])
def test_aid_and_eligible_cost_are_no_prices(question: str) -> None:
    assert "prices and fees" not in {matter.en for matter in matters_asked(make_query(question))}


@pytest.mark.parametrize(
    "words",
    [
        "Examination of a complete file | at most three months",
        "First phase of at most 45 calendar days; standstill until approval.",
        "从递表到上市用时128天。",
        "About ninety days, counted from the day on which the file is complete.",
        "Thirty-five working days.",
    ],
)
def test_how_long_it_takes_is_told_by_a_span_beside_what_is_done(words: str) -> None:
    told = make_evidence(words, document_score=1.0)

    assert outcome_of("How long does approval take?", told).outcome is Outcome.ANSWERED


@pytest.mark.parametrize("words", ["Reduces income tax for up to 13 tax years.", "自2026年1月1日起需要办理许可证。"])
def test_other_spans_and_dates_do_not_tell_it(words: str) -> None:
    other = make_evidence(words, document_score=1.0)

    assert outcome_of("批下来要多久？", other).outcome is Outcome.NO_SUPPORT


def test_what_holds_within_a_quota_does_not_tell_what_holds_outside() -> None:
    within = make_evidence("Duty inside the quota | 6.1%", document_score=1.0)
    outside = make_evidence("Duty above the quota | not stated", document_score=1.0, start=100)

    assert outcome_of("超出配额的税率是多少？", within).outcome is Outcome.NO_SUPPORT
    assert outcome_of("超出配额的税率是多少？", within, outside).disclaimer == outside


def test_the_unions_rules_hold_in_a_member_state_and_china_is_no_place_that_limits() -> None:
    union = make_evidence("Fines of up to 4% of turnover.", document="gdpr", places=("EU",), document_score=1.0)

    assert outcome_of("数据从匈牙利传回国内，最高罚多少？", HUNGARY, union).outcome is Outcome.ANSWERED
    assert outcome_of("数据违规传回国内，最高罚多少？", union).outcome is Outcome.ANSWERED
