"""What holds of the catalogue holds in SQLite and in PostgreSQL."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Both, one after the other."""
    return str(request.param)
