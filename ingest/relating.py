"""What the documents of a run are to others: nearly the same, perhaps a new edition, or said to replace one that is not there."""

from __future__ import annotations

from pathlib import PurePosixPath

from assistant.catalogue.documents import Documents
from assistant.catalogue.similarity import Pair, SimilarDocument
from assistant.dates import first_day
from assistant.language.sketching import STATE, sketch_of
from ingest.identity import is_gone
from ingest.report import Failure, Hint, IngestReport, Similar

SAME_WORDS = 0.8
"""Similarity from which two files of different formats are taken for the same text."""


def note_relations(report: IngestReport, documents: Documents) -> None:
    """Add to a report which of its new and changed documents are like others, and which name documents that nobody knows.

    It looks through the whole catalogue: of a call that consists of many runs, it is for the whole.
    """
    sketch_all(documents)
    changed = [*report.added, *report.updated]
    if changed:
        pairs = documents.similarities.pairs(changed)
        present = set(report.added)
        # Two documents of one run are named once, from the side of the one that came later.
        seen: set[frozenset[str]] = set()
        for pair in sorted(pairs, key=lambda pair: pair.document.document_id not in present):
            names = frozenset({pair.document.document_id, pair.other.document_id})
            if names not in seen:
                seen.add(names)
                report.similar.append(_similar(_later_first(pair)))
    taken = {*changed, *report.unchanged, *report.moved}
    for target in documents.supersedings.unknown(taken):
        reason = f"names {target.named!r} in supersedes or superseded_by, which is not in the catalogue"
        report.failed.append(Failure(target.source, reason, "Add it, or mend the id."))


def sketch_all(documents: Documents) -> None:
    """Sketch the documents that have none yet, as after an update of the code that makes sketches."""
    for document_pk, version, text in documents.similarities.wanting(STATE):
        documents.similarities.put(document_pk, version, sketch_of(text))


def _later_first(pair: Pair) -> Pair:
    """The pair with the document first that a reader would take for the news: the one whose file is there, then the later."""
    if is_gone(pair.document.source) or _is_later(pair.other, pair.document):
        return Pair(pair.other, pair.document)
    return pair


def _similar(pair: Pair) -> Similar:
    document, other = pair.document, pair.other
    return Similar(document.document_id, other.document_id, other.title, round(other.similarity, 2), _hint(pair))


def _hint(pair: Pair) -> Hint | None:
    document, other = pair.document, pair.other
    if is_gone(other.source):
        return Hint.RENAMED
    if _is_later(document, other):
        return Hint.NEW_EDITION
    suffixes = {PurePosixPath(found.source).suffix.lower() for found in (document, other)}
    return Hint.OTHER_FORMAT if len(suffixes) == 2 and other.similarity >= SAME_WORDS else None


def _is_later(one: SimilarDocument, other: SimilarDocument) -> bool:
    return bool(one.published and other.published and first_day(one.published) > first_day(other.published))
