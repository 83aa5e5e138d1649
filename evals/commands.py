"""Commands ``eval run``, ``eval compare``, ``eval accept``, ``eval check``, ``eval learn``, ``eval ablate``,
``eval calibrate``, ``eval measures`` and ``eval corruptions``.

``bench`` has a package of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from assistant.command_options import DataDirOption, JsonOption, prepare
from assistant.settings import Settings
from evals.bench.commands import register as register_bench
from evals.errors import broken_run
from evals.measures.commands import measures
from evals.retrieval_commands import ablate, learn

OutOption = Annotated[
    Path | None, typer.Option("--out", help="Folder for the run and its reports; else evals/ in the data folder.")
]


def register(app: typer.Typer) -> None:
    """Add this package's commands."""
    group = typer.Typer(help="Measure the quality of answers, and stop what makes them worse.", no_args_is_help=True)
    group.command("run")(run)
    group.command("compare")(compare)
    group.command("accept")(accept)
    group.command("check")(check)
    group.command("learn")(learn)
    group.command("ablate")(ablate)
    group.command("calibrate")(calibrate)
    group.command("measures")(measures)
    group.command("corruptions")(corruptions)
    app.add_typer(group, name="eval")
    register_bench(app)


def run(
    suite: Annotated[str, typer.Option(help="smoke, full, retrieval, hostile, or outside:NAME.")] = "smoke",
    gate: Annotated[bool, typer.Option("--gate", help="Exit 1 when a gate does not hold.")] = False,
    model: Annotated[
        str | None,
        typer.Option(help="Have this chat model write the answers, by LangChain's name; else GOGLOBAL_CHAT_MODEL."),
    ] = None,
    split: Annotated[str | None, typer.Option(help="Only dev or only test samples.")] = None,
    tag: Annotated[str | None, typer.Option(help="Only samples with this tag.")] = None,
    target: Annotated[str | None, typer.Option(help="Address of a running server; else this process.")] = None,
    token: Annotated[str | None, typer.Option(help="Token that is shown to the server, for all documents.")] = None,
    system: Annotated[str, typer.Option(help="goglobal, or reference: a tutorial's pipeline.")] = "goglobal",
    data: Annotated[Path | None, typer.Option(help="Folder of outside data, for outside:NAME.")] = None,
    judge: Annotated[
        str | None,
        typer.Option(help="Also ask a chat model's opinion, by LangChain's name, such as openai:gpt-4o; kept apart."),
    ] = None,
    part: Annotated[str, typer.Option(help="Part of outside data: tune, report or all.")] = "all",
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many items of outside data.")] = None,
    out: OutOption = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Ask a suite's questions, score the answers, write reports.

    Exits with 1 when a gate does not hold, with 2 when the run itself broke. An interrupted run goes on where it stopped.
    """
    settings = prepare(data_dir, chat_model=model)
    from evals.errors import EvalError
    from evals.support import use_dictionary

    use_dictionary(settings.data_dir / "cache")
    if model and (target or system != "goglobal"):
        raise EvalError("--model is for the assistant in this process; a server has a model of its own.")
    if system not in {"goglobal", "reference"}:
        raise typer.BadParameter(f"{system!r} is not one of goglobal, reference", param_hint="--system")
    if suite.startswith("outside:"):
        inside = {"--gate": gate, "--split": split, "--tag": tag, "--target": target, "--token": token, "--out": out}
        given = [name for name, value in inside.items() if value]
        if given:
            raise EvalError(
                f"{', '.join(given)} cannot go with outside data; leave out what is for the golden samples."
            )
        with broken_run():
            _run_outside(
                suite.removeprefix("outside:"),
                settings,
                system=system,
                data=data,
                part=part,
                limit=limit,
                as_json=as_json,
            )
        return
    if token and not target:
        raise EvalError("--token is for a running server; say which with --target.")
    from evals.gates import check as check_gates
    from evals.gates import read_baseline, read_gates
    from evals.reports import write_reports
    from evals.runner import run_suite
    from evals.samples import load_samples
    from evals.suites import select
    from evals.summary import summarise
    from evals.targets import open_target

    samples = select(load_samples(), suite, split=split, tag=tag)
    by_id = {sample.id: sample for sample in samples}
    gates = read_gates().get(suite) if gate else None
    if gate and (gates is None or not gates.count or split or tag or system != "goglobal"):
        raise EvalError(f"There are no gates for suite {suite!r} with these filters; see evals/gates.toml.")
    folder = out or settings.data_dir / "evals" / "-".join(
        filter(None, [suite, split, tag, system, file_name(settings.chat_model)])
    )
    with (
        broken_run(),
        open_target(settings, address=target, token=token, system=system) as asked,
        _progress(disable=as_json) as advance,
    ):
        done = run_suite(
            asked,
            samples,
            suite=suite,
            folder=folder,
            settings={
                "top_k": settings.top_k,
                "embedder": settings.embedder,
                "reranker": settings.reranker,
                "chat_model": settings.chat_model,
            },
            split=split,
            tag=tag,
            progress=advance,
        )
        if judge is not None:
            from evals.llm_judge import add_opinions, open_judge
            from evals.runner import write_run

            done = add_opinions(done, by_id, open_judge(judge), progress=advance)
            write_run(done, folder)
    summary = summarise(done, by_id)
    baseline = read_baseline(suite)
    failures = check_gates(done, summary, by_id, gates, baseline) if gates else []
    messages = [failure.message for failure in failures]
    with broken_run():
        write_reports(done, summary, by_id, folder, baseline=baseline, failed_gates=messages if gates else None)
    if as_json:
        typer.echo(
            json.dumps(
                {"suite": suite, "system": done.system, "folder": str(folder), "summary": summary.model_dump()}
                | {"failed_gates": messages},
                ensure_ascii=False,
            )
        )
    else:
        from rich.console import Console

        from evals.reports.terminal import print_summary

        print_summary(done, summary, by_id, console=Console(), worst_most=10 if failures else 3)
        if gates and not failures:
            typer.echo(f"all {gates.count} gates hold")
        typer.echo(f"reports: {folder}")
    for message in messages:
        typer.echo(f"gate failed: {message}", err=True)
    if failures:
        raise typer.Exit(1)


def compare(
    before: Annotated[Path, typer.Argument(help="A run: its folder or file.")],
    after: Annotated[Path, typer.Argument(help="Another run of the same suite.")],
    metric: Annotated[str, typer.Option(help="The metric whose changed samples are listed.")] = "facts",
    as_json: JsonOption = False,
) -> None:
    """Show what changed between two runs, metric by metric and sample by sample."""
    from evals.comparing import compare_runs
    from evals.runner import read_run

    changes = compare_runs(read_run(before), read_run(after), metric=metric)
    if as_json:
        typer.echo(changes.model_dump_json(indent=1))
        return
    from rich.console import Console

    from evals.reports.terminal import print_changes

    print_changes(changes, metric, console=Console())


def accept(
    path: Annotated[Path, typer.Argument(help="A run: its folder or file.")],
) -> None:
    """Make a run the baseline that later runs of its suite are held against. Do it on purpose, and commit it."""
    from evals.gates import accept as accept_run
    from evals.runner import read_run

    typer.echo(f"baseline: {accept_run(read_run(path))}")


def check(
    longest: Annotated[int, typer.Option(help="Show questions that share at least so many words with a source.")] = 6,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Check the golden samples against the corpus, and report how much wording questions share with their sources."""
    settings = prepare(data_dir)
    from assistant.opening import Catalogue
    from evals.errors import EvalError
    from evals.samples import check_samples, load_samples, shared_words

    samples = load_samples()
    catalogue = Catalogue(settings)
    try:
        known = {summary.id for summary in catalogue.documents.summaries()}
        texts = {name: catalogue.documents.get(name).document.text for name in known}
    finally:
        catalogue.close()
    if not known:
        raise EvalError("The catalogue is empty. Ingest the corpus first: goglobal ingest corpus")
    problems = check_samples(samples, known, texts)
    shared = sorted(
        (
            (
                max((shared_words(sample.question, texts.get(name, "")) for name in sample.documents), default=0),
                sample.id,
            )
            for sample in samples
        ),
        reverse=True,
    )
    asked = {name for sample in samples for name in sample.documents}
    if as_json:
        typer.echo(json.dumps({"samples": len(samples), "problems": problems, "shared": shared[:20]}))
    else:
        typer.echo(f"samples: {len(samples)}, documents asked about: {len(asked)} of {len(known)}")
        typer.echo(f"longest sequence of words shared with a source: {shared[0][0]} ({shared[0][1]})")
        for count, name in shared:
            if count >= longest:
                typer.echo(f"  {count}  {name}")
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)


