"""Personal names in Latin letters."""

import pytest

from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.language.names import romanised
from assistant.language.words import index_tokens, stem


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("余承东", ("yu", "cheng", "dong")),
        ("雷军", ("lei", "jun")),
        ("曾志伟", ("zeng", "zhi", "wei")),
        ("单伟建", ("shan", "wei", "jian")),
        ("欧阳娜娜", ("ouyang", "na", "na")),
        ("吕丽娜", ("lu", "li", "na")),
        ("电池", ()),
        ("余", ()),
        ("余承东先生", ()),
        ("", ()),
    ],
)
def test_a_name_is_read_by_its_surname(dictionary: Dictionary, name: str, syllables: tuple[str, ...]) -> None:
    assert romanised(name, dictionary.surname) == syllables


@pytest.mark.parametrize(
    "text", ["Yu Chengdong spoke", "a talk by Chengdong Yu", "mail to yuchengdong@example.com", "Yu Cheng-dong said"]
)
def test_a_name_in_characters_finds_its_spellings(dictionary: Dictionary, text: str) -> None:
    (term,) = [term for term in Crossing(dictionary).terms("余承东在论坛上说了什么") if term.source == "余承东"]
    tokens = set(index_tokens(text))
    assert any(set(alternative.tokens) <= tokens for alternative in term.alternatives)


@pytest.mark.parametrize("asked", ["Yu Chengdong", "Chengdong Yu", "yuchengdong", "YU CHENG DONG"])
def test_a_romanised_name_finds_the_gloss_of_a_passage_with_its_characters(dictionary: Dictionary, asked: str) -> None:
    gloss = set(Crossing(dictionary).gloss("余承东表示，电池法规很重要。").tokens)
    assert {stem(word) for word in asked.lower().split()} <= gloss


@pytest.mark.parametrize(
    ("name", "english"), [("张永伟", "Zhang Yongwei"), ("比亚迪", "BYD"), ("欧阳明高", "Ouyang Minggao")]
)
def test_names_of_the_glossary_cross_both_ways(dictionary: Dictionary, name: str, english: str) -> None:
    crossing = Crossing(dictionary)
    (there,) = [term for term in crossing.terms(f"{name}怎么看") if term.source == name]
    (back,) = [term for term in crossing.terms(f"What does {english} think?") if term.source == english.casefold()]
    assert english in {alternative.words for alternative in there.alternatives}
    assert name in {alternative.words for alternative in back.alternatives}


@pytest.mark.parametrize(
    "text",
    ["反补贴税和碳边境调节机制", "在匈牙利建电池厂能拿多少补贴", "车企出海要注意哪些合规问题", "白名单管理与高压平台"],
)
def test_common_words_are_not_read_as_names(dictionary: Dictionary, text: str) -> None:
    crossing = Crossing(dictionary)
    assert [term.source for term in crossing.terms(text) if crossing._romanised(term.source)] == []
