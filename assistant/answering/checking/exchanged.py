"""Whether a statement repeats a sentence with one of its figures or dates exchanged for another one of the evidence.

"The grace period ends in 2027" is not shown by "The grace period ends in 2026" beside a line that names 2027 for something
else: each figure stands somewhere, and together they say what nobody said.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.checking.calculations import results_of
from assistant.answering.checking.figures import figures_of
from assistant.answering.checking.values import Fault, Found, Source
from assistant.language.quantities import Quantity, QuantityKind


def exchanged(claim: str, source: Source) -> list[Found]:
    """Figures of a statement that stand where its source has others of the same kind; none if it leaves out or adds some.
    What it calculates before the reader's eyes is no exchange.

    ``source`` is one that says nearly all of the statement's words.
    """
    mine, theirs = figures_of(claim), figures_of(source.cited)
    calculated = results_of(mine.text, mine.all, stated=mine.keys)
    stated = [each for each in mine.all if each.start not in calculated]
    found: list[Found] = []
    for kind in QuantityKind:
        extra, lacking = _unmatched(
            [each for each in stated if each.kind is kind], [each for each in theirs.all if each.kind is kind]
        )
        if extra and lacking:
            fault = Fault.DATE if kind is QuantityKind.DATE else Fault.FIGURE
            found.extend(Found(fault, mine.text[each.start : each.end]) for each in extra)
    return found


def _unmatched(mine: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Those of a statement that no figure of its source is left for, and those of the source that are left over."""
    left = list(theirs)
    extra = []
    for each in mine:
        match = next((other for other in left if _stands_for(other, each)), None)
        if match is None:
            extra.append(each)
        else:
            left.remove(match)
    return extra, left


def _stands_for(stated: Quantity, wanted: Quantity) -> bool:
    if wanted.kind is QuantityKind.DATE:
        # A month or year is stated by what states a day within it, and the other way round nothing is exchanged.
        one, other = str(stated.value), str(wanted.value)
        return one.startswith(other) or other.startswith(one)
    return stated.key[1] == wanted.key[1]
