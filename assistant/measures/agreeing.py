"""Measures that several documents state alike are one measure with several sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.measure import FiledMeasure, Measure, Range

FIGURES = ("rate", "amount", "per", "cap", "floor", "minimum_investment", "maximum_investment", "currency")
TELLING = ("rate", "amount", "cap", "minimum_investment")
ENOUGH = 2
"""Equal figures by which measures of different names are one."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A measure, and those of other documents that say the same."""

    filed: FiledMeasure
    also: tuple[FiledMeasure, ...] = ()


def agreed(measures: Sequence[FiledMeasure]) -> list[Agreed]:
    """Measures in their order, each with those of other documents that agree with it; official and sure ones lead."""
    groups: list[list[FiledMeasure]] = []
    for filed in measures:
        own = next((group for group in groups if all(same(filed, other) for other in group)), None)
        if own is None:
            groups.append([filed])
        else:
            own.append(filed)
    found = []
    for group in groups:
        first, *rest = sorted(group, key=_standing)
        found.append(Agreed(first, tuple(rest)))
    return found


def _standing(filed: FiledMeasure) -> tuple[bool, int, float]:
    measure = filed.measure
    said = sum(getattr(measure, name) is not None for name in FIGURES)
    return (not measure.official, -said, -measure.confidence)


def same(one: FiledMeasure, other: FiledMeasure) -> bool:
    """Whether two documents state the same measure: one place and instrument, no figure that differs, enough that agree."""
    first, second = one.measure, other.measure
    if first.document_id == second.document_id:
        return False
    if first.jurisdiction != second.jurisdiction or first.instrument is not second.instrument:
        return False
    equal = 0
    for name in FIGURES:
        mine, theirs = _figure(first, name), _figure(second, name)
        if mine is None or theirs is None:
            continue
        if mine != theirs:
            return False
        equal += name in TELLING
    return equal >= ENOUGH or (equal > 0 and bool(names_of(first) & names_of(second)))


def names_of(measure: Measure) -> set[str]:
    """The programme's names, folded."""
    names = (measure.programme, measure.programme_en, measure.programme_zh)
    return {name.casefold().strip() for name in names if name}


def _figure(measure: Measure, name: str) -> object:
    value = getattr(measure, name)
    # "Up to 20%" and "20%" are one figure, said with more or less care.
    return value.high if isinstance(value, Range) and value.high is not None else value
