"""Figures of measures and of the questions on them, for the terminal and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.measures.answering import Verdict
from evals.measures.fields import DATES, FIELDS
from evals.measures.running import Answered
from evals.measures.scoring import Count, Figures, Score
from evals.reports.text import one_line

HEADLINE = "headline"
"""Name of the figure over jurisdiction, instrument, rate, cap, minimum investment and the four dates together."""


def figures_json(figures: Figures, *, misses: bool) -> dict[str, Any]:
    """All figures with their counts."""
    found = {
        "total": _score_json(figures.total),
        "languages": {language: _score_json(score) for language, score in figures.languages.items()},
        "macro": {"precision": figures.macro_precision, "recall": figures.macro_recall},
    }
    return found | ({"misses": [asdict(miss) for miss in figures.total.misses]} if misses else {})


def print_figures(figures: Figures, title: str, *, misses: bool, console: Console) -> None:
    """Print precision, recall and counts of each field, of each language and overall."""
    total = figures.total
    console.print(f"{title}: {total.documents} documents, {total.records.expected} measures", markup=False)
    table = Table(box=None, header_style="dim", pad_edge=False)
    for heading in ("field", "precision", "recall", "right", "read", "expected"):
        table.add_column(heading, justify="left" if heading == "field" else "right", no_wrap=True)
    for name, count in _rows(total):
        table.add_row(name, *_cells(count), style="bold" if name == HEADLINE else None)
    for language, score in figures.languages.items():
        table.add_row(f"{HEADLINE}, {language} ({score.documents})", *_cells(score.headline))
    table.add_row(f"{HEADLINE}, mean of documents", _share(figures.macro_precision), _share(figures.macro_recall))
    console.print(table)
    console.print(f"whole: {total.whole} of {total.records.expected} measures have every headline field right")
    if misses:
        for miss in total.misses:
            console.print(one_line(miss.line, limit=400), markup=False, highlight=False, soft_wrap=True)


def answers_json(answered: Sequence[Answered], *, misses: bool) -> dict[str, Any]:
    """How many are right, abstained and wrong, over all and by what was expected."""
    groups = _groups(answered)
    found: dict[str, Any] = {name: _verdicts(group) for name, group in groups.items()}
    if misses:
        found["misses"] = [
            {"id": one.question.id, "verdict": one.judgement.verdict.value, "reason": one.judgement.reason}
            for one in answered
            if one.judgement.verdict is not Verdict.RIGHT
        ]
    return found


def print_answers(answered: Sequence[Answered], title: str, *, misses: bool, console: Console) -> None:
    """Print the verdicts of the questions."""
    table = Table(box=None, header_style="dim", pad_edge=False, title=title, title_justify="left")
    for heading in ("questions", *(verdict.value for verdict in Verdict), "of", "share right"):
        table.add_column(heading, justify="left" if heading == "questions" else "right", no_wrap=True)
    for name, group in _groups(answered).items():
        verdicts = _verdicts(group)
        numbers = [str(verdicts[verdict.value]) for verdict in Verdict]
        table.add_row(name, *numbers, str(verdicts["of"]), _share(verdicts["right"] / verdicts["of"]))
    console.print(table)
    if misses:
        for one in answered:
            if one.judgement.verdict is not Verdict.RIGHT:
                words = f"{one.question.id} · {one.judgement.verdict.value} · {one.judgement.reason}"
                console.print(one_line(words, limit=400), markup=False, highlight=False, soft_wrap=True)
                console.print(f"  {one_line(one.question.question, limit=200)}", style="dim", markup=False)


def _rows(score: Score) -> list[tuple[str, Count]]:
    fields = [(name, score.fields[name]) for name in FIELDS]
    return [(HEADLINE, score.headline), ("dates", score.over(DATES)), *fields, ("measures", score.records)]


def _score_json(score: Score) -> dict[str, Any]:
    return {
        "documents": score.documents,
        "whole": score.whole,
        "figures": {
            name: asdict(count) | {"precision": count.precision, "recall": count.recall} for name, count in _rows(score)
        },
    }


def _groups(answered: Sequence[Answered]) -> dict[str, list[Answered]]:
    groups: dict[str, list[Answered]] = {"all": list(answered)}
    for one in answered:
        groups.setdefault(one.question.language, []).append(one)
    for one in answered:
        groups.setdefault(one.question.expects, []).append(one)
    return groups


def _verdicts(group: Sequence[Answered]) -> dict[str, int]:
    counted = Counter(one.judgement.verdict for one in group)
    return {verdict.value: counted[verdict] for verdict in Verdict} | {"of": len(group)}


def _cells(count: Count) -> list[str]:
    return [_share(count.precision), _share(count.recall), str(count.right), str(count.read), str(count.expected)]


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
