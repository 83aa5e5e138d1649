"""Commands ``eval learn`` and ``eval ablate``: what ranking goes by, and what each part of retrieval brings."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.command_options import DataDirOption, JsonOption, prepare


def learn(
    data: Annotated[
        Path | None, typer.Option(help="Folder of outside data, whose part `tune` is learned from too.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Keep the new weights in the product.")] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Learn the weights by which passages are ranked, from the golden set's dev samples and outside data's part `tune`.

    Prints success@1 and success@5 of each set with the present and the new weights, and on the golden set with weights
    that were learned without the samples that they rank.
    """
    settings = prepare(data_dir)
    from assistant.bootstrap import open_advisory
    from assistant.retrieval.ranking import WEIGHTS_FILE, learned_weights, written
    from evals.errors import broken_run
    from evals.learning import CandidateList, cross_validated, success
    from evals.learning import learn as learn_weights
    from evals.learning_data import golden_lists, outside_lists
    from evals.samples import load_samples

    sets: dict[str, list[CandidateList]] = defaultdict(list)
    with broken_run():
        with open_advisory(settings) as advisory:
            advisory.follower.catch_up()
            for name, found in golden_lists(advisory, load_samples()):
                sets[name].append(found)
        if data is not None:
            for name, found in outside_lists(data, settings):
                sets[name].append(found)
    present, new = learned_weights(), learn_weights(sets)
    rows: list[dict[str, object]] = []
    for name, lists in sets.items():
        row: dict[str, object] = {"set": name, "lists": len(lists)}
        for k in (1, 5):
            row[f"present@{k}"] = success(lists, present, k=k)
            row[f"new@{k}"] = success(lists, new, k=k)
            if name.startswith("golden"):
                row[f"held_out@{k}"] = cross_validated(sets, name, k=k)
        rows.append(row)
    if write:
        WEIGHTS_FILE.write_text(written(new), encoding="utf-8")
    if as_json:
        typer.echo(json.dumps({"weights": new, "present": dict(present), "sets": rows}, ensure_ascii=False))
        return
    for row in rows:
        typer.echo("  ".join(_cell(key, value) for key, value in row.items()))
    typer.echo("\n".join(f"{name} = {weight}  (was {present[name]})" for name, weight in new.items()))
    typer.echo("kept in the product" if write else "not kept; --write keeps them")


def ablate(
    split: Annotated[str, typer.Option(help="Golden samples of this split: dev or test.")] = "dev",
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Take one part of retrieval out at a time, and show what is found without it."""
    settings = prepare(data_dir)
    if split not in {"dev", "test"}:
        raise typer.BadParameter(f"{split!r} is not one of dev, test", param_hint="--split")
    from assistant.bootstrap import open_advisory
    from evals.ablations import Question, measured, variants
    from evals.errors import broken_run
    from evals.samples import load_samples

    questions = [
        Question(
            sample.question,
            frozenset(sample.documents),
            ("all", sample.language, *(["cross-language"] if "cross-language" in sample.tags else [])),
        )
        for sample in load_samples()
        if sample.split == split and sample.documents and not sample.turns
    ]
    table: dict[str, dict[str, dict[str, float]]] = {}
    with broken_run(), open_advisory(settings) as advisory:
        advisory.follower.catch_up()
        for name, ask in variants(advisory):
            table[name] = measured(ask, questions)
    if as_json:
        typer.echo(json.dumps({"split": split, "variants": table}, ensure_ascii=False))
        return
    for name, groups in table.items():
        cells = "  ".join(f"{group} {at['success@1']:.3f}/{at['success@5']:.3f}" for group, at in groups.items())
        typer.echo(f"{name:40}{cells}")
    typer.echo("success@1/success@5 over documents")


def _cell(key: str, value: object) -> str:
    return f"{key} {value:.3f}" if isinstance(value, float) else str(value)
