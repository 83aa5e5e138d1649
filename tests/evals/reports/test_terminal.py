"""What the terminal shows of a run."""

from __future__ import annotations

import re

from tests.evals.making import make_answer, make_result, make_sample
from tests.evals.reports.made import GOOD, hostile, make_run, mixed, printed


def test_terminal_shows_all_columns_and_the_worst_samples() -> None:
    shown = printed(*mixed())
    for words in ("x-lang", "test", "success@5", "latency_p95", "1 crashed", "dev-sample-7", "Which region?"):
        assert words in shown
    assert shown.index("dev-sample-7") < shown.index("dev-sample-6")


def test_terminal_table_fits_80_columns_with_each_row_on_one_line() -> None:
    samples = [
        make_sample(number, tags=["cross-language"], question=f"{words}?")
        for number, words in enumerate(["How much", "补贴多少", "How long", "补贴多久"], start=1)
    ]
    samples = [
        sample.model_copy(update={"id": sample.id.replace("dev", split)})
        for split, sample in zip(("dev", "dev", "test", "test"), samples, strict=True)
    ]
    wrong = ("The region pays 10%.", ["The region pays 10%."])
    results = [make_result(make_answer(words), seconds=0.25) for words in (GOOD, wrong, wrong, GOOD)]
    lines = re.sub(
        "\x1b\\[[\\d;]*m", "", printed(*make_run(*zip(samples, results, strict=True)), width=80)
    ).splitlines()
    heading = next(line for line in lines if line.startswith("metric"))
    assert heading.split() == ["metric", "all", "95%", "dev", "test", "zh", "en", "x-lang"]
    latency = next(line for line in lines if line.startswith("latency_p95"))
    assert latency.split() == ["latency_p95", *["250", "ms"] * 6]
    facts = next(line for line in lines if line.startswith("facts"))
    assert len(facts.split()) == 8
    assert "…" not in "".join(lines)
    assert max(len(line) for line in lines) <= 80


def test_terminal_obeys_no_markup_or_command_from_outside() -> None:
    run, summary, samples = hostile()
    samples = {
        name: sample.model_copy(update={"question": f"[bold]{sample.question}"}) for name, sample in samples.items()
    }
    shown = printed(run, summary, samples, width=400)
    assert "[bold]</details>" in shown
    assert not re.search("\x1b\\[2J|[\x00\x07\x9b\u202e]", shown)
