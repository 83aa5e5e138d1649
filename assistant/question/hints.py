"""What a question hints at beside places: topics of documents, and the day that it is asked for."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from assistant.dates import last_day
from assistant.language.quantities import QuantityKind, quantities
from assistant.language.script import fold

HINTS = Path(__file__).with_name("hints.tsv")

AS_OF_BEFORE = re.compile(
    r"(?:\bas (?:of|at)|\bstill (?:valid|in force|apply|open|there|available) (?:in|on|after)|\bin force (?:in|on)|"
    r"\bvalid (?:in|on)|截至|截止到|站在|假设(?:现在)?是|如果(?:现在)?是|以)\s*$",
    re.IGNORECASE,
)
"""Goes before the day that a question is asked for: ``as of 1 July 2027``."""
AS_OF_AFTER = re.compile(r"^\s*(?:为准|为基准|(?:那时|时点|的时候|年底前)?(?:还|仍|是否)?(?:有效|在效|适用|生效中))")
"""Comes after it: ``2027年还有效吗``."""


def hinted_topics(question: str) -> tuple[str, ...]:
    """Topics of documents that the words of a question hint at."""
    folded = fold(question)
    return tuple(topic for topic, pattern in _patterns() if pattern.search(folded))


def as_of_date(question: str) -> date | None:
    """The day that a question is asked for, if it says so; a year or a month stands for its last day.

    A date that is only a part of the matter (``the 2035 target``) is none.
    """
    for quantity in quantities(question):
        if quantity.kind is not QuantityKind.DATE:
            continue
        before, after = question[: quantity.start], question[quantity.end :]
        if AS_OF_BEFORE.search(before) or AS_OF_AFTER.search(after):
            try:
                return last_day(str(quantity.value))
            except ValueError:
                return None
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns = []
    for line in HINTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, chinese, english = line.split("\t")
        words = [re.escape(word) for word in chinese.split(" | ") if word]
        words += [rf"(?<![a-z]){re.escape(word)}" for word in english.split(" | ") if word]
        patterns.append((name, re.compile("|".join(words))))
    return tuple(patterns)
