"""Numbers, amounts, percentages and dates that are others in a later version, however they are written."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from assistant.differences.values import FigureChange
from assistant.language.quantities import Quantity, quantities

AROUND = 60
"""Characters of context on each side."""


def changed_figures(old: str, new: str, *, section: str | None) -> Iterator[FigureChange]:
    """The figures of a paragraph that differ; 50万 and 500,000 are the same number, and no change."""
    olds, news = quantities(old), quantities(new)
    matcher = SequenceMatcher(None, [figure.key for figure in olds], [figure.key for figure in news], autojunk=False)
    changed = [codes[1:] for codes in matcher.get_opcodes() if codes[0] != "equal"]
    # All of a paragraph together: of "500, 500" and "600, 500" the matcher takes one 500 for the other.
    removed = [figure for start, end, _, _ in changed for figure in olds[start:end]]
    added = [figure for _, _, start, end in changed for figure in news[start:end]]
    for before, after in _pairs(removed, added):
        known = after or before
        if known is None or (before is not None and after is not None and before.key == after.key):
            continue
        yield FigureChange(
            kind=known.kind.value,
            old=None if before is None else old[before.start : before.end],
            new=None if after is None else new[after.start : after.end],
            section=section,
            context=_around(new, after) if after is not None else _around(old, known),
        )


def _pairs(olds: list[Quantity], news: list[Quantity]) -> Iterator[tuple[Quantity | None, Quantity | None]]:
    """Figures of the same kind, in order."""
    kinds = dict.fromkeys(figure.kind for figure in (*news, *olds))
    for kind in kinds:
        yield from zip_longest(*([figure for figure in figures if figure.kind is kind] for figures in (olds, news)))


def _around(text: str, figure: Quantity) -> str:
    start, end = max(figure.start - AROUND, 0), min(figure.end + AROUND, len(text))
    words = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"
