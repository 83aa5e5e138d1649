"""Small honest pieces of evidence for tests of answering."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.evidence import Evidence
from assistant.answering.features import NAMES, Features
from assistant.domain import Access, Kind, Metadata, Passage, Sentence, SentenceKind
from assistant.language.places import places_in
from assistant.language.script import language_of
from assistant.protocols import Query


def make_query(text: str) -> Query:
    """A question with its places and no terms."""
    return Query(text=text, language=language_of(text), access=Access.PUBLIC, jurisdictions=places_in(text))


def make_evidence(
    words: str,
    *,
    document: str = "grant",
    places: Sequence[str] = ("EU",),
    kind: Kind = Kind.POLICY,
    score: float = 1.0,
    headings: tuple[str, ...] = (),
    start: int = 0,
    **features: float,
) -> Evidence:
    """One sentence that is its whole passage."""
    end = start + len(words)
    sentence = Sentence(SentenceKind.SENTENCE, start, end)
    passage = Passage(document, 1, 0, words, start, end, headings=headings, sentences=(sentence,))
    metadata = Metadata(title=f"Document {document}", kind=kind, jurisdictions=tuple(places))
    whole = Features(**(dict.fromkeys(NAMES, 0.0) | features))
    return Evidence(passage, metadata, sentence, score, whole, (), (), 0.0)
