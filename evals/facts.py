"""Whether a text holds a fact: amounts, rates and dates compared after normalising, words after folding."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.quantities import QuantityKind, quantities
from assistant.language.script import fold
from assistant.language.words import strip_accents

Key = tuple[str, str, str | None]


@lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[Key]:
    return frozenset(quantity.key for quantity in quantities(text))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Folded words without blanks and punctuation; of ``1,500.25`` the decimal point alone stays."""
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", strip_accents(fold(text)))
    return re.sub(r"(?<!\d)[.,]|[.,](?!\d)|[\s\"'“”‘’《》「」，。:：;；()（）\-–—*_`|]+", "", text)


def holds(text: str, fact: str) -> bool:
    """Whether the words of a fact stand in the text, or all its quantities do and nothing else is said in it.

    >>> holds("financial subsidy of at most EUR 500,000", "50万欧元")
    True
    """
    if _word_in(text, fact):
        return True
    wanted = quantities(fact)
    if not wanted or _has_words_besides(fact):
        return False
    have = _keys(text)
    return all(stated(quantity.key, have) for quantity in wanted)


def _word_in(text: str, fact: str) -> bool:
    plain = _plain(fact)
    # "5%" must not be found in "15%" or "1.5%", nor "2026" in "12026".
    before = r"(?<!\d)(?<!\d[.,])" if plain[:1].isdigit() else ""
    after = r"(?![.,]?\d)" if plain[-1:].isdigit() else ""
    return bool(plain) and re.search(before + re.escape(plain) + after, _plain(text)) is not None


def stated(key: Key, have: frozenset[Key]) -> bool:
    """Whether a quantity is among those that a text has, or follows from one of them.

    Amounts follow from bare numbers, bare numbers from all but dates, and nothing else from another kind.
    """
    if key in have:
        return True
    kind, value, _ = key
    if kind == QuantityKind.MONEY.value:
        # A table says the currency in its header and the bare number in its cells.
        return (QuantityKind.NUMBER.value, value, None) in have
    if kind == QuantityKind.NUMBER.value:
        return any(other_value == value and other != QuantityKind.DATE.value for other, other_value, _ in have)
    if kind == QuantityKind.DATE.value:
        # A day is stated by a text that states it; a month or year also by one that states a day within it.
        return any(other == kind and str(other_value).startswith(value) for other, other_value, _ in have)
    return False


def _has_words_besides(fact: str) -> bool:
    rest = fact
    for quantity in sorted(quantities(fact), key=lambda item: -item.start):
        rest = rest[: quantity.start] + " " + rest[quantity.end :]
    return (
        re.search(
            r"[^\W\d_]{2,}",
            re.sub(r"\b(?:up to|at most|at least|max|of|from)\b|最多|最高|至少|以上|不超过|约", "", rest),
        )
        is not None
    )
