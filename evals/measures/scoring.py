"""Precision and recall of the fields of measures that were read, with a reason for everything that is not right.

Within a document each measure that was read has at most one gold partner (see :mod:`evals.measures.matching`). Of a pair,
a field is right when both hold the same value; where they differ it is wrong once for precision and once for recall. A
measure without a partner counts against precision with all its fields, a gold one against recall.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.measure import Measure
from evals.measures.fields import DATES, FIELDS, HEADLINE, Value, same, shown, values_of
from evals.measures.gold import GoldDocument, GoldMeasure, check_quotes
from evals.measures.matching import Matching, match


class Reading(NamedTuple):
    """A gold document with its text and what was read from it."""

    gold: GoldDocument
    language: str
    text: str
    read: Sequence[Measure]


@dataclass(slots=True)
class Count:
    """How often a field was right, read and expected."""

    right: int = 0
    read: int = 0
    expected: int = 0

    def add(self, other: Count) -> None:
        """Count what another counted too."""
        self.right += other.right
        self.read += other.read
        self.expected += other.expected

    @property
    def precision(self) -> float | None:
        """Share of what was read that is right; None when nothing was read."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """Share of what should be read that was; None when nothing should be."""
        return self.right / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is not right, and why."""

    document: str
    measure: str
    """Id of the gold measure, or of the one that was read when there is none for it."""
    field: str | None
    """None when a whole measure is missed or surplus."""
    expected: str
    found: str
    words: str

    @property
    def line(self) -> str:
        """The miss in one line."""
        what = (
            f"{self.field}: expected {self.expected}, read {self.found}" if self.field else self.expected or self.found
        )
        return f"{self.document} · {self.measure} · {what} · “{self.words}”"


@dataclass(slots=True)
class Score:
    """What was counted, over one document or many."""

    documents: int = 0
    fields: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    records: Count = field(default_factory=Count)
    """Measures that have a partner, as against those read and expected."""
    whole: int = 0
    """Gold measures whose headline fields are all right."""
    misses: list[Miss] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count what another counted too."""
        self.documents += other.documents
        for name, count in other.fields.items():
            self.fields[name].add(count)
        self.records.add(other.records)
        self.whole += other.whole
        self.misses += other.misses

    def over(self, names: Iterable[str]) -> Count:
        """Several fields counted as one."""
        total = Count()
        for name in names:
            total.add(self.fields[name])
        return total

    @property
    def headline(self) -> Count:
        """All fields that the overall figure is made of."""
        return self.over(HEADLINE)

    @property
    def dates(self) -> Count:
        """The four dates as one."""
        return self.over(DATES)


@dataclass(frozen=True, slots=True)
class Figures:
    """The scores of a run: all documents as one, each language, and the mean over documents."""

    total: Score
    languages: dict[str, Score]
    macro_precision: float | None
    """Mean over the documents that something was read from."""
    macro_recall: float | None
    """Mean over the documents that there is something to read from."""


def score_all(readings: Sequence[Reading]) -> Figures:
    """Score what was read from several documents."""
    total, scores = Score(), []
    languages: dict[str, Score] = {}
    for reading in readings:
        one = score_document(reading)
        scores.append(one)
        total.add(one)
        languages.setdefault(reading.language, Score()).add(one)
    precisions = [one.headline.precision for one in scores if one.headline.precision is not None]
    recalls = [one.headline.recall for one in scores if one.headline.recall is not None]
    return Figures(
        total,
        dict(sorted(languages.items())),
        sum(precisions) / len(precisions) if precisions else None,
        sum(recalls) / len(recalls) if recalls else None,
    )


def score_document(reading: Reading) -> Score:
    """Score what was read from one document."""
    matching = match(reading.read, reading.gold, reading.text)
    score = Score(documents=1)
    score.records.add(_records(matching))
    for gold, read in matching.pairs:
        before = len(score.misses)
        _score_pair(score, reading, gold, read)
        wrong = {miss.field for miss in score.misses[before:]}
        score.whole += not wrong & set(HEADLINE)
    for gold in matching.missed:
        for name in gold.values():
            score.fields[name].expected += 1
        score.misses.append(_miss(reading, gold.id, gold.quotes[0], expected=f"missed: {described(gold.values())}"))
    for read in matching.surplus:
        values = values_of(read)
        for name in values:
            score.fields[name].read += 1
        words = _words(read, reading.text)
        score.misses.append(_miss(reading, read.id, words, found=f"surplus: {described(values)}"))
    return score


def described(values: dict[str, Value]) -> str:
    """All values of a measure in a line."""
    return ", ".join(f"{name} {shown(values[name])}" for name in FIELDS if name in values)


def check_readings(readings: Sequence[Reading]) -> list[str]:
    """Problems of the gold measures against the texts that were read."""
    return check_quotes([reading.gold for reading in readings], {reading.gold.id: reading.text for reading in readings})


def _records(matching: Matching) -> Count:
    pairs = len(matching.pairs)
    return Count(pairs, pairs + len(matching.surplus), pairs + len(matching.missed))


def _score_pair(score: Score, reading: Reading, gold: GoldMeasure, read: Measure) -> None:
    expected, found = gold.values(), values_of(read)
    for name in FIELDS:
        one, other = expected.get(name), found.get(name)
        if one == other is None:
            continue
        count, allowed = score.fields[name], gold.allowed(name)
        if other is None and None in allowed:
            continue
        fits = other is not None and any(same(name, other, value) for value in (one, *allowed) if value is not None)
        if one is None and fits:
            # The document leaves it open; to have read it is neither right nor wrong.
            continue
        count.right += fits
        count.read += other is not None
        count.expected += one is not None
        if not fits:
            words = gold.quotes[0]
            score.misses.append(_miss(reading, gold.id, words, field=name, expected=shown(one), found=shown(other)))


def _miss(
    reading: Reading, measure: str, words: str, *, field: str | None = None, expected: str = "", found: str = ""
) -> Miss:
    return Miss(reading.gold.id, measure, field, expected, found, words)


def _words(read: Measure, text: str) -> str:
    return text[read.spans[0].start : read.spans[0].end] if read.spans else ""
