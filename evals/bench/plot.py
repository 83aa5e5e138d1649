"""The plot of a bench: how ingest, query, memory and index size go with the number of passages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from evals.bench.figures import Size

PRODUCT, BARE, REFERENCE, ANSWER = "#1f6feb", "#8a8f98", "#d29922", "#2da44e"

Line = tuple[str, str, list[float], list[float] | None]
"""Label, colour, medians, and 95th percentiles where there are some."""


def draw(sizes: Sequence[Size], path: Path) -> None:
    """Write the plot; the suffix of the path says in which format (``.svg``, ``.png``, ``.pdf``)."""
    with mpl.rc_context({"font.size": 8.5, "svg.hashsalt": "bench", "svg.fonttype": "none"}):
        figure = Figure(figsize=(9.6, 5.6), layout="constrained")
        panels = figure.subplots(2, 2)
        x = [size.passages for size in sizes]
        _panel(panels[0][0], "ingest, passages a second", x, _ingest(sizes))
        _panel(panels[0][1], "time to answer, ms (line: median, shade: to p95)", x, _query(sizes))
        _panel(panels[1][0], "memory, MB", x, _memory(sizes))
        panels[1][0].set_yscale("linear")
        panels[1][0].set_ylim(bottom=0)
        _panel(panels[1][1], "on disk, MB", x, _disk(sizes))
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, facecolor="white", dpi=110)


def _panel(axes: Axes, title: str, x: Sequence[float], lines: Sequence[Line]) -> None:
    for label, colour, medians, slow in lines:
        axes.plot(x, medians, "o-", color=colour, label=label, markersize=3.5, linewidth=1.4)
        if slow is not None:
            axes.fill_between(x, medians, slow, color=colour, linewidth=0, alpha=0.15)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("passages")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
        axis.set_minor_formatter(NullFormatter())
    axes.set_title(title, loc="left", fontsize=9.5)
    axes.grid(which="major", linewidth=0.5, alpha=0.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8, loc="best")


def _ingest(sizes: Sequence[Size]) -> list[Line]:
    return [
        ("goglobal: files to findable passages", PRODUCT, [size.ingest_rate for size in sizes], None),
        ("bare Chroma: the same vectors", BARE, [size.bare_rate for size in sizes], None),
        ("reference pipeline", REFERENCE, [1000 / size.reference_ingest for size in sizes], None),
    ]


def _query(sizes: Sequence[Size]) -> list[Line]:
    def times(label: str, colour: str, name: str) -> Line:
        found = [getattr(size, name) for size in sizes]
        return label, colour, [taken.median for taken in found], [taken.p95 for taken in found]

    return [
        times("goglobal: whole answer", ANSWER, "answer"),
        times("goglobal: search", PRODUCT, "query"),
        times("bare Chroma + bare Tantivy", BARE, "bare_query"),
        times("reference pipeline", REFERENCE, "reference_query"),
    ]


def _memory(sizes: Sequence[Size]) -> list[Line]:
    return [
        ("goglobal, answering (shade: to peak)", PRODUCT, [s.memory for s in sizes], [s.memory_peak for s in sizes]),
        ("reference pipeline", REFERENCE, [size.reference_memory for size in sizes], None),
    ]


def _disk(sizes: Sequence[Size]) -> list[Line]:
    colours = {"catalogue": REFERENCE, "vectors": PRODUCT, "words": ANSWER, "bare vectors": BARE}
    return [(name, colour, [size.disk[name] for size in sizes], None) for name, colour in colours.items()]
