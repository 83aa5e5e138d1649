"""Passages with their neighbours in the same section, for readers who want more than the words that were found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.catalogue.documents import Documents
from assistant.domain import Access, Hit, Passage

DEEPEST = 100_000
"""Passages of a document that are looked through."""


def with_neighbours(hits: Sequence[Hit], documents: Documents, *, access: Access, reach: int) -> list[Hit]:
    """Hits whose passages reach over up to ``reach`` neighbours on each side, within their section, page and speaker.

    A widened passage is still an exact slice of its document. A hit that a better one has come to reach over is left out.
    """
    names = list(dict.fromkeys(hit.passage.document_id for hit in hits))
    by_place = {
        (passage.document_id, passage.version, passage.ordinal): passage
        for passage in documents.passages_of(names, access=access, limit=DEEPEST)
    }
    texts = {name: documents.get(name, version=_version(hits, name), access=access).document.text for name in names}
    widened: list[Hit] = []
    for hit in hits:
        if any(_holds(other.passage, hit.passage) for other in widened):
            continue
        run = [hit.passage]
        for step in (-1, 1):
            for away in range(1, reach + 1):
                place = hit.passage.ordinal + step * away
                neighbour = by_place.get((hit.passage.document_id, hit.passage.version, place))
                if neighbour is None or not _same_section(neighbour, hit.passage):
                    break
                run.append(neighbour)
        run.sort(key=lambda passage: passage.ordinal)
        widened.append(replace(hit, passage=_joined(run, texts[hit.passage.document_id])))
    return widened


def _version(hits: Sequence[Hit], name: str) -> int:
    return next(hit.passage.version for hit in hits if hit.passage.document_id == name)


def _holds(one: Passage, other: Passage) -> bool:
    same = (one.document_id, one.version) == (other.document_id, other.version)
    return same and one.start <= other.start and other.end <= one.end


def _same_section(one: Passage, other: Passage) -> bool:
    return (one.headings, one.page, one.speaker) == (other.headings, other.page, other.speaker)


def _joined(run: Sequence[Passage], text: str) -> Passage:
    first, last = run[0], run[-1]
    return replace(
        first,
        text=text[first.start : last.end],
        end=last.end,
        sentences=tuple(sentence for passage in run for sentence in passage.sentences),
    )
