"""Amounts as users write them: read exactly, or refused with a message in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.errors import MeasureCallError
from assistant.language.script import has_han
from assistant.measure import Range
from assistant.measures.giving import given_of, read_count
from assistant.measures.money import ExchangeRate, amount_text, percent_of, rate_text, read_money, read_rate
from tests.measures.making import exact, up_to
from tests.measures.test_estimating import TODAY


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("EUR 3,000,000", "3000000", "EUR"),
        ("€3 million", "3000000", "EUR"),
        ("300万欧元", "3000000", "EUR"),
        ("5亿兰特", "500000000", "ZAR"),
        ("USD 22,000.50", "22000.50", "USD"),
    ],
)
def test_amounts_are_read_in_either_language(written: str, amount: str, currency: str) -> None:
    found = read_money(written)
    assert (found.amount, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("abc", "is not an amount"),
        ("", "is not an amount"),
        ("EUR -5", "negative"),
        ("-3 million euros", "negative"),
        ("负300万欧元", "negative"),
        ("0 EUR", "zero"),
        ("EUR 1e30", "more than any real project"),
        ("EUR 9999999999999999999", "more than any real project"),
        ("3 million", "no currency"),
        ("EUR 3m and USD 2m", "several currencies"),
        ("EUR 3m or EUR 5m", "several amounts"),
    ],
)
def test_what_is_no_amount_is_refused_in_both_languages(written: str, said: str) -> None:
    with pytest.raises(MeasureCallError, match=said) as caught:
        read_money(written)
    assert has_han(caught.value.said["zh"])
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("written", ["EUR/CNY=7.8", "1 EUR = 7.8 CNY", "eur:cny=7.8"])
def test_rates_of_exchange_are_read(written: str) -> None:
    assert read_rate(written) == ExchangeRate("EUR", "CNY", Decimal("7.8"))


@pytest.mark.parametrize("written", ["7.8", "EUR/EUR=1", "EUR/CNY=0", "EUR/CNY=-7"])
def test_what_is_no_rate_of_exchange_is_refused(written: str) -> None:
    with pytest.raises(MeasureCallError):
        read_rate(written)


@pytest.mark.parametrize(
    ("written", "number", "unit"), [("20 GWh", 20, "GWh"), ("100辆", 100, "vehicle"), ("200 kg", 200, "kg")]
)
def test_numbers_of_things_are_read(written: str, number: int, unit: str) -> None:
    found = read_count(written)
    assert (int(found.number), found.unit) == (number, unit)


@pytest.mark.parametrize("written", ["20", "GWh", "3 dragons", "1.5 vehicles", "-2 vehicles"])
def test_what_counts_nothing_is_refused(written: str) -> None:
    with pytest.raises(MeasureCallError):
        read_count(written)


def test_nothing_given_is_said_so() -> None:
    with pytest.raises(MeasureCallError, match="Nothing to work with"):
        given_of(on=TODAY)


def test_two_currencies_need_a_rate_between_them() -> None:
    with pytest.raises(MeasureCallError, match="several currencies"):
        given_of(on=TODAY, investment="EUR 5", customs_value="USD 5")
    assert given_of(on=TODAY, investment="EUR 5", customs_value="USD 5", rates=["EUR/USD=1.1"]).rates


def test_percent_of_the_largest_amounts_is_exact() -> None:
    assert percent_of(Decimal("17.35"), Decimal("999999999999999.99")) == Decimal("173499999999999.998265")


@pytest.mark.parametrize(
    ("span", "rate", "amount"),
    [
        (exact(20), "20%", "EUR 20"),
        (up_to(20), "≤ 20%", "≤ EUR 20"),
        (Range(Decimal(10), None), "≥ 10%", "≥ EUR 10"),
        (Range(Decimal(10), Decimal(25)), "10% – 25%", "EUR 10 – EUR 25"),
    ],
)
def test_ranges_are_printed_with_their_bounds(span: Range, rate: str, amount: str) -> None:
    assert (rate_text(span), amount_text(span, "EUR")) == (rate, amount)
