"""What a run remembers of each sample: the answer as it came over the wire, what was found, how long it took."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.wire.answers import AnswerOut


class Result(BaseModel):
    """One sample's outcome in one run; ``error`` is set when the system crashed on it."""

    model_config = ConfigDict(frozen=True)

    sample: str
    answer: AnswerOut | None
    ranked: list[str]
    """Ids of the documents found for the standalone question, best first, each once."""
    passages: list[str]
    """Texts of the passages found, best first."""
    checked_quotes: dict[int, bool]
    """By citation number: whether the document's text at the span equals the quote."""
    seconds: float
    error: str | None


class Score(BaseModel):
    """A scorer's value for one sample, with why. ``value`` is None when the scorer does not apply."""

    model_config = ConfigDict(frozen=True)

    value: float | None
    explanation: str


class Judged(BaseModel):
    """A result with all its scores, by metric."""

    model_config = ConfigDict(frozen=True)

    result: Result
    scores: dict[str, Score]


class Run(BaseModel):
    """A whole run: what was run, and every sample's judged result."""

    suite: str
    split: str | None
    """The only split that was asked; None when all were."""
    tag: str | None
    """The only tag that was asked; None when all were."""
    system: str
    started: str
    version: str
    corpus: str
    """Digest over the ids and versions of the documents that the system answers from."""
    settings: dict[str, Any]
    judged: list[Judged]
