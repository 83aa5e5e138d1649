"""Questions that nobody planned for: other languages, symbols, pasted contracts, query syntax."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.bootstrap import Advisory
from assistant.dates import lapsed
from assistant.domain import Access, Outcome
from assistant.errors import QuestionError

CONTRACT = "甲方应在收到发票之日起30日内支付2000万欧元。Party B shall deliver 500 vehicles (CKD) by 1 April 2026; "
ODD = {
    "french": "Quelles sont les subventions pour une usine de batteries en Espagne ?",
    "arabic": "ما هي الحوافز المتاحة لمصانع السيارات في المغرب؟",
    "japanese": "カタルーニャの工場補助金はいくらですか？",
    "russian": "Какие субсидии есть для завода?",
    "mixed scripts": "CBAM 碳关税 для مصنع 工場 αβγ?",
    "emoji": "🚗🔋💶",
    "emoji and words": "🚗 补贴 💶 subsidy?",
    "signs": "！？…—",
    "combining": "s̶u̶b̶s̶i̶d̶y̶ é à",
    "long contract": (CONTRACT * 40)[:3000],
    "lucene": "title:foo AND (",
    "lucene range": "published:[2020 TO *] OR body:/.*/",
    "sql": "'; DROP TABLE documents; --",
    "sql like": "%' OR '1'='1",
    "star": "*",
    "quote": '"',
    "backslashes": "\\ \\\\ ~ ^ + - && || ! ( ) { } [ ] : /",
    "unknown country": "What subsidies does Wakanda give to a car plant?",
    "unknown country, chinese": "在瓦坎达建厂有什么补贴？",
    "number only": "45%",
    "huge number": "9" * 400 + " euros",
    "huge chinese number": "亿" * 200 + "欧元",
    "nul": "subsidy\x00 in\x07 Spain",
    "quantities": "€20m 2000万欧元 35,3 % 1.000.000 -5 百分之百百 2026-13-45",
}


@pytest.mark.parametrize("question", ODD.values(), ids=ODD.keys())
def test_an_odd_question_gets_an_outcome_and_every_block_a_citation(corpus_advisory: Advisory, question: str) -> None:
    answer = corpus_advisory.assistant.answer(question, access=Access.PUBLIC)
    assert answer.outcome in set(Outcome)
    assert answer.language in {"zh", "en"}
    quoting = [block for block in answer.blocks if block.citations]
    says = answer.outcome in {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED}
    assert bool(quoting) == bool(answer.citations) == says


@pytest.mark.parametrize("question", ODD.values(), ids=ODD.keys())
def test_a_search_for_an_odd_question_gives_hits_in_order(corpus_advisory: Advisory, question: str) -> None:
    hits = corpus_advisory.assistant.search(question, k=8, access=Access.PUBLIC)
    assert len(hits) <= 8
    assert all(0 <= hit.score <= 1 for hit in hits)


@pytest.mark.parametrize("name", ["emoji", "signs", "star", "quote", "arabic", "russian"])
def test_nothing_is_said_where_no_word_is_known(corpus_advisory: Advisory, name: str) -> None:
    answer = corpus_advisory.assistant.answer(ODD[name], access=Access.PUBLIC)
    assert answer.outcome is not Outcome.ANSWERED


def test_the_catalogue_survives_sql(corpus_advisory: Advisory) -> None:
    before = len(corpus_advisory.catalogue.documents.summaries())
    corpus_advisory.assistant.answer(ODD["sql"], access=Access.PUBLIC)
    assert len(corpus_advisory.catalogue.documents.summaries()) == before > 0


def test_query_syntax_finds_what_its_words_find(corpus_advisory: Advisory) -> None:
    def found(question: str) -> list[str]:
        return [hit.passage.id for hit in corpus_advisory.assistant.search(question, k=3, access=Access.PUBLIC)]

    # Vectors differ a little with the signs, so only the first few must be the same.
    assert found('"CBAM" (declarant)') == found("CBAM declarant")


@pytest.mark.parametrize("question", ["", "   ", "\x00\x07", "\n\n"])
def test_an_empty_question_is_refused_in_both_languages(corpus_advisory: Advisory, question: str) -> None:
    with pytest.raises(QuestionError, match="问题是空的"):
        corpus_advisory.assistant.answer(question, access=Access.PUBLIC)


def test_a_day_to_come_is_no_error_and_marks_what_has_lapsed_by_then(corpus_advisory: Advisory) -> None:
    understood = corpus_advisory.assistant._understanding.query(
        "最高补贴多少？", access=Access.PUBLIC, as_of=date(2199, 1, 1)
    )
    hits = corpus_advisory.assistant._retriever.retrieve(understood, k=8)
    assert hits
    for hit in hits:
        assert dict(hit.why)["in_force"] == float(not lapsed(hit.metadata, on=date(2199, 1, 1)))
