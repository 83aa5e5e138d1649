"""Telling the languages apart, and the folded form that texts are compared in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.script import fold, has_han, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the maximum subsidy?", "en"),
        ("加泰罗尼亚建厂最多能补多少?", "zh"),
        ("Catalonia CAPEX激励最高补贴多少？", "zh"),
        ("BYD 在匈牙利 Szeged 建厂有哪些补贴？", "zh"),
        ("What does 补贴 mean in this regulation?", "en"),
        ("歐盟對中國電動車徵收反補貼稅", "zh"),
        ("", "en"),
        ("2026 / 35.3%", "en"),
        ("Où est l'usine ?", "en"),
    ],
)
def test_language_is_told_by_the_weight_of_the_scripts(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＥＵＲ　５００", "eur 500"),
        ("補貼", "补贴"),
        ("電動車關稅", "电动车关税"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("①", "1"),
        ("ﬁnance", "finance"),
        ("", ""),
    ],
)
def test_widths_cases_and_traditional_characters_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.sampled_from("aZéÉßＡ１①㈱補贴關关İfiﬁ 、。🚗")))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "han"), [("补贴", True), ("𠮷", True), ("カタカナ", False), ("abc", False), ("", False)]
)
def test_han_characters_are_seen_beyond_the_basic_plane_too(text: str, han: bool) -> None:
    assert has_han(text) is han
