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
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE", help="Files, folders, patterns such as 'acts/**/*.pdf', web addresses, sitemaps."
        ),
    ],
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
    check: Annotated[bool, typer.Option("--check", help="Only check that everything could be taken in.")] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Take documents in: PDF, DOCX, PPTX, XLSX, CSV, HTML, EML, Markdown, text, subtitles, ZIP of these.

    What a document says of itself (front matter) goes before what a manifest says of it, that before the options of this
    command, these before what the file's properties say, and these before what is inferred from its words.
    """
    if remove_missing and not watch:
        raise typer.BadParameter("only together with --watch", param_hint="--remove-missing")
    folder = _one_folder(sources, check=check) if watch else None
    settings = prepare(data_dir)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from assistant.bootstrap import Catalogue
    from assistant.doors import apply_changes
    from ingest.checking import check_files
    from ingest.engines.choosing import open_engine
    from ingest.metadata import Flags, check_flags
    from ingest.paths import shown
    from ingest.pipeline import Pipeline
    from ingest.sources.fetching import Fetcher
    from ingest.sources.finding import Sources
    from ingest.sources.web import Known, Selection

    started = time.perf_counter()
    flags = Flags(kind, tuple(jurisdiction or ()), tuple(topic or ()), access, published, language)
    problems = check_flags(flags)
    if problems:
        raise typer.BadParameter("; ".join(problems))
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
        with open_engine(settings, files=found.count) as engine:
            failures = check_files(found, flags, engine=engine)
        _check(failures, found.count, found.skipped, as_json=as_json)
        return
    catalogue = Catalogue(settings)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        known = Known(catalogue.documents, catalogue.fetches)
        found = Sources(sources, manifest=manifest, fetcher=fetcher, known=known, selection=selection)
        with Progress(*columns, console=console, transient=True, disable=as_json or not console.is_terminal) as bar:
            task = bar.add_task("reading", total=found.count)

            def heard(path: Path, outcome: str) -> None:
                done = bar.tasks[task].completed + 1  # an archive holds more files than were counted
                bar.update(task, completed=done, total=max(done, found.count), description=path.name[:40])
                if as_json:
                    typer.echo(json.dumps({"source": shown(path), "outcome": outcome}, ensure_ascii=False))

            with open_engine(settings, files=found.count) as engine:
                report = Pipeline(catalogue.documents, engine=engine).take(found, flags=flags, listener=heard)
            bar.update(task, description="indexing")
            apply_changes(settings, catalogue)
        if not as_json:
            _name_changed(report, catalogue.documents)
            _name_related(report)
    finally:
        catalogue.close()
    seconds = time.perf_counter() - started
    if as_json:
        typer.echo(json.dumps(asdict(report) | {"seconds": round(seconds, 3)}, ensure_ascii=False))
    else:
        counts = {name: len(getattr(report, name)) for name in ("added", "updated", "unchanged", "failed")}
        for name in ("moved", "duplicates"):
            if found := getattr(report, name):
                counts[name] = len(found)
        if report.skipped:
            counts["skipped"] = len(report.skipped)
        typer.echo(", ".join(f"{name}: {count}" for name, count in counts.items()) + f" ({seconds:.2f} s)")
    for failure in report.failed:
        typer.echo(f"failed: {failure.source}: {failure.reason}", err=True)
    if not report.ok:
        raise typer.Exit(1)


def _one_folder(sources: list[str], *, check: bool) -> Path:
    if check:
        raise typer.BadParameter("not together with --check", param_hint="--watch")
    if len(sources) != 1 or not Path(sources[0]).is_dir():
        raise typer.BadParameter("watches one folder that is there; name it alone", param_hint="--watch")
    return Path(sources[0])


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


def _name_related(report: IngestReport) -> None:
    """Name what was moved, what is there twice, and what is nearly the same as something else, with what may be done."""
    from ingest.report import Hint

    for document_id in report.moved[:NAMED]:
        typer.echo(f"moved  {document_id}")
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
