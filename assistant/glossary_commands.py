"""Commands ``glossary check`` and ``glossary show``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.command_options import DataDirOption, JsonOption, prepare, utf8
from assistant.language.glossary import read_entries, use_glossary
from assistant.language.script import fold


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    glossary = typer.Typer(help="Terms and names in both languages, and a file of your own.", no_args_is_help=True)
    glossary.command("check")(check)
    glossary.command("show")(show)
    app.add_typer(glossary, name="glossary")


def check(
    file: Annotated[Path | None, typer.Argument(help="A file of yours [GOGLOBAL_GLOSSARY].")] = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Name every line of a file that cannot be taken, and why. Exits with 1 when there is one."""
    path = file or prepare(data_dir, brief=True).glossary
    if path is None:
        raise typer.BadParameter("give a file, or set GOGLOBAL_GLOSSARY", param_hint="FILE")
    entries, broken = read_entries(path)
    if as_json:
        lines = [{"line": line.number, "reason": line.reason} for line in broken]
        typer.echo(json.dumps({"file": str(path), "entries": len(entries), "broken": lines}, ensure_ascii=False))
    else:
        for line in broken:
            typer.echo(str(line), err=True)
        typer.echo(f"{path}: {len(entries)} entries, {len(broken)} broken lines")
    if broken or not entries:
        raise typer.Exit(1)


def show(
    term: Annotated[str, typer.Argument(callback=utf8, help="A name in Chinese or English.")],
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Show what the glossary says of a name. Exits with 1 when it says nothing."""
    glossary = use_glossary(prepare(data_dir, brief=True).glossary)
    wanted = fold(term).strip()
    found = [
        (entry, place < glossary.own)
        for place, entry in enumerate(glossary.entries)
        if wanted in {fold(name) for name in (*entry.zh, *entry.en)}
    ]
    if as_json:
        shown = [{"zh": entry.zh, "en": entry.en, "kind": entry.kind, "own": own} for entry, own in found]
        typer.echo(json.dumps(shown, indent=2, ensure_ascii=False))
    else:
        for entry, own in found:
            source = "  (your file)" if own else ""
            typer.echo(f"{' | '.join(entry.zh)}  =  {' | '.join(entry.en)}  [{entry.kind}]{source}")
    if not found:
        typer.echo(f"The glossary has no entry {term!r}. A file of your own can add it: GOGLOBAL_GLOSSARY.", err=True)
        raise typer.Exit(1)
