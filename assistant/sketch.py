"""Sketches of texts: small values that tell how alike two texts are, and that alike ones can be looked up by.

A sketch is the MinHash of a text's shingles (Broder 1997): the share of equal places of two sketches estimates the
Jaccard similarity of their shingles, here with a standard error of at most 0.045. Its places are also taken in bands
(Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, ch. 3): texts that share no band need not be compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

PLACES = 128
BANDS = 32
"""Of four places each: texts that are alike by half share a band in 87 of 100 cases, by 0.7 nearly always."""

_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text's shingles."""

    signature: bytes
    """``PLACES`` numbers of 32 bits, little-endian; empty for a text too short to be told from others."""
    made_by: int
    """State of the code that made it: only sketches of one state can be compared."""

    def bands(self) -> list[int]:
        """Keys of 64 bits with sign; alike texts share some of them."""
        if not self.signature:
            return []
        rows = np.frombuffer(self.signature, dtype="<u4").reshape(BANDS, -1).astype(np.uint64)
        keys = np.arange(1, BANDS + 1, dtype=np.uint64)
        for column in rows.T:
            keys = (keys ^ column) * _MIX
            keys ^= keys >> np.uint64(29)
        return [int(key) for key in keys.view(np.int64)]


def similarity(one: Sketch, other: Sketch) -> float:
    """How alike two texts are, in [0, 1]; 0 when their sketches cannot be compared."""
    if one.made_by != other.made_by or not (one.signature and other.signature):
        return 0.0
    places = (np.frombuffer(sketch.signature, dtype="<u4") for sketch in (one, other))
    return float(np.mean(np.equal(*places)))
