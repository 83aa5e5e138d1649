"""The parts of a difference, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of words, of a paragraph or of a measure."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words of a changed paragraph. Those that are not added make the old one, those not removed the new one."""

    fate: Fate
    """Never ``CHANGED``: a changed word is removed, and another one added."""
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands."""

    section: str | None
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextChange:
    """A paragraph, item, heading or row that was added, removed or changed."""

    fate: Fate
    words: tuple[Words, ...]
    old: Place | None
    """In the earlier version; None when it was added."""
    new: Place | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A number, amount, percentage or date of a changed paragraph, as each version writes it."""

    kind: str
    """``money``, ``percent``, ``date`` or ``number``."""
    old: str | None
    new: str | None
    section: str | None
    context: str
    """The words around it, of the later version where it has them."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value that changed, written out; None where there was none or is none."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """A measure that was added or removed, or whose values changed."""

    fate: Fate
    programme: str
    jurisdiction: str
    instrument: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed from one version of a document to another."""

    document_id: str
    old_version: int
    new_version: int
    figures: tuple[FigureChange, ...]
    measures: tuple[MeasureChange, ...]
    facts: tuple[FieldChange, ...]
    """What is known of the document apart from its words."""
    changes: tuple[TextChange, ...]
    """In the order of the later version, removed paragraphs where they stood."""
    unchanged: int
    """Paragraphs that stayed as they were."""
