"""Command ``bench``."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from assistant.command_options import JsonOption, prepare

SIZES = "1000,10000,100000"
TERMINATED = 143


def register(app: typer.Typer) -> None:
    """Add this package's command."""
    app.command()(bench)
    app.command("bench-upload")(bench_upload)
    app.command("bench-formats")(bench_formats)


def bench(
    sizes: Annotated[str, typer.Option(help="Numbers of passages to measure at, with commas.")] = SIZES,
    data: Annotated[
        Path | None, typer.Option(help="Folder of your own documents to measure with; else generated ones.")
    ] = None,
    corpus: Annotated[
        Path, typer.Option(help="Folder of Markdown documents that generated ones are modelled on.")
    ] = Path("corpus"),
    queries: Annotated[int, typer.Option(min=2, help="Questions asked at each size.")] = 200,
    portions: Annotated[int, typer.Option(min=1, help="Ingests from one size to the next, for median and p95.")] = 5,
    seed: Annotated[int, typer.Option(help="Other seeds give other documents and questions.")] = 1,
    out: Annotated[Path | None, typer.Option(help="File for the plot: .svg, .png or .pdf.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure ingest, queries, answers, memory and disk as the number of passages grows.

    Beside each other in one run: this program, a bare Chroma collection with a bare Tantivy index, and a tutorial's
    pipeline. It works in a temporary folder (about 1.2 GB at 100,000 passages; TMPDIR says where) and touches no data
    of yours. The three sizes together take half an hour on two cores. Read ratios rather than times: machines differ.
    """
    prepare(None)
    from evals.bench.feeding import folder_feed, generated_feed
    from evals.bench.questions import golden_questions
    from evals.bench.running import run_bench

    wanted = read_sizes(sizes)
    if out is not None and out.suffix not in {".svg", ".png", ".pdf"}:
        raise typer.BadParameter(f"{str(out)!r} ends neither in .svg nor .png nor .pdf", param_hint="--out")
    feed = folder_feed(data) if data is not None else generated_feed(corpus, seed=seed)
    with _ended_by_signals():
        measured = run_bench(
            feed,
            wanted,
            starter=corpus if data is None else None,
            golden=golden_questions() if data is None else [],
            queries=queries,
            portions=portions,
            seed=seed,
            say=_say(),
        )
    from evals.bench import report

    if out is not None:
        from evals.bench.plot import draw

        out.parent.mkdir(parents=True, exist_ok=True)
        draw(measured, out)
    if as_json:
        source = str(data) if data is not None else "starter corpus and documents generated from it"
        found = report.as_json(measured, seed=seed, queries=queries, source=source)
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    report.print_report(measured, Console(width=max(Console().width, 110)))
    if out is not None:
        typer.echo(f"plot: {out}")


def bench_upload(
    users: Annotated[int, typer.Option(min=1, help="Users who chat at the same time.")] = 20,
    documents: Annotated[int, typer.Option(min=1, help="Documents that are uploaded, in eight formats.")] = 40,
    pause: Annotated[
        float, typer.Option(min=0, help="Seconds that a user waits before the next question, on average.")
    ] = 5.0,
    seconds: Annotated[float, typer.Option(min=1, help="Seconds that they chat before the upload.")] = 60.0,
    corpus: Annotated[Path, typer.Option(help="Folder of documents that are there before.")] = Path("corpus"),
    seed: Annotated[int, typer.Option(help="Other seeds give other documents and questions.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Measure how much slower answers are while documents are uploaded, over HTTP with a real server.

    Users ask the golden dev questions. It works in a temporary folder and touches no data of yours.
    """
    prepare(None)
    from evals.bench.questions import golden_questions
    from evals.bench.uploading import lines_of, measure_upload

    with _ended_by_signals():
        measured = measure_upload(
            corpus,
            golden_questions(),
            users=users,
            documents=documents,
            pause=pause,
            seconds=seconds,
            seed=seed,
            say=_say(),
        )
    if as_json:
        typer.echo(json.dumps(measured.as_json(), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(lines_of(measured)))
    if measured.failures:
        raise typer.Exit(1)


def bench_formats(
    files: Annotated[int, typer.Option(min=8, help="Files that are written, in eight formats.")] = 400,
    corpus: Annotated[Path, typer.Option(help="Folder of documents whose manner they have.")] = Path("corpus"),
    seed: Annotated[int, typer.Option(help="Other seeds give other files.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Measure taking in files of many formats, beside their libraries alone with Chroma, and beside the reference pipeline.

    It works in a temporary folder and touches no data of yours.
    """
    prepare(None)
    from evals.bench.mixing import lines_of, measure_mixed

    with _ended_by_signals():
        measured = measure_mixed(corpus, files=files, seed=seed, say=_say())
    typer.echo(json.dumps(measured.as_json(), indent=1) if as_json else "\n".join(lines_of(measured)))


def read_sizes(text: str) -> list[int]:
    """The sizes of ``--sizes``, ascending, each once."""
    try:
        found = sorted({int(part.replace("_", "")) for part in text.split(",")})
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a list of numbers such as {SIZES}", param_hint="--sizes") from error
    if found[0] < 1:
        raise typer.BadParameter(f"{found[0]} is below 1", param_hint="--sizes")
    return found


def _say() -> Callable[[str], None]:
    return lambda words: print(words, file=sys.stderr, flush=True)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A polite end by another program cleans up as Ctrl-C does."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
