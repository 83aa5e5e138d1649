"""Questions that documents give rise to are such as somebody would ask."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from assistant.answering.aspects import ASPECTS
from assistant.answering.subjects import known_name, subjects_of
from assistant.answering.wondering import of_aid, of_two
from assistant.bootstrap import Advisory
from assistant.domain import Kind, Metadata
from assistant.measure import FiledMeasure, Instrument, Measure, Range


def metadata(
    title: str, *, kind: Kind = Kind.POLICY, places: tuple[str, ...] = ("EU",), topics: tuple[str, ...] = ()
) -> Metadata:
    return Metadata(title=title, kind=kind, language="en", jurisdictions=places, topics=topics)


@pytest.mark.parametrize(
    ("title", "zh", "en"),
    [
        (
            "EU Carbon Border Adjustment Mechanism (CBAM): definitive period",
            "碳边境调节机制",
            "the Carbon Border Adjustment Mechanism",
        ),
        ("Euro 7: emissions and battery durability", "欧七", "Euro 7"),
        ("An unheard-of ordinance", None, None),
    ],
)
def test_laws_are_called_by_the_names_that_the_glossary_has_for_their_titles(title: str, zh: str, en: str) -> None:
    assert (known_name(title, "zh"), known_name(title, "en")) == (zh, en)


def test_without_a_name_topic_and_place_say_what_is_meant_and_last_the_documents_own_title() -> None:
    found = subjects_of(metadata("An ordinance", places=("MA",), topics=("labour-visas", "unheard-of")), "", "en")
    assert [one.words for one in found] == ["the labour rules in Morocco", "“An ordinance”"]
    assert (
        subjects_of(metadata("An ordinance", places=("MA", "EG"), topics=("tax",)), "", "zh")[0].words
        == "“An ordinance”"
    )


def test_verbs_agree_and_questions_begin_and_end_as_such() -> None:
    (plural, single) = subjects_of(metadata("An ordinance", places=("MA",), topics=("labour-visas",)), "", "en")
    conditions = next(aspect for aspect in ASPECTS if aspect.name == "conditions")
    assert conditions.question(plural, "en") == "What do the labour rules in Morocco require of us?"
    assert conditions.question(single, "en") == "What does “An ordinance” require of us?"
    assert next(aspect for aspect in ASPECTS if aspect.name == "amount").question(single, "en") is None


def filed(**values: object) -> FiledMeasure:
    given = {
        "instrument": Instrument.GRANT,
        "rate": Range(None, Decimal(20)),
        "cap": Decimal(500_000),
        "currency": "EUR",
    } | values
    made = Measure(id="m", document_id="d", version=1, programme="Aid", jurisdiction="ES-CT", spans=(), **given)  # type: ignore[arg-type]
    return FiledMeasure(made, metadata("Aid", kind=Kind.INCENTIVE))


def test_a_sum_is_asked_for_only_where_a_share_of_an_investment_is_given() -> None:
    question = of_aid(filed(), "zh")
    assert question is not None
    assert question.text == "在加泰罗尼亚投资1000万欧元建厂，能拿多少补贴？"
    assert of_aid(filed(minimum_investment=Decimal(30_000_000)), "en") is not None
    for values in (
        {"per": "vehicle"},
        {"rate": None},
        {"cap": None},
        {"currency": "IDR"},
        {"instrument": Instrument.DUTY},
    ):
        assert of_aid(filed(**values), "zh") is None


def test_two_places_are_compared_in_both_languages() -> None:
    assert of_two("HU", "MA", "zh").text == "匈牙利和摩洛哥的投资激励有什么不同？"
    assert of_two("HU", "MA", "en").text == "How do the investment incentives of Hungary and Morocco compare?"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_questions_to_begin_with_differ_and_quote_no_headings(corpus_advisory: Advisory, language: str) -> None:
    openings = corpus_advisory.assistant.openings(language=language)
    assert len(set(openings)) == 4
    for question in openings:
        assert not re.search(r"[“”《》]|讲了什么|under", question), question


def test_a_name_that_is_only_excluded_is_not_what_a_title_is_about() -> None:
    assert known_name("Mexico: tariffs for countries without a free trade agreement", "en") is None
    assert known_name("Mexico: the free trade agreement with the EU", "en") is not None


def test_a_title_in_the_other_language_is_a_name_only_when_there_is_no_other() -> None:
    pair = metadata("China-Europe rules", places=("CN", "EU"), topics=("logistics",))

    assert [subject.words for subject in subjects_of(pair, "", "zh")] == ["欧盟的国际物流"]
    assert len(subjects_of(pair, "", "en")) == 2
    assert subjects_of(metadata("Untitled rules", places=("MA",), topics=()), "", "zh")[0].words == "“Untitled rules”"


def test_a_name_in_the_plural_is_known() -> None:
    assert known_name("EU price undertakings for battery cars", "zh") == "价格承诺"
