"""When measures hold: lapsed, soon to lapse, in force, not yet; by their own dates, else by their document's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.dates import first_day, last_day, replacing
from assistant.domain import Metadata
from assistant.measure import FiledMeasure

SOON = timedelta(days=90)


class Status(StrEnum):
    """Where a day stands in the life of a measure or document."""

    LAPSED = "lapsed"
    SOON_LAPSING = "soon_lapsing"
    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    UNDATED = "undated"


class Moment(StrEnum):
    """What happens on a day."""

    STARTS = "starts"
    ENDS = "ends"
    OPENS = "opens"
    CLOSES = "closes"


@dataclass(frozen=True, slots=True)
class Validity:
    """From when until when something holds, as far as it is said, in partial ISO dates."""

    starts: str | None
    ends: str | None
    of_document: bool
    """Whether the dates are the document's, since the measure has none of its own."""


def validity_of(filed: FiledMeasure) -> Validity:
    """A measure's own dates; the document's where it has none."""
    measure = filed.measure
    if measure.starts or measure.ends:
        return Validity(measure.starts, measure.ends, of_document=False)
    return Validity(filed.metadata.valid_from, filed.metadata.valid_until, of_document=True)


def status_of(filed: FiledMeasure, *, on: date, soon: timedelta = SOON) -> Status:
    """Where a day stands in the life of a measure; closed applications count as lapsed, for nobody can get in.

    So does what stands in a document that another one has replaced.
    """
    measure = filed.measure
    if replacing(filed.metadata, on=on) is not None:
        return Status.LAPSED
    validity = validity_of(filed)
    found = status_between(validity.starts, validity.ends, on=on, soon=soon)
    if measure.closes is None or found in {Status.LAPSED, Status.NOT_YET}:
        return found
    applying = status_between(None, measure.closes, on=on, soon=soon)
    return found if applying is Status.IN_FORCE else applying


def status_of_document(metadata: Metadata, *, on: date, soon: timedelta = SOON) -> Status:
    """Where a day stands in the life of a document."""
    return status_between(metadata.valid_from, metadata.valid_until, on=on, soon=soon)


def status_between(starts: str | None, ends: str | None, *, on: date, soon: timedelta = SOON) -> Status:
    """Where a day stands between two partial dates, both included."""
    if ends is not None and last_day(ends) < on:
        return Status.LAPSED
    if starts is not None and first_day(starts) > on:
        return Status.NOT_YET
    if ends is not None and last_day(ends) <= on + soon:
        return Status.SOON_LAPSING
    return Status.IN_FORCE if starts or ends else Status.UNDATED


def day_of(moment: Moment, partial: str) -> date:
    """The day on which something happens that is dated in part: beginnings on the first day, ends on the last."""
    return first_day(partial) if moment in {Moment.STARTS, Moment.OPENS} else last_day(partial)


def without_superseded(measures: Sequence[FiledMeasure], *, on: date) -> list[FiledMeasure]:
    """The measures without the earlier steps of a rate that has been raised or lowered by a day: ``10% | 18% | 25%``.

    Steps are lines of one statement, such as a row of a table, that begin on different days and have no end of their own.
    """
    latest: dict[object, str] = {}
    for filed in measures:
        starts = filed.measure.starts
        if starts is not None and filed.measure.ends is None and first_day(starts) <= on:
            key = _steps_of(filed)
            latest[key] = max(latest.get(key, starts), starts)
    return [
        filed
        for filed in measures
        if filed.measure.ends is not None
        or filed.measure.starts is None
        or first_day(filed.measure.starts) > on
        or filed.measure.starts == latest[_steps_of(filed)]
    ]


def steps_on(measures: Sequence[FiledMeasure], *, on: date) -> list[FiledMeasure]:
    """The measures with only the step of the day of what is raised or lowered step by step; all steps where none has begun."""
    kept = without_superseded(measures, on=on)
    begun = {
        _steps_of(filed) for filed in kept if (starts := filed.measure.starts) is not None and first_day(starts) <= on
    }
    return [
        filed
        for filed in kept
        if filed.measure.ends is not None
        or filed.measure.starts is None
        or first_day(filed.measure.starts) <= on
        or _steps_of(filed) not in begun
    ]


def _steps_of(filed: FiledMeasure) -> object:
    measure = filed.measure
    return (measure.document_id, measure.version, measure.instrument, measure.jurisdiction, measure.spans[0])
