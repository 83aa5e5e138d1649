"""What passages say of a question's terms, by their tokens: how much of them they hold, and which neighbours close together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.index.token_store import Laid, number_of
from assistant.protocols import Term

AFTER, BEFORE = 4, 2
"""Places that a word may stand after, or before, its neighbour of the question in a passage that says them close together."""
SAID_CLOSE = 3
"""Ways to say a term that are looked for beside its neighbour's."""
BITS = 0xFFFF
"""Last bits of a token by which most of those that no term asks for are told."""

Weighted = Sequence[tuple[Term, float]]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Said:
    """What some passages say, one value for each in their order."""

    coverage: list[float]
    """Sum of the weights of the terms that it holds, each times that of the best way in which it says it."""
    phrases: list[float]
    """Sum over the pairs of neighbouring terms that it says close together, in one language: each counts the smaller weight
    of its two."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Those tokens of some passages that a term asks for."""

    column: Numbers
    """Which of the tokens that are asked for it is."""
    owner: Numbers
    place: Numbers


def said(weighted: Weighted, laid: Laid, *, passages: int) -> Said:
    """What passages say of weighted terms.

    Args:
        laid: the tokens of the passages.
        passages: how many they are.
    """
    columns: dict[int, int] = {}
    for term, _ in weighted:
        for alternative in term.alternatives:
            for token in alternative.tokens:
                columns.setdefault(number_of(token), len(columns))
    if not columns or not len(laid.tokens):
        return Said([0.0] * passages, [0.0] * passages)
    asked, in_body = _asked(laid, list(columns))
    held = np.zeros((len(columns), passages), dtype=bool)
    held[asked.column, asked.owner] = True
    body = _Asked(asked.column[in_body], asked.owner[in_body], asked.place[in_body])
    return Said(
        _coverage(weighted, columns, held).tolist(),
        _phrases(weighted, columns, body, passages).tolist(),
    )


def _asked(laid: Laid, wanted: Sequence[int]) -> tuple[_Asked, Flags]:
    numbers = np.array(wanted, dtype=np.uint32)
    # Of ten thousand tokens some hundreds are asked for; a table tells nearly all others at once.
    likely = np.zeros(BITS + 1, dtype=bool)
    likely[numbers & BITS] = True
    among = np.flatnonzero(likely[laid.tokens & BITS])
    tokens = laid.tokens[among]
    order = np.argsort(numbers)
    at = order[np.minimum(np.searchsorted(numbers[order], tokens), len(numbers) - 1)]
    right = numbers[at] == tokens
    among = among[right]
    return _Asked(at[right], laid.owner[among], laid.place[among]), laid.in_body[among]


def _coverage(weighted: Weighted, columns: dict[int, int], held: Flags) -> NDArray[np.float64]:
    total = np.zeros(held.shape[1])
    for term, weight in weighted:
        if weight <= 0:
            continue
        best = np.zeros(held.shape[1])
        for alternative in term.alternatives:
            if alternative.tokens:
                rows = [columns[number_of(token)] for token in alternative.tokens]
                says = held[rows[0]] if len(rows) == 1 else held[rows].all(axis=0)
                np.maximum(best, says * alternative.weight, out=best)
        total += weight * best
    return total


def _phrases(weighted: Weighted, columns: dict[int, int], asked: _Asked, passages: int) -> NDArray[np.float64]:
    weights: list[float] = []
    which: list[int] = []
    keys: list[int] = []
    for (one, weight), (other, next_weight) in pairwise(weighted):
        pairs = {
            columns[number_of(before.tokens[-1])] * len(columns) + columns[number_of(after.tokens[0])]
            for before in one.alternatives[:SAID_CLOSE]
            for after in other.alternatives[:SAID_CLOSE]
            if before.tokens and after.tokens and before.language == after.language
        }
        if pairs and min(weight, next_weight) > 0:
            which += [len(weights)] * len(pairs)
            keys += pairs
            weights.append(min(weight, next_weight))
    if not keys:
        return np.zeros(passages)
    close, owner = _close(asked, len(columns))
    says = np.zeros((passages, len(weights)), dtype=bool)
    # Two pairs of terms may ask for the same pair of tokens.
    of_key, wanted = np.nonzero(close[:, None] == np.array(keys)[None, :])
    says[owner[of_key], np.array(which)[wanted]] = True
    found: NDArray[np.float64] = says @ np.array(weights)
    return found


def _close(asked: _Asked, width: int) -> tuple[Numbers, Numbers]:
    """Pairs of tokens that stand close together, as one number each, with the passages that they stand in.

    One that two terms of the question share is close to itself: *import duty* and *duty rate* in an import duty rate.
    """
    pairs, owners = [asked.column * (width + 1)], [asked.owner]
    for step in range(1, AFTER + 1):
        apart = asked.place[step:] - asked.place[:-step]
        for most, backwards in ((AFTER, False), (BEFORE, True)):
            near = np.flatnonzero(apart <= most)
            first, second = asked.column[near], asked.column[near + step]
            pairs.append(second * width + first if backwards else first * width + second)
            owners.append(asked.owner[near])
    return np.concatenate(pairs), np.concatenate(owners)
