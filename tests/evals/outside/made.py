"""Made data in the form of the outside sets, a few lines of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.protocols import Embedder
from evals.outside import Figure
from evals.outside.systems import FoundPassage

PARAGRAPHS = [
    {
        "id": "p1",
        "en": "The lighthouse at Cape Nomad was built in 1871 from red granite.",
        "zh": "游牧角的灯塔于1871年用红色花岗岩建成。",
    },
    {
        "id": "p2",
        "en": "Penguins of the southern islands feed their young on krill.",
        "zh": "南方岛屿的企鹅用磷虾喂养幼鸟。",
    },
    {
        "id": "p3",
        "en": "The parliament adopted the new railway act after a long debate.",
        "zh": "议会经过长时间辩论通过了新的铁路法。",
    },
]

QUESTIONS = [
    {
        "id": "q1",
        "paragraph": "p1",
        "split": "tune",
        "en": "When was the lighthouse at Cape Nomad built?",
        "zh": "游牧角的灯塔是哪一年建成的？",
    },
    {
        "id": "q2",
        "paragraph": "p2",
        "split": "report",
        "en": "What do penguins feed their young?",
        "zh": "企鹅用什么喂养幼鸟？",
    },
]

PAGE = (
    "Fees and forms\n\n1. Renewing a licence\nA licence is renewed at any office. The fee for renewing is 40 dollars.\n\n"
    "- Bring your old licence.\n- Bring a proof of your address.\n\n2. Lost plates\nReport lost plates to the police within "
    "ten days. New plates cost 25 dollars."
)

OTHER_PAGE = "School meals are free for children under seven. Ask the school for the form."

SPAN = "New plates cost 25 dollars."

TURNS = [
    {"speaker": "user", "text": "I lost my plates."},
    {"speaker": "agent", "text": "Did you report it to the police?"},
    {"speaker": "user", "text": "Yes. What do new plates cost?"},
]

TURN = {
    "id": "t1",
    "document": "plates",
    "split": "tune",
    "turns": TURNS,
    "start": PAGE.index(SPAN),
    "end": PAGE.index(SPAN) + len(SPAN),
}

RGB = [
    {
        "id": "en-0",
        "split": "tune",
        "question": "When did the bridge open?",
        "answer": [["July 21 2017", "21 July 2017"]],
        "fake_answer": "July 1, 2007",
        "passages": ["The bridge opened on 21 July 2017."],
        "passages_with_fake": ["The bridge opened on 1 July 2007."],
    },
    {
        "id": "en-1",
        "split": "tune",
        "question": "Who built it?",
        "answer": "Ada Stone",
        "fake_answer": "Bruno Vale ",
        "passages": ["It was built by Ada Stone."],
        "passages_with_fake": ["It was built by Bruno Vale."],
    },
]

SOURCE = "The film earned 181 million dollars and was shot in Malta."

SUMMARIES = [
    {"id": 0, "split": "tune", "source": SOURCE, "summary": "The film earned 181 million dollars.", "worst_label": "Consistent"},
    {"id": 1, "split": "tune", "source": SOURCE, "summary": "The film earned 190 million dollars.", "worst_label": "Unwanted"},
    {"id": 2, "split": "tune", "source": SOURCE, "summary": "The film was shot in Spain.", "worst_label": "Questionable"},
    {"id": 3, "split": "tune", "source": SOURCE, "summary": "The film was shot.", "worst_label": "Benign"},
]  # fmt: skip

NOMIRACL = [
    {
        "id": "1",
        "split": "tune",
        "question": "What do penguins feed their young on?",
        "passages": ["Penguins: They feed their young on krill.", "Owls: They hunt mice at night."],
        "answerable": True,
    },
    {
        "id": "2",
        "split": "tune",
        "question": "¿Quién?",
        "passages": ["Railways: The first line opened in 1836."],
        "answerable": False,
    },
]


def write(folder: Path, name: str, rows: Iterable[Any]) -> None:
    """Writes rows as lines of JSON."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def by_name(figures: Sequence[Figure]) -> dict[str, Figure]:
    """Figures by their names, each of which is there once."""
    assert len({figure.name for figure in figures}) == len(figures)
    return {figure.name: figure for figure in figures}


class Backwards:
    """Finds all documents in the order of their ids, so that everything that it gets right can be told beforehand."""

    def __init__(self, embedder: Embedder) -> None:
        self.texts: dict[str, str] = {}

    def ingest(self, documents: Iterable[tuple[str, str]]) -> None:
        self.texts.update(documents)

    def retrieve(self, question: str, *, k: int) -> list[FoundPassage]:
        return [FoundPassage(name, text, 0, len(text)) for name, text in sorted(self.texts.items())[:k]]


class Crashing(Backwards):
    """Falls over at every question with a number in it."""

    def retrieve(self, question: str, *, k: int) -> list[FoundPassage]:
        if "penguins" in question:
            raise RuntimeError("no penguins")
        return super().retrieve(question, k=k)
