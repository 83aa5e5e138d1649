"""The comment on a change: what got better or worse."""

from __future__ import annotations

import re

import pytest

from evals.reports.markdown import as_markdown, escape
from evals.reports.text import one_line
from tests.evals.making import make_answer, make_result, make_sample
from tests.evals.reports.made import GOOD, HOSTILE, hostile, make_run, mixed, rendered


def test_markdown_compares_with_the_baseline() -> None:
    run, summary, samples = mixed()
    _, before, _ = make_run(*((sample, make_result(make_answer(GOOD))) for sample in samples.values()))
    lines = as_markdown(run, summary, samples, baseline=before).splitlines()
    assert "| metric | all | 95% | baseline | change | zh | en |" in lines
    outcome = next(line for line in lines if line.startswith("| outcome "))
    assert re.fullmatch(r"\| outcome \| \*\*0\.571\*\* \| [\d.]+–[\d.]+ \| 0\.857 \| −0\.286 \| .*", outcome)


def test_markdown_without_baseline_tells_no_change() -> None:
    run, summary, samples = mixed()
    assert "change" not in as_markdown(run, summary, samples, baseline=None)


@pytest.mark.parametrize(
    ("failed", "words"),
    [(None, None), ([], "All gates hold."), (["facts 0.1 < 0.6"], "1 gate failed:"), (["a", "b"], "2 gates failed:")],
)
def test_markdown_says_how_the_gates_went(failed: list[str] | None, words: str | None) -> None:
    run, summary, samples = mixed()
    page = rendered(as_markdown(run, summary, samples, baseline=None, failed_gates=failed))
    assert (words in page.words) if words else "gate" not in page.words
    for gate in failed or []:
        assert gate in page.words


def test_markdown_shows_hostile_words_as_words() -> None:
    run, summary, samples = hostile()
    page = rendered(as_markdown(run, summary, samples, baseline=summary, failed_gates=[HOSTILE]))
    assert {tag for tag, _ in page.tags} <= set(
        "h3 p strong ul ol li table thead tbody tr th td details summary".split()
    )
    assert page.count("details") == 1
    assert page.words.replace("\u2060", "").count(one_line(HOSTILE)) >= 4
    assert not re.search(r"[@#]\w", page.words)  # nobody is notified, nothing is linked


@pytest.mark.parametrize("words", ["a | b", "`a`", "</details>", "*a* _b_ ~c~", "[a](b)", "&lt;", "\\", "$a$"])
def test_escaped_markdown_is_what_it_was(words: str) -> None:
    page = rendered(f"| {escape(words)} |\n| --- |\n")
    assert page.words.strip() == words
    assert page.count("th") == 1


def test_markdown_fits_a_comment_however_long_the_answers_are() -> None:
    long = ("<" * 5000, ["<" * 5000])
    run, summary, samples = make_run(
        *((make_sample(number, question="|" * 5000), make_result(make_answer(long))) for number in range(1, 30))
    )
    assert len(as_markdown(run, summary, samples, baseline=None)) < 65_536
