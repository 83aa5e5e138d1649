"""The figures of a bench, and what follows from them: percentiles, ratios, growth, targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Spread:
    """Middle and slow end of some measured times."""

    median: float
    p95: float
    n: int


def spread(values: Sequence[float]) -> Spread:
    """Median and 95th percentile; of nothing, zeros."""
    if not values:
        return Spread(0.0, 0.0, 0)
    median, slow = np.percentile(np.asarray(values, dtype=float), (50, 95)).tolist()
    return Spread(median, slow, len(values))


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one size. Times in milliseconds, memory and sizes in MB (10^6 bytes)."""

    name: str
    passages: int
    documents: int
    ingest: Spread
    """Milliseconds a passage, from file to findable, portion by portion."""
    ingest_reading: float
    """Share of that until all of a portion is in the catalogue; the rest is indexing."""
    bare_upsert: Spread
    """Milliseconds a passage: the same vectors into a bare Chroma collection, for the same portions."""
    bare_words: Spread
    """Milliseconds a passage: the same texts into a bare Tantivy index."""
    query: Spread
    """From the question to ranked passages: understanding and retrieval."""
    bare_query: Spread
    """A bare Chroma query and a bare Tantivy query for the same question, one after the other."""
    bare_chroma: Spread
    bare_tantivy: Spread
    stages: dict[str, Spread]
    """Where the time of a query and of the answer goes, each stage without those inside it."""
    answer: Spread
    """A whole answer."""
    measures: dict[str, Spread]
    """Comparisons and estimates over all measures that were read, by kind of call."""
    extraction: float
    """Milliseconds a passage that reading measures takes, part of the ingest."""
    reference_ingest: float
    """Milliseconds a passage of the product's, of the reference pipeline's ingest of the same documents."""
    reference_query: Spread
    reference_memory: float
    memory: float
    """Resident memory of the process that answers, after its last answer."""
    memory_peak: float
    disk: dict[str, float]

    @property
    def ingest_rate(self) -> float:
        """Passages a second, median portion."""
        return 1000 / self.ingest.median if self.ingest.median else 0.0

    @property
    def extraction_share(self) -> float:
        """Share of the ingest that reading measures takes."""
        return ratio(self.extraction, self.ingest.median)

    @property
    def bare_rate(self) -> float:
        """Passages a second of the bare upsert, median portion."""
        return 1000 / self.bare_upsert.median if self.bare_upsert.median else 0.0


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that is asked of the product, and what was measured."""

    name: str
    measured: float
    limit: float
    at_most: bool = True

    @property
    def holds(self) -> bool:
        """Whether the figure is on the right side."""
        return self.measured <= self.limit if self.at_most else self.measured >= self.limit


FULL = 80_000
"""Passages from which a size counts as the 100,000 that targets are set for."""


def targets(sizes: Sequence[Size]) -> list[Target]:
    """The targets that these sizes can tell about."""
    found = []
    if sizes and sizes[0].name == "starter":
        found.append(Target("answer p95 on the starter corpus, ms", sizes[0].answer.p95, 60))
    if sizes:
        found.append(Target("reading measures, share of ingest", sizes[-1].extraction_share, 0.25))
    large = [size for size in sizes if size.passages >= FULL]
    for size in large[-1:]:
        found += [
            Target("query p95, ms", size.query.p95, 40),
            Target("query p95 over the bare indexes'", ratio(size.query.p95, size.bare_query.p95), 3),
            Target("ingest, passages a second", size.ingest_rate, 500, at_most=False),
            Target("ingest over bare upsert", ratio(size.ingest_rate, size.bare_rate), 0.5, at_most=False),
            Target("memory of the answering process, peak, MB", size.memory_peak, 1200),
            Target("answer p95, ms", size.answer.p95, 120),
            *(Target(f"{name}, p95, ms", spread.p95, 100) for name, spread in size.measures.items()),
        ]
        tenth = [other for other in sizes if abs(other.passages * 10 - size.passages) < size.passages * 0.3]
        if tenth:
            found.append(
                Target("query median over that of a tenth", ratio(size.query.median, tenth[0].query.median), 2)
            )
    return found


def ratio(one: float, other: float) -> float:
    """``one`` over ``other``; 0 when there is nothing to divide by."""
    return one / other if other else 0.0


def in_short(size: Size) -> str:
    """The chief figures of a size in one line, for those who watch a bench run."""
    return (
        f"{size.name}: query {size.query.median:.1f} ms, p95 {size.query.p95:.1f} (bare {size.bare_query.median:.1f}, "
        f"{size.bare_query.p95:.1f}); answer {size.answer.median:.1f}, p95 {size.answer.p95:.1f}; "
        f"ingest {size.ingest_rate:,.0f} a second (bare {size.bare_rate:,.0f}); memory {size.memory_peak:,.0f} MB"
    )
