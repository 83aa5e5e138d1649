"""Commands ``doctor``, ``backup`` and ``restore``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import DataDirOption, JsonOption, prepare

if TYPE_CHECKING:
    from assistant.upkeep.findings import Check

COLOURS = {"ok": "green", "note": "cyan", "not_checked": "yellow", "wrong": "red"}


def register(app: typer.Typer) -> None:
    """Add this package's commands."""
    app.command()(doctor)
    app.command()(backup)
    app.command()(restore)


def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended, then look again.")] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Check catalogue, indexes, spans, files and disk against one another. Exit 1 if something is wrong."""
    settings = prepare(data_dir)
    from assistant.upkeep.doctor import diagnose

    found = diagnose(settings, fix=fix)
    if as_json:
        checks = [asdict(check) for check in found.checks]
        told = {"ok": found.ok, "checks": checks, "done": found.done}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in found.done:
            typer.secho(f"fixed: {line}", fg="green")
        for check in found.checks:
            _print(check)
        wrong = sum(check.state == "wrong" for check in found.checks)
        unseen = any(check.state == "not_checked" for check in found.checks)
        sound = "nothing is wrong in what could be checked" if unseen else "nothing is wrong"
        typer.echo(sound if found.ok else f"{wrong} wrong")
    if not found.ok:
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(help="File to write, such as goglobal-2026-11-26.backup.")],
    indexes: Annotated[
        bool, typer.Option("--indexes", help="Also the indexes, which are else built anew; nobody may hold them.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Write everything that cannot be made anew into one file, also while the server answers."""
    settings = prepare(data_dir)
    from assistant.upkeep.backing_up import back_up

    made = back_up(settings, file, indexes=indexes, force=force)
    if as_json:
        told = {"file": str(made.path), "bytes": made.size, "files": made.files, "about": asdict(made.about)}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        typer.echo(f"backed up: {made.about.documents} documents, {made.size / 1e6:.1f} MB in {made.path}")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `goglobal backup` made.")],
    force: Annotated[bool, typer.Option("--force", help="Replace everything in a data folder that is in use.")] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Put a backup into an empty data folder, check it, bring it up to date and index it."""
    settings = prepare(data_dir)
    from assistant.upkeep.restoring import restore as put_back

    done = put_back(settings, file, force=force)
    if as_json:
        told = {
            "documents": done.documents,
            "passages": done.passages,
            "glossary": None if done.glossary is None else str(done.glossary),
            "about": asdict(done.about),
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    typer.echo(f"restored: {done.documents} documents, {done.passages} passages, as of {done.about.made}")
    for name, value in done.about.settings.items():
        present = str(getattr(settings, name, ""))
        if name != "glossary" and present != value:
            typer.echo(f"! GOGLOBAL_{name.upper()} was {value!r} and is {present!r} here", err=True)
    if done.glossary is not None:
        typer.echo(f"! the glossary lies in {done.glossary}: name it by GOGLOBAL_GLOSSARY", err=True)


def _print(check: Check) -> None:
    state = check.state.value.replace("_", " ")
    typer.secho(f"{state:<12}", fg=COLOURS[check.state.value], nl=False)
    typer.echo(f"{check.name}: {check.what}")
    for label, words in (("means", check.means), ("to do", check.fix)):
        if words:
            typer.echo(f"{'':<12}{label}: {words}")
