"""Tables of web pages made regular before they are read: cells that span rows or columns, which trafilatura forgets."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

_MOST_SPANNED = 500
"""Rows or columns that one cell may span; a page may claim any number."""
_MOST_CELLS = 20_000
"""Cells that may be put in, in all of a page."""


def spread_cells(page: Any) -> None:
    """A cell over several rows comes again in each of them; one over several columns is followed by empty ones."""
    left = _MOST_CELLS
    for table in page.iter("table"):
        if not table.xpath(".//*[@rowspan or @colspan]"):
            continue
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        waiting: dict[int, tuple[Any, int]] = {}
        for row in rows:
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            column = 0
            placed: list[Any] = []
            while cells or any(place >= column for place in waiting):
                if column in waiting:
                    above, times = waiting.pop(column)
                    if times > 1:
                        waiting[column] = (above, times - 1)
                    placed.append(deepcopy(above))
                    left -= 1
                    column += 1
                elif cells:
                    cell = cells.pop(0)
                    down, across = _span(cell, "rowspan"), _span(cell, "colspan")
                    for attribute in ("rowspan", "colspan"):
                        cell.attrib.pop(attribute, None)
                    blanks = [cell.makeelement(cell.tag) for _ in range(across - 1)]
                    for offset, each in enumerate((cell, *blanks)):
                        if down > 1:
                            waiting[column + offset] = (each, down - 1)
                    placed += [cell, *blanks]
                    left -= across - 1
                    column += across
                else:
                    placed.append(row.makeelement("td"))
                    column += 1
                if left < 0:
                    return
            for cell in placed:
                row.append(cell)


def captions_above(page: Any) -> None:
    """Captions of tables as paragraphs above them: trafilatura makes rows of them."""
    for caption in list(page.iter("caption")):
        table = next(caption.iterancestors("table"), None)
        if table is not None and table.getparent() is not None:
            paragraph = page.makeelement("p")
            paragraph.text = " ".join("".join(caption.itertext()).split())
            caption.drop_tree()
            table.addprevious(paragraph)


def _span(cell: Any, attribute: str) -> int:
    value = cell.get(attribute, "1").strip()
    return min(max(int(value), 1), _MOST_SPANNED) if value.isdecimal() else 1
