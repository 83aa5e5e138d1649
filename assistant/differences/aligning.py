"""Which paragraph of one version became which of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.differences.words import words_of

ALIKE = 0.4
"""Share of common words from which two paragraphs are versions of one another, and not two of their own."""
COMPARED = 40_000
"""Pairs of paragraphs that are compared with one another in one changed stretch; in longer ones only those near by."""
NEAR = 20
"""Paragraphs around the same place that are compared in very long changed stretches."""

Pairing = tuple[int | None, int | None]
"""Places of a paragraph in the earlier and the later version; None where it is in one alone."""


def align(old: Sequence[str], new: Sequence[str]) -> Iterator[Pairing]:
    """Pairs of paragraphs in reading order. Equal ones keep their order (Ratcliff and Obershelp); between them, the alike are paired."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(start, end), range(new_start, new_end), strict=True)
        else:
            for one, other in _paired(old[start:end], new[new_start:new_end]):
                yield (None if one is None else start + one, None if other is None else new_start + other)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Pairing]:
    """The pairing without crossings that has most words in common."""
    olds, news = ([frozenset(words_of(text.casefold())) for text in texts] for texts in (old, new))
    wide = len(old) * len(new) > COMPARED
    worth = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            worth[i][j] = max(worth[i + 1][j], worth[i][j + 1])
            if wide and abs(i * len(new) - j * len(old)) > NEAR * max(len(old), len(new)):
                continue
            common = _common(olds[i], news[j])
            if common >= ALIKE:
                alike[i, j] = common
                worth[i][j] = max(worth[i][j], common + worth[i + 1][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and worth[i][j] == alike.get((i, j), -1.0) + worth[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or worth[i][j] == worth[i + 1][j]):
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0
