"""How far an ingest has come: a bar for people, a line of JSON for each file for machines."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from types import TracebackType

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from ingest.paths import shown
from ingest.report import FileOutcome

NAME_WIDTH = 40


class RateColumn(ProgressColumn):
    """How many a second, or how many a minute where that is less than one."""

    def render(self, task: Task) -> Text:
        """See the base class."""
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("–/s", style="progress.data.speed")
        said = f"{speed:.1f}/s" if speed >= 1 else f"{speed * 60:.1f}/min"
        return Text(said, style="progress.data.speed")


class IngestProgress(AbstractContextManager["IngestProgress"]):
    """Hears of each file and of the indexes, and shows it on standard error; with JSON, on standard output."""

    def __init__(self, *, total: int, as_json: bool, console: Console | None = None) -> None:
        console = console or Console(stderr=True)
        self._as_json = as_json
        self._files = total
        self._failed = 0
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            RateColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}", style="dim"),
            console=console,
            transient=True,
            disable=as_json or not console.is_terminal,
        )
        self._reading = self._bar.add_task("reading", total=total or None, name="")
        self._indexing = self._bar.add_task("indexing", total=None, name="", visible=False)
        self._first: int | None = None

    def __enter__(self) -> IngestProgress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def heard(self, done: FileOutcome) -> None:
        """A file is through."""
        self._failed += done.failure is not None
        through = self._bar.tasks[0].completed + 1  # an archive holds more files than were counted
        failed = f"[red]{self._failed} failed[/red] " if self._failed else ""
        self._bar.update(
            self._reading,
            completed=through,
            total=max(through, self._files),
            name=failed + escape(shortened(done.path.name)),
        )
        if self._as_json:
            typer.echo(json.dumps(as_line(done), ensure_ascii=False))

    def indexing(self) -> None:
        """All files are through; now answers come to know them."""
        self._bar.update(self._reading, name="")
        self._bar.update(self._indexing, visible=True)

    def indexed(self, reached: int, head: int) -> None:
        """The indexes have come to a change of the log."""
        if self._first is None:
            self._first = reached
        self._bar.update(self._indexing, completed=reached - self._first, total=head - self._first)


def shortened(name: str) -> str:
    """A file's name as it fits behind a bar: its beginning, and its end, which tells the format."""
    name = shown_name(name)
    return name if len(name) <= NAME_WIDTH else f"{name[: NAME_WIDTH - 11]}…{name[-10:]}"


def shown_name(name: str) -> str:
    """A name without what would move the cursor or turn the line around."""
    return "".join(character if character.isprintable() else "�" for character in name)


def as_line(done: FileOutcome) -> dict[str, object]:
    """What became of a file, as JSON."""
    line: dict[str, object] = {"source": shown(done.path), "outcome": done.outcome, "document": done.document_id}
    if done.failure is not None:
        line |= {
            "reason": done.failure.reason,
            "advice": done.failure.advice,
            "remembered": done.failure.remembered,
        }
    if done.missing:
        line["warnings"] = [each.values() for each in done.missing]
    return line
