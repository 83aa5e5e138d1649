"""Words are found at the same places as their patterns match, whatever is left out beforehand."""

from __future__ import annotations

import re

import pytest

from assistant.measures.extraction.beginnings import beginnings
from assistant.measures.extraction.bounds import AT_LEAST_BEFORE, AT_MOST_BEFORE, MOVES_UP
from assistant.measures.extraction.cues import SUBJECTS
from assistant.measures.extraction.date_cues import APPLY
from assistant.measures.extraction.examples import NO_STATEMENT
from assistant.measures.extraction.instruments import NAMES, PATTERNS
from assistant.measures.extraction.matching_words import Vocabulary, Words, small_letters
from tests.conftest import CORPUS

BEGINS = re.compile(r"(?<![a-z])[a-z0-9]|[\u4e00-\u9fff]")
INSTRUMENTS = [Words(f"(?:{'|'.join(patterns)})(?![A-Za-z])") for _, patterns in PATTERNS]
OWN = [*INSTRUMENTS, *SUBJECTS.values(), AT_MOST_BEFORE, AT_LEAST_BEFORE, MOVES_UP, APPLY, NO_STATEMENT]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("grants?|loan", {"gr", "lo"}),
        (r"(?:tax\s+)?relief", {"ta", "re"}),
        (r"\ba\s+(?:further|bonus)\b", {"a "}),
        (r"(?<!no )\bnot?\b", {"no"}),
        (r"x?y?z\d", {"xy", "xz", "yz", "z "}),
        (r"(?:ab)*c[de]", {"ab", "cd", "ce"}),
        (r"k[a-z]+|m[^.]", {"k", "m"}),
        (r"(?:免|减){1,2}征?税|0\s?%", {"免", "减", "0"}),
        (r"补[贴助]|(?:a{0,2}b)", {"补", "aa", "ab", "b"}),
        (r"\d+%", set("0123456789")),
    ],
)
def test_beginnings_are_read_off_a_pattern(pattern: str, found: set[str]) -> None:
    assert beginnings(pattern) == found


def test_a_pattern_that_may_begin_with_any_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="any letter"):
        beginnings(r"(?:\w+\s+)?fees?")


def test_words_are_found_where_their_patterns_match() -> None:
    for path in sorted(CORPUS.rglob("*.md"))[::6]:
        small = small_letters(path.read_text(encoding="utf-8"))
        starts = [match.start() for match in BEGINS.finditer(small)]
        for words in OWN:
            plain, end = [], 0
            for start in starts:
                if start >= end and (match := words.at(small, start)) is not None:
                    end = match.end()
                    plain.append(match.span())
            assert [match.span() for match in words.matches(small)] == plain


def test_a_vocabulary_finds_what_each_of_its_words_finds() -> None:
    text = small_letters(
        "A grant of up to 20% of the investment budget; 补贴最高为投资额的20%, at least EUR 5 million."
    )
    both = list(Vocabulary(SUBJECTS).matches(text))
    for name, words in SUBJECTS.items():
        assert [match.span() for other, match in both if other == name] == [m.span() for m in words.matches(text)]
    assert [start for start, _ in NAMES.candidates(text)] == sorted({start for start, _ in NAMES.candidates(text)})
