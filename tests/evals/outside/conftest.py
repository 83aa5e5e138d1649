"""Folders of made data."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.outside import doc2dial, xquad
from tests.evals.outside.made import OTHER_PAGE, PAGE, PARAGRAPHS, QUESTIONS, TURN, write


@pytest.fixture
def xquad_data(tmp_path: Path) -> Path:
    """A made XQuAD."""
    write(tmp_path, xquad.PARAGRAPHS, PARAGRAPHS)
    write(tmp_path, xquad.QUESTIONS, QUESTIONS)
    return tmp_path


@pytest.fixture
def doc2dial_data(tmp_path: Path) -> Path:
    """A made Doc2Dial."""
    write(tmp_path, doc2dial.DOCUMENTS, [{"id": "plates", "text": PAGE}, {"id": "meals", "text": OTHER_PAGE}])
    write(tmp_path, doc2dial.TURNS, [TURN, TURN | {"id": "t2", "split": "report"}, TURN | {"id": "t3"}])
    return tmp_path
