"""Printed calculations are worked out again: only what holds supports its result."""

from __future__ import annotations

import pytest

from evals.arithmetic import Reckoning
from evals.support import supports

SOURCE = "up to 20% of eligible investment, at most EUR 500,000; 10% more in assisted areas; USD 6,000 per MWh"
QUESTION = "We invest €3 million and build 20 GWh. How much?"


@pytest.mark.parametrize(
    ("line", "supported"),
    [
        ("20% × EUR 3,000,000 = EUR 600,000", True),
        ("20% × EUR 3,000,000 = EUR 600,001", False),
        ("20% × EUR 4,000,000 = EUR 800,000", False),
        ("25% × EUR 3,000,000 = EUR 750,000", False),
        ("10% + 20% = 30%", True),
        ("10% + 20% = 31%", False),
        ("EUR 3,000,000 > EUR 500,000 → EUR 500,000", True),
        ("EUR 3,000,000 > EUR 700,000 → EUR 700,000", False),
        ("20 GWh = 20,000 MWh", True),
        ("20 GWh = 2,000 MWh", False),
        ("10% – 20% × EUR 3,000,000 = EUR 300,000 – EUR 600,000", True),
        ("10% – 20% × EUR 3,000,000 = EUR 300,000 – EUR 900,000", False),
        ("补贴：20% × EUR 3,000,000 = EUR 600,000（60万欧元）", True),
        ("补贴：20% × EUR 3,000,000 = EUR 600,000（70万欧元）", False),
        ("The aid is EUR 3,000,000", False),
    ],
)
def test_a_line_supports_its_result_when_it_holds(line: str, supported: bool) -> None:
    assert (Reckoning(QUESTION).unsupported(line, SOURCE) == []) == supported


def test_results_are_inputs_of_later_lines() -> None:
    reckoning = Reckoning(QUESTION)
    assert reckoning.unsupported("EUR 600,000 > EUR 500,000 → EUR 500,000", SOURCE)
    assert not reckoning.unsupported("20% × EUR 3,000,000 = EUR 600,000", SOURCE)
    assert not reckoning.unsupported("EUR 600,000 > EUR 500,000 → EUR 500,000", SOURCE)


def test_a_quotient_is_printed_to_the_cent() -> None:
    question = "CNY 100 at 1 EUR = 7 CNY"
    assert not Reckoning(question).unsupported("CNY 100 ÷ 7 = EUR 14.29", SOURCE)
    assert Reckoning(question).unsupported("CNY 100 ÷ 7 = EUR 14.3", SOURCE)


def test_the_users_figures_support_no_plain_statement() -> None:
    assert not supports(SOURCE, "Catalonia pays EUR 3,000,000 to every factory.", reckoning=Reckoning(QUESTION))


def test_a_calculation_is_supported_without_its_words() -> None:
    line = "补贴（最多）：20% × EUR 3,000,000 = EUR 600,000"
    assert supports(SOURCE, line, reckoning=Reckoning(QUESTION))
    assert not supports("Nothing of the kind.", line, reckoning=Reckoning(QUESTION))
