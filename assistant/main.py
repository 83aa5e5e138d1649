"""The command line ``goglobal``. Each package brings its commands by the entry point group ``goglobal.commands``."""

from __future__ import annotations

import gc
import inspect
import sys
from importlib.metadata import entry_points, version
from typing import Annotated

import typer

from assistant.errors import AdvisoryError


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("going-global"))
        raise typer.Exit


def make_app() -> typer.Typer:
    """The command line with the commands of all packages."""
    app = typer.Typer(
        name="goglobal",
        help="Going Global: answers from your documents for automotive companies that go abroad, each sentence cited.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def _options(
        _version: Annotated[
            bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
        ] = False,
    ) -> None:
        pass

    for point in sorted(entry_points(group="goglobal.commands"), key=lambda point: point.name):
        point.load()(app)
    _unwrap_helps(app)
    return app


def _unwrap_helps(app: typer.Typer) -> None:
    """Let each paragraph of a command's help be one line: the terminal's width breaks it, not the source's."""
    for command in app.registered_commands:
        said = command.help or (inspect.getdoc(command.callback) if command.callback else None)
        if said:
            command.help = "\n\n".join(" ".join(paragraph.split()) for paragraph in said.split("\n\n"))
    for group in app.registered_groups:
        if group.typer_instance is not None:
            _unwrap_helps(group.typer_instance)


def run() -> None:
    """Entry of the console script."""
    # Starting is mostly importing, and collecting garbage meanwhile takes a tenth of it. Commands that run for long
    # turn it on again.
    gc.disable()
    try:
        make_app()()
    except AdvisoryError as error:
        typer.echo(f"goglobal: {error}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
