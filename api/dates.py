"""Days in requests: ISO 8601 calendar dates and nothing else."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _iso_day(value: object) -> object:
    """Only text of the form ``2026-11-24`` goes on; pydantic would take ``1.5`` for seconds since 1970.

    Raises:
        ValueError: it is anything else.
    """
    if value is None or type(value) is date or (isinstance(value, str) and ISO_DAY.fullmatch(value)):
        return value
    raise ValueError("a day is written like 2026-11-24")


Day = Annotated[date, BeforeValidator(_iso_day)]
"""A calendar day, ``2026-11-24``."""
