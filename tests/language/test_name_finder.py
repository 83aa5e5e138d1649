"""Names are found as one pattern of all of them would find them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.name_finder import NameFinder
from assistant.language.script import has_han

NAMES = ("auto+", "programa auto+", "perte", "perte vec", "补贴", "以旧换新补贴", "ira", "45x")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("under the perte vec, and the perte", "perte vec"),
        ("experten", None),
        ("spirals", None),
        ("the ira's 45x", "ira"),
        ("汽车以旧换新补贴政策", "以旧换新补贴"),
        ("perte补贴", "perte"),
        ("", None),
    ],
)
def test_the_first_and_longest_name_is_found_as_a_whole_word(text: str, name: str | None) -> None:
    assert NameFinder(NAMES).first(text) == name


@given(st.lists(st.sampled_from([*NAMES, " ", "x", "9", "贴", "-", "auto", "pert", "e "]), max_size=12).map("".join))
def test_it_finds_what_one_pattern_of_all_names_finds(text: str) -> None:
    longest_first = sorted(NAMES, key=len, reverse=True)
    pattern = re.compile(
        "|".join(
            re.escape(name) if has_han(name) else rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])"
            for name in longest_first
        )
    )
    match = pattern.search(text)
    assert NameFinder(NAMES).first(text) == (match and match.group())
