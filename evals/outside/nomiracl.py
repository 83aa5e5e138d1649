"""NoMIRACL: telling whether ten passages answer a question at all.

Thakur et al., EMNLP Findings 2024. The passages of all questions of a language are taken in together, since an index for
each question would be slow; but each question is answered from its own ten alone, in the order and with the scores that
retrieval gives them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from pydantic import Field

from assistant.domain import Access, Hit
from assistant.protocols import Query, Retriever
from assistant.settings import Settings
from evals.outside.common import Figure, Part, Progress, Steps, balanced_accuracy, chosen, share
from evals.outside.reading import Row, read_rows
from evals.outside.systems import OwnSystem, Pools, System, only_own, open_pools
from evals.scorers import ANSWERS

LANGUAGES = ("en", "zh")
DEPTH = 100
"""Hits among which a question's own passages are looked for."""


class Item(Row):
    """A question with its passages, judged by people."""

    id: str
    split: Literal["tune", "report"]
    question: str
    passages: tuple[str, ...] = Field(min_length=1)
    answerable: bool


class OnlyTheirs:
    """A retriever that is held to some documents: what it does not find of them comes last, with a score of 0."""

    def __init__(self, retriever: Retriever, own: OwnSystem) -> None:
        self._retriever = retriever
        self._documents = own.advisory.catalogue.documents
        self.allowed: Collection[str] = ()

    def retrieve(self, query: Query, *, k: int) -> list[Hit]:
        """All passages of the allowed documents, whatever ``k`` is."""
        hits = self._retriever.retrieve(query, k=DEPTH)
        found = [hit for hit in hits if hit.passage.document_id in self.allowed]
        missing = sorted(set(self.allowed) - {hit.passage.document_id for hit in found})
        for passage in self._documents.passages_of(missing, access=query.access, limit=DEPTH):
            metadata = self._documents.get(passage.document_id).document.metadata
            found.append(Hit(passage, metadata, 0.0))
        return found


def measure(
    data: Path,
    *,
    settings: Settings,
    system: System,
    part: Part,
    limit: int | None = None,
    progress: Progress | None = None,
) -> list[Figure]:
    """Balanced accuracy of "answerable?", and precision and recall of abstaining, for each language.

    ``limit`` counts for each language.

    Raises:
        EvalError: the data cannot be used, or the system is not the product.
    """
    only_own(system, "nomiracl")
    items = {
        language: chosen(read_rows(data, f"nomiracl-{language}.jsonl", Item), part, limit) for language in LANGUAGES
    }
    steps = Steps(sum(len(of_language) for of_language in items.values()), progress)
    figures: list[Figure] = []
    with open_pools(settings) as pools:
        for language, of_language in items.items():
            figures += _figures(pools, language, of_language, steps)
    return figures


def _figures(pools: Pools, language: str, items: Sequence[Item], steps: Steps) -> list[Figure]:
    before = steps.crashes
    with pools.own() as own:
        own.ingest({name_of_text(text): text for item in items for text in item.passages}.items())
        assistant = own.advisory.assistant
        retriever = OnlyTheirs(assistant._retriever, own)
        # Everything else of the door stays as it is: understanding, answerer, conversation.
        assistant._retriever = retriever
        abstained: list[bool | None] = []
        for item in items:
            retriever.allowed = frozenset(
                own.ids[name] for text in item.passages if (name := name_of_text(text)) in own.ids
            )
            answer = steps.attempt(partial(assistant.answer, item.question, access=Access.STAFF))
            abstained.append(None if answer is None else answer.outcome not in ANSWERS)
    note = steps.note("", since=before)
    judged = list(zip(items, abstained, strict=True))
    return [
        balanced_accuracy(
            f"{language} answerable? balanced accuracy",
            [float(decided is False) for item, decided in judged if item.answerable],
            [float(decided is True) for item, decided in judged if not item.answerable],
            note,
        ),
        share(
            f"{language} abstention precision",
            [float(not item.answerable) for item, decided in judged if decided],
            steps.note("share of its abstentions that are right", since=before),
        ),
        share(
            f"{language} abstention recall",
            [float(decided is True) for item, decided in judged if not item.answerable],
            steps.note("share of the unanswerable questions that it abstains on", since=before),
        ),
    ]


def name_of_text(text: str) -> str:
    """The id under which a passage is taken in: the same for the same text."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]
