"""Commands ``measures list``, ``show``, ``compare``, ``estimate``, ``deadlines`` and ``correct``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import AsOfOption, DataDirOption, JsonOption, opened, utf8
from assistant.measure import Instrument

if TYPE_CHECKING:
    from assistant.measures.book import MeasureBook

PlaceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--jurisdiction",
        "-j",
        callback=utf8,
        help="Only measures that hold there: an ISO 3166 code such as HU or ES-CT, or EU; may come several times.",
    ),
]
InstrumentOption = Annotated[
    list[Instrument] | None, typer.Option("--instrument", help="Only measures of this sort; may come several times.")
]
ForOption = Annotated[
    str,
    typer.Option(
        "--for",
        callback=utf8,
        help="Sector, size, region or goods, in Chinese or English, such as “medium company in Sicily”.",
    ),
]
TextOption = Annotated[str, typer.Option("--text", callback=utf8, help="Words that the measure must say.")]
LanguageOption = Annotated[str, typer.Option(help="Language of labels and sentences: zh or en.")]


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


@contextmanager
def _book(data_dir: Path | None, *, words: bool) -> Iterator[MeasureBook]:
    """The measures of the data folder; with ``words`` also the dictionary, by which they are found in either language."""
    from assistant.bootstrap import open_book

    with opened(data_dir) as (settings, catalogue):
        yield open_book(settings, catalogue, words=words)


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
    _check_language(language)
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
    with _book(data_dir, words=bool(text or sector)) as book:
        found = book.find(wanted, access=Access.STAFF)
    on = _day(as_of)
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
    _check_language(language)
    from assistant.domain import Access
    from assistant.wire.measures import MeasureWithQuotesOut

    with _book(data_dir, words=False) as book:
        sources = book.sources(access=Access.STAFF)
        filed = book.get(measure_id, access=Access.STAFF)
        shown = MeasureWithQuotesOut.quoted(filed, sources, on=_day(as_of))
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
        return
    from assistant.measure_printing import print_measure

    print_measure(shown, language=language)


def compare(
    places: Annotated[
        list[str], typer.Argument(callback=utf8, help="Places: names in either language, or ISO 3166 codes.")
    ],
    instrument: InstrumentOption = None,
    sector: ForOption = "",
    text: TextOption = "",
    most: Annotated[int, typer.Option(min=1, max=20, help="Measures of each place.")] = 6,
    out: Annotated[
        Path | None, typer.Option(help="Write the table with its sources to this .csv or .xlsx file.")
    ] = None,
    as_of: AsOfOption = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Put the measures of several places side by side; incentives unless --instrument says otherwise."""
    _check_language(language)
    from assistant.domain import Access
    from assistant.measures.book import named_places
    from assistant.measures.selecting import Wanted
    from assistant.wire.comparisons import ComparisonOut

    with _book(data_dir, words=bool(text or sector)) as book:
        wanted = Wanted(instruments=tuple(instrument or ()), text=text, applies_to=sector)
        found = book.compare(named_places(places), wanted, access=Access.STAFF, on=_day(as_of), most=most)
    shown = ComparisonOut.of(found, language=language)
    if out is not None:
        from assistant.measure_sheets import sheets_of
        from assistant.measures.exporting import write

        write(out, sheets_of(shown, language=language))
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
        return
    from assistant.measure_printing import print_comparison

    print_comparison(shown, language=language)
    if out is not None:
        typer.echo(f"written: {out}")


def estimate(
    measure_id: Annotated[
        str | None, typer.Argument(callback=utf8, help="Id of a measure; else say which is meant by the options.")
    ] = None,
    jurisdiction: PlaceOption = None,
    programme: Annotated[str, typer.Option(callback=utf8, help="Words of the programme's name.")] = "",
    sector: ForOption = "",
    investment: Annotated[
        str | None, typer.Option(callback=utf8, help="What you invest, such as “EUR 3 million” or 300万欧元.")
    ] = None,
    customs_value: Annotated[
        str | None,
        typer.Option(
            "--customs-value", callback=utf8, help="Customs value of the goods; of one vehicle with --vehicles."
        ),
    ] = None,
    vehicles: Annotated[str | None, typer.Option(callback=utf8, help="How many vehicles.")] = None,
    count: Annotated[
        list[str] | None,
        typer.Option(
            "--count", callback=utf8, help="Another number of things, such as “20 GWh”; may come several times."
        ),
    ] = None,
    rate: Annotated[
        list[str] | None,
        typer.Option(
            "--rate", callback=utf8, help="A rate of exchange of yours, such as EUR/CNY=7.8; else none is used."
        ),
    ] = None,
    together: Annotated[
        bool, typer.Option("--together", help="Add the measures up, where their document says that they cumulate.")
    ] = False,
    as_of: AsOfOption = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Work out what measures come to, step by step, each input cited or yours."""
    _check_language(language)
    from assistant.domain import Access
    from assistant.measures.book import named_places
    from assistant.measures.giving import given_of
    from assistant.wire.estimates import EstimatesOut

    on = _day(as_of)
    given = given_of(
        on=on,
        investment=investment,
        customs_value=customs_value,
        vehicles=vehicles,
        counts=count or (),
        rates=rate or (),
    )
    with _book(data_dir, words=bool(programme or sector)) as book:
        worked = book.estimate(
            given,
            access=Access.STAFF,
            places=named_places(jurisdiction or ()),
            programme=programme,
            words=sector,
            measure_id=measure_id,
            together=together,
        )
    shown = EstimatesOut.of(worked, on=on, language=language)
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
        return
    from assistant.measure_printing import print_estimates

    print_estimates(shown, language=language)


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
    _check_language(language)
    from assistant.domain import Access
    from assistant.measures.book import named_places
    from assistant.measures.deadlines import days_after, window
    from assistant.measures.selecting import Wanted
    from assistant.wire.deadlines import DeadlinesOut

    on = _day(as_of)
    first = on if since is None else since.date()
    looked_at = window(first, days_after(first, within) if until is None else until.date())
    with _book(data_dir, words=bool(sector)) as book:
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
    _check_language(language)
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
        shown = MeasureWithQuotesOut.quoted(book.get(measure_id, access=Access.STAFF), sources, on=_day(as_of))
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


def _day(as_of: datetime | None) -> date:
    return date.today() if as_of is None else as_of.date()


def _check_language(language: str) -> None:
    if language not in {"zh", "en"}:
        raise typer.BadParameter(f"{language!r} is not one of zh, en", param_hint="--language")
