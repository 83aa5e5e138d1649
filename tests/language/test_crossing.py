"""A question's words, said in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.crossing import Crossing, Gloss, words_in
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


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("CBAM", "碳边境调节机制"),
        ("CdS", "开发合同"),
        ("ODI", "境外直接投资"),
        ("CVD", "反补贴税"),
        ("FSR", "外国补贴条例"),
        ("GBER", "集体豁免条例"),
        ("PTAS", "可持续汽车技术计划"),
        ("ELV", "报废汽车"),
        ("CKD", "全散件"),
        ("SKD", "半散件"),
        ("SOP", "量产"),
        ("Euro 7", "欧七"),
        ("anti-subsidy", "反补贴"),
        ("ETS", "碳排放交易体系"),
        ("RoO", "原产地规则"),
        ("HS", "海关编码"),
        ("UN R155", "网络安全法规R155"),
        ("NEV", "新能源汽车"),
        ("AfCFTA", "非洲大陆自由贸易区"),
        ("kWh", "千瓦时"),
        ("litre", "升"),
        ("dirham", "迪拉姆"),
        ("BYD", "比亚迪"),
        ("CATL", "宁德时代"),
    ],
)
def test_short_forms_cross_both_ways(crossing: Crossing, short: str, long: str) -> None:
    there = {alternative.words for term in crossing.terms(short) for alternative in term.alternatives}
    back = {alternative.words for term in crossing.terms(long) for alternative in term.alternatives}
    assert long in there
    assert short in back


@pytest.mark.parametrize(
    ("written", "source", "english"),
    [
        ("反傾銷稅", "反倾销税", "anti-dumping duty"),
        ("歐盟", "欧盟", "EU"),
        ("電動汽車", "电动汽车", "electric vehicle"),
        ("碳邊境調節機制", "碳边境调节机制", "CBAM"),
        ("欧7", "欧7", "Euro 7"),
        ("歐７", "欧7", "Euro 7"),
        ("欧7排放", "欧7", "Euro 7"),
        ("ODI备案", "odi备案", "ODI filing"),
        ("ＯＤＩ備案", "odi备案", "ODI filing"),
    ],
)
def test_traditional_full_width_and_mixed_forms_are_the_same(
    crossing: Crossing, written: str, source: str, english: str
) -> None:
    assert english in said(crossing.terms(written), source)


@pytest.mark.parametrize(
    ("written", "chinese"), [("ＣＢＡＭ", "碳边境调节机制"), ("Ｅｕｒｏ　７", "欧七"), ("ＥＶ", "电动汽车")]
)
def test_full_width_letters_cross_too(crossing: Crossing, written: str, chinese: str) -> None:
    assert chinese in {alternative.words for term in crossing.terms(written) for alternative in term.alternatives}


def test_a_rare_word_weighs_more_than_a_common_one(crossing: Crossing) -> None:
    weights = {term.source: term.weight for term in crossing.terms("countervailing duty of a company")}
    assert weights["company"] < weights["countervailing duty"]
    chinese = {term.source: term.weight for term in crossing.terms("公司的反补贴税")}
    assert chinese["公司"] < chinese["反补贴税"]


def test_a_gloss_says_a_chinese_text_in_english_words(crossing: Crossing) -> None:
    gloss = crossing.gloss("仓库的补贴，BYD 申请")
    assert {"warehous", "subsidi"} <= set(gloss.tokens)
    assert "byd" in gloss.english.casefold()
    assert "补贴" not in gloss.english
    assert len(gloss.tokens) == len(set(gloss.tokens))


def test_what_has_no_translation_has_no_gloss(crossing: Crossing) -> None:
    assert crossing.gloss("") == crossing.gloss("。！？") == Gloss((), "")


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
    (term,) = crossing.terms("9,500")
    assert term.alternatives[0].tokens == ("9500",)
    (term,) = crossing.terms("500,000")
    assert [alternative.tokens for alternative in term.alternatives] == [("q500000",), ("500000",)]


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


def test_phrases_that_ask_weigh_least(crossing: Crossing) -> None:
    weights = {term.source: term.weight for term in crossing.terms("电池护照什么时候开始强制？")}

    assert weights["什么时候开始"] == min(weights.values()) < weights["电池护照"]


def test_a_name_that_begins_with_a_place_is_looked_for_in_its_parts_as_well(crossing: Crossing) -> None:
    sources = [term.source for term in crossing.terms("巴西电动车进口税现在是多少？")]

    assert {"巴西电动车进口税", "巴西", "电动车"} <= set(sources)


def test_no_phrase_cuts_a_longer_name_in_two(crossing: Crossing) -> None:
    assert "product liability" in said(crossing.terms("欧盟产品责任新规"), "产品责任")


def test_what_an_asking_phrase_asks_for_has_its_weight(crossing: Crossing) -> None:
    weights = {term.source: term.weight for term in crossing.terms("最高罚多少")}

    assert weights["最高罚多少"] > 0.5
    assert {term.weight for term in crossing.terms("How many?")} == {0.2}


def test_a_name_of_common_words_weighs_as_a_name(crossing: Crossing) -> None:
    (term,) = [term for term in crossing.terms("What did Great Wall say?") if term.source == "great wall"]

    assert term.weight >= 1.2
