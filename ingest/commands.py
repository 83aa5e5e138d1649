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
from ingest import quarantine_commands

if TYPE_CHECKING:
    from ingest.metadata import Flags


def register(app: typer.Typer) -> None:
    """Add this package's commands."""
    app.command()(ingest)
    quarantine_commands.register(app)


def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders.")] = None,
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
    check: Annotated[bool, typer.Option("--check", help="Only check that everything could be taken in.")] = False,
    uploads: Annotated[
        bool, typer.Option("--uploads", help="Read again what was uploaded over HTTP and is kept, where it is news.")
    ] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Take files and folders in: PDF, DOCX, PPTX, XLSX, CSV, HTML, EML, Markdown, text, subtitles, ZIP of these."""
    settings = prepare(data_dir)
    from assistant.bootstrap import Catalogue
    from assistant.doors import apply_changes
    from ingest.metadata import Flags, check_flags
    from ingest.paths import find_files
    from ingest.pipeline import Pipeline
    from ingest.printing import named_changes, print_report
    from ingest.progress import IngestProgress

    started = time.perf_counter()
    flags = Flags(kind, tuple(jurisdiction or ()), tuple(topic or ()), access, published, language)
    problems = check_flags(flags)
    if problems:
        raise typer.BadParameter("; ".join(problems))
    if bool(paths) == uploads:
        raise typer.BadParameter("name files and folders, or give --uploads to read the kept uploads again")
    skipped: list[str] = []
    files = list(find_files(paths or [], skipped=skipped))
    if check:
        _check(files, flags, skipped, as_json=as_json)
        return
    catalogue = Catalogue(settings)
    try:
        with IngestProgress(total=len(files), as_json=as_json) as progress:
            if uploads:
                from ingest.uploads.rereading import read_again

                report = read_again(settings, catalogue, listener=progress.heard)
            else:
                pipeline = Pipeline(catalogue.documents, catalogue.quarantine)
                report = pipeline.ingest(files, flags=flags, listener=progress.heard)
                report.skipped += skipped
            progress.indexing()
            apply_changes(settings, catalogue, on_progress=progress.indexed)
        changed = [] if as_json else named_changes(report, catalogue.documents)
    finally:
        catalogue.close()
    print_report(report, changed, seconds=time.perf_counter() - started, as_json=as_json)
    if not report.ok:
        raise typer.Exit(1)


def _check(files: list[Path], flags: Flags, skipped: list[str], *, as_json: bool) -> None:
    from ingest.checking import check_files

    failures = check_files(files, flags)
    if as_json:
        found = {"checked": len(files), "failed": [asdict(f) for f in failures], "skipped": skipped}
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        more = f", skipped: {len(skipped)}" if skipped else ""
        typer.echo(f"checked: {len(files)}, failed: {len(failures)}{more}")
    for failure in failures:
        typer.echo(f"failed: {failure.source}: {failure.words}", err=True)
    if failures:
        raise typer.Exit(1)
