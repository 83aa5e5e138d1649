"""Measures by place, instrument, words, day and rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import Access
from assistant.errors import MeasureCallError
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.measures.book import MeasureBook, named_places
from assistant.measures.matching import Matcher
from assistant.measures.selecting import Wanted, places_where
from tests.measures.making import DUTY, GRANT, book_of, document, exact, file, measure

KNOWN = ("CA", "ES", "ES-CT", "EU", "HU", "IT")


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("ES", ("ES", "ES-CT", "EU")),
        ("ES-CT", ("ES-CT", "ES", "EU")),
        ("EU", ("EU",)),
        ("CA", ("CA",)),
        ("MA", ()),
    ],
)
def test_a_place_has_the_measures_of_its_regions_country_and_union(code: str, places: tuple[str, ...]) -> None:
    assert places_where(code, KNOWN) == places


@pytest.fixture
def filled(catalogue: Catalogue) -> Catalogue:
    file(
        catalogue,
        document("spain", "Battery makers get 20% for plants in Catalonia until 2027."),
        measure("ct", rate=exact(20), applies_to="battery makers", ends="2027-12-31"),
    )
    file(
        catalogue,
        document("canada", "Electric cars pay 6.1%."),
        measure("ca", jurisdiction="CA", instrument=DUTY, rate=exact("6.1")),
    )
    file(
        catalogue,
        document("old", "A call of 2021 with 8%."),
        measure("old", jurisdiction="ES", rate=exact(8), starts="2021", ends="2021"),
    )
    return catalogue


def ids(book: MeasureBook, **wanted: Any) -> list[str]:
    return [filed.measure.id for filed in book.find(Wanted(**wanted), access=Access.PUBLIC)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {"ct", "ca", "old"}),
        ({"jurisdictions": ("ES",)}, {"ct", "old"}),
        ({"jurisdictions": ("es-ct",)}, {"ct", "old"}),
        ({"jurisdictions": ("JP",)}, set()),
        ({"instruments": (GRANT,)}, {"ct", "old"}),
        ({"minimum_rate": Decimal(10)}, {"ct"}),
        ({"in_force_on": date(2026, 11, 24)}, {"ct", "ca"}),
        ({"text": "battery"}, {"ct"}),
        ({"applies_to": "battery makers"}, {"ct"}),
        ({"text": "submarines"}, set()),
    ],
)
def test_each_filter_leaves_what_passes(filled: Catalogue, wanted: dict[str, Any], found: set[str]) -> None:
    assert set(ids(book_of(filled), **wanted)) == found


def test_words_are_found_across_languages(filled: Catalogue, dictionary: Dictionary) -> None:
    book = MeasureBook(filled.measures, filled.documents, Matcher(Crossing(dictionary)))
    assert ids(book, text="电池") == ["ct"]


def test_places_are_named_in_either_language() -> None:
    assert named_places(["匈牙利", "Morocco", "es-ct", "HU"]) == ("HU", "MA", "ES-CT")
    with pytest.raises(MeasureCallError, match=r"ATLANTIS.*地区代码"):
        named_places(["Atlantis"])


def test_what_nobody_names_is_told_and_the_general_measures_are_shown(catalogue: Catalogue) -> None:
    file(
        catalogue,
        document("hungary", "New plants get 30% in Hungary."),
        measure("hu", jurisdiction="HU", rate=exact(30), applies_to="new plants"),
    )
    file(
        catalogue,
        document("turkey", "Battery makers get 40% in Türkiye."),
        measure("tr", jurisdiction="TR", rate=exact(40), applies_to="battery makers"),
        measure("tr-solar", jurisdiction="TR", rate=exact(10), applies_to="solar cells"),
    )
    book = book_of(catalogue)
    found = book.compare(
        ("HU", "TR"), Wanted(applies_to="battery"), access=Access.PUBLIC, on=date(2026, 1, 1)
    ).comparison
    assert found.unnamed == ("HU",)
    assert {cell.measure_id for row in found.rows for cell in row.cells} - {None} == {"hu", "tr"}
