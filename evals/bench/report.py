"""A bench's figures as JSON and as tables for a terminal."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from itertools import pairwise
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.bench.figures import Size, Spread, ratio, targets

Row = tuple[str, Callable[[Size], str]]


def as_json(sizes: Sequence[Size], *, seed: int, queries: int, source: str) -> dict[str, Any]:
    """Everything that was measured, with what follows from it."""
    return {
        "version": version("going-global"),
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
        "load_at_end": os.getloadavg()[0],
        "seed": seed,
        "queries": queries,
        "source": source,
        "units": {"times": "ms; ingest: ms a passage", "memory, disk": "MB"},
        "sizes": [asdict(size) | {"ratios": ratios(size)} for size in sizes],
        "growth": growth(sizes),
        "targets": [asdict(target) | {"holds": target.holds} for target in targets(sizes)],
    }


def ratios(size: Size) -> dict[str, float]:
    """The product beside the bare indexes and the reference pipeline at one size."""
    return {
        "ingest_over_bare_upsert": ratio(size.ingest_rate, size.bare_rate),
        "query_median_over_bare": ratio(size.query.median, size.bare_query.median),
        "query_p95_over_bare": ratio(size.query.p95, size.bare_query.p95),
        "query_median_over_reference": ratio(size.query.median, size.reference_query.median),
        "ingest_over_reference": ratio(size.reference_ingest, size.ingest.median),
    }


def growth(sizes: Sequence[Size]) -> list[dict[str, Any]]:
    """From each size to the next: how many times as many passages, and how many times as much of everything."""
    return [
        {
            "from": one.name,
            "to": other.name,
            "passages": ratio(other.passages, one.passages),
            "query": ratio(other.query.median, one.query.median),
            "bare_query": ratio(other.bare_query.median, one.bare_query.median),
            "answer": ratio(other.answer.median, one.answer.median),
            "ingest_time_a_passage": ratio(other.ingest.median, one.ingest.median),
            "memory": ratio(other.memory, one.memory),
            "indexes": ratio(_indexes(other), _indexes(one)),
        }
        for one, other in pairwise(sizes)
    ]


def _indexes(size: Size) -> float:
    return size.disk["words"] + size.disk["vectors"]


def print_report(sizes: Sequence[Size], console: Console) -> None:
    """Tables with one column a size."""
    rows: list[Row] = [
        ("passages", lambda size: f"{size.passages:,}"),
        ("ingest, passages a second (median portion; slowest in 20)", lambda size: _rates(size.ingest)),
        ("  bare Chroma upsert of the same vectors", lambda size: _rates(size.bare_upsert)),
        ("  bare Tantivy, the same texts", lambda size: _rates(size.bare_words)),
        ("  ingest over bare upsert", lambda size: f"{ratio(size.ingest_rate, size.bare_rate):.2f}"),
        ("query, ms (median; p95)", lambda size: _times(size.query)),
        ("  bare Chroma + bare Tantivy", lambda size: _times(size.bare_query)),
        ("  query over bare (median; p95)", _over_bare),
        ("whole answer, ms (median; p95)", lambda size: _times(size.answer)),
        *((f"  {stage}", _stage(stage)) for stage in sizes[0].stages),
        *((f"{name}, ms (median; p95)", _measures(name)) for name in sizes[-1].measures),
        ("reading measures, share of ingest", lambda size: f"{size.extraction_share:.0%}"),
        ("memory that answers, MB (now; peak)", lambda size: f"{size.memory:,.0f}; {size.memory_peak:,.0f}"),
        *((f"on disk, MB: {part}", _part(part)) for part in sizes[0].disk),
        ("reference: ingest, passages a second", lambda size: f"{ratio(1000, size.reference_ingest):,.0f}"),
        ("reference: query, ms (median; p95)", lambda size: _times(size.reference_query)),
        ("reference: memory, MB", lambda size: f"{size.reference_memory:,.0f}"),
    ]
    table = Table("", *(size.name for size in sizes), box=None)
    for label, cell in rows:
        table.add_row(label, *(cell(size) for size in sizes))
    console.print(table)
    grown = Table("growth (times)", *(f"{step['from']} → {step['to']}" for step in growth(sizes)), box=None)
    for name in [key for step in growth(sizes)[:1] for key in step if key not in {"from", "to"}]:
        grown.add_row(name.replace("_", " "), *(f"{step[name]:.2f}" for step in growth(sizes)))
    if len(sizes) > 1:
        console.print(grown)
    for target in targets(sizes):
        side = "at most" if target.at_most else "at least"
        console.print(
            f"{'holds' if target.holds else 'FAILS'}  {target.name}: {target.measured:,.2f} ({side} {target.limit:g})",
            highlight=False,
        )


def _rates(taken: Spread) -> str:
    return f"{ratio(1000, taken.median):,.0f}; {ratio(1000, taken.p95):,.0f}"


def _times(taken: Spread) -> str:
    return f"{taken.median:.1f}; {taken.p95:.1f}"


def _over_bare(size: Size) -> str:
    found = ratios(size)
    return f"{found['query_median_over_bare']:.1f}; {found['query_p95_over_bare']:.1f}"


def _measures(name: str) -> Callable[[Size], str]:
    def cell(size: Size) -> str:
        return _times(size.measures[name]) if name in size.measures else ""

    return cell


def _stage(name: str) -> Callable[[Size], str]:
    return lambda size: _times(size.stages[name])


def _part(name: str) -> Callable[[Size], str]:
    return lambda size: f"{size.disk[name]:,.1f}"
