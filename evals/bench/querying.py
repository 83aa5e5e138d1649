"""As a program: asks product and bare indexes the same questions in turns, and tells how long each took.

In turns, so that whatever else the machine does at the moment slows both alike.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.answering.quoting import QuotingAnswerer
from assistant.bootstrap import Advisory, open_advisory
from assistant.catalogue.conversations import Conversations
from assistant.catalogue.documents import Documents
from assistant.domain import Access
from assistant.index.vectors import VectorsIndex
from assistant.index.words import WordsIndex
from assistant.question.understanding import Understanding
from assistant.retrieval.retriever import TwoLanguageRetriever
from assistant.settings import read_settings
from evals.bench.bare import BareIndexes
from evals.bench.stopwatch import Stopwatch

WARM_UP = 10
"""Questions asked before anything is measured."""


def stages(advisory: Advisory) -> dict[str, list[tuple[type, str]]]:
    """The methods that make up each stage; what is inside another stage counts for that one alone."""
    return {
        "understanding": [(Understanding, "query")],
        "embedding": [(type(advisory.embedder), "embed_question")],
        "words": [(WordsIndex, "search"), (WordsIndex, "said")],
        "vectors": [(VectorsIndex, "search")],
        "catalogue": [(Documents, "hits"), (Documents, "passages_of")],
        "second stage": [(TwoLanguageRetriever, "retrieve")],
        "answering": [(QuotingAnswerer, "answer")],
        "conversation": [(Conversations, "begin"), (Conversations, "add")],
    }


def ask_in_turns(advisory: Advisory, bare: BareIndexes, questions: Sequence[str]) -> dict[str, Any]:
    """Milliseconds of each question for each of those who are asked, and by stage."""
    found: dict[str, list[float]] = defaultdict(list)
    by_stage: dict[str, list[float]] = defaultdict(list)
    watch = Stopwatch()
    named = stages(advisory)
    for question in questions[:WARM_UP]:
        _ask_once(advisory, bare, question)
    for question in questions:
        for who, seconds in _ask_once(advisory, bare, question).items():
            found[who].append(seconds * 1000)
    with watch.watching(named):
        for question in questions:
            advisory.assistant.answer(question, access=Access.STAFF)
            spent = watch.lap()
            for stage in named:
                by_stage[stage].append(spent.get(stage, 0.0) * 1000)
    return {**found, "stages": by_stage}


def _ask_once(advisory: Advisory, bare: BareIndexes, question: str) -> dict[str, float]:
    vector = advisory.embedder.embed_question(question)
    return {
        "query": _seconds(lambda: advisory.assistant.search(question, access=Access.STAFF)),
        "chroma": _seconds(lambda: bare.query_vectors(vector)),
        "tantivy": _seconds(lambda: bare.query_words(question)),
    }


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main(data_dir: Path, folder: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Open everything, ask, close."""
    with open_advisory(read_settings(data_dir=data_dir)) as advisory:
        advisory.warm()
        bare = BareIndexes(folder)
        try:
            return ask_in_turns(advisory, bare, questions)
        finally:
            bare.close()


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    asked = json.loads(Path(given["questions"]).read_text(encoding="utf-8"))
    print(json.dumps(main(Path(given["data_dir"]), Path(given["folder"]), asked)))
