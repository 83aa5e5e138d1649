"""The suites of retrieval: parallel paragraphs and dialogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.errors import EvalError
from evals.outside import doc2dial, xquad
from evals.outside.systems import FoundPassage
from tests.evals.outside.made import OTHER_PAGE, PAGE, TURN, Backwards, by_name


def test_xquad_finds_paragraphs_within_and_across_languages(xquad_data: Path, settings: Settings) -> None:
    heard: list[tuple[int, int]] = []
    figures = by_name(
        xquad.measure(
            xquad_data, settings=settings, system="goglobal", part="all", progress=lambda *step: heard.append(step)
        )
    )
    assert len(figures) == 12
    assert figures["en→en success@1"].value == 1
    assert figures["zh→zh success@1"].value == 1
    assert figures["zh→en success@5"].note == "3 documents"
    assert all(figure.n == 2 for figure in figures.values())
    assert heard[-1] == (12, 12)


def test_in_one_pool_only_the_copy_in_the_other_language_counts(xquad_data: Path, settings: Settings) -> None:
    # In the order of ids p1.en, p1.zh, p2.en, p2.zh, p3.en come first.
    figures = by_name(xquad.measure(xquad_data, settings=settings, system=Backwards, part="tune"))
    assert figures["zh→en pooled success@1"].value == 1
    assert figures["en→zh pooled success@1"].value == 0
    assert figures["en→zh pooled success@5"].value == 1


def test_the_reference_pipeline_is_measured_in_the_same_way(xquad_data: Path, settings: Settings) -> None:
    figures = by_name(xquad.measure(xquad_data, settings=settings, system="reference", part="report", limit=1))
    assert figures["en→en success@1"].value == 1
    assert figures["en→en success@1"].n == 1


@pytest.mark.parametrize(
    ("document", "start", "end", "expected"),
    [
        ("plates", 0, 1000, True),
        ("plates", TURN["start"], int(str(TURN["start"])) + 14, True),
        ("plates", TURN["start"], int(str(TURN["start"])) + 13, False),
        ("plates", 0, 10, False),
        ("meals", 0, 1000, False),
    ],
)
def test_a_passage_counts_when_it_covers_half_of_the_span(document: str, start: int, end: int, expected: bool) -> None:
    turn = doc2dial.Turn.model_validate(TURN)
    assert turn.end - turn.start == 27
    assert doc2dial.covers(FoundPassage(document, "", start, end), turn) is expected


def test_inputs_are_made_of_the_dialogue() -> None:
    turn = doc2dial.Turn.model_validate(TURN)
    assert {name: words(turn) for name, words in doc2dial.INPUTS.items()} == {
        "last turn only": "Yes. What do new plates cost?",
        "last two user turns": "I lost my plates.\nYes. What do new plates cost?",
        "all turns": "I lost my plates.\nDid you report it to the police?\nYes. What do new plates cost?",
    }


def test_doc2dial_asks_every_second_turn(doc2dial_data: Path, settings: Settings) -> None:
    figures = by_name(doc2dial.measure(doc2dial_data, settings=settings, system="goglobal", part="all"))
    assert {figure.n for figure in figures.values()} == {2}
    for words in (*doc2dial.INPUTS, doc2dial.STANDALONE):
        assert figures[f"{words}: span success@5"].value == 1
        assert figures[f"{words}: document success@5"].value == 1
        assert 0 < figures[f"{words}: characters of the five passages, median"].value <= len(PAGE + OTHER_PAGE)
    with pytest.raises(EvalError, match="no item in part 'report'"):
        doc2dial.measure(doc2dial_data, settings=settings, system="goglobal", part="report")


def test_only_the_product_is_asked_its_own_standalone_question(doc2dial_data: Path, settings: Settings) -> None:
    figures = doc2dial.measure(doc2dial_data, settings=settings, system="reference", part="tune")
    assert figures
    assert not [figure for figure in figures if doc2dial.STANDALONE in figure.name]
