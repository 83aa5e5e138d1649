"""Whether a question is answered, told before the answer: never other than the answer itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.asking import Asked
from assistant.answering.calibration import Calibration, learned
from assistant.answering.evidence import Evidence
from assistant.answering.features import NAMES
from assistant.answering.foreseeing import foreseen
from assistant.answering.measuring import MeasuringAnswerer
from assistant.answering.support import FIRST
from assistant.answering.support import NAMES as SUPPORT
from assistant.bootstrap import Advisory
from assistant.domain import Access, Hit, Outcome
from assistant.protocols import Query
from tests.answering.making import make_evidence, make_query

CALIBRATION = Calibration(
    evidence=dict.fromkeys(NAMES, 1.0), support=dict.fromkeys(SUPPORT, 0.0) | {"serves": 1.0}, bias=-0.5, threshold=0.5
)
"""A question of other kinds than quantities is answered when a sentence among the first serves half of them."""

QUESTIONS = [
    "Until when does the Polish Investment Zone run?",
    "What does Poland pay, and what does Vietnam?",
    "越南对电动车整车厂有什么补贴？",
    "匈牙利现金补贴最少要投多少？",
    "What is the volume assembly allowance under South Africa's APDP2?",
    "Which carbon rules are still open?",
    "Wer hat die Fußball-WM gewonnen?",
    "谁能帮我们做海外物流？",
    "What did the Shenzhen event say about after-sales service in 2019?",
    "What is BYD's phone number?",
]


class Kinds:
    """A reading as far as what is asked for goes."""

    def __init__(self, *asked: Asked) -> None:
        self.asked = frozenset(asked)
        self.weighted: tuple[object, ...] = ()


def told(*evidence: Evidence, question: str = "Which papers are needed?") -> bool | None:
    said = [replace(item, matches=(1.0,)) for item in evidence]
    first = said[0]
    hits = [Hit(first.passage, first.metadata, 0.5)]
    return foreseen(make_query(question), Kinds(Asked.LIST), said, hits, CALIBRATION)  # type: ignore[arg-type]


def test_a_sentence_that_serves_and_stays_among_the_first_makes_an_answer() -> None:
    rivals = [make_evidence(f"Word {place}.", document=f"d{place}", score=6.0) for place in range(FIRST - 1)]
    assert told(make_evidence("A permit, a plan.", score=5.0, serves=1.0), *rivals) is True


def test_a_sentence_that_vectors_may_push_down_leaves_it_open() -> None:
    near = [make_evidence(f"Word {place}.", document=f"d{place}", score=3.5) for place in range(FIRST)]
    far = [make_evidence(f"Word {place}.", document=f"d{place}", score=2.5) for place in range(FIRST)]
    serving = make_evidence("A permit, a plan.", score=5.0, serves=1.0)
    assert (told(serving, *near), told(serving, *far)) == (None, True)


def test_words_that_a_document_does_not_tell_leave_it_open_when_they_may_come_first() -> None:
    told_ = make_evidence("A permit, a plan.", score=5.0, serves=1.0)
    untold = make_evidence("The papers are not listed here.", score=4.0, document="other")
    assert told(told_, untold) is None
    assert told(told_, replace(untold, score=1.0)) is True


def test_what_no_vector_can_mend_is_foreseen() -> None:
    item = make_evidence("A permit, a plan.", score=5.0, serves=1.0)
    assert told(item, question="Which papers were needed in 2019?") is False
    assert told(item, question="Which papers does Vietnam want?") is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_foreseen_comes_true(corpus_advisory: Advisory, question: str) -> None:
    query = corpus_advisory.understanding.query(question, access=Access.PUBLIC)
    found = agrees(corpus_advisory, query)
    assert found in {None, corpus_advisory.assistant.answer(question).outcome is Outcome.ANSWERED}


def test_most_questions_on_what_the_documents_have_are_foreseen_to_be_answered(corpus_advisory: Advisory) -> None:
    names = [summary.metadata.title for summary in corpus_advisory.catalogue.documents.summaries()[::6]]
    queries = [corpus_advisory.understanding.query(f"{name}?", access=Access.PUBLIC) for name in names]
    verdicts = [agrees(corpus_advisory, query) for query in queries]
    assert verdicts.count(True) >= 0.7 * len(verdicts)


@pytest.mark.parametrize(
    "question",
    [
        "How do the investment incentives of Poland and Hungary compare?",
        "西班牙和摩洛哥的投资激励有什么不同？",
        "How do the investment incentives of Poland and Mongolia compare?",
        "波兰和中国的补贴哪个高？",
    ],
)
def test_what_is_foreseen_of_a_comparison_comes_true(corpus_advisory: Advisory, question: str) -> None:
    advisory = corpus_advisory
    answerer = MeasuringAnswerer(advisory.quoting, advisory.book, today=advisory.today)
    query = advisory.understanding.query(question, access=Access.PUBLIC)
    hits = advisory.retriever.retrieve(query, k=advisory.settings.top_k)
    answered = answerer.answer(query, hits).outcome is Outcome.ANSWERED
    assert answerer.answers(query, lambda _: hits) is answered
    assert answerer.answers(query, lambda _: hits, thorough=False) in {None, answered}


def agrees(advisory: Advisory, query: Query) -> bool | None:
    """What is foreseen, after a look at the whole answer."""
    hits = advisory.retriever.retrieve(query, k=advisory.settings.top_k)
    found = advisory.quoting.answers(query, hits, thorough=False)
    assert advisory.quoting.answers(query, hits) is (advisory.quoting.answer(query, hits).outcome is Outcome.ANSWERED)
    assert found is None or found is (advisory.quoting.answer(query, hits).outcome is Outcome.ANSWERED)
    return found


def test_the_bound_holds_for_what_was_learned() -> None:
    assert all(learned().evidence[name] >= 0 for name in ("cosine", "cosine_context"))
