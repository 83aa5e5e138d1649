"""How a number is written as one token."""

from __future__ import annotations

import re


def plain_number(number: str) -> str:
    """A number's digits without thousands separators: ``500,000`` and ``500.000`` are ``500000``."""
    parts = re.split(r"[,.]", number)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and parts[0] != "0":
        return "".join(parts)
    return number.replace(",", "")
