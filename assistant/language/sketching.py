"""Making sketches of texts in either language: shingles of five words, of which a Chinese character is one."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.language.script import CJK, fold
from assistant.sketch import PLACES, Sketch

STATE = 1
"""Raised when other sketches are made of the same text; those of all documents are then made anew."""

SHINGLE = 5
LEAST = 20
"""Words below which a text says too little to be told from others."""
AT_A_TIME = 4096
"""Shingles of which all places are worked out at once; their numbers then stay in the processor's cache."""
UNIT = re.compile(f"[{CJK}]|[^\\W_{CJK}]+")

Numbers = NDArray[np.uint32]


def sketch_of(text: str) -> Sketch:
    """The sketch of a text, whatever its case, punctuation, line breaks and form of characters; empty for a very short one."""
    shingles = _shingles(UNIT.findall(fold(text)))
    if shingles is None:
        return Sketch(b"", STATE)
    factors, terms = _permutations()
    least = np.full(PLACES, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(shingles), AT_A_TIME):
        permuted = factors[:, np.newaxis] * shingles[np.newaxis, start : start + AT_A_TIME] + terms[:, np.newaxis]
        np.minimum(least, permuted.min(axis=1), out=least)
    return Sketch(least.astype("<u4").tobytes(), STATE)


def _shingles(words: list[str]) -> Numbers | None:
    """Numbers of all runs of words, each once."""
    if len(words) < LEAST:
        return None
    numbers = {word: zlib.crc32(word.encode("utf-8", "replace")) for word in set(words)}
    row = np.array([numbers[word] for word in words], dtype=np.uint64)
    runs = np.zeros(len(row) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        runs = runs * np.uint64(0x100000001B3) + row[place : place + len(runs)]
    # A multiplication mixes upward only: the higher half of the product is what depends on all of it.
    runs ^= runs >> np.uint64(32)
    runs = runs * np.uint64(0xD6E8FEB86659FD93)
    return np.unique((runs >> np.uint64(32)).astype(np.uint32))


@lru_cache(maxsize=1)
def _permutations() -> tuple[Numbers, Numbers]:
    """Odd factors, and terms, drawn once for all: sketches of all time must be of the same permutations."""
    drawn = np.random.Generator(np.random.PCG64(20261126)).integers(0, 2**32, size=(2, PLACES), dtype=np.uint32)
    return drawn[0] | np.uint32(1), drawn[1]
