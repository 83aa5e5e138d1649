"""What commands have in common: options, and the settings and the catalogue that they work with."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.domain import Kind
from assistant.logs import set_up_logs
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.opening import Catalogue


def utf8(value: Any) -> Any:
    """Refuse what the shell passed on in another encoding: no catalogue, index or answer can hold it."""
    for text in value if isinstance(value, list) else [value]:
        try:
            (text or "").encode()
        except UnicodeEncodeError as error:
            raise typer.BadParameter("not valid UTF-8; check the encoding of your terminal") from error
    return value


JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DataDirOption = Annotated[
    Path | None, typer.Option("--data-dir", help="Folder that holds all state [GOGLOBAL_DATA_DIR, default .data].")
]
JurisdictionOption = Annotated[
    list[str] | None,
    typer.Option(callback=utf8, help="Only documents filed under this ISO 3166 code, or EU; may come several times."),
]
TopicOption = Annotated[
    list[str] | None, typer.Option(callback=utf8, help="Only documents on this topic; may come several times.")
]
KindOption = Annotated[list[Kind] | None, typer.Option(help="Only documents of this kind; may come several times.")]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Day on which validity is judged, YYYY-MM-DD; else today."),
]


def prepare(data_dir: Path | None, *, brief: bool = False, **flags: object) -> Settings:
    """Settings for a command, with logs set up; ``brief`` for commands that are over in a moment."""
    if not brief:
        gc.enable()
    settings = read_settings(data_dir=data_dir, **flags)
    set_up_logs(settings.log_level)
    return settings


@contextmanager
def opened(data_dir: Path | None) -> Iterator[tuple[Settings, Catalogue]]:
    """Settings and catalogue for a command, without the indexes."""
    settings = prepare(data_dir)
    from assistant.opening import Catalogue

    catalogue = Catalogue(settings)
    try:
        yield settings, catalogue
    finally:
        catalogue.close()
