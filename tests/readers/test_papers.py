"""Fifty files such as arrive every week are read with their characters, pages, cells and speakers.

``make accuracy`` prints the figures by format.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.readers.papers.measuring import accuracy_of, error_rate
from tests.readers.papers.sample import Sample
from tests.readers.papers.samples import MAKERS

BORN_DIGITAL = 0.01
"""Share of characters that may be wrong."""
RECOGNISED = 0.05
CELLS = 0.95


def name_of(make: Callable[[], Sample]) -> str:
    assert isinstance(make, partial)
    language = getattr(make.args[0], "language", "") if make.args else ""
    return "-".join([make.func.__name__, language, *map(str, make.keywords.values())]).replace("\t", "tab")


@pytest.mark.parametrize("make", MAKERS, ids=name_of)
def test_a_file_is_read_as_exactly_as_asked(make: Callable[[], Sample]) -> None:
    accuracy = accuracy_of(make())
    if accuracy.errors is not None:
        assert accuracy.errors <= (RECOGNISED if accuracy.sample.recognised else BORN_DIGITAL)
    assert accuracy.pages in {None, 1.0}
    assert accuracy.cells is None or accuracy.cells >= CELLS
    assert accuracy.speakers in {None, 1.0}


def test_there_are_files_of_all_formats_in_both_languages() -> None:
    samples = [make().name for make in MAKERS if "scan" not in name_of(make)]
    suffixes = {name.rsplit(".", 1)[1] for name in samples}
    assert suffixes >= {"pdf", "docx", "pptx", "xlsx", "csv", "tsv", "html", "eml", "md", "txt", "vtt", "srt"}
    assert len(MAKERS) >= 40
    assert abs(sum("-en" in name for name in samples) - sum("-zh" in name for name in samples)) <= 2


@pytest.mark.parametrize(
    ("found", "expected", "rate"),
    [("abc", "abc", 0.0), ("a bc", "abc", 0.0), ("abd", "abc", 1 / 3), ("ab", "abc", 1 / 3), ("xabc", "abc", 1 / 3)],
)
def test_errors_are_edits_for_each_expected_character(found: str, expected: str, rate: float) -> None:
    assert error_rate(found, expected) == pytest.approx(rate)
