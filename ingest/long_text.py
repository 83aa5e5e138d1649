"""Cutting what has no structure and no sentence ends: at the strongest break that makes parts small enough."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial

from assistant.domain import Span
from assistant.language.words import weigh_tokens

BREAKS = tuple(re.compile(re.escape(words)) for words in ("\n\n", "\n", "。", "；", ";", "，", ", ", " "))
"""Behind which a text may be cut, the strongest first."""
CHARACTERS = 12
"""Characters that count as a token at least: a run without any, such as a line of dots, must not grow without end."""


def cut_long(text: str, span: Span, *, most: int) -> list[Span]:
    """A span of a text, cut into spans of at most ``most`` tokens if it is longer; blanks around are left out."""
    if _fits(text, span, most):
        return [span]
    return [
        Span(part.start + len(words) - len(words.lstrip()), part.start + len(words.rstrip()))
        for part in _cut(text, span, most, 0)
        if (words := text[part.start : part.end]).strip()
    ]


def _fits(text: str, span: Span, most: int) -> bool:
    words = text[span.start : span.end]
    return len(words) <= most * CHARACTERS and weigh_tokens(words) <= most


def _cut(text: str, span: Span, most: int, level: int) -> Iterator[Span]:
    """Parts that follow each other without a gap: neighbours between breaks of a level are joined as long as they fit."""
    if level == len(BREAKS):
        yield from _cut_anywhere(text, span, most)
        return
    start, weight = span.start, 0.0
    for part in _between(text, span, BREAKS[level]):
        # Joined parts weigh no more than they do one by one.
        more = weigh_tokens(text[part.start : part.end])
        if weight + more > most or part.end - start > most * CHARACTERS:
            if start < part.start:
                yield Span(start, part.start)
            start, weight = part.start, 0.0
            if not _fits(text, part, most):
                yield from _cut(text, part, most, level + 1)
                start = part.end
                continue
        weight += more
    if start < span.end:
        yield Span(start, span.end)


def _between(text: str, span: Span, pattern: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for match in pattern.finditer(text, span.start, span.end):
        yield Span(start, match.end())
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)


def _cut_anywhere(text: str, span: Span, most: int) -> Iterator[Span]:
    """As many characters at a time as fit."""
    start = span.start
    while start < span.end:
        room = range(start + 1, min(span.end, start + most * CHARACTERS) + 1)
        fitting = bisect_right(room, float(most), key=partial(_weight_between, text, start))
        end = room[max(fitting, 1) - 1]
        yield Span(start, end)
        start = end


def _weight_between(text: str, start: int, end: int) -> float:
    return weigh_tokens(text[start:end])
