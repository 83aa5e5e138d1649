"""Sources that disagree: the same thing said of the same place with other figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from assistant.answering.evidence import Evidence
from assistant.answering.features import quantities_of
from assistant.answering.merging import Statement, words_of
from assistant.dates import replacing
from assistant.domain import Kind
from assistant.language.places import matches_place
from assistant.language.quantities import QuantityKind

SAME_MATTER = 0.5
"""Share of their words (Jaccard, figures left out) from which two sentences speak of the same thing."""
COMPARED = (QuantityKind.MONEY, QuantityKind.PERCENT)

WEIGHT = {Kind.POLICY: 0, Kind.INCENTIVE: 0, Kind.OTHER: 1, Kind.EVENT: 2}
"""Official text weighs more than speech."""


def conflicts_in(statements: Sequence[Statement]) -> list[tuple[Evidence, Evidence]]:
    """Pairs of quoted sentences of different documents that disagree, the weightier first."""
    return [
        (one, other) if weight(one) <= weight(other) else (other, one)
        for one, other in combinations((statement.item for statement in statements), 2)
        if disagree(one, other)
    ]


def disagree(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences give different figures of one kind for one thing."""
    if one.passage.document_id == other.passage.document_id:
        return False
    if not matches_place(one.metadata.jurisdictions, other.metadata.jurisdictions):
        return False
    ours, theirs = _matter(one), _matter(other)
    if not ours or len(ours & theirs) / len(ours | theirs) < SAME_MATTER:
        return False
    return any(
        (left := _figures(one, kind)) and (right := _figures(other, kind)) and not left & right for kind in COMPARED
    )


def settled(one: Evidence, other: Evidence, *, on: date) -> bool:
    """Whether one of two sources replaces the other on a day: then they do not disagree, the later one holds."""
    return any(
        (new := replacing(old.metadata, on=on)) is not None and new.document_id == another.passage.document_id
        for old, another in ((one, other), (other, one))
    )


def weight(item: Evidence) -> int:
    """Place of a source in the order of official text before speech."""
    return WEIGHT[item.metadata.kind]


def _matter(item: Evidence) -> frozenset[str]:
    return frozenset(word for word in words_of(item) if not word[0].isdigit())


def _figures(item: Evidence, kind: QuantityKind) -> frozenset[tuple[str, str, str | None]]:
    return frozenset(quantity.key for quantity in quantities_of(item.words) if quantity.kind is kind)
