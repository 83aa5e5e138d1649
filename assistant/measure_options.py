"""What the commands on measures share: their options, the measures of a data folder, the day and the language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import opened, utf8
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


@contextmanager
def opened_book(data_dir: Path | None, *, words: bool) -> Iterator[MeasureBook]:
    """The measures of the data folder; with ``words`` also the dictionary, by which they are found in either language."""
    from assistant.bootstrap import open_book

    with opened(data_dir) as (settings, catalogue):
        yield open_book(settings, catalogue, words=words)


def day_of(as_of: datetime | None) -> date:
    """The day on which validity is judged: today unless another is named."""
    return date.today() if as_of is None else as_of.date()


def check_language(language: str) -> None:
    """Refuse a language that labels and sentences do not come in."""
    if language not in {"zh", "en"}:
        raise typer.BadParameter(f"{language!r} is not one of zh, en", param_hint="--language")
