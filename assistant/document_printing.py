"""Documents, their versions and what changed between them, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import typer
from rich.console import Console
from rich.table import Table

from assistant.counting import counted
from assistant.differences.values import Fate
from assistant.wire.document_life import DifferenceOut, FigureChangeOut, MeasureChangeOut, TextChangeOut, VersionsOut
from assistant.wire.documents import DocumentOut, SummaryOut

WIDE = 1000
"""A line for each row, however narrow the terminal: an id that is folded can neither be copied nor searched for."""
COLOURS = {Fate.ADDED: "green", Fate.REMOVED: "red"}
MARKS = {Fate.ADDED: ("{+", "+}"), Fate.REMOVED: ("[-", "-]"), Fate.SAME: ("", "")}
"""Around words, so that a difference can be read without colours too."""
SIGNS = {Fate.ADDED: "+", Fate.REMOVED: "-", Fate.CHANGED: "~"}
AROUND = 120
"""Characters of unchanged words that are shown beside a changed one."""


def print_documents(found: Sequence[SummaryOut]) -> None:
    """One line for each document."""
    table = Table("id", "v", "kind", "where", "language", "published", "valid until", "title", "state", box=None)
    for item in found:
        until = f"{item.valid_until} lapsed" if item.lapsed else item.valid_until or ""
        state = f"replaced by {item.superseded_by}" if item.superseded_by else ""
        state += ("; " if state else "") + "has duplicates" if item.duplicated else ""
        table.add_row(
            item.id,
            str(item.version),
            item.kind,
            " ".join(item.jurisdictions),
            item.language,
            item.published or "",
            until,
            " ".join(item.title.split()),
            state,
        )
    _draw(table)
    typer.echo(counted(len(found), "document"))


def print_document(shown: DocumentOut, *, copies: Sequence[str]) -> None:
    """What is known of a document, what it is to others, and its text."""
    left_out = {"text", "blocks", "span", "inferred", "superseded_by", "supersedes", "similar", "warnings"}
    for name, value in shown.model_dump(exclude=left_out).items():
        if value not in (None, [], False):
            typer.echo(f"{name}: {', '.join(value) if isinstance(value, list) else value}")
    if shown.superseded_by is not None:
        typer.secho(f"replaced by: {shown.superseded_by.document_id}  {shown.superseded_by.title}", fg="yellow")
    for old in shown.supersedes:
        typer.echo(f"replaces: {old.document_id}  {old.title}")
    for other in shown.similar:
        typer.echo(f"similar to: {other.document_id} ({other.similarity:.0%})  {other.title}")
    for copy in copies:
        typer.echo(f"copy: {copy}")
    for each in shown.warnings:
        typer.secho(f"incomplete: {each.en}\n            {each.zh}", fg="yellow")
    typer.echo(f"\n{shown.text}")


def print_versions(shown: VersionsOut) -> None:
    """One line for each version."""
    table = Table("v", "taken in (UTC)", "published", "valid until", "characters", "title", "state", box=None)
    for one in shown.versions:
        state = "answered from" if one.served else "deleted for good" if one.deleted else ""
        table.add_row(
            str(one.version),
            one.created_at.strftime("%Y-%m-%d %H:%M"),
            one.published or "",
            one.valid_until or "",
            str(one.characters),
            " ".join(one.title.split()),
            state,
        )
    _draw(table)


def print_difference(shown: DifferenceOut) -> None:
    """Figures and dates first, for they are what is looked for; then measures, facts and words."""
    typer.secho(f"{shown.document_id}: version {shown.old_version} → {shown.new_version}", bold=True)
    if shown.figures:
        typer.secho(f"\nFigures and dates ({len(shown.figures)})", bold=True)
        # The same figure mostly stands in several places: once is enough, with the first of them.
        places: dict[tuple[str | None, str | None], list[FigureChangeOut]] = {}
        for figure in shown.figures:
            places.setdefault((figure.old, figure.new), []).append(figure)
        for (old, new), found in places.items():
            times = f" ({len(found)} times)" if len(found) > 1 else ""
            typer.echo(f"  {_became(old, new)}{times}   {_dim(_where(found[0].section, found[0].context))}")
    if shown.measures:
        typer.secho(f"\nMeasures ({len(shown.measures)})", bold=True)
        for measure in shown.measures:
            _print_measure(measure)
    if shown.facts:
        typer.secho("\nAbout the document", bold=True)
        for fact in shown.facts:
            typer.echo(f"  {fact.field}: {_became(fact.old, fact.new)}")
    if shown.changes:
        typer.secho(f"\nWords ({len(shown.changes)} changed, {shown.unchanged} unchanged)", bold=True)
    section = None
    for change in shown.changes:
        place = change.new or change.old
        if place is not None and place.section != section:
            section = place.section
            typer.secho(f"@@ {section or ''}{f', page {place.page}' if place.page else ''} @@", fg="cyan")
        typer.echo(f"{SIGNS[change.fate]} {''.join(_words(change))}")
    if not (shown.figures or shown.measures or shown.facts or shown.changes):
        typer.echo("nothing changed")


def _print_measure(change: MeasureChangeOut) -> None:
    name = f"{change.programme} · {change.jurisdiction} · {change.instrument}"
    if change.fate is not Fate.CHANGED:
        said = ", ".join(f"{field.field} {field.new or field.old}" for field in change.fields)
        colour = COLOURS[change.fate]
        typer.echo(f"  {typer.style(f'{SIGNS[change.fate]} {name}', fg=colour)}: {said}")
        return
    typer.echo(f"  {SIGNS[change.fate]} {name}")
    for field in change.fields:
        typer.echo(f"      {field.field}: {_became(field.old, field.new)}")


def _became(old: str | None, new: str | None) -> str:
    was = typer.style(old, fg=COLOURS[Fate.REMOVED]) if old else "(none)"
    now = typer.style(new, fg=COLOURS[Fate.ADDED]) if new else "(none)"
    return f"{was} → {now}"


def _words(change: TextChangeOut) -> Iterator[str]:
    for place, words in enumerate(change.words):
        before, after = MARKS[words.fate] if change.fate is Fate.CHANGED else MARKS[Fate.SAME]
        text = words.text
        if words.fate is Fate.SAME:
            text = _shortened(text, first=place == 0, last=place == len(change.words) - 1)
        text = text.replace("\n", " ")
        yield typer.style(f"{before}{text}{after}", fg=COLOURS.get(words.fate))


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Unchanged words, without those far from any change."""
    ends = (0 if first else AROUND, 0 if last else AROUND)
    if len(text) <= sum(ends) + 20 or (first and last):
        return text
    return f"{text[: ends[0]]} … {text[len(text) - ends[1] :]}" if ends[1] else f"{text[: ends[0]]} …"


def _where(section: str | None, context: str) -> str:
    return f"{section}: {context}" if section else context


def _dim(text: str) -> str:
    return typer.style(text, dim=True)


def _draw(table: Table) -> None:
    console = Console(width=WIDE)
    with console.capture() as drawn:
        console.print(table)
    for line in drawn.get().splitlines():
        typer.echo(line.rstrip())
