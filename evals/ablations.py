"""What each part of retrieval brings: the same questions with one part taken out at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from assistant.bootstrap import Advisory
from assistant.domain import Access, Hit
from assistant.index.vectors import VectorsIndex
from assistant.index.words import WordsIndex
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary, Translation
from assistant.language.glossary import Glossary
from assistant.protocols import Query, Term, Vectors
from assistant.question.understanding import Understanding
from assistant.retrieval.features import NAMES
from assistant.retrieval.ranking import learned_weights
from assistant.retrieval.retriever import TwoLanguageRetriever

K = 40
WHOLE = "all parts"
PLAIN_FUSION = {"words": 1.0, "vectors": 1.0}
"""Weights without a second stage: the two indexes count the same."""

Ask = Callable[[str], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the documents that answer it, and the groups that its result counts in."""

    text: str
    documents: frozenset[str]
    groups: tuple[str, ...]


class NoDictionary(Dictionary):
    """Knows how common words are, and no translation."""

    def _in_english(self, word: str) -> tuple[Translation, ...]:
        return ()

    def _in_chinese(self, term: str) -> tuple[Translation, ...]:
        return ()


class NotWidened(Crossing):
    """Leaves out other names and near-synonyms."""

    def _widened(self, term: Term) -> Term:
        return term


class NoVectors:
    """A vectors index that finds nothing."""

    def search(self, vector: Vectors, **_: object) -> list[tuple[int, float]]:
        """Nothing."""
        return []


class NoWords:
    """A words index that names nothing by words."""

    def __init__(self, words: WordsIndex) -> None:
        self._words = words

    def search(self, terms: Sequence[Term], **_: object) -> list[tuple[int, float]]:
        """Nothing."""
        return []

    def __getattr__(self, name: str) -> object:
        return getattr(self._words, name)


def variants(advisory: Advisory) -> Iterator[tuple[str, Ask]]:
    """Retrieval as it is, then with one part taken out at a time, each over the same indexes."""
    dictionary = Dictionary(advisory.settings.data_dir / "cache")
    crossing = Crossing(dictionary)

    def ask(
        *,
        using: Crossing = crossing,
        words: object = advisory.words,
        vectors: object = advisory.vectors,
        weights: Mapping[str, float] | None = None,
        change: Callable[[Query], Query] = lambda query: query,
    ) -> Ask:
        understanding = Understanding(using)
        retriever = TwoLanguageRetriever(
            advisory.catalogue.documents,
            cast("WordsIndex", words),
            cast("VectorsIndex", vectors),
            advisory.embedder,
            today=advisory.today,
            weights=weights,
        )
        return lambda text: retriever.retrieve(change(understanding.query(text, access=Access.STAFF)), k=K)

    yield WHOLE, ask()
    yield "without vectors", ask(vectors=NoVectors())
    yield "without words", ask(words=NoWords(advisory.words))
    yield "without the glossary", ask(using=Crossing(dictionary, Glossary((), 0, (), "none")))
    yield "without CC-CEDICT", ask(using=Crossing(NoDictionary(advisory.settings.data_dir / "cache")))
    yield "without near-synonyms and other names", ask(using=NotWidened(dictionary))
    yield "without scope", ask(change=lambda query: replace(query, jurisdictions=(), hinted=(), topics=()))
    yield "without phrases", ask(weights={**learned_weights(), "phrases": 0.0})
    plain = {name: PLAIN_FUSION.get(name, 0.0) for name in NAMES}
    yield "without a second stage", ask(weights=plain)


def measured(ask: Ask, questions: Iterable[Question]) -> dict[str, dict[str, float]]:
    """success@1 and success@5 over documents, by group, with the number of questions."""
    found: dict[str, list[tuple[bool, bool]]] = {}
    for question in questions:
        ranked = list(dict.fromkeys(hit.passage.document_id for hit in ask(question.text)))
        result = (not question.documents.isdisjoint(ranked[:1]), not question.documents.isdisjoint(ranked[:5]))
        for group in question.groups:
            found.setdefault(group, []).append(result)
    return {
        group: {
            "success@1": sum(first for first, _ in results) / len(results),
            "success@5": sum(five for _, five in results) / len(results),
            "n": float(len(results)),
        }
        for group, results in found.items()
    }
