"""Regions by their names in both languages, and the regions that cities lie in."""

from __future__ import annotations

import pytest

from assistant.language.cities import places_of_cities, regions_around
from assistant.language.places import is_jurisdiction, name_of
from assistant.language.regions import region_name, regions_by_name


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [("CA-ON", "安大略", "Ontario"), ("CN-AH", "安徽", "Anhui"), ("ES-CT", "加泰罗尼亚", "Catalonia")],
)
def test_a_region_has_a_name_in_both_languages(code: str, zh: str, en: str) -> None:
    assert (name_of(code, "zh"), name_of(code, "en")) == (zh, en)


def test_a_region_that_the_glossary_lacks_has_the_name_of_its_country() -> None:
    assert region_name("CA-SK", "zh") == "Saskatchewan"
    assert region_name("XX-YY", "en") is None


def test_every_region_has_a_code_of_its_country() -> None:
    assert regions_by_name()
    assert all(is_jurisdiction(code) and "-" in code for code in regions_by_name().values())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("安大略的汽车项目和圣地亚哥充电招标", ("CA-ON", "CL")),
        ("An Ontario parts maker", ("CA-ON",)),
        ("罗马尼亚的电动车补贴", ()),
        ("罗马的电动车补贴", ("IT",)),
    ],
)
def test_regions_hint_at_themselves_and_countries_at_no_city(text: str, codes: tuple[str, ...]) -> None:
    assert places_of_cities(text) == codes


@pytest.mark.parametrize("text", ["A plant in Bari", "在巴里建厂", "Bari"])
def test_a_city_lies_in_the_region_of_its_province(text: str) -> None:
    assert regions_around(text) == ("IT-75",)
