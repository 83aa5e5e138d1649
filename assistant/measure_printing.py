"""Measures, comparisons, estimates and deadlines for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from rich.console import Console
from rich.table import Table

from assistant.language.places import name_of
from assistant.measures.validity import Status
from assistant.measures.wording import STATUSES, instrument_name, label
from assistant.wire.answers import CitationOut
from assistant.wire.comparisons import ComparisonOut
from assistant.wire.deadlines import DeadlinesOut, ExpiringsOut
from assistant.wire.estimates import EstimatesOut, StepOut
from assistant.wire.measures import MeasureOut, MeasuresOut, MeasureWithQuotesOut, RangeOut

WIDE = 1000
"""A line for each row, however narrow the terminal: an id that is folded can neither be copied nor searched for."""
MARKED = frozenset({Status.LAPSED, Status.SOON_LAPSING, Status.NOT_YET})


def print_measures(shown: MeasuresOut, *, language: str) -> None:
    """One line for each measure."""
    table = Table(
        "id", "where", "instrument", "programme", "rate", "amount", "cap", "from investment", "until", box=None
    )
    for one in shown.measures:
        table.add_row(
            one.id,
            one.jurisdiction,
            instrument_name(one.instrument, language),
            _short(one.programme),
            _range(one.rate, "%"),
            _money(one, _range(one.amount, "")) + (f" / {one.per}" if one.per and one.amount else ""),
            _money(one, one.cap or ""),
            _money(one, one.minimum_investment or ""),
            _until(one, language),
        )
    _draw(table)
    if shown.total > len(shown.measures):
        typer.echo(f"{len(shown.measures)} of {shown.total} measures; --limit shows more")
    else:
        typer.echo(f"{shown.total} measures")


def print_measure(shown: MeasureWithQuotesOut, *, language: str) -> None:
    """All that is known of a measure, with the words that it was read from."""
    left_out = {"citations", "evidence", "spans", "rate", "amount", "jurisdiction", "instrument", "status"}
    typer.echo(f"jurisdiction: {shown.jurisdiction} ({name_of(shown.jurisdiction, language)})")
    typer.echo(f"instrument: {instrument_name(shown.instrument, language)}")
    typer.echo(f"status: {label(STATUSES[shown.status], language)}")
    for name, found, unit in (("rate", shown.rate, "%"), ("amount", shown.amount, "")):
        if found is not None:
            typer.echo(f"{name}: {_range(found, unit)}")
    for name, value in shown.model_dump(exclude=left_out).items():
        if value not in (None, [], ""):
            typer.echo(f"{name}: {'; '.join(value) if isinstance(value, list) else value}")
    _print_citations(shown.citations)


def print_comparison(shown: ComparisonOut, *, language: str) -> None:
    """The table, what is missing, and the sources."""
    table = Table("", *(place.name for place in shown.places), show_lines=False)
    rank = 0
    for row in shown.rows:
        if row.rank != rank:
            table.add_section()
            rank = row.rank
        cells = []
        for cell in row.cells:
            marks = "".join(f"[{number}]" for number in cell.citations)
            mark = f" ({label(STATUSES[cell.status], language)})" if cell.status in MARKED and cell.status else ""
            cells.append(f"{cell.text}{mark if row.aspect.value == 'programme' else ''} {marks}".strip() or "–")
        table.add_row(row.label, *cells)
    console = Console()
    with console.capture() as drawn:
        console.print(table, markup=False)
    typer.echo(drawn.get().rstrip())
    _print_notices(shown.notices)
    _print_citations(shown.citations)


def print_estimates(shown: EstimatesOut, *, language: str) -> None:
    """Each estimate with its steps, conditions and doubts, and the sources."""
    colon = "：" if language == "zh" else ": "
    names = {"zh": ("条件", "存疑"), "en": ("Conditions", "Doubts")}[language]
    for one in shown.estimates:
        measure = one.measure
        where = name_of(measure.jurisdiction, language)
        typer.secho(f"{where} · {measure.programme} · {instrument_name(measure.instrument, language)}", bold=True)
        if measure.applies_to:
            typer.echo(f"  {measure.applies_to}")
        _print_steps(one.steps, colon)
        typer.echo(f"  → {one.text}")
        for name, texts in zip(names, (one.conditions, [doubt.text for doubt in one.doubts]), strict=True):
            for text in texts:
                typer.echo(f"  {name}{colon}{text}")
        typer.echo("")
    if shown.total is not None:
        _print_steps(shown.total.steps, colon)
    _print_notices(shown.notices)
    _print_citations(shown.citations)


def print_deadlines(shown: DeadlinesOut, *, language: str) -> None:
    """One line for each date."""
    table = Table("day", "what", "where", "programme", "id", box=None)
    for one in shown.deadlines:
        said = "" if one.said == one.day.isoformat() else f" ({one.said})"
        table.add_row(
            f"{one.day}{said}", one.label, one.measure.jurisdiction, _short(one.measure.programme), one.measure.id
        )
    _draw(table)
    typer.echo(f"{len(shown.deadlines)} dates from {shown.first} to {shown.last}")


def print_expiring(shown: ExpiringsOut) -> None:
    """One line for each document."""
    table = Table("day", "valid until", "where", "id", "title", box=None)
    for one in shown.documents:
        table.add_row(str(one.day), one.valid_until, " ".join(one.jurisdictions), one.document_id, one.title)
    _draw(table)
    typer.echo(f"{len(shown.documents)} documents from {shown.first} to {shown.last}")


def _print_steps(steps: Sequence[StepOut], colon: str) -> None:
    for step in steps:
        marks = "".join(f"[{number}]" for number in step.citations)
        typer.echo(f"  {step.label}{colon}{step.line} {marks}".rstrip())


def _print_notices(notices: Sequence[str]) -> None:
    for notice in notices:
        typer.secho(f"! {notice}", fg="yellow")


def _print_citations(citations: Sequence[CitationOut]) -> None:
    for one in citations:
        quote = one.quote if len(one.quote) <= 200 else one.quote[:197] + "…"
        typer.secho(f"[{one.number}] {one.title} · {one.document_id}@{one.version}\n    {quote}", dim=True)


def _draw(table: Table) -> None:
    console = Console(width=WIDE)
    with console.capture() as drawn:
        console.print(table, markup=False)
    for line in drawn.get().splitlines():
        typer.echo(line.rstrip())


def _range(found: RangeOut | None, unit: str) -> str:
    if found is None:
        return ""
    if found.low is None:
        return f"≤ {found.high}{unit}"
    if found.high is None:
        return f"≥ {found.low}{unit}"
    return f"{found.low}{unit}" if found.low == found.high else f"{found.low} – {found.high}{unit}"


def _money(measure: MeasureOut, text: str) -> str:
    return f"{measure.currency} {text}" if text and measure.currency else text


def _until(measure: MeasureOut, language: str) -> str:
    mark = label(STATUSES[measure.status], language) if measure.status in MARKED else ""
    return " ".join(part for part in (measure.ends or measure.closes or "", mark) if part)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
