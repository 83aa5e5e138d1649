"""Commands ``quarantine list|show|retry|clear``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import DataDirOption, JsonOption, opened, utf8

if TYPE_CHECKING:
    from assistant.catalogue.quarantine import Quarantined
    from assistant.opening import Catalogue

Names = Annotated[list[str] | None, typer.Argument(callback=utf8, help="Ids, paths or addresses.")]
AllOption = Annotated[bool, typer.Option("--all", help="Everything that is in quarantine.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    commands = typer.Typer(help="What could not be taken in, and why.", no_args_is_help=True)
    commands.command("list")(quarantine_list)
    commands.command("show")(quarantine_show)
    commands.command("retry")(quarantine_retry)
    commands.command("clear")(quarantine_clear)
    app.add_typer(commands, name="quarantine")


def quarantine_list(as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """List what could not be taken in, with the reason; what failed last comes first."""
    from assistant.wire.quarantine import QuarantinedOut, QuarantineOut

    with opened(data_dir) as (_, catalogue):
        found = catalogue.quarantine.all()
    if as_json:
        listed = QuarantineOut(total=len(found), failed=[QuarantinedOut.of(item) for item in found])
        typer.echo(listed.model_dump_json(indent=2))
        return
    for item in found:
        # A line each: an id or path that is folded can neither be copied nor searched for.
        typer.echo(f"{item.id}  {item.last_at:%Y-%m-%d}  {item.failed.source}  {item.failed.reason}")
    typer.echo(f"{len(found)} in quarantine")


def quarantine_show(
    name: Annotated[str, typer.Argument(callback=utf8, help="Id, path or address.")],
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Show one failure: reason, what to do, when, how often, size and hash."""
    from assistant.wire.quarantine import QuarantinedOut

    with opened(data_dir) as (_, catalogue):
        shown = QuarantinedOut.of(_found(catalogue, name))
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
        return
    for key, value in shown.model_dump(mode="json").items():
        if value not in (None, ""):
            typer.echo(f"{key}: {value}")


def quarantine_retry(
    names: Names = None, everything: AllOption = False, as_json: JsonOption = False, data_dir: DataDirOption = None
) -> None:
    """Read files in quarantine again. Those that can be taken in now leave it."""
    started = time.perf_counter()
    from assistant.doors import apply_changes
    from ingest.engines.choosing import open_engine
    from ingest.printing import named_changes, print_report
    from ingest.progress import IngestProgress
    from ingest.retrying import retry

    with opened(data_dir) as (settings, catalogue):
        chosen = _chosen(catalogue, names, everything=everything)
        with IngestProgress(total=len(chosen), as_json=as_json) as progress:
            with open_engine(settings, files=len(chosen)) as engine:
                report = retry(settings, catalogue, chosen, engine=engine, listener=progress.heard)
            progress.indexing()
            apply_changes(settings, catalogue, on_progress=progress.indexed)
        changed = [] if as_json else named_changes(report, catalogue.documents)
    print_report(report, changed, seconds=time.perf_counter() - started, as_json=as_json)
    if not report.ok:
        raise typer.Exit(1)


def quarantine_clear(
    names: Names = None, everything: AllOption = False, as_json: JsonOption = False, data_dir: DataDirOption = None
) -> None:
    """Forget failures. The files stay where they are, and are read again when an ingest meets them; uploads are deleted."""
    from assistant.wire.quarantine import ClearedOut
    from ingest.uploads.keeping import clear_failures

    with opened(data_dir) as (settings, catalogue):
        chosen = _chosen(catalogue, names, everything=everything)
        cleared = clear_failures(settings.data_dir, catalogue, chosen)
    typer.echo(ClearedOut(cleared=cleared).model_dump_json() if as_json else f"cleared: {cleared}")


def _chosen(catalogue: Catalogue, names: list[str] | None, *, everything: bool) -> list[Quarantined]:
    if bool(names) == everything:
        raise typer.BadParameter("name what is meant by id, path or address, or say --all")
    if everything:
        return catalogue.quarantine.all()
    return [_found(catalogue, name) for name in dict.fromkeys(names or [])]


def _found(catalogue: Catalogue, name: str) -> Quarantined:
    """A failure by its id, source, or path as the caller would name the file."""
    from assistant.errors import UnknownFailure
    from ingest.paths import shown

    try:
        return catalogue.quarantine.get(name)
    except UnknownFailure:
        known = catalogue.quarantine.find(shown(Path(name).resolve()))
        if known is None:
            raise
        return known
