"""How much each term of a question says about which passage is meant."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.protocols import Frequencies, Term

SURE = 0.7
"""Alternatives that are less likely to be meant do not tell how common a term is."""
ONE_CHARACTER = 0.5


def weigh(terms: Sequence[Term], frequencies: Frequencies) -> list[tuple[Term, float]]:
    """Terms with their weights: rare ones say more, in the passages and in the language.

    Inverse document frequency of each term's most common way of being said (Robertson and Spärck Jones), times the
    term's own weight.
    """
    total = max(frequencies.count(), 1)
    weighted = []
    for term in terms:
        counts = [
            min(frequencies.frequency(token) for token in alternative.tokens)
            for alternative in term.alternatives
            if alternative.weight >= SURE and alternative.tokens
        ]
        count = max(counts, default=0)
        weight = term.weight * math.log(1 + (total - count + 0.5) / (count + 0.5))
        weighted.append((term, weight * ONE_CHARACTER if len(term.source) == 1 else weight))
    return weighted
