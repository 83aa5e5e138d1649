"""Company reports as PDF: finding the page that the evidence of a question stands on.

Questions and evidence pages from FinanceBench (Islam et al., 2023). The reports are taken in by the product as files
are; a page is found when a passage on it is among the passages of the first five distinct pages. The data is too small
to have parts: all questions count in each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from pydantic import Field

from assistant.domain import Document
from assistant.settings import Settings
from evals.outside.common import Figure, Part, Progress, Searcher, Steps, share, spread
from evals.outside.reading import OutsideDataError, Row, read_rows
from evals.outside.systems import OWN, OwnSystem, Pages, Pools, System, open_pools

QUESTIONS = "pdf-questions.jsonl"
REPORTS = "pdf"

PAGES = 5
DEPTH = 50
"""Passages that are asked for, so that five pages are among them."""


class Evidence(Row):
    """One page that the answer stands on."""

    page: int = Field(ge=1)


class Question(Row):
    """A question on one report."""

    id: str
    document: str
    question: str
    evidence: tuple[Evidence, ...] = Field(min_length=1)


def measure(
    data: Path,
    *,
    settings: Settings,
    system: System,
    part: Part,
    limit: int | None = None,
    progress: Progress | None = None,
) -> list[Figure]:
    """success@5 over pages, with all reports together and with each report alone, and the share of reports taken in.

    Where a question has several evidence pages, one of them is enough.

    Raises:
        EvalError: the data cannot be used, or there is no such system.
    """
    all_questions = read_rows(data, QUESTIONS, Question)
    files = {path.stem: path for path in sorted((data / REPORTS).glob("*.pdf"))}
    for line, question in enumerate(all_questions, start=1):
        if question.document not in files:
            problem = f"there is no file {REPORTS}/{question.document}.pdf"
            raise OutsideDataError(data / QUESTIONS, problem, line=line)
    questions = spread(all_questions, limit)
    steps = Steps(len(files) + 2 * len(questions), progress)
    with open_pools(settings) as pools, pools.own() as reading:
        documents = _read(reading, files, steps)
        ingested = share("reports ingested", [float(name in documents) for name in files])
        found = {name: Pages(document) for name, document in documents.items()}
        with ExitStack() as stack:
            searcher = reading if system == OWN else stack.enter_context(_over(pools, system, documents.values()))
            together = _successes(searcher, questions, documents, found, steps)
        alone: list[float] = []
        for name in sorted({question.document for question in questions}):
            of_report = [question for question in questions if question.document == name]
            held = [documents[name]] if name in documents else []
            with _over(pools, system, held) as searcher:
                alone += _successes(searcher, of_report, documents, found, steps)
    note = steps.note("the data has no parts: all questions")
    return [
        ingested,
        share("all reports together: page success@5", together, note),
        share("one report at a time: page success@5", alone, note),
    ]


def _read(own: OwnSystem, files: Mapping[str, Path], steps: Steps) -> dict[str, Document]:
    """The documents that the pipeline makes of the files, by report; what fails is left out."""
    documents = own.ingest_files(files)
    for _ in files:
        steps.attempt(lambda: None)
    return documents


@contextmanager
def _over(pools: Pools, system: System, documents: Iterable[Document]) -> Iterator[Searcher]:
    """A system over a pool of documents that were read already."""
    with pools.open(system) as searcher:
        if isinstance(searcher, OwnSystem):
            searcher.ingest_files({document.id: Path(document.source) for document in documents})
        else:
            searcher.ingest((document.id, document.text) for document in documents)
        yield searcher


def _successes(
    searcher: Searcher,
    questions: Sequence[Question],
    documents: Mapping[str, Document],
    pages: Mapping[str, Pages],
    steps: Steps,
) -> list[float]:
    by_id = {document.id: pages[name] for name, document in documents.items()}
    values = []
    for question in questions:
        ranked = steps.attempt(partial(_ranked, searcher, question.question, by_id)) or []
        document = documents.get(question.document)
        relevant = {(document.id, evidence.page) for evidence in question.evidence} if document else set()
        values.append(float(any(page in relevant for page in ranked[:PAGES])))
    return values


def _ranked(searcher: Searcher, question: str, pages: Mapping[str, Pages]) -> list[tuple[str, int]]:
    """Pages by their best passage, each once."""
    found = []
    for passage in searcher.retrieve(question, k=DEPTH):
        page = pages[passage.document_id].page_of(passage.start, passage.end)
        if page is not None:
            found.append((passage.document_id, page))
    return list(dict.fromkeys(found))
