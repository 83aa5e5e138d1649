"""Commands ``measures compare`` and ``estimate``: measures side by side, and what they come to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.command_options import AsOfOption, DataDirOption, JsonOption, utf8
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
    check_language(language)
    from assistant.domain import Access
    from assistant.measures.book import named_places
    from assistant.measures.selecting import Wanted
    from assistant.wire.comparisons import ComparisonOut

    with opened_book(data_dir, words=bool(text or sector)) as book:
        wanted = Wanted(instruments=tuple(instrument or ()), text=text, applies_to=sector)
        found = book.compare(named_places(places), wanted, access=Access.STAFF, on=day_of(as_of), most=most)
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
    check_language(language)
    from assistant.domain import Access
    from assistant.measures.book import named_places
    from assistant.measures.giving import given_of
    from assistant.wire.estimates import EstimatesOut

    on = day_of(as_of)
    given = given_of(
        on=on,
        investment=investment,
        customs_value=customs_value,
        vehicles=vehicles,
        counts=count or (),
        rates=rate or (),
    )
    with opened_book(data_dir, words=bool(programme or sector)) as book:
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
