"""Who can help: which questions look for a helper, and that the answer names those who fit, whole and cited."""

from __future__ import annotations

import pytest

from assistant.answering.features import Reading
from assistant.answering.helping import asks_for_help, fitting
from assistant.answering.similarity import Similarity
from assistant.bootstrap import Advisory
from assistant.domain import AnswerBlockKind, Outcome
from assistant.index.embedders import WordLlamaEmbedder
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary


@pytest.mark.parametrize(
    "question",
    [
        "Who can help us with overseas warehouses?",
        "Who offers cloud services?",
        "Whom should we ask about a plant in Catalonia?",
        "Which law firm can advise us on ESG?",
        "Is there a bank that finances plants in Mexico?",
        "Can you recommend a good logistics company?",
        "谁能帮我们做海外仓？",
        "谁负责丹吉尔的招商？",
        "品牌营销可以找谁？",
        "有没有能对接海外伙伴的平台？",
        "哪家公司能做汽配数据？",
        "电池认证找哪家机构？",
    ],
)
def test_these_look_for_a_helper(question: str) -> None:
    assert asks_for_help(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who can apply for the subsidy?",
        "Who hosted the event?",
        "Who may claim the exemption?",
        "Which company pays the highest duty?",
        "What is the maximum subsidy in Catalonia?",
        "谁能享受补贴？",
        "谁可以申请？",
        "碳关税谁来申报？",
        "活动由谁主办？",
        "哪些公司要交反补贴税？",
    ],
)
def test_these_do_not(question: str) -> None:
    assert not asks_for_help(question)


CASES = [
    ("Who can help us with overseas warehouses and multimodal logistics?", "SF Express", "Li Yuanyuan"),
    ("谁能帮我们赴港上市？", "东方证券", "Chi Ruixin"),
    ("Which company can supply cockpit AI with large models?", "JDO", "Wang Yifei"),
    ("有没有能帮我们对接海外合作伙伴的平台？", "G100", "中国电动汽车百人会"),
]


@pytest.mark.parametrize(("question", "organisation", "person"), CASES)
def test_who_fits_is_named_with_the_whole_row_or_sentence_and_nobody_else(
    corpus_advisory: Advisory, question: str, organisation: str, person: str
) -> None:
    answer = corpus_advisory.assistant.answer(question)

    assert answer.outcome is Outcome.ANSWERED
    assert organisation in answer.text
    assert person in answer.text
    assert "SEVENS" not in answer.text
    for block in answer.blocks:
        if block.kind is not AnswerBlockKind.NOTE:
            quotes = [citation.quote for citation in answer.citations if citation.number in block.citations]
            assert block.text in quotes


@pytest.mark.parametrize(
    "question",
    [
        "Who can insure our shipments?",
        "谁能帮我们做海外保险？",
        "Which firm can certify batteries?",
        "Who can help with visas for our engineers?",
        "Is there a bank that finances plants in Mexico?",
        "谁可以做碳足迹核算？",
    ],
)
def test_where_nobody_fits_nobody_is_named(corpus_advisory: Advisory, dictionary: Dictionary, question: str) -> None:
    query = corpus_advisory.assistant.understand(question)
    hits = corpus_advisory.retriever.retrieve(query, k=8)
    found = corpus_advisory.catalogue.organisations.find(
        access=query.access, document_ids={hit.passage.document_id for hit in hits}
    )
    similarity = Similarity(corpus_advisory.embedder, WordLlamaEmbedder(), Crossing(dictionary))

    assert asks_for_help(question)
    assert fitting(query, Reading(query, corpus_advisory.words), found, similarity) == []


@pytest.mark.parametrize(
    "question",
    [
        "Who can help us with carbon management?",
        "Who could advise us on payroll in Brazil?",
        "谁能帮我们办德国工作签证？",
        "有没有公司能帮我们做碳盘查？",
    ],
)
def test_where_nobody_fits_the_matter_itself_is_no_answer(corpus_advisory: Advisory, question: str) -> None:
    answer = corpus_advisory.assistant.answer(question)

    assert answer.outcome is Outcome.NO_SUPPORT
    assert answer.handover
    assert any(
        "No organisation or person" in block.text or "没有任何机构或个人" in block.text for block in answer.blocks
    )
