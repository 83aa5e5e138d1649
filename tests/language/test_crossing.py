"""A question's words, said in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.crossing import Crossing, words_in
from assistant.language.dictionary import Dictionary
from assistant.protocols import Term


@pytest.fixture(scope="module")
def crossing(dictionary: Dictionary) -> Crossing:
    return Crossing(dictionary)


def said(terms: tuple[Term, ...], source: str) -> list[str]:
    (term,) = [term for term in terms if term.source == source]
    return [alternative.words for alternative in term.alternatives]


@pytest.mark.parametrize(
    ("question", "source", "english"),
    [
        ("最高补贴多少？", "补贴", "subsidy"),
        ("反补贴税是多少", "反补贴税", "countervailing duty"),
        ("碳边境调节机制", "碳边境调节机制", "Carbon Border Adjustment Mechanism"),
        ("价格承诺怎么申请", "价格承诺", "price undertaking"),
        ("關稅", "关税", "tariff"),
        ("仓库在哪里", "仓库", "warehouse"),
    ],
)
def test_chinese_words_are_said_in_english(crossing: Crossing, question: str, source: str, english: str) -> None:
    assert english in said(crossing.terms(question), source)


@pytest.mark.parametrize(
    ("question", "source", "chinese"),
    [
        ("What is the countervailing duty?", "countervailing duty", "反补贴税"),
        ("countervailing duties", "countervailing duties", "反补贴税"),
        ("the Carbon Border Adjustment Mechanism", "carbon border adjustment mechanism", "碳边境调节机制"),
        ("Which warehouse?", "warehouse", "仓库"),
    ],
)
def test_english_words_are_said_in_chinese(crossing: Crossing, question: str, source: str, chinese: str) -> None:
    assert chinese in said(crossing.terms(question), source)


def test_the_longest_name_of_the_glossary_is_one_term(crossing: Crossing) -> None:
    sources = [term.source for term in crossing.terms("欧盟最终反补贴税的税率")]
    assert "最终反补贴税" in sources
    assert "反补贴税" not in sources


def test_a_term_says_itself_first_and_with_full_weight(crossing: Crossing) -> None:
    for term in crossing.terms("加泰罗尼亚的 battery subsidy 最高多少"):
        assert term.alternatives[0].words == term.source
        assert term.alternatives[0].weight == 1.0
        assert all(0 < alternative.weight <= 1 for alternative in term.alternatives)


def test_function_words_make_no_terms(crossing: Crossing) -> None:
    assert crossing.terms("what is it?") == crossing.terms("是什么？") == ()


def test_a_word_that_comes_twice_is_one_term(crossing: Crossing) -> None:
    assert [term.source for term in crossing.terms("补贴 补贴 subsidy subsidy")] == ["补贴", "subsidy"]


def test_numbers_are_terms_without_thousands_separators(crossing: Crossing) -> None:
    (term,) = crossing.terms("500,000")
    assert term.alternatives[0].tokens == ("500000",)


def test_words_of_one_language_make_a_text_for_an_embedder(crossing: Crossing) -> None:
    english = words_in(crossing.terms("补贴政策 BYD"), "en")
    assert "subsidy" in english
    assert "byd" in english.casefold()
    assert not any("\u4e00" <= char <= "\u9fff" for char in english)


@given(st.one_of(st.text(), st.text(st.sampled_from("补贴关税ab 12,.'’²½٣ⅷ"))))
def test_any_text_has_terms_with_tokens(crossing: Crossing, text: str) -> None:
    for term in crossing.terms(text):
        assert term.source
        assert term.alternatives
        assert all(alternative.tokens and all(alternative.tokens) for alternative in term.alternatives)
