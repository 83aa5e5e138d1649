"""Cells of tables that tell their figure without one: ``Free``, ``unchanged``, a bare 0."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.language.quantities import QuantityKind
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.figures import Figure
from assistant.measures.extraction.statement_cues import FREE_CELL, UNCHANGED
from assistant.measures.extraction.statements import Clause


def with_unchanged(parsed: list[tuple[Clause, list[Figure]]]) -> list[tuple[Clause, list[Figure]]]:
    """Cells that say ``unchanged`` hold what the cell before them does."""
    kept: list[tuple[Clause, list[Figure]]] = []
    for clause, found in parsed:
        if UNCHANGED.fullmatch(clause.text) and len(kept) > 1:
            before, figures_before = kept[-1]
            clause, found = replace(before, label=clause.label, cell=clause.cell), figures_before
        kept.append((clause, found))
    return kept


def nought(clause: Clause) -> list[Figure]:
    """The rate of a cell that is a bare 0, in a table of rates."""
    return free(replace(clause, text="nil")) if clause.text.strip() == "0" else []


def free(clause: Clause) -> list[Figure]:
    """The rate of a cell that only says ``Free``."""
    if clause.cell == 0 or FREE_CELL.fullmatch(clause.text) is None:
        return []
    nothing = Decimal(0)
    return [Figure(QuantityKind.PERCENT, Bound.EXACT, nothing, nothing, None, None, 0, len(clause.text))]
