"""Command ``eval learn-measures``: what figures and dates that no rule knows are judged by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import DataDirOption, JsonOption, prepare

if TYPE_CHECKING:
    from assistant.settings import Settings
    from evals.measures.learning import Example


def learn_measures(
    held_out: Annotated[
        bool,
        typer.Option(
            "--held-out", help="Also judge each set by weights that were learned from all others (some minutes)."
        ),
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="Keep the new weights in the product.")] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Learn what the figures and dates of a text are, from all gold measures that may be tuned on.

    Needs the ingested corpus. The test part and the set that is kept for reporting are never learned from.
    """
    settings = prepare(data_dir)
    from assistant.measures.extraction.judging import DATE_WEIGHTS, FIGURE_WEIGHTS, written
    from evals.measures.learning import fit
    from evals.measures.learning import held_out as judged_apart

    figures, dates = _examples(settings)
    report: dict[str, dict[str, object]] = {}
    for name, path, examples in (("figures", FIGURE_WEIGHTS, figures), ("dates", DATE_WEIGHTS, dates)):
        weights = fit(examples)
        report[name] = {"examples": len(examples), "traits": len(weights)}
        if held_out:
            report[name]["held_out"] = [one.as_json() for one in judged_apart(examples)]
        if write:
            _keep(path, written(weights))
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    for name, found in report.items():
        typer.echo(f"{name}: {found['examples']} examples, {found['traits']} traits")
        for row in found.get("held_out", []):  # type: ignore[attr-defined]
            typer.echo("  " + "  ".join(f"{key} {value}" for key, value in row.items()))
    typer.echo("kept in the product" if write else "not kept; --write keeps them")


def _examples(settings: Settings) -> tuple[list[Example], list[Example]]:
    from assistant.bootstrap import Catalogue
    from evals.errors import broken_run
    from evals.measures.examples import examples_of
    from evals.measures.gold import LEARNED_FROM, load_gold
    from evals.measures.invented import invented_documents
    from evals.measures.running import stored_documents

    figures: list[Example] = []
    dates: list[Example] = []
    with broken_run():
        corpus = load_gold(splits=["dev"])
        invented = load_gold(splits=LEARNED_FROM)
        catalogue = Catalogue(settings)
        try:
            documents = stored_documents(catalogue.documents, corpus) | invented_documents(settings, invented)
        finally:
            catalogue.close()
        for gold in (*corpus, *invented):
            found = examples_of(gold, documents[gold.id])
            figures += found[0]
            dates += found[1]
    return figures, dates


def _keep(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