def calibrate(
    data: Annotated[
        Path | None, typer.Option(help="Folder of outside data; its part tune is learned from too.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="File to write; else the one the product reads.")] = None,
    data_dir: DataDirOption = None,
) -> None:
    """Learn anew which sentences answer and when to say that none does, from the dev samples over the ingested corpus."""
    settings = prepare(data_dir)
    from assistant.answering.calibration import CALIBRATION_FILE
    from evals.calibrating.calibrate import calibrate as learn

    with broken_run(), _progress(disable=False) as advance:
        for line in learn(settings, data, path=out or CALIBRATION_FILE, progress=advance):
            typer.echo(line)


def file_name(name: str) -> str:
    """A model's name as a part of a folder's."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-")


def corruptions(
    count: Annotated[int, typer.Option(min=16, help="Wrong statements that are made.")] = 300,
    seed: Annotated[int, typer.Option(help="Other seeds make other errors.")] = 1,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Make true statements of the ingested documents wrong, and measure what share of each kind the checker catches."""
    from dataclasses import asdict

    settings = prepare(data_dir)
    from evals.corruptions import measure

    with broken_run():
        figures = measure(settings, count=count, seed=seed)
    if as_json:
        typer.echo(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False))
        return
    from rich.console import Console

    from evals.reports.terminal import print_figures

    print_figures(figures, f"corruptions, {count}, seed {seed}", console=Console())


@contextmanager
def _progress(*, disable: bool) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=disable or not console.is_terminal) as bar:
        task = bar.add_task("asking")
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _run_outside(
    name: str,
    settings: Settings,
    *,
    system: str,
    data: Path | None,
    part: str,
    limit: int | None,
    as_json: bool,
) -> None:
    from dataclasses import asdict

    from evals.errors import EvalError
    from evals.outside import SUITES

    if name not in SUITES:
        raise EvalError(f"There is no outside suite {name!r}; choose one of {', '.join(SUITES)}.")
    if data is None:
        raise EvalError("Say where the outside data lies: --data FOLDER")
    if part not in {"tune", "report", "all"}:
        raise EvalError(f"--part is {part!r}; expected tune, report or all")
    with _progress(disable=as_json) as advance:
        figures = SUITES[name](data, settings=settings, system=system, part=part, limit=limit, progress=advance)
    if as_json:
        typer.echo(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False))
        return
    from rich.console import Console

    from evals.reports.terminal import print_figures

    print_figures(figures, f"outside:{name}, {system}, part {part}", console=Console())
