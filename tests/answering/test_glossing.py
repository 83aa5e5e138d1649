"""What of a quote can be said in the reader's notation."""

from __future__ import annotations

import pytest

from assistant.answering.glossing import glosses
from assistant.language.quantities import quantities


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("at most EUR 500,000", "zh", ("EUR 500,000", "50万欧元")),
        ("about USD 1 billion", "zh", ("USD 1 billion", "10亿美元")),
        ("by 1 March 2026", "zh", ("1 March 2026", "2026年3月1日")),
        ("in February 2026", "zh", ("February 2026", "2026年2月")),
        ("150,000 vehicles a year", "zh", ("150,000", "15万")),
        ("总投资3亿美元", "en", ("3亿美元", "USD 300 million")),
        ("上限50万欧元", "en", ("50万欧元", "EUR 500,000")),
        ("2026年7月1日起施行", "en", ("2026年7月1日", "1 July 2026")),
        ("累计100万人以上", "en", ("100万", "1 million")),
    ],
)
def test_amounts_large_numbers_and_dates_are_written_anew(text: str, language: str, said: tuple[str, str]) -> None:
    assert said in list(glosses(text, language))


@pytest.mark.parametrize("text", ["20% of the cost", "in 2026", "at least 150 kW", "seven seats"])
def test_what_reads_the_same_is_left_alone(text: str) -> None:
    assert list(glosses(text, "zh")) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("text", ["EUR 1,234,567", "USD 2.5 billion", "12.5亿欧元", "14 October 2025", "4.9万台"])
def test_a_gloss_is_the_same_quantity(text: str, language: str) -> None:
    keys = {quantity.key[1:] for quantity in quantities(text)}
    for _, said in glosses(text, language):
        assert {quantity.key[1:] for quantity in quantities(said)} <= keys


def test_names_of_the_glossary_get_their_usual_name() -> None:
    assert ("Afreximbank", "非洲进出口银行") in list(glosses("Afreximbank has pledged a facility.", "zh"))


def test_a_company_named_like_a_common_word_needs_its_capital() -> None:
    assert list(glosses("The coast of continental Europe lies near.", "zh")) == []
    assert ("Continental", "大陆集团") in list(glosses("Continental delivers the brakes.", "zh"))
