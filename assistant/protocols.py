"""The seams: what a part must do for the others, in as few verbs as can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Access, AnswerBlock, Citation, Hit, Kind, Notice, Outcome, Profile

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions), rows of unit length."""


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def fingerprint(self) -> str:
        """Names model and settings; equal fingerprints give equal vectors for equal texts."""

    @property
    def languages(self) -> frozenset[str] | None:
        """Languages that its vectors are good for; None means all."""

    @property
    def replaces_dictionary(self) -> bool:
        """Whether its vectors find across languages all that the dictionary would have found."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, one row each."""

    def embed_question(self, text: str) -> Vectors:
        """Vector of a question, shape (1, dimensions)."""


def knows_chinese(embedder: Embedder) -> bool:
    """Whether an embedder's vectors are good for Chinese text; else it is given the text in English words."""
    return embedder.languages is None or "zh" in embedder.languages


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to say a term, in either language."""

    tokens: tuple[str, ...]
    """Index tokens that must all occur."""
    weight: float
    """How much to trust it, in (0, 1]."""
    words: str
    """As a person would write it, for an embedder."""
    language: str


@dataclass(frozen=True, slots=True)
class Term:
    """One word or name of a question with the ways to say it; a text matches it as well as the best of them."""

    source: str
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0
    """What it counts beside the others."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a caller restricts a search to; an empty field restricts nothing."""

    jurisdictions: tuple[str, ...] = ()
    """A document passes when it is filed under one of these, or under a region or the country of one."""
    topics: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is restricted."""
        return bool(self.jurisdictions or self.topics or self.kinds)


NO_FILTERS = Filters()


class Request(StrEnum):
    """What kind of thing a user wants."""

    QUESTION = "question"
    SMALL_TALK = "small_talk"
    PERSON = "person"
    """Nothing of the documents, but somebody to talk to."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question that is understood: what retrieval and answering work from."""

    text: str
    """The standalone question."""
    language: str
    """Language to answer in, ``zh`` or ``en``."""
    access: Access
    terms: tuple[Term, ...] = ()
    """What is looked for, word by word, in both languages."""
    jurisdictions: tuple[str, ...] = ()
    """Places that the question names: what the answer must be about."""
    hinted: tuple[str, ...] = ()
    """Places that it means by naming their cities: good for ranking, but an answer need not be about them."""
    topics: tuple[str, ...] = ()
    """Topics that its words hint at: good for ranking only."""
    asked: tuple[Term, ...] = ()
    """Those of the terms that the user asks with, when the others only tell what it is about; empty when all ask."""
    only: Filters = NO_FILTERS
    """What the caller allows: nothing else comes back."""
    as_of: date | None = None
    """The day that the question is asked for; today when None."""
    request: Request = Request.QUESTION
    context: tuple[Term, ...] = ()
    """What the turns before a follow-up said, at little weight: good for ranking, but no part of what is asked."""
    profile: Profile | None = None
    """What the company that asks says of itself: for wording an answer, never for its facts."""

    def in_context(self) -> Query:
        """The query that is searched for: its terms, and those of its context."""
        if not self.context:
            return self
        return replace(self, terms=(*self.terms, *self.context), asked=self.asked or self.terms, context=())


class Retriever(Protocol):
    """Finds passages for a question."""

    def retrieve(self, query: Query, *, k: int) -> list[Hit]:
        """Up to ``k`` hits, best first."""


class Reranker(Protocol):
    """Reads a question and passages together, and says how relevant each is: slower than an index, and closer."""

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """How relevant each text is, in [0, 1], in the order of ``texts``.

        Raises:
            RerankerFailed: there is no complete answer; the order of the first stage has to do.
        """

    def close(self) -> None:
        """Let go of what it holds."""


class Rewriter(Protocol):
    """Makes a follow-up into a question that stands for itself, for instance by a chat model."""

    def rewrite(self, question: str, earlier: Sequence[str]) -> str:
        """The standalone form of a question; ``earlier`` standalone questions come oldest first.

        Raises:
            RewriterFailed: there is none; the form that is made without a model has to do.
        """


@dataclass(frozen=True, slots=True)
class Standing:
    """How an answer stands that is written while it is shown."""

    outcome: Outcome
    citations: tuple[Citation, ...]
    """Those of all blocks so far; their numbers stay."""
    notices: tuple[Notice, ...]
    model: str
    dropped: float


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answerer has to say: its outcome and sources at once, its blocks as they are finished.

    When it is written while it is shown, outcome, sources and notices may change with each block: :meth:`now` tells.
    """

    outcome: Outcome
    citations: tuple[Citation, ...]
    blocks: Iterator[AnswerBlock]
    notices: tuple[Notice, ...] = ()
    follow_ups: tuple[str, ...] = ()
    model: str | None = None
    """Who wrote it, when it is not the answerer of that name."""
    dropped: float = 0.0
    """Share of the sentences that a model wrote and that are not shown."""
    standing: Callable[[], Standing] | None = None

    def now(self) -> Draft:
        """The draft as it stands after the blocks that were taken from it so far."""
        if self.standing is None:
            return self
        now = self.standing()
        return replace(
            self,
            outcome=now.outcome,
            citations=now.citations,
            notices=now.notices,
            model=now.model,
            dropped=now.dropped,
        )


class Answerer(Protocol):
    """Makes an answer from hits."""

    @property
    def name(self) -> str:
        """What stands as ``model`` in the answer."""

    def answer(self, query: Query, hits: Sequence[Hit]) -> Draft:
        """An answer whose every statement is cited, or an honest abstention."""


class Frequencies(Protocol):
    """How common words are among the passages."""

    def count(self) -> int:
        """Number of passages."""

    def frequency(self, token: str) -> int:
        """Number of passages that hold an index token."""


class PassageIndex(Protocol):
    """What the follower needs of an index; both indexes are derived from the catalogue and can be deleted."""

    @property
    def name(self) -> str:
        """Names the index in progress reports."""

    @property
    def cursor(self) -> int:
        """Number of the last change of the log that it holds."""

    @property
    def mark(self) -> str:
        """Mark of that change, by which the follower knows that it is the same log."""

    def keep_only(self, versions: Mapping[int, int | None]) -> None:
        """Drop passages of these documents (by number) of other versions than the given one; None drops all."""

    def commit(self, cursor: int, mark: str) -> None:
        """Make everything durable and note how far which log has been applied."""

    def clear(self) -> None:
        """Forget everything; the cursor is 0 afterwards."""

    def count(self) -> int:
        """How many passages it holds."""
