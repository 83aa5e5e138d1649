"""What became of the measures of a document: old rate and new rate, old day and new day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.differences.values import Fate, FieldChange, MeasureChange
from assistant.measure import Measure, Range

FIELDS = (
    "rate", "rate_of", "amount", "per", "cap", "floor", "minimum_investment", "maximum_investment", "budget", "starts",
    "ends", "opens", "closes", "applies_to",
)  # fmt: skip
"""Fields that are compared, the most telling first."""
IN_CURRENCY = frozenset({"amount", "cap", "floor", "minimum_investment", "maximum_investment", "budget"})


def compare_measures(old: Sequence[Measure], new: Sequence[Measure]) -> tuple[MeasureChange, ...]:
    """The measures that are others. Which is which is told by place, instrument and programme, then by common values."""
    left = list(old)
    changes = []
    for measure in _told_first(new, old):
        before = _before(measure, left)
        if before is None:
            changes.append(_change(Fate.ADDED, None, measure))
            continue
        left.remove(before)
        if _said(before) != _said(measure):
            changes.append(_change(Fate.CHANGED, before, measure))
    changes.extend(_change(Fate.REMOVED, before, None) for before in left)
    return tuple(changes)


def _told_first(new: Sequence[Measure], old: Sequence[Measure]) -> list[Measure]:
    """Those that stayed the same first, so that no changed one takes their place."""
    known = {(_name(measure), tuple(_said(measure).items())) for measure in old}
    return sorted(new, key=lambda measure: (_name(measure), tuple(_said(measure).items())) not in known)


def _before(measure: Measure, candidates: Sequence[Measure]) -> Measure | None:
    alike = [other for other in candidates if _name(other) == _name(measure)]
    said = _said(measure)
    return max(alike, key=lambda other: len(_said(other).items() & said.items()), default=None)


def _name(measure: Measure) -> tuple[str, str, str]:
    return (measure.jurisdiction, measure.instrument.value, measure.programme.casefold())


def _said(measure: Measure) -> dict[str, str]:
    return {name: value for name in FIELDS if (value := _written(measure, name)) is not None}


def _change(fate: Fate, before: Measure | None, after: Measure | None) -> MeasureChange:
    measure = after or before
    assert measure is not None
    old, new = (_said(one) if one is not None else {} for one in (before, after))
    fields = tuple(FieldChange(name, old.get(name), new.get(name)) for name in FIELDS if old.get(name) != new.get(name))
    return MeasureChange(fate, measure.programme, measure.jurisdiction, measure.instrument.value, fields)


def _written(measure: Measure, name: str) -> str | None:
    value = getattr(measure, name)
    if value is None or value == "":
        return None
    unit = "%" if name == "rate" else ""
    currency = f"{measure.currency} " if name in IN_CURRENCY and measure.currency else ""
    if isinstance(value, Range):
        return "–".join(_range(value, currency, unit))
    return f"{currency}{value:,f}{unit}" if isinstance(value, Decimal) else str(value)


def _range(value: Range, currency: str, unit: str) -> Iterator[str]:
    low, high = (None if bound is None else f"{currency}{bound:,f}{unit}" for bound in (value.low, value.high))
    if low is None or high is None:
        yield f"≤ {high}" if low is None else f"≥ {low}"
        return
    yield low
    if high != low:
        yield high
