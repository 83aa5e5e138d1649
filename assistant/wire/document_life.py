"""The life of documents as JSON: their versions, what changed between two of them, and how far a deletion has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel, Field

from assistant.catalogue.history import VersionFact
from assistant.catalogue.purging import Purge
from assistant.differences.values import Difference, Fate, FieldChange, Place
from assistant.domain import Kind
from assistant.wire.documents import SummaryOut


class VersionOut(BaseModel):
    """A version of a document."""

    version: int
    created_at: datetime = Field(description="When it was taken in, UTC.")
    title: str
    published: str | None
    valid_until: str | None
    characters: int
    served: bool = Field(description="Whether answers come from it.")
    deleted: bool = Field(description="Whether its words were deleted for good.")


class VersionsOut(BaseModel):
    """The versions of a document, the newest first."""

    document_id: str
    versions: list[VersionOut]

    @classmethod
    def of(cls, document_id: str, found: Iterable[VersionFact]) -> VersionsOut:
        """From the catalogue's values."""
        return cls(
            document_id=document_id,
            versions=[
                VersionOut(
                    version=fact.version,
                    created_at=fact.created_at,
                    title=fact.title,
                    published=fact.published,
                    valid_until=fact.valid_until,
                    characters=fact.characters,
                    served=fact.served,
                    deleted=fact.deleted,
                )
                for fact in found
            ],
        )


class PurgeOut(BaseModel):
    """How far the deletion of a document has come."""

    document_id: str
    asked_at: datetime = Field(description="Since when it is in no answer and its words are out of the catalogue.")
    done_at: datetime | None = Field(description="When nothing was left in any file; null while that goes on.")

    @classmethod
    def of(cls, purge: Purge) -> PurgeOut:
        """From the catalogue's value."""
        return cls(document_id=purge.document_id, asked_at=purge.asked_at, done_at=purge.done_at)


class FigureChangeOut(BaseModel):
    """A number, amount, percentage or date that is another one."""

    kind: str = Field(description="`money`, `percent`, `date` or `number`.")
    old: str | None = Field(description="As the earlier version writes it; null where it has none.")
    new: str | None
    section: str | None
    context: str = Field(description="The words around it.")


class FieldChangeOut(BaseModel):
    """A value that is another one."""

    field: str
    old: str | None
    new: str | None

    @classmethod
    def of(cls, change: FieldChange) -> FieldChangeOut:
        """From the difference's value."""
        return cls(field=change.field, old=change.old, new=change.new)


class MeasureChangeOut(BaseModel):
    """A measure that was added or removed, or whose values are others."""

    fate: Fate
    programme: str
    jurisdiction: str
    instrument: str
    fields: list[FieldChangeOut]


class WordsOut(BaseModel):
    """A run of words that stayed, was removed or was added."""

    fate: Fate
    text: str


class PlaceOut(BaseModel):
    """Where a paragraph stands in its version."""

    section: str | None
    page: int | None
    start: int
    end: int

    @classmethod
    def of(cls, place: Place | None) -> PlaceOut | None:
        """From the difference's value."""
        if place is None:
            return None
        return cls(section=place.section, page=place.page, start=place.start, end=place.end)


class TextChangeOut(BaseModel):
    """A paragraph, item, heading or row that was added, removed or changed."""

    fate: Fate
    words: list[WordsOut] = Field(
        description="Without the added ones they are the old paragraph, without the removed the new."
    )
    old: PlaceOut | None
    new: PlaceOut | None


class DifferenceOut(BaseModel):
    """What changed from one version of a document to another; figures and measures first."""

    document_id: str
    old_version: int
    new_version: int
    figures: list[FigureChangeOut]
    measures: list[MeasureChangeOut]
    facts: list[FieldChangeOut] = Field(description="What is known of the document apart from its words.")
    changes: list[TextChangeOut]
    unchanged: int = Field(description="Paragraphs that stayed as they were.")

    @classmethod
    def of(cls, found: Difference) -> DifferenceOut:
        """From the difference."""
        return cls(
            document_id=found.document_id,
            old_version=found.old_version,
            new_version=found.new_version,
            figures=[
                FigureChangeOut(kind=one.kind, old=one.old, new=one.new, section=one.section, context=one.context)
                for one in found.figures
            ],
            measures=[
                MeasureChangeOut(
                    fate=one.fate,
                    programme=one.programme,
                    jurisdiction=one.jurisdiction,
                    instrument=one.instrument,
                    fields=[FieldChangeOut.of(field) for field in one.fields],
                )
                for one in found.measures
            ],
            facts=[FieldChangeOut.of(fact) for fact in found.facts],
            changes=[
                TextChangeOut(
                    fate=one.fate,
                    words=[WordsOut(fate=words.fate, text=words.text) for words in one.words],
                    old=PlaceOut.of(one.old),
                    new=PlaceOut.of(one.new),
                )
                for one in found.changes
            ],
            unchanged=found.unchanged,
        )


def narrowed(
    found: Iterable[SummaryOut],
    *,
    kinds: Iterable[Kind] = (),
    jurisdictions: Iterable[str] = (),
    lapsed: bool | None = None,
    superseded: bool | None = None,
    duplicates: bool | None = None,
) -> list[SummaryOut]:
    """The documents of a list that are of these kinds and places (empty: of all), and in these states (None: in either)."""
    of_kinds, of_places = set(kinds), {code.upper() for code in jurisdictions}
    return [
        one
        for one in found
        if (not of_kinds or one.kind in of_kinds)
        and (not of_places or of_places & set(one.jurisdictions))
        and lapsed in {None, one.lapsed}
        and superseded in {None, one.superseded_by is not None}
        and duplicates in {None, one.duplicated}
    ]
