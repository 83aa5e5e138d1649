"""Doc2Dial: finding the words that the next answer rests on, in dialogues about pages of public offices.

Feng et al., EMNLP 2020. Every second turn is asked, and all pages are searched whatever part the turns are of. A
passage counts when it covers half of the gold span; a document when one of the five passages is from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from pydantic import Field

from assistant.settings import Settings
from evals.outside.common import Figure, Found, Part, Progress, Searcher, Steps, chosen, median, share
from evals.outside.reading import OutsideDataError, Row, read_rows
from evals.outside.systems import OwnSystem, System, open_pools

DOCUMENTS = "doc2dial-documents.jsonl"
TURNS = "doc2dial-turns.jsonl"

K = 5
EVERY = 2
"""One turn in so many is asked."""
COVERED = 0.5
"""Share of the gold span that a passage must cover."""


class Page(Row):
    """One page of a public office."""

    id: str
    text: str


class Utterance(Row):
    """What one of the two said."""

    speaker: Literal["user", "agent"]
    text: str


class Turn(Row):
    """A dialogue up to a question of the user, and the span that the answer rests on."""

    id: str
    document: str
    split: Literal["tune", "report"]
    turns: tuple[Utterance, ...] = Field(min_length=1)
    start: int
    end: int

    @property
    def asked(self) -> list[str]:
        """What the user said, oldest first."""
        return [turn.text for turn in self.turns if turn.speaker == "user"]

    @property
    def answered(self) -> list[str]:
        """What was said to each of the user's turns but the last."""
        answers: list[str] = []
        for turn in self.turns:
            if turn.speaker == "user":
                answers.append("")
            elif answers:
                answers[-1] = f"{answers[-1]} {turn.text}".strip()
        return answers[:-1]


Input = Callable[[Turn], str]
"""What is asked, made from the dialogue so far."""

Search = Callable[[Turn], Sequence[Found]]
"""Finds the five passages for a turn."""

INPUTS: dict[str, Input] = {
    "last turn only": lambda turn: turn.turns[-1].text,
    "last two user turns": lambda turn: "\n".join(turn.asked[-2:]),
    "all turns": lambda turn: "\n".join(utterance.text for utterance in turn.turns),
}
STANDALONE = "own standalone question"


def measure(
    data: Path,
    *,
    settings: Settings,
    system: System,
    part: Part,
    limit: int | None = None,
    progress: Progress | None = None,
) -> list[Figure]:
    """Span success@1 and @5, document success@5, and the characters of the five passages, for each input.

    The input ``own standalone question`` is measured for the product alone: the way a conversation takes, from the last
    turn and those before it to what is searched for.

    Raises:
        EvalError: the data cannot be used, or there is no such system.
    """
    pages = read_rows(data, DOCUMENTS, Page)
    all_turns = read_rows(data, TURNS, Turn)
    _check(data, pages, all_turns)
    turns = chosen(all_turns[::EVERY], part, limit)
    with open_pools(settings) as pools, pools.open(system) as searcher:
        searcher.ingest((page.id, page.text) for page in pages)
        inputs = {name: partial(_five, searcher, words) for name, words in INPUTS.items()}
        if isinstance(searcher, OwnSystem):
            inputs[STANDALONE] = partial(_five_in_dialogue, searcher)
        steps = Steps(len(inputs) * len(turns), progress)
        figures: list[Figure] = []
        for name, search in inputs.items():
            figures += _figures(search, turns, name, steps)
    return figures


def _check(data: Path, pages: Sequence[Page], turns: Sequence[Turn]) -> None:
    lengths = {page.id: len(page.text) for page in pages}
    for line, turn in enumerate(turns, start=1):
        problem = None
        if turn.document not in lengths:
            problem = f"there is no document {turn.document!r} in {DOCUMENTS}"
        elif not 0 <= turn.start < turn.end <= lengths[turn.document]:
            problem = f"the span {turn.start}-{turn.end} does not lie in its document"
        elif turn.turns[-1].speaker != "user":
            problem = "the last turn is not the user's"
        if problem is not None:
            raise OutsideDataError(data / TURNS, problem, line=line)


def _figures(search: Search, turns: Sequence[Turn], name: str, steps: Steps) -> list[Figure]:
    before = steps.crashes
    span_1, span_5, document_5, characters = [], [], [], []
    for turn in turns:
        found = steps.attempt(partial(search, turn)) or ()
        hits = [covers(passage, turn) for passage in found]
        span_1.append(float(any(hits[:1])))
        span_5.append(float(any(hits)))
        document_5.append(float(any(passage.document_id == turn.document for passage in found)))
        characters.append(float(sum(len(passage.text) for passage in found)))
    note = steps.note("", since=before)
    return [
        share(f"{name}: span success@1", span_1, note),
        share(f"{name}: span success@5", span_5, note),
        share(f"{name}: document success@5", document_5, note),
        median(f"{name}: characters of the five passages, median", characters, note),
        share(f"{name}: characters of the five passages, mean", characters, f"{sum(characters):,.0f} in all"),
    ]


def _five(searcher: Searcher, words: Input, turn: Turn) -> Sequence[Found]:
    return searcher.retrieve(words(turn), k=K)[:K]


def _five_in_dialogue(own: OwnSystem, turn: Turn) -> Sequence[Found]:
    return own.retrieve_in_dialogue(turn.asked[-1], earlier=turn.asked[:-1], answers=turn.answered, k=K)[:K]


def covers(passage: Found, turn: Turn) -> bool:
    """Whether a passage covers half of the gold span."""
    if passage.document_id != turn.document:
        return False
    overlap = min(passage.end, turn.end) - max(passage.start, turn.start)
    return overlap >= COVERED * (turn.end - turn.start)
