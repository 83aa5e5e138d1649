"""What the figures of the outside suites mean."""

from __future__ import annotations

from evals.outside import Figure
from evals.outside.common import balanced_accuracy, median, share


def test_a_share_is_a_mean_with_its_interval() -> None:
    figure = share("x", [1.0, 0.0, 1.0, 1.0])
    assert figure.value == 0.75
    assert figure.n == 4
    assert 0 <= figure.low < 0.75 < figure.high <= 1


def test_a_share_of_nothing_says_so() -> None:
    assert share("x", []) == Figure("x", 0.0, 0.0, 0.0, 0, "there was nothing to measure")
    assert median("x", []).n == 0


def test_always_saying_yes_has_a_balanced_accuracy_of_one_half() -> None:
    figure = balanced_accuracy("x", [1.0] * 9, [0.0])
    assert (figure.value, figure.low, figure.high, figure.n) == (0.5, 0.5, 0.5, 10)


def test_balanced_accuracy_over_one_class_says_so() -> None:
    figure = balanced_accuracy("x", [1.0, 0.0], [])
    assert (figure.value, figure.note) == (0.5, "only one class has items")


def test_a_median_lies_in_its_interval() -> None:
    figure = median("x", [3.0, 1.0, 100.0, 2.0, 4.0])
    assert figure.value == 3.0
    assert figure.low <= 3.0 <= figure.high
