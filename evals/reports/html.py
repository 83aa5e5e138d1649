"""A run as one HTML page that needs nothing else: to be read from a file, a CI artifact or a web server."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from assistant.domain import AnswerBlockKind
from assistant.language.script import language_of
from assistant.wire.answers import AnswerOut, BlockOut, CitationOut
from evals.reports import plots
from evals.reports.figures import COLUMNS, NONE, Row, changed_time, is_time, overall, rows, seconds, signed
from evals.reports.text import clean, one_line
from evals.reports.worst import Problem, badness, problem_of, worst
from evals.results import Judged, Run
from evals.samples import Sample
from evals.summary import Mean, Summary

TILES = {
    "facts": "Answers with all facts",
    "outcome": "Right outcome",
    "success@5": "Document found",
    "abstention_recall": "Rightly not answered",
    "numbers": "Figures founded",
    "latency_p50": "Median time",
}
"""The large figures, with their headings."""

PER_TAG = ("facts", "success@5")
PER_LANGUAGE = ("facts", "success@5", "outcome")
LANGUAGES = {
    "all": "all",
    "language:zh": "asked in Chinese",
    "language:en": "asked in English",
    "tag:cross-language": "cross-language",
    "turns:single": "single question",
    "turns:multi": "follow-up",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One large figure with its interval as shares of the scale."""

    metric: str
    heading: str
    meaning: str
    mean: Mean
    before: Mean | None


@dataclass(frozen=True, slots=True)
class Group:
    """All samples with the same problem, worst first."""

    problem: Problem
    judged: list[Judged]


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive blocks of an answer that are shown together: a table, a list, or one block."""

    kind: AnswerBlockKind
    blocks: list[BlockOut]


@dataclass(frozen=True, slots=True)
class Place:
    """Citations of one place in a document: a section, a page, an utterance."""

    where: str
    citations: list[CitationOut]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The citations of one document, by place."""

    document_id: str
    title: str
    places: list[Place]


def as_html(
    run: Run,
    summary: Summary,
    samples: Mapping[str, Sample],
    *,
    baseline: Summary | None = None,
    failed_gates: Sequence[str] | None = None,
) -> str:
    """The run as a page.

    Args:
        baseline: what the large figures are compared with.
        failed_gates: one line for each; empty says that all hold, None that none was asked.
    """
    script = _file("report.js")
    by_problem = sorted(run.judged, key=badness)
    return _template().render(
        run=run,
        summary=summary,
        samples=samples,
        failed_gates=failed_gates,
        style=_file("report.css"),
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        tiles=_tiles(summary, baseline),
        columns=COLUMNS,
        table=[(family, list(found)) for family, found in groupby(rows(summary), key=lambda row: row.family)],
        plots=_plots(run, summary, samples),
        worst=worst(run, samples),
        groups=[
            Group(problem, list(found)) for problem, found in groupby(by_problem, key=lambda judged: problem_of(judged))
        ],
    )


def _plots(run: Run, summary: Summary, samples: Mapping[str, Sample]) -> dict[str, str]:
    return {
        "tags": plots.bars(summary, _tags(summary), PER_TAG, name="tags"),
        "languages": plots.bars(summary, LANGUAGES, PER_LANGUAGE, name="languages"),
        "confusion": plots.confusion(run, samples, name="confusion"),
        "answered": plots.answered(run, samples, name="answered"),
        "latency": plots.latencies(run, name="latency"),
    }


def _tags(summary: Summary) -> dict[str, str]:
    """Groups of tags to tags, those with the fewest facts first and those without facts last."""

    def place(group: str) -> tuple[list[float], str]:
        means = summary.groups[group]
        return [means[metric].value if metric in means else 2.0 for metric in PER_TAG], group

    return {
        group: group.removeprefix("tag:")
        for group in sorted((group for group in summary.groups if group.startswith("tag:")), key=place)
        if set(PER_TAG) & summary.groups[group].keys()
    }


def _tiles(summary: Summary, baseline: Summary | None) -> list[Tile]:
    meanings = {row.metric: row.meaning for row in rows(summary)}
    return [
        Tile(metric, heading, meanings[metric], mean, overall(baseline, metric) if baseline else None)
        for metric, heading in TILES.items()
        if (mean := overall(summary, metric)) is not None
    ]


def pieces(answer: AnswerOut) -> list[Piece]:
    """The answer's blocks as they are to be shown: rows as tables, items as lists."""
    together = {AnswerBlockKind.ROW, AnswerBlockKind.ITEM}
    shown: list[Piece] = []
    for block in answer.blocks:
        if shown and block.kind in together and shown[-1].kind is block.kind:
            shown[-1].blocks.append(block)
        else:
            shown.append(Piece(block.kind, [block]))
    return shown


def evidence(answer: AnswerOut) -> list[Evidence]:
    """The answer's citations by document and place, in the order of their numbers."""
    found: dict[str, Evidence] = {}
    for citation in sorted(answer.citations, key=lambda citation: citation.number):
        places = found.setdefault(citation.document_id, Evidence(citation.document_id, citation.title, [])).places
        if not places or places[-1].where != _where(citation):
            places.append(Place(_where(citation), []))
        places[-1].citations.append(citation)
    return list(found.values())


def _where(citation: CitationOut) -> str:
    page = f"page {citation.page_label or citation.page}" if citation.page is not None else None
    return ", ".join(part for part in (citation.section, page, citation.speaker, citation.time) if part)


def figure(row_or_tile: Row | Tile, mean: Mean | None) -> str:
    """A mean as people read it: ``86.8``, in percent, or ``15 ms``."""
    if mean is None:
        return NONE
    return seconds(mean.value) if is_time(row_or_tile.metric) else percent(mean.value)


def percent(share: float) -> str:
    """A share as ``86.8``; only what is whole is shown as 100."""
    return "100" if share == 1 else f"{share * 100:.1f}"


def change(tile: Tile) -> str:
    """The figure's change against the baseline, or nothing."""
    if tile.before is None:
        return ""
    difference = tile.mean.value - tile.before.value
    if is_time(tile.metric):
        return changed_time(difference)
    return signed(f"{difference * 100:+.1f}")


def day(started: str) -> str:
    """An ISO date and time as ``24 November 2026, 14:05``; anything else as it is."""
    try:
        when = datetime.fromisoformat(started)
    except ValueError:
        return started
    zone = when.strftime("%Z")
    return f"{when.day} {when.strftime('%B %Y, %H:%M')} {zone}".rstrip()


def score(value: float | None) -> str:
    """A sample's score: ``1``, ``0.67``."""
    return NONE if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _fit(value: Any) -> Any:
    """What every expression of the page passes through before it is escaped."""
    if isinstance(value, Markup):
        return value
    return clean(value) if isinstance(value, str) else value


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_fit
    )
    environment.filters |= {
        "change": change,
        "day": day,
        "evidence": evidence,
        "lang": _lang,
        "one_line": one_line,
        "percent": percent,
        "pieces": pieces,
        "score": score,
        "seconds": seconds,
    }
    environment.globals |= {"figure": figure, "is_time": is_time, "problem_of": problem_of}
    return environment.from_string(_file("report.html.j2"))


def _lang(text: str | Iterable[str]) -> str:
    return language_of(text if isinstance(text, str) else " ".join(text))


def _file(name: str) -> str:
    return resources.files("evals.reports").joinpath(name).read_text(encoding="utf-8")
