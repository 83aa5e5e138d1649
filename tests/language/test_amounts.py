"""Quantities as one token, in texts and in questions."""

import pytest

from assistant.language.amounts import amount_tokens, is_amount
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.language.words import index_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("€20m", ["q20000000eur", "q20000000"]),
        ("20 million euros", ["q20000000eur", "q20000000"]),
        ("EUR 20,000,000", ["q20000000eur", "q20000000"]),
        ("2000万欧元", ["q20000000eur", "q20000000"]),
        ("两千万欧元", ["q20000000eur", "q20000000"]),
        ("2000萬歐元", ["q20000000eur", "q20000000"]),
        ("２０００万欧元", ["q20000000eur", "q20000000"]),
        ("5 euros", ["q5eur"]),
        ("35.3%", ["q35.3pct"]),
        ("35.30 per cent", ["q35.3pct"]),
        ("百分之三十", ["q30pct"]),
        ("1 April 2026", ["q2026-04-01", "q2026-04"]),
        ("2026年4月1日", ["q2026-04-01", "q2026-04"]),
        ("2026年4月", ["q2026-04"]),
        ("50万", ["q500000"]),
        ("500,000 vehicles", ["q500000"]),
        ("2026年", []),
        ("Regulation (EU) 2024/2754", []),
        ("R155", []),
        ("300 jobs", []),
        ("一次", []),
        ("no figures", []),
    ],
)
def test_a_quantity_is_one_token_however_it_is_written(text: str, tokens: list[str]) -> None:
    assert [token for token in index_tokens(text) if is_amount(token)] == tokens


def test_words_are_no_quantities() -> None:
    assert not any(map(is_amount, index_tokens("Q3 query q 2024 quota 季度Q4 vitamin Q10")))
    assert amount_tokens("") == []


@pytest.mark.parametrize(
    "question", ["拿2000万欧元的补贴", "a grant of €20m", "20 million euros of aid", "補貼2000萬歐元"]
)
@pytest.mark.parametrize("text", ["up to EUR 20 million", "最高2000万欧元", "20,000,000 €"])
def test_a_question_s_amount_finds_the_same_amount(dictionary: Dictionary, question: str, text: str) -> None:
    tokens = set(index_tokens(text))
    (term,) = [term for term in Crossing(dictionary).terms(question) if is_amount(term.alternatives[0].tokens[0])]
    assert set(term.alternatives[0].tokens) <= tokens
    assert term.alternatives[0].words == term.source


def test_a_number_without_its_currency_is_trusted_less(dictionary: Dictionary) -> None:
    (term, currency) = Crossing(dictionary).terms("€20m")
    weights = {alternative.tokens: alternative.weight for alternative in term.alternatives}
    assert weights[("q20000000eur",)] == 1.0
    assert weights[("q20000000",)] < 1.0
    assert "欧元" in {alternative.words for alternative in currency.alternatives}


def test_digits_of_an_amount_are_no_term_beside_it(dictionary: Dictionary) -> None:
    sources = [term.source for term in Crossing(dictionary).terms("投资2000万欧元")]
    assert sources == ["投资", "2000万欧元", "欧元"]


def test_a_number_that_is_a_name_stays_a_word(dictionary: Dictionary) -> None:
    (first, second) = Crossing(dictionary).terms("2024/2754")
    assert (first.alternatives[0].tokens, second.alternatives[0].tokens) == (("2024",), ("2754",))
