"""Runs that reports are made of, and what a browser or a terminal shows of them."""

from __future__ import annotations

import html.parser
import io
from collections.abc import Mapping

from markdown_it import MarkdownIt
from rich.console import Console

from assistant.domain import Outcome
from evals.reports.terminal import print_summary
from evals.results import Judged, Result, Run, Score
from evals.samples import Sample
from evals.scorers import judge
from evals.summary import Summary, summarise
from tests.evals.making import make_answer, make_citation, make_result, make_sample

HOSTILE = (
    "</details></script><script>alert(1)</script><img src=x onerror=alert(2)> | `code` **b** {{ 7*7 }} @all #1 \"'"
)

ADDRESSES = {"href", "src", "xlink:href", "data", "action", "srcset"}

COMMANDS = "\x1b[2J\x00\x07\x9b31m\u202e\ufffe\ud800"

RIGHT = "The region pays 20%, at most EUR 500,000."

GOOD = (RIGHT, [RIGHT])

UNFOUNDED = (RIGHT, ["The region pays 10%."])

INCOMPLETE = ("The region pays 20%.", ["The region pays 20%."])


def make_run(*pairs: tuple[Sample, Result], **values: str) -> tuple[Run, Summary, dict[str, Sample]]:
    """A run of results judged by the real scorers, with its summary and samples by id."""
    judged = []
    for sample, result in pairs:
        ours = result.model_copy(update={"sample": sample.id})
        judged.append(Judged(result=ours, scores=judge(sample, ours)))
    about = {"suite": "full", "system": "goglobal", "started": "2026-11-24T14:05:00+08:00", "version": "1.2"} | values
    run = Run(split=None, tag=None, corpus="c0ffee" * 10, settings={"top_k": 8}, judged=judged, **about)
    samples = {sample.id: sample for sample, _ in pairs}
    return run, summarise(run, samples), samples


def crashed() -> Result:
    return make_result(None, ranked=[], error="ZeroDivisionError: division by zero")


def abstained() -> Result:
    words: tuple[str, list[str]] = ("The documents do not say.", [])
    return make_result(make_answer(words, outcome=Outcome.NO_SUPPORT), ranked=["other"])


def mixed() -> tuple[Run, Summary, dict[str, Sample]]:
    """One sample for each problem, in no order, with one that passed."""
    unanswerable = {"documents": [], "facts": [], "outcome": "no_support", "tags": ["unanswerable"]}
    elsewhere = ["a", "b", "c", "d", "e", "grant"]
    return make_run(
        (make_sample(1), make_result(make_answer(GOOD))),
        (make_sample(2), make_result(make_answer(GOOD), ranked=elsewhere)),
        (make_sample(3, question="补贴多少？", tags=["cross-language"]), make_result(make_answer(INCOMPLETE))),
        (make_sample(4), abstained()),
        (make_sample(5, **unanswerable), make_result(make_answer(GOOD))),
        (make_sample(6), make_result(make_answer(UNFOUNDED))),
        (make_sample(7, turns=["Which region?"]), crashed()),
    )


def hostile() -> tuple[Run, Summary, dict[str, Sample]]:
    """A run in which every word that comes from outside is hostile."""
    words = HOSTILE + COMMANDS
    answer = make_answer((words, [words]), outcome=Outcome.ANSWERED)
    citation = make_citation(1, words).model_copy(update={"title": words, "section": words, "document_id": words})
    # Only values made within the program can hold a lone surrogate; nothing that came over the wire does.
    answer = answer.model_copy(
        update={"notices": [words], "citations": [citation], "standalone_question": words, "language": words}
    )
    sample = make_sample(1).model_copy(
        update={"question": words, "turns": (words,), "facts": ((words,),), "must_not": (words,), "passage": words}
    )
    result = make_result(make_answer(GOOD)).model_copy(update={"answer": answer, "ranked": [words], "error": None})
    crash = make_result(None).model_copy(update={"error": words})
    scores = {"facts": Score(value=0.0, explanation="x").model_copy(update={"explanation": words})}
    run = Run(
        suite="full",
        split=None,
        tag=None,
        system="s",
        started="today",
        version="1",
        corpus="c",
        settings={},
        judged=[
            Judged(result=result, scores=scores),
            Judged(result=crash.model_copy(update={"sample": "dev-sample-2"}), scores={}),
        ],
    ).model_copy(update=dict.fromkeys(("suite", "system", "started", "version", "corpus"), words))
    samples = {"dev-sample-1": sample, "dev-sample-2": sample.model_copy(update={"id": "dev-sample-2"})}
    return run, summarise(run, samples), samples


class Page(html.parser.HTMLParser):
    """What a browser would make of a page: tags with attributes, and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def printed(run: Run, summary: Summary, samples: Mapping[str, Sample], *, width: int = 120) -> str:
    """What the terminal shows, with a true terminal's codes."""
    console = Console(file=io.StringIO(), width=width, force_terminal=True, legacy_windows=False)
    print_summary(run, summary, samples, console=console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def rendered(source: str) -> Page:
    return Page(MarkdownIt("commonmark", {"html": True}).enable("table").render(source))
