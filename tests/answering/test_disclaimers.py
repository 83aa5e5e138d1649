"""What a document says that it does not tell is no answer; what lies outside of a rule's scope is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.calibration import Calibration
from assistant.answering.disclaimers import disclaims, may_disclaim, only_disclaimed
from assistant.answering.evidence import Evidence
from assistant.answering.features import NAMES
from assistant.answering.outcome import decide
from assistant.domain import Outcome
from assistant.protocols import Query, Term
from tests.answering.making import make_evidence, make_query

CALIBRATION = Calibration(evidence=dict.fromkeys(NAMES, 1.0), support={}, bias=0.0, threshold=0.5)


def asking(text: str, *sources: str, weight: float = 1.0) -> Query:
    return replace(make_query(text), terms=tuple(Term(source, (), weight) for source in sources))


def sentence(words: str, *matches: float, near: float = 1.0, start: int = 0, document: str = "grant") -> Evidence:
    found = make_evidence(words, document=document, start=start, document_score=near)
    return replace(found, matches=matches, context=(0.0,) * len(matches))


@pytest.mark.parametrize(
    "words",
    [
        "Certificate prices follow the market and are not given here.",
        "Tax holidays of the Board of Investment are separate and not covered.",
        "二手车出口另有规定，本文未收录。",
    ],
)
def test_a_document_says_what_it_does_not_tell(words: str) -> None:
    assert disclaims(words)


@pytest.mark.parametrize(
    "words",
    [
        "Plug-in hybrids are not covered by this regulation.",
        "Not covered: category L vehicles and motorcycles.",
        "The grant covers machines.",
    ],
)
def test_what_a_rule_does_not_cover_is_an_answer(words: str) -> None:
    assert not may_disclaim(words)


def test_what_is_not_known_for_sure_may_be_an_answer_all_the_same() -> None:
    words = "Whether a fifth call follows was not confirmed."

    assert may_disclaim(words)
    assert not disclaims(words)


QUERY = asking("二手电动车出口要什么资质？", "二手", "出口")
UNTOLD = sentence("二手车出口另有规定，本文未收录。", 1.0, 1.0, start=100)
TOLD = sentence("出口要有许可证。", 0.0, 1.0)


def test_what_only_a_disclaimer_speaks_of_is_not_told() -> None:
    assert only_disclaimed(QUERY, (TOLD, UNTOLD)) is UNTOLD

    decision = decide(QUERY, (TOLD, UNTOLD), 0.9, CALIBRATION)
    assert (decision.outcome, decision.disclaimer) == (Outcome.NO_SUPPORT, UNTOLD)


@pytest.mark.parametrize(
    "evidence",
    [
        (sentence("二手车出口要先检测。", 1.0, 1.0), UNTOLD),
        (TOLD, replace(UNTOLD, features=replace(UNTOLD.features, document_score=0.9))),
        (TOLD, sentence("二手车出口要许可证。", 1.0, 1.0, start=100)),
    ],
    ids=["another sentence speaks of it", "it stands in a document further off", "it is no disclaimer"],
)
def test_else_it_may_be_told(evidence: tuple[Evidence, ...]) -> None:
    assert only_disclaimed(QUERY, evidence) is None


def test_words_of_little_weight_and_single_characters_tell_nothing() -> None:
    assert only_disclaimed(asking("一共管几年？", "管", "几年"), (TOLD, UNTOLD)) is None
    assert only_disclaimed(asking("二手出口", "二手", "出口", weight=0.5), (TOLD, UNTOLD)) is None


def test_of_several_places_nothing_is_told_by_a_disclaimer() -> None:
    query = asking("Which duty do Ethiopia and Kenya charge?", "kenya", "duty")

    assert only_disclaimed(query, (TOLD, UNTOLD)) is None
