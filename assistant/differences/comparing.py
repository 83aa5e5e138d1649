"""From two versions of a document to all that changed between them."""

from __future__ import annotations

from assistant.catalogue.documents import Documents
from assistant.differences.aligning import align
from assistant.differences.figures import changed_figures
from assistant.differences.measures import compare_measures
from assistant.differences.values import Difference, Fate, FieldChange, FigureChange, Place, TextChange, Words
from assistant.differences.words import compare_words
from assistant.domain import Access, Block, BlockKind, Document, Metadata
from assistant.errors import NothingToCompare
from assistant.measures.extraction import extract

FACTS = (
    "title", "kind", "jurisdictions", "topics", "publisher", "published", "valid_from", "valid_until", "language",
    "reference", "confidence", "access",
)  # fmt: skip


def compare(old: Document, new: Document) -> Difference:
    """What changed from one version of a document to another, in either order of their numbers.

    Measures are read out of both texts anew, so that old and new values come from the same reading.
    """
    olds, news = (_texts(document) for document in (old, new))
    changes: list[TextChange] = []
    figures: list[FigureChange] = []
    unchanged = 0
    for one, other in align(olds, news):
        before = None if one is None else old.blocks[one]
        after = None if other is None else new.blocks[other]
        was = "" if one is None else olds[one]
        now = "" if other is None else news[other]
        if before is not None and after is not None:
            if was == now:
                unchanged += 1
                continue
            figures.extend(changed_figures(was, now, section=_section(after)))
            changes.append(TextChange(Fate.CHANGED, compare_words(was, now), _place(before), _place(after)))
        elif before is not None:
            changes.append(TextChange(Fate.REMOVED, (Words(Fate.REMOVED, was),), _place(before), None))
        elif after is not None:
            changes.append(TextChange(Fate.ADDED, (Words(Fate.ADDED, now),), None, _place(after)))
    return Difference(
        document_id=new.id,
        old_version=old.version,
        new_version=new.version,
        figures=tuple(figures),
        measures=compare_measures(extract(old), extract(new)),
        facts=_facts(old.metadata, new.metadata),
        changes=tuple(changes),
        unchanged=unchanged,
    )


def compare_versions(
    documents: Documents, document_id: str, old: int | None, new: int | None, *, access: Access
) -> Difference:
    """What changed between two versions of a document; from the one before the present to the present, if none is named.

    Raises:
        UnknownDocument: no such document or version, or one that the caller may not read.
        PurgedDocument: it has been deleted for good.
        NothingToCompare: no versions are named, and there is but one.
    """
    later = documents.get(document_id, version=new, access=access).document
    if old is None and later.version == 1:
        raise NothingToCompare(document_id)
    earlier = documents.get(document_id, version=later.version - 1 if old is None else old, access=access).document
    return compare(earlier, later)


def _texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def _place(block: Block) -> Place:
    return Place(_section(block), block.page, block.start, block.end)


def _section(block: Block) -> str | None:
    above = block.headings[:-1] if block.kind is BlockKind.HEADING else block.headings
    return above[-1] if above else None


def _facts(old: Metadata, new: Metadata) -> tuple[FieldChange, ...]:
    found = ((name, _said(getattr(old, name)), _said(getattr(new, name))) for name in FACTS)
    return tuple(FieldChange(name, was, now) for name, was, now in found if was != now)


def _said(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return None if value is None else str(value)
