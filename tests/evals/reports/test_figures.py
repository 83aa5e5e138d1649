"""How figures and words are written."""

from __future__ import annotations

import pytest

from evals.reports.figures import change_of, interval_of, rows, value_of
from evals.reports.text import clean, one_line
from evals.summary import Mean, Summary
from tests.evals.reports.made import COMMANDS


def mean(value: float, low: float | None = None, high: float | None = None) -> Mean:
    return Mean(value=value, low=value if low is None else low, high=value if high is None else high, n=9)


@pytest.mark.parametrize(
    ("metric", "value", "words"),
    [("facts", 0.5, "0.500"), ("latency_p50", 0.0154, "15 ms"), ("latency_p95", 1.25, "1.25 s")],
)
def test_values_are_written_by_their_unit(metric: str, value: float, words: str) -> None:
    assert value_of(metric, mean(value)) == words


def test_a_metric_that_applies_to_nothing_is_a_dash() -> None:
    assert value_of("facts", None) == "–"


def test_no_interval_is_claimed_where_all_values_are_equal() -> None:
    assert interval_of(mean(1.0)) == ""
    assert interval_of(mean(0.5, 0.25, 0.75)) == "0.250–0.750"


@pytest.mark.parametrize(
    ("metric", "new", "old", "words"),
    [
        ("facts", 0.5, 0.625, "−0.125"),
        ("facts", 0.5, 0.5, "0.000"),
        ("facts", 0.50001, 0.5, "0.000"),
        ("facts", 0.5, 0.25, "+0.250"),
        ("latency_p50", 0.02, 0.03, "−10 ms"),
        ("latency_p50", 0.02, 0.02, "0 ms"),
    ],
)
def test_changes_carry_their_sign(metric: str, new: float, old: float, words: str) -> None:
    assert change_of(metric, mean(new), mean(old)) == words


def test_unknown_metrics_come_last_under_other() -> None:
    summary = Summary(groups={"all": {"judge_fluency": mean(0.5), "facts": mean(0.5)}}, crashed=0)
    assert [(row.family, row.metric) for row in rows(summary)] == [("Answer", "facts"), ("Other", "judge_fluency")]


def test_clean_keeps_chinese_and_line_breaks_and_drops_commands() -> None:
    assert clean(f"补贴€\n{COMMANDS}\t𠮷") == "补贴€\n[2J31m\t𠮷"


def test_one_line_is_cut_to_its_limit() -> None:
    assert one_line("a\n b\r\nc") == "a b c"
    assert one_line("补贴多少补贴多少", limit=5) == "补贴多少…"
