"""A scripted model for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.models.scripted import ScriptedModel, scripted_model


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    """A scripted model that says nothing yet."""
    with scripted_model() as server:
        yield server
