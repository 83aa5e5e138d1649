"""What was learned of figures and dates: files of weights, sureness, and what it adds to the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.measure import Instrument
from assistant.measures.extraction.judging import DATE_WEIGHTS, FIGURE_WEIGHTS, NONE, Judge, learned, parse, written
from assistant.measures.extraction.traits_of_words import grams, tokens

WEIGHTS = {"bias": {NONE: 0.5, "cap": 0.1}, "L:up to": {"cap": 2.0}, "R:%": {NONE: 1.25, "cap": -1.0}}


def test_weights_are_read_as_they_were_written() -> None:
    assert parse(written(WEIGHTS)) == WEIGHTS


def test_the_likeliest_role_is_told_with_its_probability() -> None:
    judge = Judge(WEIGHTS)
    assert judge.opinion({"bias": 1.0}).role == NONE
    opinion = judge.opinion({"bias": 1.0, "L:up to": 1.0})
    assert opinion.role == "cap"
    assert opinion.sureness == pytest.approx(1 / (1 + 2.718281828**-1.6))


def test_traits_that_were_not_learned_say_nothing() -> None:
    judge = Judge(WEIGHTS)
    assert judge.opinion({"bias": 1.0, "L:unheard": 9.0}) == judge.opinion({"bias": 1.0})


@pytest.mark.parametrize("path", [FIGURE_WEIGHTS, DATE_WEIGHTS])
def test_the_products_weights_name_known_roles_only(path: Path) -> None:
    known = {instrument.value for instrument in Instrument}
    sums = {"cap", "floor", "budget", "minimum_investment", "maximum_investment", NONE}
    dates = {"starts", "ends", "opens", "closes", NONE}
    for by_role in parse(path.read_text(encoding="utf-8")).values():
        for role in by_role:
            field, _, instrument = role.partition(":")
            assert (field in {"rate", "amount"} and instrument in known) or role in sums or {*role.split("+")} <= dates
    assert 0 < learned(path).opinion({"bias": 1.0}).sureness <= 1


def test_words_are_small_letters_pairs_of_characters_and_signs_for_numerals() -> None:
    assert tokens("Up to 2.5% 补贴额") == ("up", "to", "#", "%", "补", "贴", "额")
    assert grams(tokens("补贴额 of")) == ["补贴", "贴额", "额", "of"]
