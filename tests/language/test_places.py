"""Jurisdictions that a text names, and which codes are codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import Advisory
from assistant.language.places import is_jurisdiction, matches_place, name_of, places_in


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("subsidies in Spain", ("ES",)),
        ("subsidies in spain", ("ES",)),
        ("a Spanish plant", ("ES",)),
        ("the Catalan CAPEX incentive", ("ES-CT",)),
        ("Catalonia, Spain", ("ES-CT", "ES")),
        ("加泰罗尼亚建厂最多能补多少?", ("ES-CT",)),
        ("西班牙和摩洛哥", ("ES", "MA")),
        ("摩洛哥丹吉尔科技城免哪些税?", ("MA",)),
        ("an Italian development contract", ("IT",)),
        ("What investment aid does Slovakia give?", ("SK",)),
        ("斯洛伐克", ("SK",)),
        ("Türkiye", ("TR",)),
        ("Turkiye", ("TR",)),
        ("turkish duties", ("TR",)),
        ("欧盟对华电动车反补贴税", ("EU",)),
        ("歐盟對中國電動車", ("EU", "CN")),
        ("European Union rules", ("EU",)),
        ("Chinese companies in Hungary", ("CN", "HU")),
        ("中国企业在德国建厂", ("CN", "DE")),
        ("Côte d'Ivoire", ("CI",)),
        ("the UK", ("GB",)),
        ("the US and the UAE", ("US", "AE")),
        ("U.S. tariffs", ("US",)),
        ("tell us the rate", ()),
        ("it is for us", ()),
        ("no place at all", ()),
        ("没有地名", ()),
        ("South Africa", ("ZA",)),
        ("撒哈拉以南非洲市场", ()),
        ("发展中国家", ()),
        ("上海地区的企业", ()),
        ("增加纳税额", ()),
        ("欧盟摩洛哥联系国协定", ("EU", "MA")),
        ("Romania", ("RO",)),
        ("Mali and Somalia", ("ML", "SO")),
        ("Spain, then France, then Spain", ("ES", "FR")),
        ("", ()),
    ],
)
def test_places_are_found_by_their_names(text: str, codes: tuple[str, ...]) -> None:
    assert places_in(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("US$5 million", ()),
        ("HK$3 million and R$2", ()),
        ("US dollars", ()),
        ("a plant in Mexico, paid in U.S. dollars", ("MX",)),
        ("the US, dollars aside", ("US",)),
        ("Turkish lira", ()),
        ("South African rand", ()),
        ("墨西哥比索", ()),
        ("在墨西哥付墨西哥比索", ("MX",)),
        ("中国元素", ("CN",)),
        ("波兰卢布林省", ("PL",)),
    ],
)
def test_currencies_name_no_place(text: str, codes: tuple[str, ...]) -> None:
    assert places_in(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("South America", ()),
        ("Latin American markets", ()),
        ("Central America", ()),
        ("North America", ()),
        ("the American market", ("US",)),
        ("New Mexico", ()),
        ("新墨西哥州", ()),
        ("最新墨西哥关税", ("MX",)),
        ("Indian Ocean", ()),
        ("British Indian Ocean Territory", ("IO",)),
        ("印度洋", ()),
    ],
)
def test_longer_names_hide_the_countries_in_them(text: str, codes: tuple[str, ...]) -> None:
    assert places_in(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"), [("polish the paintwork", ()), ("a Polish plant", ("PL",)), ("POLISH GRANTS", ("PL",))]
)
def test_names_that_are_words_too_need_a_capital(text: str, codes: tuple[str, ...]) -> None:
    assert places_in(text) == codes


@given(st.text())
def test_whatever_is_found_in_any_text_is_a_jurisdiction(text: str) -> None:
    assert all(is_jurisdiction(code) for code in places_in(text))


@pytest.mark.parametrize("code", ["ES", "ES-CT", "EU", "GB-NIR", "NO", "CN", "CN-GD", "HK", "001", "002"])
def test_codes_of_countries_regions_and_groupings_are_known(code: str) -> None:
    assert is_jurisdiction(code)


@pytest.mark.parametrize(
    "code", ["", "es", "E", "ESP", "XX", "ES-XX", "ES-", "-", "Spain", "UK", "EU-1", "False", " ES"]
)
def test_other_codes_are_not(code: str) -> None:
    assert not is_jurisdiction(code)


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("ES", "Spain", "西班牙"),
        ("ES-CT", "Catalonia", "加泰罗尼亚"),
        ("EU", "the EU", "欧盟"),
        ("HK", "Hong Kong", "香港"),
        ("SK", "Slovakia", "斯洛伐克"),
    ],
)
def test_a_jurisdiction_has_a_name_in_both_languages(code: str, english: str, chinese: str) -> None:
    assert (name_of(code, "en"), name_of(code, "zh")) == (english, chinese)


def test_every_jurisdiction_of_the_corpus_has_a_name_in_both_languages(corpus_advisory: Advisory) -> None:
    summaries = corpus_advisory.catalogue.documents.summaries()
    codes = {code for summary in summaries for code in summary.metadata.jurisdictions}
    assert len(codes) > 15
    assert [code for code in sorted(codes) if code in {name_of(code, "en"), name_of(code, "zh")}] == []


@pytest.mark.parametrize(
    ("filed_under", "asked_for", "matches"),
    [
        (("ES-CT",), ("ES-CT",), True),
        (("ES-CT",), ("ES",), True),
        (("ES",), ("ES-CT",), True),
        (("ES", "FR"), ("FR",), True),
        (("EU",), ("ES",), False),
        (("ES",), ("FR", "IT"), False),
        ((), ("ES",), False),
        (("ES",), (), False),
    ],
)
def test_a_region_matches_its_country_both_ways(
    filed_under: tuple[str, ...], asked_for: tuple[str, ...], matches: bool
) -> None:
    assert matches_place(filed_under, asked_for) is matches
