"""Which measure that was read stands for which gold one: one to one, so that the pairs agree as much as they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from assistant.domain import Span
from assistant.measure import Measure
from evals.measures.fields import TELLING, Value, same, values_of
from evals.measures.gold import GoldDocument, GoldMeasure, spans_of

PLACE = 2.0
INSTRUMENT = 2.0
VALUE = 3.0
"""What agreement counts: for a telling field that is the same, and less when it differs."""
DIFFERS = -1.0
WORDS = 3.0
"""For words that are wholly the same; a share of it for those that overlap."""
CERTAIN = 0.01
"""Between a gold measure and an optional one, the gold one."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What was read of a document beside what should have been."""

    pairs: tuple[tuple[GoldMeasure, Measure], ...]
    missed: tuple[GoldMeasure, ...]
    """Gold measures without a partner; optional ones are not missed."""
    surplus: tuple[Measure, ...]
    """Measures that were read and have no partner; those that match an optional one are none."""


def match(read: Sequence[Measure], gold: GoldDocument, text: str) -> Matching:
    """Pair the measures of one document.

    Two can only be partners when their words overlap or a telling value is the same (a rate, sum or date): that both are
    Spanish grants is not enough. Of all assignments the one with the greatest sum of agreement is taken.
    """
    expected = gold.measures
    agreement = np.zeros((len(read), len(expected)))
    for column, wanted in enumerate(expected):
        spans, values = spans_of(wanted, text), wanted.values()
        for row, measure in enumerate(read):
            agreement[row, column] = _agreement(measure, wanted, values, spans)
    rows, columns = linear_sum_assignment(agreement, maximize=True) if agreement.size else ((), ())
    partners = {int(column): int(row) for row, column in zip(rows, columns, strict=True) if agreement[row, column] > 0}
    taken = set(partners.values())
    return Matching(
        pairs=tuple(
            (wanted, read[partners[column]])
            for column, wanted in enumerate(expected)
            if column in partners and not wanted.optional
        ),
        missed=tuple(
            wanted for column, wanted in enumerate(expected) if column not in partners and not wanted.optional
        ),
        surplus=tuple(measure for row, measure in enumerate(read) if row not in taken),
    )


def _agreement(measure: Measure, wanted: GoldMeasure, values: dict[str, Value], spans: Sequence[Span]) -> float:
    found = values_of(measure)
    overlap = _overlap(measure.spans, spans)
    alike = [
        name for name in TELLING if name in found and name in values and _agrees(name, found[name], wanted, values)
    ]
    if not overlap and not alike:
        return 0.0
    unlike = [name for name in TELLING if name in found and name in values and name not in alike]
    total = WORDS * overlap + VALUE * len(alike) + DIFFERS * len(unlike)
    total += PLACE * _agrees("jurisdiction", found.get("jurisdiction"), wanted, values)
    total += INSTRUMENT * _agrees("instrument", found.get("instrument"), wanted, values)
    return max(total, CERTAIN) + (0 if wanted.optional else CERTAIN)


def _agrees(field: str, found: Value | None, wanted: GoldMeasure, values: dict[str, Value]) -> bool:
    if found is None:
        return False
    allowed = [values[field], *wanted.allowed(field)]
    return any(other is not None and same(field, found, other) for other in allowed)


def _overlap(ours: Sequence[Span], theirs: Sequence[Span]) -> float:
    """Greatest share of characters that one of our spans has in common with one of theirs: 1 for equal spans."""
    best = 0.0
    for one in ours:
        for other in theirs:
            common = min(one.end, other.end) - max(one.start, other.start)
            if common > 0:
                best = max(best, common / (max(one.end, other.end) - min(one.start, other.start)))
    return best
