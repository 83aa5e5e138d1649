"""Outside data that is missing, malformed or does not hold is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from evals.outside import SUITES, doc2dial, xquad
from evals.outside.reading import OutsideDataError, read_rows
from tests.evals.outside.made import QUESTIONS, TURN, TURNS, write


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (['{"id": "p1", "en": "a", "zh": "b"}', "{not JSON"], 2, "Invalid JSON"),
        (['{"id": "p1", "en": "a", "zh": "b"}', ""], 2, "Invalid JSON"),
        (['{"id": "p1", "en": "a"}'], 1, "zh: Field required"),
        (['{"id": "p1", "en": "a", "zh": 5}'], 1, "zh: Input should be a valid string"),
        (['["p1"]'], 1, "Input should be an object"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, lines: list[str], line: int, words: str) -> None:
    write(tmp_path, xquad.PARAGRAPHS, lines)
    with pytest.raises(OutsideDataError) as caught:
        read_rows(tmp_path, xquad.PARAGRAPHS, xquad.Paragraph)
    assert caught.value.line == line
    assert f"{tmp_path / xquad.PARAGRAPHS}, line {line}: " in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder.rmdir(), "no such folder"),
        (lambda folder: None, "no such file"),
        (lambda folder: (folder / xquad.PARAGRAPHS).write_bytes(b""), "holds no line"),
        (lambda folder: (folder / xquad.PARAGRAPHS).write_bytes(b"\xff\xfe{"), "not UTF-8"),
        (lambda folder: (folder / xquad.PARAGRAPHS).mkdir(), "cannot be read"),
    ],
)
def test_missing_or_unreadable_data_is_named(tmp_path: Path, make: Callable[[Path], object], words: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    make(folder)
    with pytest.raises(OutsideDataError, match=words) as caught:
        read_rows(folder, xquad.PARAGRAPHS, xquad.Paragraph)
    assert str(caught.value).startswith(str(caught.value.path))


def test_line_separators_inside_a_text_do_not_end_a_line(tmp_path: Path) -> None:
    write(tmp_path, "x.jsonl", [{"id": "p1", "en": "one\u2028two\x85three", "zh": "一"}])
    assert read_rows(tmp_path, "x.jsonl", xquad.Paragraph)[0].en == "one\u2028two\x85three"


def test_every_suite_names_a_missing_folder(tmp_path: Path, settings: Settings) -> None:
    for suite in SUITES.values():
        with pytest.raises(OutsideDataError, match="no such folder"):
            suite(tmp_path / "nowhere", settings=settings, system="goglobal", part="all", limit=None, progress=None)


def test_a_question_on_an_unknown_paragraph_is_named(xquad_data: Path, settings: Settings) -> None:
    write(xquad_data, xquad.QUESTIONS, [QUESTIONS[0], QUESTIONS[1] | {"paragraph": "p9"}])
    with pytest.raises(OutsideDataError, match=r"xquad-questions\.jsonl, line 2: there is no paragraph 'p9'"):
        xquad.measure(xquad_data, settings=settings, system="goglobal", part="all")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"document": "taxes"}, "there is no document 'taxes'"),
        ({"end": 100_000}, "does not lie in its document"),
        ({"start": 20, "end": 20}, "does not lie in its document"),
        ({"turns": TURNS[:2]}, "the last turn is not the user's"),
        ({"turns": []}, "turns: "),
        ({"split": "test"}, "split: "),
    ],
)
def test_a_turn_that_does_not_hold_is_named(
    doc2dial_data: Path, settings: Settings, change: dict[str, Any], words: str
) -> None:
    write(doc2dial_data, doc2dial.TURNS, [TURN, TURN | change])
    with pytest.raises(OutsideDataError, match=r"doc2dial-turns\.jsonl, line 2: ") as caught:
        doc2dial.measure(doc2dial_data, settings=settings, system="goglobal", part="all")
    assert words in str(caught.value)
