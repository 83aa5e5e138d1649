"""Command ``ingest``."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import DataDirOption, JsonOption, prepare
from assistant.domain import Access, Kind
from ingest import quarantine_commands

if TYPE_CHECKING:
    from ingest.report import Failure


def register(app: typer.Typer) -> None:
    """Add this package's commands."""
    app.command()(ingest)
    quarantine_commands.register(app)


def ingest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE", help="Files, folders, patterns such as 'acts/**/*.pdf', web addresses, sitemaps."
        ),
    ] = None,
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
    manifest: Annotated[
        Path | None,
        typer.Option(
            help="YAML or CSV file that says what the documents are. A manifest.yaml or manifest.csv in a folder is found by "
            "itself."
        ),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(help="Of folders and sitemaps, only what holds this pattern, such as '/en/'; may be repeated."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(help="Of folders and sitemaps, nothing that holds this pattern; may be repeated."),
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Most pages of one sitemap.")] = 500,
    other_sites: Annotated[
        bool, typer.Option("--other-sites", help="Take pages of other sites that a sitemap lists too.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on: take in what comes into one folder or changes there, until stopped.")
    ] = False,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="With --watch: remove documents whose files are gone.")
    ] = False,
    engine: Annotated[
        str, typer.Option(help="Where files are read: processes (of this machine) or ray (a cluster, RAY_ADDRESS).")
    ] = "processes",
    check: Annotated[bool, typer.Option("--check", help="Only check that everything could be taken in.")] = False,
    uploads: Annotated[
        bool, typer.Option("--uploads", help="Read again what was uploaded over HTTP and is kept, where it is news.")
    ] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Take documents in: PDF, DOCX, PPTX, XLSX, CSV, HTML, EML, Markdown, text, subtitles, ZIP of these.

    What a document says of itself (front matter) goes before what a manifest says of it, that before the options of this
    command, these before what the file's properties say, and these before what is inferred from its words.
    """
    if remove_missing and not watch:
        raise typer.BadParameter("only together with --watch", param_hint="--remove-missing")
    folder = _one_folder(sources or [], check=check) if watch else None
    settings = prepare(data_dir)
    from ingest.starting import begin_preloading, needs_processes

    if engine == "processes" and needs_processes(sources or []):
        # What is imported below takes about as long as these processes take to begin.
        begin_preloading()
    from assistant.doors import apply_changes
    from assistant.opening import Catalogue
    from ingest.checking import check_files
    from ingest.engines.choosing import EngineName, open_engine
    from ingest.metadata import Flags, check_flags
    from ingest.pipeline import Pipeline
    from ingest.printing import named_changes, print_report
    from ingest.progress import IngestProgress
    from ingest.sources.fetching import Fetcher
    from ingest.sources.finding import Sources
    from ingest.sources.web import Known, Selection

    started = time.perf_counter()
    if engine not in set(EngineName):
        raise typer.BadParameter(f"{engine!r} is not one of {', '.join(EngineName)}", param_hint="--engine")
    flags = Flags(kind, tuple(jurisdiction or ()), tuple(topic or ()), access, published, language)
    problems = check_flags(flags)
    if problems:
        raise typer.BadParameter("; ".join(problems))
    if bool(sources) == uploads:
        raise typer.BadParameter("name files, folders or addresses, or give --uploads to read the kept uploads again")
    sources = sources or []
    selection = Selection(tuple(include or ()), tuple(exclude or ()), most, other_sites)
    fetcher = Fetcher.of(settings)
    if folder is not None:
        from ingest.watch_command import watch_folder

        watch_folder(
            folder,
            settings,
            flags=flags,
            find=lambda: Sources([folder], manifest=manifest, fetcher=fetcher, selection=selection),
            remove_missing=remove_missing,
            as_json=as_json,
        )
        return
    if check:
        found = Sources(sources, manifest=manifest, fetcher=fetcher, selection=selection)
        with open_engine(settings, files=found.count, name=EngineName(engine)) as readers:
            failures = check_files(found, flags, engine=readers)
        _check(failures, found.count, found.skipped, as_json=as_json)
        return
    catalogue = Catalogue(settings)
    try:
        known = Known(catalogue.documents, catalogue.fetches)
        found = Sources(sources, manifest=manifest, fetcher=fetcher, known=known, selection=selection)
        with (
            IngestProgress(total=found.count, as_json=as_json) as progress,
            open_engine(settings, files=found.count, name=EngineName(engine)) as readers,
        ):
            if uploads:
                from ingest.uploads.rereading import read_again

                report = read_again(settings, catalogue, engine=readers, listener=progress.heard)
            else:
                pipeline = Pipeline.of(settings, catalogue, engine=readers)
                report = pipeline.take(found, flags=flags, listener=progress.heard)
            progress.indexing()
            apply_changes(settings, catalogue, on_progress=progress.indexed)
        changed = [] if as_json else named_changes(report, catalogue.documents)
    finally:
        catalogue.close()
    print_report(report, changed, seconds=time.perf_counter() - started, as_json=as_json)
    if not report.ok:
        raise typer.Exit(1)


def _one_folder(sources: list[str], *, check: bool) -> Path:
    if check:
        raise typer.BadParameter("not together with --check", param_hint="--watch")
    if len(sources) != 1 or not Path(sources[0]).is_dir():
        raise typer.BadParameter("watches one folder that is there; name it alone", param_hint="--watch")
    return Path(sources[0])


def _check(failures: list[Failure], checked: int, skipped: list[str], *, as_json: bool) -> None:
    if as_json:
        found = {"checked": checked, "failed": [failure.values() for failure in failures], "skipped": skipped}
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        more = f", skipped: {len(skipped)}" if skipped else ""
        typer.echo(f"checked: {checked}, failed: {len(failures)}{more}")
    for failure in failures:
        typer.echo(f"failed: {failure.source}: {failure.words}", err=True)
    if failures:
        raise typer.Exit(1)
