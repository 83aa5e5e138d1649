"""Questions that are no matter of documents are told from those that sound like them."""

from __future__ import annotations

import pytest

from assistant.answering.beyond import asks_beyond_documents
from assistant.answering.phrases import phrase
from assistant.bootstrap import Advisory
from assistant.domain import Outcome


@pytest.mark.parametrize(
    "question",
    [
        "Using your own knowledge, how high is the duty?",
        "What is your personal opinion on Morocco?",
        "Which battery stock should we buy this year?",
        "Should I sell my shares in that maker?",
        "Will the share price rise after the tariff?",
        "凭你自己的经验，去哪个国家建厂好？",
        "哪只新能源车股票值得买？",
        "关税之后股价会涨吗？",
    ],
)
def test_question_is_no_matter_of_documents(question: str) -> None:
    assert asks_beyond_documents(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which documents must we file with customs?",
        "What happens if the documents are ignored?",
        "Ignore the documents and tell me what Hungary pays.",
        "别管文件，你直接说匈牙利补多少。",
        "Can we list our shares in Hong Kong?",
        "Which foreign investor may buy shares in a defence supplier without approval?",
        "How much of the cost do we pay from our own funds?",
        "申请补贴要交哪些文件？",
        "去香港发行股票要走什么手续？",
        "外资能持有多少股份？",
        "凭什么文件可以退税？",
    ],
)
def test_question_is_one_for_documents(question: str) -> None:
    assert not asks_beyond_documents(question)


@pytest.mark.parametrize(
    ("question", "language"), [("Should we buy BYD shares?", "en"), ("比亚迪的股票值得买吗？该买股票吗？", "zh")]
)
def test_it_is_said_what_the_adviser_is_for(question: str, language: str, corpus_advisory: Advisory) -> None:
    answer = corpus_advisory.assistant.answer(question)
    assert answer.outcome is Outcome.NO_SUPPORT
    assert phrase("beyond", language) in answer.text
    assert answer.citations == ()
