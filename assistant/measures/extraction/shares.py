"""Shares in words as percentages: ``half of the cost``, ``two thirds``, ``三分之二``, ``一半``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.language.quantities import Quantity, QuantityKind, chinese_number

_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_PARTS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
SHARE = re.compile(
    rf"\b(?P<count>{'|'.join(_COUNTS)})[- ](?P<part>{'|'.join(_PARTS)})s?\b(?=\s+(?:of|the|recycled|local|domestic)\b|\s*[,.;)]|$)"
    r"|(?<!first )(?<!second )(?<!last )(?<!other )(?<!and a )(?<!a )\b(?P<half>half)\b(?=\s+(?:of(?!\s+(?:20\d\d|the\s+year))|the|their|its|normal|that)\b)"
    r"|(?P<below>[二三四五六八十]|\d{1,2})分之(?P<above>[一二两三四五六七八九]|\d)(?!\d)"
    r"|(?<![上下前后])(?P<zhhalf>一半|(?<![\d一二三])半数)",
    re.IGNORECASE,
)
_ONES = "one two three four five six seven eight nine".split()
_NUMBERS = {word: place for place, word in enumerate(_ONES, 1)}
_NUMBERS |= {
    word: place
    for place, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10
    )
}
for _tens, _word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2):
    _NUMBERS |= {_word: 10 * _tens} | {f"{_word}-{one}": 10 * _tens + place for place, one in enumerate(_ONES, 1)}
_NUMBERS |= {"zero": 0, "nil": 0, "hundred": 100, "a hundred": 100, "one hundred": 100}
PERCENT_IN_WORDS = re.compile(
    rf"\b(?P<number>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s+(?:per\s?cent\b|percentage\s+points?\b|points?\s+more\b)",
    re.IGNORECASE,
)
"""A percentage in words: ``two percent interest``."""
BY_HALF = re.compile(r"\bby\s+(?P<half>half)\b|(?P<halved>\bhalved\b)|(?P<zh>减半)(?!排)", re.IGNORECASE)
"""A reduction to the half."""
NOTHING = re.compile(
    r"(?:(?<=: )|(?<=, )|\b(?:is|are|at|to|of|remains|stays)\s+)(?P<nil>nil|zero)\b(?=\s*(?:[,.;)]|$|until\b|till\b|for\b|from\b|in\b|during\b))",
    re.IGNORECASE,
)
"""A rate of 0 in words."""
REDUCED = re.compile(r"\btax(?:es|ed)?\b|\bdut(?:y|ies)\b|税", re.IGNORECASE)
"""What is halved for some, so that the half is a rate."""
TWO_PLACES = Decimal("0.01")
WHOLE_YEAR = re.compile(r"\s+(?:a|the)\s+(?:year|month|day)\b", re.IGNORECASE)


IN_WORDS = re.compile(
    r"half|halved|third|quarter|fourth|fifth|sixth|eighth|tenth|nil|zero|per\s?cent|points?\b|million|billion|半|分之",
    re.IGNORECASE,
)
"""What no share, sum or percentage in words goes without."""
_PARTS_OF_WORDS = (*_PARTS, "half", "halved", "nil", "zero", "cent", "point", "illion", "半", "分之")


def may_hold_words(text: str) -> bool:
    """Whether a text has a word that may be a share, a sum or a percentage."""
    small = text.lower()  # most texts have not even a part of such a word, which is told soonest
    return any(part in small for part in _PARTS_OF_WORDS) and IN_WORDS.search(text) is not None


def shares(text: str) -> Iterator[Quantity]:
    """Shares in words in order, with two places where they have no end: two thirds are 66.67%."""
    if not may_hold_words(text):
        return
    for match in PERCENT_IN_WORDS.finditer(text):
        yield Quantity(
            QuantityKind.PERCENT, Decimal(_NUMBERS[match["number"].lower()]), None, match.start(), match.end()
        )
    if REDUCED.search(text):
        for match in BY_HALF.finditer(text):
            yield Quantity(QuantityKind.PERCENT, Decimal(50), None, match.start(), match.end())
    for match in NOTHING.finditer(text):
        yield Quantity(QuantityKind.PERCENT, Decimal(0), None, match.start("nil"), match.end("nil"))
    for match in SHARE.finditer(text):
        if match["half"] or match["zhhalf"]:
            above, below = 1, 2
            if WHOLE_YEAR.match(text, match.end()):
                continue
        elif match["part"]:
            above, below = _COUNTS[match["count"].lower()], _PARTS[match["part"].lower()]
        else:
            above, below = (int(chinese_number(match[name]) or 0) for name in ("above", "below"))
        if 0 < above < below:
            value = (Decimal(100 * above) / below).quantize(TWO_PLACES)
            yield Quantity(QuantityKind.PERCENT, value, None, match.start(), match.end())
