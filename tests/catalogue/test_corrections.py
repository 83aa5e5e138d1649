"""What staff set right in a measure holds at every reading, over versions, until it is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import Access
from assistant.errors import UnknownMeasure, WrongCorrection
from assistant.measure import Instrument, Range
from tests.catalogue.test_measures import GRANT, found_ids, store
from tests.fakes import make


@pytest.fixture
def filed(catalogue: Catalogue) -> Catalogue:
    store(catalogue, make("aid", "Grant of up to 20%."), GRANT)
    return catalogue


def test_a_corrected_field_is_read_with_its_mark(filed: Catalogue) -> None:
    corrected = filed.measures.correct("grant-1", {"cap": Decimal(600000), "ends": None}, by="ana")
    assert (corrected.measure.cap, corrected.measure.ends) == (Decimal(600000), None)
    assert corrected.corrected == ("cap", "ends")
    assert filed.measures.get("grant-1", access=Access.PUBLIC) == corrected
    assert filed.measures.find(access=Access.PUBLIC) == [corrected]
    assert corrected.measure.rate == GRANT.rate


def test_who_corrected_what_and_when_is_kept(filed: Catalogue) -> None:
    filed.measures.correct("grant-1", {"cap": Decimal(1)}, by="ana")
    filed.measures.correct("grant-1", {"cap": Decimal(2), "rate": Range(Decimal(5), None)}, by="bo")
    made = filed.measures.corrections_of("grant-1")
    assert [(correction.field, correction.value, correction.by) for correction in made] == [
        ("cap", Decimal(2), "bo"),
        ("rate", Range(Decimal(5), None), "bo"),
    ]
    assert all(correction.at.year >= 2024 for correction in made)


def test_a_correction_outlives_a_new_version_with_the_same_words(filed: Catalogue) -> None:
    filed.measures.correct("grant-1", {"cap": Decimal(1)}, by="ana")
    store(filed, make("aid", "Grant of up to 20%.", "More words."), GRANT)
    assert filed.measures.get("grant-1", access=Access.PUBLIC).measure.version == 2
    assert filed.measures.get("grant-1", access=Access.PUBLIC).measure.cap == 1
    store(filed, make("aid", "Grant of up to 25%."), replace(GRANT, id="grant-2"))
    assert filed.measures.get("grant-2", access=Access.PUBLIC).corrected == ()
    store(filed, make("aid", "Grant of up to 20%."), GRANT)
    assert filed.measures.get("grant-1", access=Access.PUBLIC).measure.cap == 1


def test_a_measure_is_found_where_staff_have_put_it(filed: Catalogue) -> None:
    filed.measures.correct("grant-1", {"jurisdiction": "ES", "instrument": Instrument.LOAN}, by="ana")
    assert found_ids(filed, jurisdictions=["ES-CT"]) == []
    assert found_ids(filed, instruments=[Instrument.GRANT]) == []
    assert found_ids(filed, jurisdictions=["ES"], instruments=[Instrument.LOAN]) == ["grant-1"]
    assert filed.measures.jurisdictions(access=Access.PUBLIC) == ["ES"]


def test_a_withdrawn_correction_lets_what_was_read_hold_again(filed: Catalogue) -> None:
    filed.measures.correct("grant-1", {"cap": Decimal(1), "currency": "USD"}, by="ana")
    assert filed.measures.withdraw("grant-1", ["cap"]).corrected == ("currency",)
    assert filed.measures.withdraw("grant-1").measure == GRANT


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "nothing is to be corrected"),
        ({"id": "x"}, "'id' cannot be corrected"),
        ({"percentage": Decimal(1)}, "'percentage' cannot be corrected"),
        ({"cap": "500000"}, "cap: '500000' is not an amount"),
        ({"cap": Decimal(-1)}, "is not an amount"),
        ({"cap": Decimal("NaN")}, "is not an amount"),
        ({"rate": Range(Decimal(30), Decimal(20))}, "rate: "),
        ({"rate": Range(None, None)}, "rate: "),
        ({"ends": "31.12.2026"}, "ends: '31.12.2026' is not a date"),
        ({"instrument": "grant"}, "instrument: 'grant' is none of"),
        ({"programme": ""}, "programme: must not be empty"),
        ({"official": "yes"}, "neither true nor false"),
        ({"conditions": "one"}, "conditions: is not a list of texts"),
        ({"floor": Decimal(600000)}, "floor 600000 is more than cap 500000"),
        ({"starts": "2027"}, "starts 2027 lies after ends 2026-12-31"),
        ({"currency": None}, "an amount needs a currency"),
    ],
)
def test_what_cannot_stand_is_refused_and_named(filed: Catalogue, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongCorrection, match=said.replace("(", r"\(")):
        filed.measures.correct("grant-1", changes, by="ana")
    assert filed.measures.get("grant-1", access=Access.STAFF).measure == GRANT


def test_all_problems_are_named_at_once(filed: Catalogue) -> None:
    with pytest.raises(WrongCorrection) as caught:
        filed.measures.correct("grant-1", {"cap": Decimal(-1), "ends": "soon"}, by="ana")
    assert len(caught.value.problems) == 2


def test_only_measures_that_may_be_read_can_be_corrected(catalogue: Catalogue) -> None:
    store(catalogue, make("aid", "Grant.", access=Access.STAFF), GRANT)
    with pytest.raises(UnknownMeasure):
        catalogue.measures.correct("grant-1", {"cap": Decimal(1)}, by="ana", access=Access.PUBLIC)
    with pytest.raises(UnknownMeasure):
        catalogue.measures.withdraw("other")
