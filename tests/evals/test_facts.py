"""Facts are found in any notation, and not where they do not stand."""

from __future__ import annotations

import pytest

from evals.facts import holds


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("at most EUR 500,000 for new factories", "€500,000"),
        ("at most EUR 500,000 for new factories", "50万欧元"),
        ("at most EUR 0.5 million", "EUR 500,000"),
        ("最高50万欧元", "EUR 500,000"),
        ("from EUR 20 million", "2000万欧元"),
        ("subsidy of up to 20% of the cost", "20%"),
        ("补贴比例为百分之二十", "20%"),
        ("20 per cent", "20%"),
        ("from 1 April 2026 on", "2026年4月1日"),
        ("自2026年4月1日起", "1 April 2026"),
        ("自2026年4月1日起", "April 2026"),
        ("exemption from stamp duty", "Stamp Duty"),
        ("豁免印花稅", "印花税"),
        ("Türkiye pays", "Turkiye"),
        ("EUR 1 million | 200,000 | 200,000", "EUR 200,000"),
        ("累计100万人以上", "100万"),
        ("within 5 years", "5 years"),
        ("The rate is 1.5%.", "1.5%"),
        ("in 1,200 places", "1200 places"),
        ("it ends in 2026.", "ends in 2026"),
    ],
)
def test_fact_is_found_in_any_notation(text: str, fact: str) -> None:
    assert holds(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("subsidy of 15%", "5%"),
        ("at most EUR 500,000", "EUR 5,000,000"),
        ("at most USD 500,000", "EUR 500,000"),
        ("at most EUR 500,000", "50亿欧元"),
        ("from 1 April 2026", "2 April 2026"),
        ("in 2026", "April 2026"),
        ("five plants", "five years"),
        ("", "20%"),
        ("the 2026 call", "2027"),
        ("in 1,200 places", "200"),
        ("The rate is 1.5%", "15%"),
        ("The rate is 1.5%", "5%"),
        ("EUR 2.5 million", "EUR 25 million"),
        ("25%", "2.5%"),
        ("class 1.5 places", "5 places"),
    ],
)
def test_fact_is_not_found_where_it_does_not_stand(text: str, fact: str) -> None:
    assert not holds(text, fact)
