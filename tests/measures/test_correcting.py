"""What staff type becomes values of a measure's fields, or is refused in plain words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.bootstrap import Catalogue
from assistant.errors import WrongCorrection
from assistant.measure import Instrument, Range
from assistant.measures.correcting import correct_measure, read_changes
from tests.catalogue.test_measures import GRANT, store
from tests.fakes import make


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("rate", "10..25", Range(Decimal(10), Decimal(25))),
        ("rate", "..20%", Range(None, Decimal(20))),
        ("rate", "40..", Range(Decimal(40), None)),
        ("rate", "8.75", Range(Decimal("8.75"), Decimal("8.75"))),
        ("cap", "500,000", Decimal(500000)),
        ("cap", "", None),
        ("ends", " 2027-12 ", "2027-12"),
        ("instrument", "loan", Instrument.LOAN),
        ("jurisdiction", "ES-CT", "ES-CT"),
        ("currency", "EUR", "EUR"),
        ("official", "false", False),
        ("conditions", "new plant\n\nten jobs\n", ("new plant", "ten jobs")),
        ("programme", "投资宪章", "投资宪章"),
    ],
)
def test_what_is_typed_becomes_a_value_of_the_field(name: str, text: str, value: Any) -> None:
    assert read_changes({name: text}) == {name: value}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("rate", "25..10", "upside down"),
        ("rate", "..", "no bound"),
        ("rate", "much", "is not a number"),
        ("cap", "-5", "not negative"),
        ("cap", "Infinity", "not negative"),
        ("instrument", "gift", "none of grant"),
        ("jurisdiction", "Spain", "ISO 3166"),
        ("currency", "EURO", "ISO 4217"),
        ("official", "yes", "neither true nor false"),
        ("spans", "1", "cannot be corrected"),
    ],
)
def test_what_is_no_value_is_refused(name: str, text: str, said: str) -> None:
    with pytest.raises(WrongCorrection, match=said):
        read_changes({name: text})


def test_a_typed_correction_reaches_the_measure(catalogue: Catalogue) -> None:
    store(catalogue, make("aid", "Grant of up to 20%."), GRANT)
    corrected = correct_measure(catalogue.measures, "grant-1", {"rate": "..25", "ends": "2027"}, by="ana")
    assert (corrected.measure.rate, corrected.measure.ends) == (Range(None, Decimal(25)), "2027")
    assert corrected.corrected == ("ends", "rate")
