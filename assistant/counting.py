"""Numbers with their nouns, as commands print them in English."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 key``, ``2 keys``, ``3 enquiries`` where ``many`` is given."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
