"""The outcome: what a question turns on must be in the evidence, however similar the text."""

from __future__ import annotations

import pytest

from assistant.answering.calibration import Calibration
from assistant.answering.evidence import Evidence
from assistant.answering.features import NAMES
from assistant.answering.outcome import BETTER, Decision, decide
from assistant.domain import Outcome
from tests.answering.making import make_evidence, make_query

CALIBRATION = Calibration(evidence=dict.fromkeys(NAMES, 1.0), support={}, bias=0.0, threshold=0.5)


def outcome_of(question: str, *evidence: Evidence, probability: float = 0.9) -> Decision:
    return decide(make_query(question), evidence, probability, CALIBRATION)


THAILAND = make_evidence("The subsidy is THB 50,000.", document="thailand", places=("TH",))


@pytest.mark.parametrize("question", ["What subsidy does Vietnam pay?", "越南补贴多少？"])
def test_a_country_without_a_document_is_a_reason_to_abstain(question: str) -> None:
    decision = outcome_of(question, THAILAND)

    assert (decision.outcome, decision.places) == (Outcome.NO_SUPPORT, ("VN",))


@pytest.mark.parametrize("question", ["What do Thailand and Vietnam pay?", "泰国和越南各补多少？"])
def test_of_two_countries_the_one_without_a_document_is_named(question: str) -> None:
    decision = outcome_of(question, THAILAND)

    assert (decision.outcome, decision.places) == (Outcome.PARTLY_ANSWERED, ("VN",))
    assert decision.evidence == (THAILAND,)


def test_a_member_state_is_treated_by_a_document_on_the_union() -> None:
    decision = outcome_of("Must our Dutch importer report?", make_evidence("Every importer must report."))

    assert decision.outcome is Outcome.ANSWERED


def test_a_country_that_a_sentence_names_is_treated() -> None:
    named = make_evidence("Kenya charges 10%.", places=("ET",))

    assert outcome_of("What does Kenya charge?", named).outcome is Outcome.ANSWERED


def test_a_year_that_no_passage_says_is_a_reason_to_abstain() -> None:
    decision = outcome_of("What does Thailand pay in 2029?", THAILAND)

    assert (decision.outcome, decision.names) == (Outcome.NO_SUPPORT, ("2029",))


def test_the_documents_own_words_that_it_does_not_tell_are_kept() -> None:
    told = make_evidence("The scheme pays EUR 5 million.", score=1.0)
    untold = make_evidence("Local content minimums are not given here.", score=1.0 + BETTER + 0.1, start=100)

    decision = outcome_of("Which local content?", told, untold)

    assert (decision.outcome, decision.disclaimer) == (Outcome.NO_SUPPORT, untold)


def test_a_disclaimer_that_is_further_off_than_an_answer_changes_nothing() -> None:
    told = make_evidence("The scheme pays EUR 5 million.", score=1.0)
    untold = make_evidence("Local content minimums are not given here.", score=0.9 + BETTER, start=100)

    assert outcome_of("How much does it pay?", told, untold).outcome is Outcome.ANSWERED


def test_improbable_evidence_is_no_answer() -> None:
    assert outcome_of("How much?", THAILAND, probability=0.4).outcome is Outcome.NO_SUPPORT


def test_without_evidence_there_is_no_answer() -> None:
    assert outcome_of("How much?").outcome is Outcome.NO_SUPPORT


@pytest.mark.parametrize("question", ["What aid does Slovakia give?", "斯洛伐克给多少补贴？"])
def test_what_a_state_gives_is_not_told_by_a_document_on_the_union(question: str) -> None:
    decision = outcome_of(question, make_evidence("Regional aid is 30% to 50% of eligible cost."))

    assert (decision.outcome, decision.places) == (Outcome.NO_SUPPORT, ("SK",))


MEXICO = make_evidence("Mexico charges 50% on cars.", places=("MX",))


@pytest.mark.parametrize(
    ("question", "region"),
    [("墨西哥新莱昂州给零部件厂多少补贴？", "新莱昂州"), ("What grant does Nuevo León in Mexico give?", "Nuevo León")],
)
def test_what_a_region_gives_is_not_told_by_documents_on_its_country(question: str, region: str) -> None:
    decision = outcome_of(question, MEXICO)

    assert (decision.outcome, decision.names) == (Outcome.NO_SUPPORT, (region,))


@pytest.mark.parametrize(
    "question",
    [
        "在墨西哥新莱昂州进口汽车税率多少？",
        "What duty is due in Nuevo León, Mexico?",
        "How much does the Puebla plant pay?",
    ],
)
def test_what_holds_in_the_country_holds_in_its_regions(question: str) -> None:
    assert outcome_of(question, MEXICO).outcome is Outcome.ANSWERED


def test_a_region_that_a_passage_names_is_treated() -> None:
    named = make_evidence("Nuevo León gives grants to plants.", places=("MX",))

    assert outcome_of("What grant does Nuevo León give?", named).outcome is Outcome.ANSWERED


LAW_FIRM = "Hong Xiaoli of the law firm spoke on compliance."


@pytest.mark.parametrize("question", ["请给我Hong Xiaoli的电话号码", "What is the e-mail of Hong Xiaoli?"])
def test_a_number_or_address_that_no_passage_holds_is_a_reason_to_abstain(question: str) -> None:
    assert outcome_of(question, make_evidence(LAW_FIRM)).outcome is Outcome.NO_SUPPORT


def test_a_number_or_address_that_a_passage_holds_is_quoted() -> None:
    told = make_evidence(f"{LAW_FIRM} Write to hong@example.com.")

    assert outcome_of("What is the e-mail of Hong Xiaoli?", told).outcome is Outcome.ANSWERED


def test_a_year_must_be_said_of_the_place_that_is_asked_about() -> None:
    elsewhere = make_evidence("The EU rule applies from 2029.", document="rule", start=100)

    assert outcome_of("What does Thailand pay in 2029?", THAILAND, elsewhere).names == ("2029",)


@pytest.mark.parametrize("question", ["车主的手机号能传回国内吗？", "May drivers' phone numbers leave the EU?"])
def test_what_happens_to_phone_numbers_is_another_question(question: str) -> None:
    assert outcome_of(question, make_evidence("Personal data may leave with consent.")).outcome is Outcome.ANSWERED


def test_what_others_say_of_a_country_without_a_document_is_left_alone() -> None:
    own = make_evidence("Imported cars lose 25%.", document="spain", places=("ES",), start=50)
    named = make_evidence("Kenya shuts imported cars out.", document="spain", places=("ES",))
    union = make_evidence("Imports pay 10%.", document="union", start=100)

    assert outcome_of("What does Kenya do?", own, named, union).evidence == (named, union)


PANEL = ("IT", "ES-CT", "MA")


@pytest.mark.parametrize("question", ["What subsidies does Morocco grant?", "摩洛哥有什么补贴？"])
def test_of_a_document_on_several_countries_only_what_is_said_of_the_asked_one_counts(question: str) -> None:
    def said(words: str, heading: str, start: int) -> Evidence:
        return make_evidence(words, document="panel", places=PANEL, headings=("Panel", heading), start=start)

    catalan = said("The grant is up to 20%.", "Catalonia (agency)", 0)
    moroccan = said("The subsidies are paid by the park.", "Morocco (park)", 100)
    row = said("Italy | subsidies of 30%", "Summary", 200)
    general = said("All speakers gave headline subsidies only.", "Limits", 300)

    assert outcome_of(question, catalan, moroccan, row, general).evidence == (moroccan, general)
