"""Prints how exactly each format is read: ``python -m tests.readers.papers`` (or ``make accuracy``)."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence

from tests.readers.papers.measuring import Accuracy, accuracy_of
from tests.readers.papers.samples import MAKERS

FIGURES: dict[str, Callable[[Accuracy], float | None]] = {
    "characters wrong": lambda accuracy: accuracy.errors,
    "pages right": lambda accuracy: accuracy.pages,
    "cells found": lambda accuracy: accuracy.cells,
    "speakers right": lambda accuracy: accuracy.speakers,
}


def _mean(values: Sequence[float | None]) -> str:
    measured = [value for value in values if value is not None]
    return f"{100 * sum(measured) / len(measured):6.2f} %" if measured else "       –"


def main(arguments: Sequence[str]) -> None:
    """A line for each format, or with ``--all`` for each file; ``--json`` for machines."""
    measured = [accuracy_of(make()) for make in MAKERS]
    if "--json" in arguments:
        for each in measured:
            figures = {name: figure(each) for name, figure in FIGURES.items()}
            print(json.dumps({"file": each.sample.name, "format": each.sample.format} | figures, ensure_ascii=False))
        return
    groups: dict[str, list[Accuracy]] = defaultdict(list)
    for each in measured:
        groups[each.sample.name if "--all" in arguments else each.sample.format].append(each)
    print(f"{'':28} files  " + "  ".join(f"{name:>16}" for name in FIGURES))
    for name, group in groups.items():
        cells = [_mean([figure(each) for each in group]) for figure in FIGURES.values()]
        print(f"{name:28} {len(group):5}  " + "  ".join(f"{cell:>16}" for cell in cells))


if __name__ == "__main__":
    main(sys.argv[1:])
