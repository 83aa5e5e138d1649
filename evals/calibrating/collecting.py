"""What is learned from: questions with their evidence, and which of it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.evidence import Evidence
from assistant.answering.features import Reading
from assistant.answering.measuring import MeasuringAnswerer
from assistant.answering.quoting import QuotingAnswerer
from assistant.bootstrap import Advisory, open_advisory
from assistant.domain import Access, Hit, Outcome
from assistant.protocols import Query
from assistant.settings import Settings
from evals.errors import EvalError
from evals.facts import holds
from evals.outside.nomiracl import LANGUAGES, Item, OnlyTheirs, name_of_text
from evals.outside.reading import read_rows
from evals.outside.systems import open_pools
from evals.samples import Sample, load_samples

GOLDEN = "golden"


@dataclass(frozen=True, slots=True)
class Example:
    """A question with all its evidence."""

    group: str
    """Where it comes from: ``golden`` or the outside data's name."""
    query: Query
    reading: Reading
    hits: tuple[Hit, ...]
    evidence: tuple[Evidence, ...]
    answerable: bool
    answers: tuple[frozenset[int], ...] = ()
    """For each piece of evidence the facts asked for that it holds; empty when facts are not known."""


def from_golden(settings: Settings, progress: Callable[[int, int], None]) -> Iterator[Example]:
    """The dev samples of one turn that are asked of the documents; the others are decided by other means."""
    samples = [
        sample
        for sample in load_samples()
        if sample.split == "dev"
        and not sample.turns
        and sample.outcome in {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED, Outcome.NO_SUPPORT}
    ]
    with open_advisory(settings) as advisory:
        if not advisory.words.count():
            raise EvalError("There is nothing to answer from. Ingest the corpus first: goglobal ingest corpus")
        for place, sample in enumerate(samples, start=1):
            query, reading, hits, evidence = _read(advisory, sample.question)
            if evidence:
                answers = tuple(_facts_of(sample, item) for item in evidence)
                answerable = sample.outcome is not Outcome.NO_SUPPORT
                yield Example(GOLDEN, query, reading, hits, evidence, answerable, answers)
            progress(place, len(samples))


def from_nomiracl(data: Path, settings: Settings, progress: Callable[[int, int], None]) -> Iterator[Example]:
    """The questions of NoMIRACL's part ``tune`` over their own passages.

    Raises:
        EvalError: the data cannot be used.
    """
    with open_pools(settings) as pools:
        for language in LANGUAGES:
            rows = read_rows(data, f"nomiracl-{language}.jsonl", Item)
            items = [item for item in rows if item.split == "tune"]
            with pools.own() as own:
                own.ingest({name_of_text(text): text for item in items for text in item.passages}.items())
                assistant = own.advisory.assistant
                retriever = OnlyTheirs(assistant._retriever, own)
                assistant._retriever = retriever
                for place, item in enumerate(items, start=1):
                    names = map(name_of_text, item.passages)
                    retriever.allowed = frozenset(own.ids[name] for name in names if name in own.ids)
                    query, reading, hits, evidence = _read(own.advisory, item.question)
                    if evidence:
                        yield Example(f"nomiracl-{language}", query, reading, hits, evidence, item.answerable)
                    progress(place, len(items))


def _read(advisory: Advisory, question: str) -> tuple[Query, Reading, tuple[Hit, ...], tuple[Evidence, ...]]:
    # The assistant shows its parts to nobody else: what is learned from must be what it answers from.
    assistant = advisory.assistant
    answerer = assistant._answerer
    if isinstance(answerer, MeasuringAnswerer):
        answerer = answerer.quoting
    if not isinstance(answerer, QuotingAnswerer):
        raise EvalError("Only the quoting answerer goes by what is learned here.")
    query = assistant._understanding.query(question, access=Access.STAFF)
    hits = tuple(assistant._retriever.retrieve(query, k=assistant._top_k))
    reading, evidence = answerer.read(query, hits)
    return query, reading, hits, tuple(evidence)


def _facts_of(sample: Sample, item: Evidence) -> frozenset[int]:
    if item.passage.document_id not in sample.documents:
        return frozenset()
    text = f"{item.words} {item.passage.header_text}"
    return frozenset(place for place, group in enumerate(sample.facts) if any(holds(text, fact) for fact in group))


def answering(examples: Sequence[Example]) -> list[Example]:
    """The examples from which sentences are learned: those with a fact in some sentence."""
    return [example for example in examples if any(example.answers)]
