"""Command ``eval measures``: how well documents are read as data, and how well questions on these data are answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import DataDirOption, JsonOption, prepare

if TYPE_CHECKING:
    from assistant.settings import Settings
    from evals.measures.gold import GoldDocument
    from evals.measures.scoring import Reading


def measures(
    split: Annotated[
        str,
        typer.Option(
            help="dev, which may be tuned on; test, which is only reported; fresh, fresh2 to fresh10: more to tune on, in the "
            "order in which they were written (invented texts; more questions)."
        ),
    ] = "dev",
    questions: Annotated[
        bool, typer.Option("--questions", help="Ask the questions on measures instead of reading the gold documents.")
    ] = False,
    misses: Annotated[
        bool, typer.Option("--misses", help="Also list each thing that is not right, with its reason.")
    ] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Score the measures that are read from the ingested corpus against the gold ones, field by field.

    With --questions: ask for estimates, comparisons and deadlines, and count right, abstained and wrong answers.
    """
    settings = prepare(data_dir)
    from rich.console import Console

    from evals.errors import broken_run
    from evals.measures import reporting
    from evals.measures.gold import INVENTED, SPLITS, load_gold
    from evals.measures.questions import load_questions
    from evals.measures.running import ask_questions

    splits = {name: name for name in (*SPLITS, *INVENTED)}
    if split not in splits:
        raise typer.BadParameter(f"{split!r} is not one of {', '.join(splits)}", param_hint="--split")
    if questions:
        asked = [question for question in load_questions() if question.split == split]
        with broken_run():
            answered = ask_questions(settings, asked, progress=lambda _done, _total: None)
        if as_json:
            found = reporting.answers_json(answered, misses=misses)
            typer.echo(json.dumps({"split": split} | found, ensure_ascii=False))
        else:
            reporting.print_answers(answered, f"questions on measures, {split}", misses=misses, console=Console())
        return
    from evals.measures.scoring import score_all

    gold = load_gold(splits=[splits[split]])
    readings = _read_invented(settings, gold) if splits[split] in INVENTED else _read_corpus(settings, gold)
    figures = score_all(readings)
    if as_json:
        found = reporting.figures_json(figures, misses=misses)
        typer.echo(json.dumps({"split": split} | found, ensure_ascii=False, default=str))
    else:
        reporting.print_figures(figures, f"measures, {split}", misses=misses, console=Console())


def _read_invented(settings: Settings, gold: Sequence[GoldDocument]) -> list[Reading]:
    from assistant.measures.extraction import extract
    from evals.errors import broken_run
    from evals.measures.invented import read_invented_documents

    with broken_run():
        return read_invented_documents(settings, gold, extract)


def _read_corpus(settings: Settings, gold: Sequence[GoldDocument]) -> list[Reading]:
    from assistant.measures.extraction import extract
    from assistant.opening import Catalogue
    from evals.errors import broken_run
    from evals.measures.running import read_gold_documents

    catalogue = Catalogue(settings)
    try:
        with broken_run():
            return read_gold_documents(catalogue.documents, gold, extract)
    finally:
        catalogue.close()
