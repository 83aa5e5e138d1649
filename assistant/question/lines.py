"""Which line of a question of several lines asks."""

from __future__ import annotations

LONGEST = 300
"""Characters up to which a last line may be the question of what stands before it."""


def asking_line(text: str) -> str | None:
    """The last line of a text of several; None when there is only one, or the last is too long to be a question.

    People tell first and ask last, and a dialogue that is pasted ends with what was said last.
    """
    lines = [line.strip() for line in text.splitlines() if any(char.isalnum() for char in line)]
    return lines[-1] if len(lines) > 1 and len(lines[-1]) <= LONGEST else None
