"""The kinds asked for, in both languages."""

from __future__ import annotations

import pytest

from assistant.answering.asking import Asked, asked_for, holds, may_serve
from assistant.language.quantities import quantities


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("补贴封顶多少钱？", Asked.AMOUNT),
        ("How much does Catalonia pay?", Asked.AMOUNT),
        ("税率是多少？", Asked.RATE),
        ("What share does the state pay?", Asked.RATE),
        ("哪天起施行？", Asked.DATE),
        ("When does the ban start?", Asked.START),
        ("审查最多拖多少天？", Asked.DURATION),
        ("How long is the tax holiday?", Asked.DURATION),
        ("找哪个机构递材料？", Asked.WHO),
        ("Who runs the scheme?", Asked.WHO),
        ("要不要报安全评估？", Asked.YES_NO),
        ("Is my hybrid excepted?", Asked.YES_NO),
        ("违规怎么罚？", Asked.FINE),
        ("Worst case for a breach?", Asked.FINE),
        ("有哪些条件？", Asked.LIST),
        ("Which steps come first?", Asked.LIST),
        ("怎么申请？", Asked.PROCEDURE),
        ("How do we apply?", Asked.PROCEDURE),
    ],
)
def test_a_question_tells_what_it_asks_for(question: str, kind: Asked) -> None:
    assert kind in asked_for(question)


@pytest.mark.parametrize(
    ("kind", "text", "served"),
    [
        (Asked.RATE, "up to 20%", 1.0),
        (Asked.RATE, "EUR 5 million", 0.0),
        (Asked.DATE, "since 1 July 2026", 1.0),
        (Asked.DURATION, "for ten years", 1.0),
        (Asked.DURATION, "45个工作日", 1.0),
        (Asked.DURATION, "EUR 5 million", 0.0),
    ],
)
def test_a_sentence_serves_the_kind_of_quantity_that_it_holds(kind: Asked, text: str, served: float) -> None:
    assert holds(frozenset({kind}), quantities(text), text) == served


def test_words_tell_a_limit_and_a_fine() -> None:
    assert all(may_serve("Fines of at most EUR 15 million.", kind) for kind in (Asked.MAXIMUM, Asked.FINE))
    assert all(may_serve("罚款最高1500万欧元", kind) for kind in (Asked.MAXIMUM, Asked.FINE))


@pytest.mark.parametrize("question", ["英国卖电动车有补贴吗", "Are there any grants for buyers?"])
def test_who_asks_whether_there_is_aid_wants_the_aid_and_no_yes(question: str) -> None:
    assert Asked.AMOUNT in asked_for(question)
    assert Asked.YES_NO not in asked_for(question)


@pytest.mark.parametrize(
    "question", ["现在还有效吗？", "Is it in force?", "Does the regulation still apply?", "是否已经生效？"]
)
def test_whether_something_holds_is_asked(question: str) -> None:
    assert Asked.VALIDITY in asked_for(question)


@pytest.mark.parametrize(
    "question",
    [
        "摩洛哥建厂有什么补贴？",
        "去匈牙利建厂有哪些支持？",
        "What incentives are there in Poland?",
        "Is there any aid for a plant?",
    ],
)
def test_what_is_to_be_had_is_asked(question: str) -> None:
    assert Asked.AID in asked_for(question)


@pytest.mark.parametrize(
    ("kind", "text", "served"),
    [
        (Asked.DATE, "First notice: 31 March to 30 May of the year", 1.0),
        (Asked.DATE, "首次申报：3月31日至5月30日", 1.0),
        (Asked.DATE, "Regulation (EU) 2022/720 must be met too", 0.0),
        (Asked.NUMBER, "two cars for each imported one", 1.0),
        (Asked.NUMBER, "每进口一辆须生产两辆", 1.0),
        (Asked.NUMBER, "cars are made there", 0.0),
    ],
)
def test_days_and_numbers_in_words_serve_and_numbers_of_laws_do_not(kind: Asked, text: str, served: float) -> None:
    assert holds(frozenset({kind}), tuple(quantities(text)), text) == served


def test_a_sentence_that_names_places_tells_where() -> None:
    assert may_serve("Calabria, Campania, Puglia | 40%", Asked.WHERE)
