"""Command ``eval measures``: how well documents are read as data, and how well questions on these data are answered."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.commands import DataDirOption, JsonOption, prepare


def measures(
    split: Annotated[
        str, typer.Option(help="dev, which may be tuned on, or test, which is only reported; of questions also fresh.")
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
    from evals.measures.gold import SPLITS, load_gold
    from evals.measures.questions import SPLITS as QUESTION_SPLITS
    from evals.measures.questions import load_questions
    from evals.measures.running import ask_questions, read_gold_documents

    known: tuple[str, ...] = QUESTION_SPLITS if questions else SPLITS
    if split not in known:
        raise typer.BadParameter(f"{split!r} is not one of {', '.join(known)}", param_hint="--split")
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
    from assistant.bootstrap import Catalogue
    from evals.measures.running import product_extractor
    from evals.measures.scoring import score_all

    gold = [document for document in load_gold() if document.split == split]
    catalogue = Catalogue(settings)
    try:
        with broken_run():
            readings = read_gold_documents(catalogue.documents, gold, product_extractor())
    finally:
        catalogue.close()
    figures = score_all(readings)
    if as_json:
        found = reporting.figures_json(figures, misses=misses)
        typer.echo(json.dumps({"split": split} | found, ensure_ascii=False, default=str))
    else:
        reporting.print_figures(figures, f"measures, {split}", misses=misses, console=Console())
