"""Which line of a question of several short lines asks."""

from __future__ import annotations

LONGEST = 300
"""Characters up to which a last line may be the question of what stands before it."""
SHORT = 200
"""Mean length of the lines of what somebody typed; longer ones are of a text that was pasted."""


def asking_line(text: str) -> str | None:
    """The last line of a text of several short ones; None when there is only one, or they are too long to be typed.

    People tell first and ask last, and a dialogue that is pasted ends with what was said last.
    """
    lines = [line.strip() for line in text.splitlines() if any(char.isalnum() for char in line)]
    typed = len(lines) > 1 and len(lines[-1]) <= LONGEST and sum(map(len, lines)) <= SHORT * len(lines)
    return lines[-1] if typed else None
