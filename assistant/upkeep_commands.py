"""Commands ``doctor``, ``backup`` and ``restore``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import DataDirOption, JsonOption, prepare

if TYPE_CHECKING:
    from assistant.upkeep.findings import Check

COLOURS = {"ok": "green", "note": "cyan", "not_checked": "yellow", "wrong": "red"}


def register(app: typer.Typer) -> None:
    """Add this package's commands."""
    app.command()(doctor)


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
        typer.echo("nothing is wrong" if found.ok else f"{wrong} wrong")
    if not found.ok:
        raise typer.Exit(1)


def _print(check: Check) -> None:
    state = check.state.value.replace("_", " ")
    typer.secho(f"{state:<12}", fg=COLOURS[check.state.value], nl=False)
    typer.echo(f"{check.name}: {check.what}")
    for label, words in (("means", check.means), ("to do", check.fix)):
        if words:
            typer.echo(f"{'':<12}{label}: {words}")
