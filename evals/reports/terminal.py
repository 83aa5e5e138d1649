"""A run's summary in the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.reports.figures import COLUMNS, interval_of, rows, value_of
from evals.reports.text import one_line
from evals.reports.worst import problem_of, reasons, worst
from evals.results import Judged, Run
from evals.samples import Sample
from evals.summary import Summary


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
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("metric", no_wrap=True)
    table.add_column("all", justify="right", no_wrap=True, style="bold")
    table.add_column("95%", no_wrap=True, style="dim")
    others = {group: heading for group, heading in COLUMNS.items() if group != "all"}
    for heading in others.values():
        table.add_column(heading, justify="right", overflow="fold")
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
