"""Things that a question turns on must be named by the documents that it would be answered from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from assistant.answering.calibration import Calibration
from assistant.answering.evidence import Evidence
from assistant.answering.features import NAMES, tokens_of
from assistant.answering.outcome import Decision, decide
from assistant.domain import Outcome
from assistant.protocols import Alternative, Query, Term
from tests.answering.making import make_evidence, make_query

CALIBRATION = Calibration(evidence=dict.fromkeys(NAMES, 1.0), support={}, bias=0.0, threshold=0.5)


def asking(question: str, terms: Mapping[str, float]) -> Query:
    """A question with its words and what each weighs."""
    made = tuple(
        Term(words, (Alternative(tuple(words.split()), 1.0, words, "en"),), weight) for words, weight in terms.items()
    )
    return replace(make_query(question), terms=made)


def saying(query: Query, words: str, *, near: float = 0.0, place: str = "EG") -> Evidence:
    """A sentence of a document on Egypt, or elsewhere, read against a question."""
    tokens = tokens_of(words)
    matches = tuple(float(set(term.alternatives[0].tokens) <= tokens) for term in query.terms)
    made = make_evidence(words, document=place, places=(place,), document_score=1.0)
    return replace(made, matches=matches, context=(0.0,) * len(matches), near=tuple(max(near, one) for one in matches))


def outcome_of(query: Query, *evidence: Evidence) -> Decision:
    return decide(query, evidence, 0.9, CALIBRATION)


CHARGING = asking("How much does Egypt pay for a charging station?", {"pay": 0.6, "charging station": 1.3})


def test_a_thing_that_no_document_on_the_country_names_is_missing() -> None:
    decision = outcome_of(CHARGING, saying(CHARGING, "Buyers of cars get EGP 50,000."))

    assert (decision.outcome, [matter.en for matter in decision.matters]) == (Outcome.NO_SUPPORT, ["charging station"])


def test_other_countries_documents_do_not_treat_it() -> None:
    elsewhere = saying(CHARGING, "Every charge station gets EUR 500.", place="EU")

    decision = outcome_of(CHARGING, saying(CHARGING, "Buyers of cars get EGP 50,000."), elsewhere)

    assert decision.outcome is Outcome.NO_SUPPORT


def test_a_thing_that_is_named_in_near_words_is_there() -> None:
    decision = outcome_of(CHARGING, saying(CHARGING, "Each charger gets EGP 50,000.", near=0.5))

    assert decision.outcome is Outcome.ANSWERED


def test_a_thing_that_weighs_little_is_beside_the_point() -> None:
    query = asking(
        "How much does Egypt pay makers of kits, who may have a charging station?",
        {"pay": 1.5, "kits": 1.5, "assembly": 1.5, "charging station": 0.8, "volume": 1.0},
    )

    assert outcome_of(query, saying(query, "Kits are paid EGP 5.")).outcome is Outcome.ANSWERED


def test_what_the_user_says_of_himself_is_not_asked() -> None:
    query = asking("We run a charging station. How much does Egypt pay?", {"charging station": 1.3, "pay": 0.6})

    assert outcome_of(query, saying(query, "Egypt pays EGP 5.")).outcome is Outcome.ANSWERED


def test_the_half_that_is_told_is_answered() -> None:
    query = asking(
        "What does Egypt pay makers, and how many charging stations are there?", {"pay": 0.6, "charging stations": 1.3}
    )

    decision = outcome_of(query, saying(query, "Egypt pays EGP 5."))

    assert (decision.outcome, len(decision.matters)) == (Outcome.PARTLY_ANSWERED, 1)


@pytest.mark.parametrize(
    ("said", "outcome"), [("electric cars", Outcome.NO_SUPPORT), ("heavy trucks", Outcome.ANSWERED)]
)
def test_of_electric_trucks_the_noun_must_be_named(said: str, outcome: Outcome) -> None:
    query = asking("What does Egypt pay for electric trucks?", {"pay": 0.6, "electric trucks": 1.0})
    trucks = replace(query.terms[1], alternatives=(Alternative(("electr", "truck"), 1.0, "electric trucks", "en"),))
    query = replace(query, terms=(query.terms[0], trucks))

    assert outcome_of(query, saying(query, f"It pays EGP 5 for {said}.", near=0.8)).outcome is outcome
