"""Agreeing sources share one block: a sentence that says what is quoted already adds its citation, not its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from assistant.answering.evidence import Evidence
from assistant.answering.features import quantities_of, tokens_of
from assistant.language.script import language_of
from assistant.language.words import ENGLISH_STOPWORDS, stem

SAME_WORDS = 0.75
"""Share of the shorter one's words that the other must hold."""
TOLD_BY_NUMBERS = 2
"""Quantities from which on equal ones in another language tell that the same is said."""

COMMON = frozenset(stem(word) for word in ENGLISH_STOPWORDS)


@dataclass(slots=True)
class Statement:
    """A sentence to quote, with others that say the same."""

    item: Evidence
    also: list[Evidence] = field(default_factory=list)
    """Sentences of other documents that agree; each supports it by itself."""


def agrees(quoted: Evidence, other: Evidence) -> bool:
    """Whether another document's sentence supports all that a quoted one says, in the same language."""
    if quoted.passage.document_id == other.passage.document_id:
        return False
    if language_of(quoted.words) != language_of(other.words):
        return False
    return _figures(quoted) <= _figures(other) and _share(quoted, other) >= SAME_WORDS


def repeats(quoted: Evidence, other: Evidence) -> bool:
    """Whether a sentence adds nothing to a quoted one: its words, or in another language its figures, stand there."""
    if language_of(quoted.words) == language_of(other.words):
        return _figures(other) <= _figures(quoted) and _share(other, quoted) >= SAME_WORDS
    figures = _figures(other)
    return (
        quoted.passage.document_id != other.passage.document_id
        and len(figures) >= TOLD_BY_NUMBERS
        and figures <= _figures(quoted)
    )


def _figures(item: Evidence) -> frozenset[tuple[str, str, str | None]]:
    return _figures_of(item.words)


@lru_cache(maxsize=10_000)
def _figures_of(words: str) -> frozenset[tuple[str, str, str | None]]:
    return frozenset(quantity.key for quantity in quantities_of(words))


def _share(one: Evidence, other: Evidence) -> float:
    """Share of one's words that the other holds."""
    words = words_of(one)
    return len(words & words_of(other)) / len(words) if words else 0.0


def words_of(item: Evidence) -> frozenset[str]:
    """Tokens of a sentence without function words."""
    return tokens_of(item.words) - COMMON
