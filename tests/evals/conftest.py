"""Scorers ask the product's checker, which keeps its dictionary where the other tests do."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.support import use_dictionary


@pytest.fixture(autouse=True)
def _dictionary(dictionary_folder: Path) -> None:
    use_dictionary(dictionary_folder)
