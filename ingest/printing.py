"""The final report of an ingest: for people as tables, for scripts as one line that counts, or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.catalogue.documents import Documents
from assistant.errors import UnknownDocument
from ingest.report import Failure, Hint, IngestReport

NAMED = 20
"""How many changed documents are named one by one."""
ALWAYS = ("added", "updated", "unchanged", "failed")
"""What is counted even where it is none."""
OUTCOMES = ("added", "updated", "unchanged", "moved", "duplicates", "removed", "failed", "skipped")
CHANGES = ("added", "updated", "moved", "removed")


def named_changes(report: IngestReport, documents: Documents) -> list[str]:
    """A line for each document that changed, with its title; none when they are many."""
    if sum(len(getattr(report, outcome)) for outcome in CHANGES) > NAMED:
        return []
    return [
        f"{outcome}  {document_id}  {_title(documents, document_id)}".rstrip()
        for outcome in CHANGES
        for document_id in getattr(report, outcome)
    ]


def _title(documents: Documents, document_id: str) -> str:
    try:
        return " ".join(documents.get(document_id).document.metadata.title.split())
    except UnknownDocument:  # removed, in this run or by somebody else in the meantime
        return ""


def print_report(report: IngestReport, changed: Sequence[str], *, seconds: float, as_json: bool) -> None:
    """Print what an ingest did; what failed, to standard error, with what to do."""
    if as_json:
        typer.echo(json.dumps(report.values() | {"seconds": round(seconds, 3)}, ensure_ascii=False))
    else:
        for line in changed:
            typer.echo(line)
        _print_related(report)
        counts = {name: len(getattr(report, name)) for name in OUTCOMES}
        said = ", ".join(f"{name}: {count}" for name, count in counts.items() if count or name in ALWAYS)
        typer.echo(f"{said} ({seconds:.2f} s)")
    for warning in report.warnings:
        typer.echo(f"incomplete: {warning.source}: {warning.missing}", err=True)
    if report.failed:
        print_failures(report.failed, as_table=not as_json and sys.stderr.isatty())


def _print_related(report: IngestReport) -> None:
    """Name what is there twice, and what is nearly the same as something else, with what may be done."""
    for copy in report.duplicates[:NAMED]:
        typer.echo(
            f"duplicate  {copy.source} holds the same as {copy.of} ({copy.document_id}); it is answered from once"
        )
    advice = {
        Hint.RENAMED: "the file of {other} has gone: if it was renamed, `goglobal documents supersede {other} {new}`",
        Hint.NEW_EDITION: "dated later: if it is a new edition, `goglobal documents supersede {other} {new}`",
        Hint.OTHER_FORMAT: "the same in another format: remove the one that is not wanted",
    }
    for similar in report.similar[:NAMED]:
        hint = "" if similar.hint is None else advice[similar.hint]
        said = hint.format(other=similar.other_id, new=similar.document_id)
        share = f"{similar.similarity:.0%}"
        typer.echo(f"similar  {similar.document_id} to {similar.other_id} ({share}){': ' if said else ''}{said}")
    left_out = max(len(report.similar) - NAMED, 0)
    if left_out:
        typer.echo(f"{left_out} more are similar to others: `goglobal documents list --duplicates`")


def print_failures(failures: Sequence[Failure], *, as_table: bool) -> None:
    """What is in quarantine now: a table on a terminal, a line each elsewhere."""
    if not as_table:
        for failure in failures:
            typer.echo(f"failed: {failure.source}: {failure.words}", err=True)
        return
    table = Table("source", "reason", "what to do", box=SIMPLE, title=f"In quarantine: {len(failures)}")
    for failure in failures:
        reason = f"still: {failure.reason}" if failure.remembered else failure.reason
        table.add_row(Text(failure.source, overflow="fold"), Text(reason), Text(failure.advice))
    console = Console(stderr=True)
    console.print(table)
    console.print(Text("`goglobal quarantine list` shows them again, `goglobal quarantine retry` reads them again."))
