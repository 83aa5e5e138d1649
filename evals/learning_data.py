"""The lists of candidates that ranking is learned from: the golden set's dev samples, and the part ``tune`` of outside data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from assistant.bootstrap import Advisory
from assistant.domain import Hit
from assistant.settings import Settings
from evals.learning import READER, CandidateList, candidate_list
from evals.outside import doc2dial, xquad
from evals.outside.reading import read_rows
from evals.outside.systems import OwnSystem, open_pools
from evals.samples import Sample

EVERY = 3
"""One outside question in so many is taken: more change nothing and cost minutes."""

Progress = Callable[[str], None]


def golden_lists(advisory: Advisory, samples: Sequence[Sample]) -> Iterator[tuple[str, CandidateList]]:
    """Lists of the dev samples that name documents and stand on their own, by language; documents are what is ranked."""
    understanding = advisory.assistant._understanding
    for sample in samples:
        if sample.split != "dev" or sample.turns or not sample.documents:
            continue
        query = understanding.query(sample.question, access=READER)
        relevant = partial(_of_documents, frozenset(sample.documents))
        found = candidate_list(advisory.retriever, query, relevant=relevant, unit=_document)
        if len(found.units):
            yield f"golden {sample.language}", found


def _of_documents(documents: frozenset[str], hit: Hit) -> bool:
    return hit.passage.document_id in documents


def _document(hit: Hit) -> str:
    return hit.passage.document_id


def _passage(hit: Hit) -> str:
    return hit.passage.id


def outside_lists(data: Path, settings: Settings) -> Iterator[tuple[str, CandidateList]]:
    """Lists of parallel paragraphs within and across languages, and of dialogues over official pages: part ``tune``."""
    with open_pools(settings) as pools:
        for language in xquad.LANGUAGES:
            with pools.own() as own:
                yield from _paragraphs(own, data, language)
        with pools.own() as own:
            yield from _dialogues(own, data)


def _paragraphs(own: OwnSystem, data: Path, language: xquad.Language) -> Iterator[tuple[str, CandidateList]]:
    paragraphs = read_rows(data, xquad.PARAGRAPHS, xquad.Paragraph)
    own.ingest((paragraph.id, paragraph.en if language == "en" else paragraph.zh) for paragraph in paragraphs)
    questions = [row for row in read_rows(data, xquad.QUESTIONS, xquad.Question) if row.split == "tune"]
    for question in questions[::EVERY]:
        for asked, words in (("en", question.en), ("zh", question.zh)):
            query = own.advisory.assistant._understanding.query(words, access=READER)
            relevant = partial(_of_documents, frozenset({own.ids[question.paragraph]}))
            found = candidate_list(own.advisory.retriever, query, relevant=relevant, unit=_document)
            if len(found.units):
                yield f"xquad {asked}→{language}", found


def _dialogues(own: OwnSystem, data: Path) -> Iterator[tuple[str, CandidateList]]:
    pages = read_rows(data, doc2dial.DOCUMENTS, doc2dial.Page)
    own.ingest((page.id, page.text) for page in pages)
    turns = [turn for turn in read_rows(data, doc2dial.TURNS, doc2dial.Turn) if turn.split == "tune"]
    for turn in turns[:: doc2dial.EVERY * EVERY]:
        for name, words in doc2dial.INPUTS.items():
            query = own.advisory.assistant._understanding.query(words(turn), access=READER)
            found = candidate_list(own.advisory.retriever, query, relevant=partial(_covers, own, turn), unit=_passage)
            if len(found.units):
                yield f"doc2dial {name}", found


def _covers(own: OwnSystem, turn: doc2dial.Turn, hit: Hit) -> bool:
    return doc2dial.covers(own.found(hit), turn)
