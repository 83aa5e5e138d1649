"""Tokens of the words index, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.numbers import plain_number
from assistant.language.words import (
    content_tokens,
    index_tokens,
    stem,
    weigh_tokens,
    word_tokens,
)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The subsidies are granted", ["the", "subsidi", "are", "grant"]),
        ("Türkiye's incentives", ["turkiy", "incent"]),
        ("ACCIÓ", ["accio"]),
        ("€500,000", ["500000"]),
        ("500.000 EUR", ["500000", "eur"]),
        ("0.500", ["0.500"]),
        ("35.3%", ["35.3"]),
        ("2024/2754", ["2024", "2754"]),
        ("R155", ["155"]),
        ("投资补贴", ["投资", "补贴"]),
        ("投資補貼", ["投资", "补贴"]),
        ("加泰罗尼亚CAPEX激励", ["加泰罗尼亚", "capex", "激励"]),
        ("。、！?", []),
    ],
)
def test_index_tokens_hold(text: str, tokens: list[str]) -> None:
    found = index_tokens(text)
    assert [token for token in tokens if token in found] == tokens


def test_long_chinese_words_come_with_the_words_inside_them() -> None:
    assert {"反补贴", "补贴", "反补贴税"} <= set(index_tokens("反补贴税"))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("What is the maximum subsidy of the incentive?", ["maximum", "subsidi", "incent"]),
        ("Can I get a grant in the EU?", ["grant", "eu"]),
        ("加泰罗尼亚建厂最多能补多少?", ["加泰罗尼亚", "建厂", "补"]),
        ("哪些企业可以申请", ["企业", "申请"]),
        ("what is it", []),
        ("是什么", []),
    ],
)
def test_content_tokens_leave_function_words_out(text: str, tokens: list[str]) -> None:
    assert content_tokens(text) == tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("subsidies", "subsidy"),
        ("investments", "investment"),
        ("türkiye", "turkiye"),
        ("morocco's", "morocco"),
        ("morocco’s", "morocco"),
        ("acció", "accio"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("500,000", "500000"),
        ("500.000", "500000"),
        ("1,234,567", "1234567"),
        ("1.5", "1.5"),
        ("0.500", "0.500"),
        ("35.30", "35.30"),
        ("12,34", "1234"),
        ("7", "7"),
    ],
)
def test_thousands_separators_are_dropped(written: str, plain: str) -> None:
    assert plain_number(written) == plain


@given(st.integers(min_value=1000, max_value=10**12))
def test_a_number_is_one_token_however_its_thousands_are_parted(number: int) -> None:
    assert word_tokens(f"{number:,}") == word_tokens(f"{number:,}".replace(",", ".")) == [str(number)]


@given(st.text())
def test_tokens_of_any_text_are_without_blanks(text: str) -> None:
    # The words index splits at blanks.
    assert all(token and not any(char.isspace() for char in token) for token in index_tokens(text))


@given(st.lists(st.sampled_from(["subsidy", "补贴政策", "500,000", "EU", "，", "the"]), max_size=60))
def test_weights_of_parts_add_up_to_the_weight_of_the_whole(parts: list[str]) -> None:
    whole = " ".join(parts)
    assert weigh_tokens(whole) == pytest.approx(sum(map(weigh_tokens, parts)))
