"""How exactly files are read: characters, pages, cells and speakers against what is known to be in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.domain import BlockKind
from ingest.pieces import Piece
from ingest.readers import read
from tests.readers.papers.sample import Sample

ROWS = frozenset({BlockKind.ROW, BlockKind.HEADER_ROW})
_SAME = 0.05
"""Error rate up to which a paragraph is taken to be the expected one."""


@dataclass(frozen=True)
class Accuracy:
    """Figures of one file; None where there is nothing to measure."""

    sample: Sample
    errors: float | None
    """Character error rate: edits for each expected character, blanks aside."""
    pages: float | None
    """Share of the paragraphs that stand on their page, and of the labels of pages that are right."""
    cells: float | None
    """Share of the table's cells found in their row, under their column."""
    speakers: float | None
    """Share of the turns with the right speaker and role."""


def accuracy_of(sample: Sample) -> Accuracy:
    """Read a file and hold it against what is in it."""
    pieces = read(sample.content, name=sample.name).pieces
    expected = [text for page in sorted(sample.pages) for text in sample.pages[page]]
    found = " ".join(piece.text for piece in pieces if piece.kind not in ROWS)
    return Accuracy(
        sample,
        error_rate(found, " ".join(expected)) if expected else None,
        _pages_right(pieces, sample) if set(sample.pages) - {0} else None,
        _cells_found(pieces, sample) if sample.table else None,
        _speakers_right(pieces, sample) if sample.speakers else None,
    )


def error_rate(found: str, expected: str) -> float:
    """Edits (characters put in, left out or changed) for each expected character, blanks aside."""
    one, other = (np.array([ord(c) for c in "".join(text.split())], dtype=np.int64) for text in (found, expected))
    if not len(other):
        return float(len(one) > 0)
    places = np.arange(len(other) + 1)
    row = places.copy()
    for character in one:
        best = np.minimum(row[1:] + 1, row[:-1] + (other != character))
        row = np.minimum.accumulate(np.concatenate(([row[0] + 1], best)) - places) + places
    return float(row[-1]) / len(other)


def _pages_right(pieces: Sequence[Piece], sample: Sample) -> float:
    right = []
    for page, texts in sample.pages.items():
        on_page = [piece for piece in pieces if piece.page == page]
        here = "".join("".join(piece.text.split()) for piece in on_page if piece.kind not in ROWS)
        right += [_stands_in("".join(text.split()), here) for text in texts]
        if page in sample.labels:
            right += [(piece.page_label or str(piece.page)) == sample.labels[page] for piece in on_page]
    return sum(right) / len(right)


def _stands_in(text: str, page: str) -> bool:
    if text in page:
        return True
    # Recognised words differ by a character here and there: the nearest stretch of the same length is compared.
    starts = range(0, max(len(page) - len(text), 0) + 1, max(len(text) // 20, 1))
    return any(error_rate(page[start : start + len(text)], text) <= 2 * _SAME for start in starts)


def _cells_found(pieces: Sequence[Piece], sample: Sample) -> float:
    rows = [tuple("".join(cell.split()) for cell in piece.cells) for piece in pieces if piece.kind in ROWS]
    expected = [tuple("".join(cell.split()) for cell in row) for row in sample.table]
    wanted, found = _placed(expected), _placed(rows)
    return sum((wanted & found).values()) / sum(wanted.values())


def _placed(rows: Iterable[tuple[str, ...]]) -> Counter[tuple[str, str, str]]:
    """Each filled cell with its row's label and its column's name; rows of one label are told apart by their order."""
    header, *body = list(rows) or [()]
    cells: Counter[tuple[str, str, str]] = Counter(("", name, str(place)) for place, name in enumerate(header))
    for row in body:
        names = [*header, *[""] * len(row)]
        cells.update((row[0], name, cell) for name, cell in zip(names, row, strict=False) if cell)
    return cells


def _speakers_right(pieces: Sequence[Piece], sample: Sample) -> float:
    found = [piece.speaker for piece in pieces if piece.kind is BlockKind.PARAGRAPH]
    right = sum(one == other for one, other in zip(found, sample.speakers, strict=False))
    return right / max(len(sample.speakers), len(found))
