"""The worst results come first, each with its reasons."""

from __future__ import annotations

from collections.abc import Sequence

from evals.reports.worst import Problem, problem_of, reasons, worst
from evals.results import Judged
from tests.evals.making import make_answer, make_result, make_sample
from tests.evals.reports.made import GOOD, INCOMPLETE, crashed, make_run, mixed


def ids(judged: Sequence[Judged]) -> list[int]:
    return [int(item.result.sample.rsplit("-", 1)[1]) for item in judged]


def test_worst_are_ordered_by_the_gravity_of_their_problem() -> None:
    run, _, samples = mixed()
    bad = worst(run, samples)
    assert ids(bad) == [7, 6, 5, 4, 3, 2]
    assert [problem_of(judged) for judged in bad] == [
        Problem.CRASHED,
        Problem.UNFOUNDED,
        Problem.OUTCOME,
        Problem.OUTCOME,
        Problem.FACTS,
        Problem.NOT_FOUND,
    ]


def test_what_passed_is_never_among_the_worst() -> None:
    run, _, samples = make_run((make_sample(1), make_result(make_answer(GOOD))))
    assert worst(run, samples) == []


def test_most_limits_the_worst() -> None:
    run, _, samples = mixed()
    assert ids(worst(run, samples, most=2)) == [7, 6]


def test_worst_are_sought_only_among_the_given_samples() -> None:
    run, _, _ = mixed()
    assert ids(worst(run, {"dev-sample-3", "dev-sample-1"})) == [3]


def test_fewer_facts_are_worse_and_ids_decide_ties() -> None:
    nothing = ("The region pays.", ["The region pays."])
    run, _, samples = make_run(
        (make_sample(3), make_result(make_answer(INCOMPLETE))),
        (make_sample(2), make_result(make_answer(INCOMPLETE))),
        (make_sample(9), make_result(make_answer(nothing))),
    )
    assert ids(worst(run, samples)) == [9, 2, 3]


def test_saying_what_must_not_be_said_is_unfounded() -> None:
    run, _, _ = make_run((make_sample(1, must_not=["20%"]), make_result(make_answer(GOOD))))
    assert problem_of(run.judged[0]) is Problem.UNFOUNDED
    assert reasons(run.judged[0])[0] == "must_not: says 20%"


def test_a_crash_gives_its_error_as_the_only_reason() -> None:
    run, _, _ = make_run((make_sample(1), crashed()))
    assert reasons(run.judged[0]) == ["crashed: ZeroDivisionError: division by zero"]
