"""CSV and TSV files: one table, its delimiter told by what parts the lines alike."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

from assistant.errors import UnreadableDocument
from ingest.pieces import Reading
from ingest.readers.encoding import decoded
from ingest.readers.grid import grid_pieces, shown_title
from ingest.readers.prose import join_lines
from ingest.readers.told import missing_of

_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 50
_MAX_COLUMNS = 1_000


def read_csv(content: bytes, *, name: str) -> Reading:
    """Rows with their header; single cells above and below are paragraphs.

    Raises:
        UnreadableDocument: not text, or quotes that never close.
    """
    found = decoded(content, name=name)
    text = found.text
    try:
        rows = [
            [join_lines(cell.split("\n")) for cell in row[:_MAX_COLUMNS]]
            for row in csv.reader(StringIO(text), delimiter=_delimiter(text))
        ]
    except csv.Error as error:
        advice = "Check the quotes and delimiters, or save it as XLSX."
        raise UnreadableDocument(name, f"damaged CSV ({error})", advice) from error
    pieces = tuple(grid_pieces(rows, group=1))
    return Reading(pieces, shown_title(pieces), named_by_file=True, missing=missing_of(found))


def _delimiter(text: str) -> str:
    """The delimiter by which most of the first lines have the same number of cells, more than one."""
    lines = [line for line in text[:200_000].split("\n") if line.strip()][:_SAMPLE_LINES]

    def alike(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            return 0, 0
        columns, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, columns

    return max(_DELIMITERS, key=alike)
