"""Commands ``measures list``, ``show``, ``deadlines`` and ``correct``, registered with those that compare and work out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from assistant.command_options import AsOfOption, DataDirOption, JsonOption, opened, utf8
from assistant.measure_asking_commands import compare, estimate
from assistant.measure_options import (
    ForOption,
    InstrumentOption,
    LanguageOption,
    PlaceOption,
    TextOption,
    check_language,
    day_of,
    opened_book,
)


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    measures = typer.Typer(
        help="Incentives, duties and dates as data: found, compared, worked out.", no_args_is_help=True
    )
    measures.command("list")(list_measures)
    measures.command("show")(show)
    measures.command("compare")(compare)
    measures.command("estimate")(estimate)
    measures.command("deadlines")(deadlines)
    measures.command("correct")(correct)
    app.add_typer(measures, name="measures")


def list_measures(
    jurisdiction: PlaceOption = None,
    instrument: InstrumentOption = None,
    sector: ForOption = "",
    text: TextOption = "",
    in_force: Annotated[
        datetime | None, typer.Option("--in-force", formats=["%Y-%m-%d"], help="Only those in force on this day.")
    ] = None,
    minimum_rate: Annotated[
        str | None, typer.Option("--minimum-rate", help="Percent that the rate must reach.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 100,
    as_of: AsOfOption = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """List measures; without filters all of them."""
    check_language(language)
    from assistant.domain import Access
    from assistant.measures.money import read_percent
    from assistant.measures.selecting import Wanted
    from assistant.wire.measures import MeasureOut, MeasuresOut

    wanted = Wanted(
        tuple(jurisdiction or ()),
        tuple(instrument or ()),
        text,
        sector,
        None if in_force is None else in_force.date(),
        None if minimum_rate is None else read_percent(minimum_rate),
    )
    with opened_book(data_dir, words=bool(text or sector)) as book:
        found = book.find(wanted, access=Access.STAFF)
    on = day_of(as_of)
    shown = MeasuresOut(total=len(found), measures=[MeasureOut.of(filed, on=on) for filed in found[:limit]])
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
        return
    from assistant.measure_printing import print_measures

    print_measures(shown, language=language)


def show(
    measure_id: Annotated[str, typer.Argument(callback=utf8, help="Id of a measure, as `measures list` shows it.")],
    as_of: AsOfOption = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Show a measure with the exact words that it was read from."""
    check_language(language)
    from assistant.domain import Access
    from assistant.wire.measures import MeasureWithQuotesOut

    with opened_book(data_dir, words=False) as book:
        sources = book.sources(access=Access.STAFF)
        filed = book.get(measure_id, access=Access.STAFF)
        shown = MeasureWithQuotesOut.quoted(filed, sources, on=day_of(as_of))
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
        return
    from assistant.measure_printing import print_measure

    print_measure(shown, language=language)


def deadlines(
    jurisdiction: PlaceOption = None,
    instrument: InstrumentOption = None,
    sector: ForOption = "",
    within: Annotated[str, typer.Option(help="How far to look ahead: 90d, 12w or 3m.")] = "90d",
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day, instead of --as-of.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day, instead of --within.")
    ] = None,
    as_of: AsOfOption = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Tell what starts or ends soon, by day."""
    check_language(language)
    from assistant.domain import Access
    from assistant.measures.book import named_places
    from assistant.measures.deadlines import days_after, window
    from assistant.measures.selecting import Wanted
    from assistant.wire.deadlines import DeadlinesOut

    on = day_of(as_of)
    first = on if since is None else since.date()
    looked_at = window(first, days_after(first, within) if until is None else until.date())
    with opened_book(data_dir, words=bool(sector)) as book:
        wanted = Wanted(named_places(jurisdiction or ()), tuple(instrument or ()), applies_to=sector)
        found = book.deadlines(wanted, looked_at, access=Access.STAFF)
    shown = DeadlinesOut.of(found, looked_at, on=on, language=language)
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
        return
    from assistant.measure_printing import print_deadlines

    print_deadlines(shown, language=language)


def correct(
    measure_id: Annotated[str, typer.Argument(callback=utf8, help="Id of a measure, as `measures list` shows it.")],
    changes: Annotated[
        list[str] | None,
        typer.Argument(
            callback=utf8,
            metavar="FIELD=VALUE…",
            help="Such as rate=10..25, cap=500000 or ends=2027-12; nothing behind = empties the field.",
        ),
    ] = None,
    withdraw: Annotated[
        list[str] | None,
        typer.Option(callback=utf8, help="Let go of the correction of this field; “all” for every one."),
    ] = None,
    by: Annotated[str, typer.Option(callback=utf8, help="Who corrects it.")] = "",
    as_of: AsOfOption = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Set fields of a measure right. It holds over new versions of the document, as long as the words stay."""
    check_language(language)
    from getpass import getuser

    from assistant.bootstrap import open_book
    from assistant.domain import Access
    from assistant.measures.correcting import correct_measure
    from assistant.wire.measures import MeasureWithQuotesOut

    typed = dict(_change(text) for text in changes or ())
    if not typed and not withdraw:
        raise typer.BadParameter("give FIELD=VALUE, or --withdraw FIELD", param_hint="FIELD=VALUE…")
    with opened(data_dir) as (settings, catalogue):
        if withdraw:
            catalogue.measures.withdraw(measure_id, () if "all" in withdraw else withdraw)
        if typed:
            correct_measure(catalogue.measures, measure_id, typed, by=by or getuser())
        book = open_book(settings, catalogue, words=False)
        sources = book.sources(access=Access.STAFF)
        shown = MeasureWithQuotesOut.quoted(book.get(measure_id, access=Access.STAFF), sources, on=day_of(as_of))
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
        return
    from assistant.measure_printing import print_measure

    print_measure(shown, language=language)


def _change(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator:
        raise typer.BadParameter(f"{text!r} is not FIELD=VALUE", param_hint="FIELD=VALUE…")
    return name.strip(), value
