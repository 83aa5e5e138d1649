"""A run's summary in the terminal, what changed between two runs, and figures of outside data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.reports.figures import COLUMNS, interval_of, rows, value_of
from evals.reports.text import one_line
from evals.reports.worst import problem_of, reasons, worst
from evals.results import Judged, Run
from evals.samples import Sample
from evals.summary import Summary

if TYPE_CHECKING:
    from evals.comparing import Changes
    from evals.outside.common import Figure

SHORT = {"tag:cross-language": "x-lang"}
"""Headings that would not fit 80 columns."""


def print_summary(
    run: Run, summary: Summary, samples: Mapping[str, Sample], *, console: Console, worst_most: int = 10
) -> None:
    """Print the metrics of the main groups, then at most ``worst_most`` of the worst samples."""
    console.print(_title(run, summary))
    if summary.groups:
        console.print(_metrics(summary))
    bad = worst(run, samples, most=worst_most)
    if bad:
        console.print()
        console.print(_samples(bad, samples))


def _title(run: Run, summary: Summary) -> Text:
    title = Text.assemble((one_line(run.suite), "bold"), " · ", one_line(run.system), " · ", one_line(run.version))
    title.append(f" · {len(run.judged)} {'sample' if len(run.judged) == 1 else 'samples'}")
    if summary.crashed:
        title.append(f" · {summary.crashed} crashed", "bold red")
    return title


def _metrics(summary: Summary) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("metric", no_wrap=True)
    table.add_column("all", justify="right", no_wrap=True, style="bold")
    table.add_column("95%", no_wrap=True, style="dim")
    others = {group: SHORT.get(group, heading) for group, heading in COLUMNS.items() if group != "all"}
    for heading in others.values():
        table.add_column(heading, justify="right", no_wrap=True)
    family = None
    for row in rows(summary):
        if family not in {None, row.family}:
            table.add_row()
        family = row.family
        mean = row.means.get("all")
        cells = [value_of(row.metric, row.means.get(group)) for group in others]
        table.add_row(row.metric, value_of(row.metric, mean), interval_of(mean), *cells)
    return table


def _samples(bad: list[Judged], samples: Mapping[str, Sample]) -> Table:
    table = Table(title=f"The worst {len(bad)}", title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.show_header = False
    table.add_column(no_wrap=True, justify="right", style="dim")
    table.add_column(overflow="fold")
    for place, judged in enumerate(bad, start=1):
        sample = samples[judged.result.sample]
        words = Text.assemble((sample.id, "bold"), "  ", (problem_of(judged).label, "red"))
        for turn in sample.turns:
            words.append(f"\n{one_line(turn, limit=200)}", "dim")
        words.append(f"\n{one_line(sample.question, limit=200)}")
        for reason in reasons(judged):
            words.append(f"\n{one_line(reason, limit=200)}", "dim")
        table.add_row(str(place), words)
    return table


def print_changes(changes: Changes, metric: str, *, console: Console) -> None:
    """Print what changed between two runs: all metrics, and the samples whose ``metric`` changed."""
    table = Table(box=None, header_style="bold")
    for column in ("metric", "before", "after", "change", "95% interval", "n"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    for name, change in changes.metrics.items():
        interval = f"{change.low:+.3f} … {change.high:+.3f}"
        values = (f"{change.before:.3f}", f"{change.after:.3f}", f"{change.after - change.before:+.3f}")
        table.add_row(name, *values, interval, str(change.n))
    console.print(table)
    for title, names in (("worse", changes.worse), ("better", changes.better)):
        console.print(f"\n{metric} {title}: {len(names)}", markup=False)
        for line in names[:50]:
            console.print(f"  {line}", markup=False, highlight=False)
    for title, ids in (("only before", changes.only_before), ("only after", changes.only_after)):
        if ids:
            console.print(f"\n{title}: {', '.join(ids)}", markup=False)


def print_figures(figures: Iterable[Figure], title: str, *, console: Console) -> None:
    """Print what was measured on outside data."""
    table = Table(box=None, header_style="bold", title=title)
    for column in ("figure", "value", "95% interval", "n", "note"):
        table.add_column(column, justify="left" if column in {"figure", "note"} else "right")
    for figure in figures:
        interval = f"{figure.low:.3f} … {figure.high:.3f}"
        table.add_row(figure.name, f"{figure.value:.3f}", interval, str(figure.n), figure.note)
    console.print(table)
