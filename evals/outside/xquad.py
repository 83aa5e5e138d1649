"""XQuAD: finding the paragraph that a question was asked about, within and across Chinese and English.

Artetxe, Ruder and Yogatama, ACL 2020: 240 Wikipedia paragraphs and 1,190 questions, professionally translated. A
paragraph is a document here. All paragraphs are searched whatever part the questions are of, so that the figures of the
parts compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from assistant.settings import Settings
from evals.outside.common import Figure, Part, Progress, Searcher, Steps, chosen, share
from evals.outside.reading import OutsideDataError, Row, read_rows
from evals.outside.systems import System, open_pools

PARAGRAPHS = "xquad-paragraphs.jsonl"
QUESTIONS = "xquad-questions.jsonl"

DEPTH = 20
"""Passages that are asked for, so that five documents are among them."""

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Paragraph(Row):
    """One paragraph in both languages."""

    id: str
    en: str
    zh: str


class Question(Row):
    """One question in both languages."""

    id: str
    paragraph: str
    split: Literal["tune", "report"]
    en: str
    zh: str


def measure(
    data: Path,
    *,
    settings: Settings,
    system: System,
    part: Part,
    limit: int | None = None,
    progress: Progress | None = None,
) -> list[Figure]:
    """success@1 and success@5 for each pair of languages, and over both languages in one pool.

    Raises:
        EvalError: the data cannot be used, or there is no such system.
    """
    paragraphs = read_rows(data, PARAGRAPHS, Paragraph)
    all_questions = read_rows(data, QUESTIONS, Question)
    known = {paragraph.id for paragraph in paragraphs}
    for line, question in enumerate(all_questions, start=1):
        if question.paragraph not in known:
            problem = f"there is no paragraph {question.paragraph!r} in {PARAGRAPHS}"
            raise OutsideDataError(data / QUESTIONS, problem, line=line)
    questions = chosen(all_questions, part, limit)
    steps = Steps(6 * len(questions), progress)
    figures: list[Figure] = []
    with open_pools(settings) as pools:
        for pool in (("en",), ("zh",), LANGUAGES):
            with pools.open(system) as searcher:
                searcher.ingest(
                    (_name(paragraph.id, language), _words(paragraph, language))
                    for language in pool
                    for paragraph in paragraphs
                )
                for asked in LANGUAGES:
                    figures += _figures(searcher, questions, asked, pool, steps, len(paragraphs) * len(pool))
    return figures


def _figures(
    searcher: Searcher,
    questions: Sequence[Question],
    asked: Language,
    pool: tuple[str, ...],
    steps: Steps,
    documents: int,
) -> list[Figure]:
    pooled = len(pool) > 1
    sought = ("zh" if asked == "en" else "en") if pooled else pool[0]
    before = steps.crashes
    at_1, at_5 = [], []
    for question in questions:
        words = question.en if asked == "en" else question.zh
        ranked = steps.attempt(partial(_ranked, searcher, words)) or []
        relevant = _name(question.paragraph, sought)
        at_1.append(float(relevant in ranked[:1]))
        at_5.append(float(relevant in ranked[:5]))
    name = f"{asked}→{sought} pooled" if pooled else f"{asked}→{sought}"
    note = f"{documents} documents"
    if pooled:
        note += " of both languages; only the copy in the other language counts"
    note = steps.note(note, since=before)
    return [share(f"{name} success@1", at_1, note), share(f"{name} success@5", at_5, note)]


def _ranked(searcher: Searcher, words: str) -> list[str]:
    """Documents by their best passage, each once."""
    return list(dict.fromkeys(found.document_id for found in searcher.retrieve(words, k=DEPTH)))


def _name(paragraph: str, language: str) -> str:
    return f"{paragraph}.{language}"


def _words(paragraph: Paragraph, language: str) -> str:
    return paragraph.en if language == "en" else paragraph.zh
