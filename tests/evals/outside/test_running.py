"""Which items are measured, by what, and what becomes of crashes."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Metadata
from assistant.settings import Settings
from evals.errors import EvalError
from evals.outside import SUITES, xquad
from evals.outside.common import GIVE_UP, Steps, chosen, spread
from evals.outside.systems import places_in
from ingest.assembling import assemble, make_document
from ingest.readers import read
from ingest.splitting import split
from tests.evals.outside.made import PAGE, QUESTIONS, Crashing, by_name


def test_a_part_holds_its_rows_alone() -> None:
    rows = [xquad.Question.model_validate(question) for question in QUESTIONS]
    assert [row.id for row in chosen(rows, "tune", None)] == ["q1"]
    assert [row.id for row in chosen(rows, "all", None)] == ["q1", "q2"]
    with pytest.raises(EvalError, match="no item in part 'report'"):
        chosen(rows[:1], "report", None)


def test_a_limit_is_spread_over_the_rows() -> None:
    assert spread(range(10), 4) == [0, 2, 5, 7]
    assert spread(range(3), 10) == [0, 1, 2]


def test_a_run_in_which_everything_crashes_is_broken() -> None:
    steps = Steps(100, None)

    def crash() -> None:
        raise RuntimeError("disk on fire")

    for _ in range(GIVE_UP - 1):
        assert steps.attempt(crash) is None
    with pytest.raises(EvalError, match="all crashed, the last with RuntimeError: disk on fire"):
        steps.attempt(crash)


def test_crashes_after_a_success_only_count() -> None:
    steps = Steps(100, None)
    assert steps.attempt(lambda: 1) == 1
    for _ in range(GIVE_UP + 5):
        steps.attempt(lambda: 1 // 0)
    assert steps.note("a note").startswith(
        f"a note; {GIVE_UP + 5} crashed and count as wrong (first: ZeroDivisionError"
    )


def test_a_crash_counts_as_wrong_and_is_told(xquad_data: Path, settings: Settings) -> None:
    figures = by_name(xquad.measure(xquad_data, settings=settings, system=Crashing, part="all"))
    assert figures["en→en success@5"].value == 0.5
    assert figures["en→en success@5"].n == 2
    assert "1 crashed" in figures["en→en success@5"].note
    assert "crashed" not in figures["zh→zh success@5"].note


def test_an_unknown_system_is_named(xquad_data: Path, settings: Settings) -> None:
    with pytest.raises(EvalError, match="no system 'other'; choose goglobal or reference"):
        xquad.measure(xquad_data, settings=settings, system="other", part="all")


@pytest.mark.parametrize("name", ["nomiracl", "rgb-facts", "faithbench"])
def test_a_system_that_only_retrieves_is_refused_where_more_is_measured(
    name: str, tmp_path: Path, settings: Settings
) -> None:
    with pytest.raises(EvalError, match=name):
        SUITES[name](tmp_path, settings=settings, system="reference", part="all", limit=None, progress=None)


def test_passages_are_found_where_they_stand_in_the_original() -> None:
    text, blocks = assemble(read(PAGE.encode(), name="plates.txt").pieces)
    metadata = Metadata(title="Plates")
    document = make_document(document_id="plates", source="plates", metadata=metadata, text=text, blocks=blocks)
    places = places_in(PAGE, document.text)
    passages = list(split(document))
    assert passages
    for passage in passages:
        original = PAGE[places[passage.start] : places[passage.end - 1] + 1]
        first, last = passage.text.split()[0], passage.text.split()[-1]
        assert original.startswith(first)
        assert original.endswith(last)


def test_a_character_that_the_original_lacks_does_not_derail_the_rest() -> None:
    original = "Cafe\u0301 first. " + "x" * 1000 + " é last."
    text = "Café first. " + "x" * 1000 + " é last."
    places = places_in(original, text)
    assert original[places[text.index("first")] :].startswith("first")
    assert original[places[text.index("last")] :].startswith("last")


def test_measuring_leaves_the_users_data_folder_alone(xquad_data: Path, settings: Settings) -> None:
    before = sorted(settings.data_dir.rglob("*"))
    xquad.measure(xquad_data, settings=settings, system="goglobal", part="tune")
    assert sorted(settings.data_dir.rglob("*")) == before
