"""A run's summary for a pull request: GitHub Flavored Markdown, short enough for a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from evals.reports.figures import NONE, change_of, interval_of, overall, value_of
from evals.reports.text import answer_text, expectation, one_line
from evals.reports.worst import problem_of, reasons, worst
from evals.results import Judged, Run
from evals.samples import Sample
from evals.summary import Summary

METRICS = (
    "success@5",
    "nDCG@10",
    "facts",
    "outcome",
    "must_not",
    "abstention_precision",
    "abstention_recall",
    "citation_validity",
    "citation_recall",
    "citation_precision",
    "numbers",
    "latency_p50",
    "latency_p95",
)

LIMIT = 400
"""Characters of a question or answer; ten samples must fit a comment (65,536 characters)."""

MEANT = re.compile(r"[\\`*_\[\]<>&|~$#@]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def escape(text: str, *, limit: int | None = LIMIT) -> str:
    """Foreign words on one line, every character that Markdown, HTML or a table could act on as a reference.

    A word joiner behind ``@`` and ``#`` keeps names from being notified and numbers from being linked.
    """

    def reference(match: re.Match[str]) -> str:
        return f"&#{ord(match[0])};" + ("&#8288;" if match[0] in "@#" else "")

    return MEANT.sub(reference, one_line(text, limit=limit))


def as_markdown(
    run: Run,
    summary: Summary,
    samples: Mapping[str, Sample],
    *,
    baseline: Summary | None,
    failed_gates: Sequence[str] | None = None,
) -> str:
    """The run in Markdown.

    Args:
        baseline: what to compare with; without it there is no change to tell.
        failed_gates: one line for each; empty says that all hold, None that none was asked.
    """
    crashed = f", **{summary.crashed} crashed**" if summary.crashed else ""
    lines = [
        f"### Evals: {escape(run.suite)}",
        "",
        f"{escape(run.system)} {escape(run.version)}, {len(run.judged)} samples{crashed}, "
        f"corpus {escape(run.corpus[:16])}, {escape(run.started)}",
        "",
        *_gates(failed_gates),
        *_table(summary, baseline),
        "",
    ]
    bad = worst(run, samples)
    if bad:
        lines += ["<details>", f"<summary>The {len(bad)} worst samples</summary>", ""]
        for place, judged in enumerate(bad, start=1):
            lines += _sample(place, judged, samples[judged.result.sample])
        lines += ["", "</details>", ""]
    return "\n".join(lines)


def _gates(failed: Sequence[str] | None) -> Iterator[str]:
    if failed is None:
        return
    if not failed:
        yield from ("All gates hold.", "")
        return
    yield from (f"**{len(failed)} {'gate' if len(failed) == 1 else 'gates'} failed:**", "")
    yield from (f"- {escape(gate, limit=None)}" for gate in failed)
    yield ""


def _table(summary: Summary, baseline: Summary | None) -> Iterator[str]:
    headings = ["metric", "all", "95%", *(["baseline", "change"] if baseline else []), "zh", "en"]
    yield _row(headings)
    yield _row(["---"] + ["--:"] * (len(headings) - 1))
    for metric in METRICS:
        mean = overall(summary, metric)
        before = overall(baseline, metric) if baseline else None
        if mean is None and before is None:
            continue
        cells = [metric, f"**{value_of(metric, mean)}**" if mean else NONE, interval_of(mean)]
        if baseline:
            cells += [value_of(metric, before), change_of(metric, mean, before)]
        groups = (summary.groups.get(group, {}) for group in ("language:zh", "language:en"))
        yield _row(cells + [value_of(metric, means.get(metric)) for means in groups])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _sample(place: int, judged: Judged, sample: Sample) -> Iterator[str]:
    margin = " " * len(f"{place}. ")
    yield f"{place}. **{sample.id}**, {problem_of(judged).label} ({', '.join(sample.tags)})"
    for turn in sample.turns:
        yield f"{margin}- earlier: {escape(turn)}"
    yield f"{margin}- question: {escape(sample.question)}"
    for label, words in expectation(sample).items():
        yield f"{margin}- expected {label}: {escape(words)}"
    answer = judged.result.answer
    if answer is not None:
        yield f"{margin}- got: {answer.outcome.value}. {escape(answer_text(judged.result))}"
    for reason in reasons(judged):
        yield f"{margin}- {escape(reason)}"
