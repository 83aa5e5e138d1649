"""Command ``ingest``."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import DataDirOption, JsonOption, prepare
from assistant.domain import Access, Kind

if TYPE_CHECKING:
    from assistant.catalogue.documents import Documents
    from ingest.report import Failure, IngestReport

NAMED = 20
"""How many changed documents are named one by one."""


def register(app: typer.Typer) -> None:
    """Add this package's commands."""
    app.command()(ingest)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    kind: Annotated[Kind | None, typer.Option(help="Kind of documents that do not state one.")] = None,
    jurisdiction: Annotated[
        list[str] | None, typer.Option(help="ISO 3166 code of documents that state none; may be repeated.")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option(help="Topic of documents that state none; may be repeated.")
    ] = None,
    access: Annotated[Access | None, typer.Option(help="Who may read documents that do not say.")] = None,
    published: Annotated[
        str | None, typer.Option(help="Date of documents that state none: YYYY, YYYY-MM or YYYY-MM-DD.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Language of documents that state none: zh or en.")] = None,
    engine: Annotated[
        str, typer.Option(help="Where files are read: processes (of this machine) or ray (a cluster, RAY_ADDRESS).")
    ] = "processes",
    check: Annotated[bool, typer.Option("--check", help="Only check that everything could be taken in.")] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Take files and folders in: PDF, DOCX, PPTX, XLSX, CSV, HTML, EML, Markdown, text, subtitles, ZIP of these."""
    settings = prepare(data_dir)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from assistant.bootstrap import Catalogue
    from assistant.doors import apply_changes
    from ingest.checking import check_files
    from ingest.engines.choosing import EngineName, open_engine
    from ingest.metadata import Flags, check_flags
    from ingest.paths import find_files, shown
    from ingest.pipeline import Pipeline

    started = time.perf_counter()
    if engine not in set(EngineName):
        raise typer.BadParameter(f"{engine!r} is not one of {', '.join(EngineName)}", param_hint="--engine")
    flags = Flags(kind, tuple(jurisdiction or ()), tuple(topic or ()), access, published, language)
    problems = check_flags(flags)
    if problems:
        raise typer.BadParameter("; ".join(problems))
    skipped: list[str] = []
    files = list(find_files(paths, skipped=skipped))
    readers = open_engine(settings, files=len(files), name=EngineName(engine))
    if check:
        with readers:
            _check(check_files(files, flags, engine=readers), len(files), skipped, as_json=as_json)
        return
    catalogue = Catalogue(settings)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console, transient=True, disable=as_json or not console.is_terminal) as bar:
            task = bar.add_task("reading", total=len(files))

            def heard(path: Path, outcome: str) -> None:
                done = bar.tasks[task].completed + 1  # an archive holds more files than were counted
                bar.update(task, completed=done, total=max(done, len(files)), description=path.name[:40])
                if as_json:
                    typer.echo(json.dumps({"source": shown(path), "outcome": outcome}, ensure_ascii=False))

            with readers:
                report = Pipeline(catalogue.documents, engine=readers).ingest(files, flags=flags, listener=heard)
            report.skipped += skipped
            bar.update(task, description="indexing")
            apply_changes(settings, catalogue)
        if not as_json:
            _name_changed(report, catalogue.documents)
    finally:
        catalogue.close()
    seconds = time.perf_counter() - started
    if as_json:
        typer.echo(json.dumps(asdict(report) | {"seconds": round(seconds, 3)}, ensure_ascii=False))
    else:
        counts = {name: len(getattr(report, name)) for name in ("added", "updated", "unchanged", "failed")}
        if report.skipped:
            counts["skipped"] = len(report.skipped)
        typer.echo(", ".join(f"{name}: {count}" for name, count in counts.items()) + f" ({seconds:.2f} s)")
    for failure in report.failed:
        typer.echo(f"failed: {failure.source}: {failure.reason}", err=True)
    if not report.ok:
        raise typer.Exit(1)


def _name_changed(report: IngestReport, documents: Documents) -> None:
    from assistant.errors import UnknownDocument

    if len(report.added) + len(report.updated) > NAMED:
        return
    for outcome in ("added", "updated"):
        for document_id in getattr(report, outcome):
            try:
                title = documents.get(document_id).document.metadata.title
            except UnknownDocument:  # removed by somebody else in the meantime
                title = ""
            typer.echo(f"{outcome}  {document_id}  {' '.join(title.split())}".rstrip())


def _check(failures: list[Failure], checked: int, skipped: list[str], *, as_json: bool) -> None:
    if as_json:
        found = {"checked": checked, "failed": [asdict(f) for f in failures], "skipped": skipped}
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        more = f", skipped: {len(skipped)}" if skipped else ""
        typer.echo(f"checked: {checked}, failed: {len(failures)}{more}")
    for failure in failures:
        typer.echo(f"failed: {failure.source}: {failure.reason}", err=True)
    if failures:
        raise typer.Exit(1)
