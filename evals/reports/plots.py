"""Plots as inline SVG: text stays text in the page's fonts, and colours are the page's, light or dark.

Drawn with Matplotlib's SVG backend alone. Its colours here are stand-ins that become CSS variables at the end; labels
are names of metrics, tags and outcomes only, never words of a question or answer.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator

from assistant.domain import Outcome
from evals.reports.figures import seconds
from evals.results import Run
from evals.samples import Sample
from evals.scorers import ANSWERS
from evals.summary import Mean, Summary

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

INK, QUIET, RULE, ACCENT = "#010203", "#020304", "#030405", "#040506"
WARN, PAPER, BAR, BAR_WARN = "#050607", "#060708", "#070809", "#08090a"
VARIABLES = {
    INK: "ink",
    QUIET: "quiet",
    RULE: "rule",
    ACCENT: "accent",
    WARN: "warn",
    PAPER: "paper",
    BAR: "bar",
    BAR_WARN: "bar-warn",
}
"""Stand-ins and the page's variables; all are different, and no colour that Matplotlib would shorten or leave out."""

STYLE: dict[RcKeyType, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "reports",
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.0,
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": QUIET,
    "axes.titlecolor": INK,
    "axes.titlesize": 9.5,
    "axes.titlelocation": "left",
    "axes.titlepad": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "axes.axisbelow": True,
    "figure.facecolor": "none",
    "grid.color": RULE,
    "grid.linewidth": 0.7,
    "xtick.color": RULE,
    "ytick.color": RULE,
    "xtick.labelcolor": QUIET,
    "ytick.labelcolor": INK,
    "xtick.major.size": 0.0,
    "ytick.major.size": 0.0,
}

WIDTH = 9.6
CRASHED = "crashed"
HALVES = (0.0, 0.5, 1.0)


def bars(summary: Summary, groups: Mapping[str, str], metrics: Sequence[str], *, name: str) -> str:
    """Means of metrics, one panel each, in groups of samples (id to label), with 95% intervals; a line for all."""
    shown = {group: label for group, label in groups.items() if set(metrics) & summary.groups.get(group, {}).keys()}
    if not shown:
        return ""
    with mpl.rc_context(STYLE):
        figure = _figure(0.27 * len(shown) + 0.75)
        panels = figure.subplots(1, len(metrics), sharey=True, squeeze=False)[0]
        for axes, metric in zip(panels, metrics, strict=True):
            # Room for the figures beside the bars takes more of a narrow panel.
            _panel(axes, metric, [summary.groups[group].get(metric) for group in shown], to=1 + 0.11 * len(metrics))
            whole = summary.groups.get("all", {}).get(metric)
            if whole is not None and "all" not in shown:
                axes.axvline(whole.value, color=INK, linewidth=0.9, linestyle=(0, (2, 2)), zorder=3)
        panels[0].set_yticks(range(len(shown)), list(shown.values()))
        panels[0].set_ylim(len(shown) - 0.4, -0.6)
        return _svg(figure, name, f"{', '.join(metrics)} by {', '.join(shown.values())}")


def _panel(axes: Axes, metric: str, means: Sequence[Mean | None], *, to: float) -> None:
    for place, mean in enumerate(means):
        if mean is None:
            axes.text(0.01, place, "–", va="center", color=QUIET)
            continue
        axes.barh(place, mean.value, height=0.56, color=BAR, linewidth=0)
        axes.plot([mean.low, mean.high], [place, place], color=ACCENT, linewidth=1.6, solid_capstyle="round", zorder=4)
        axes.plot([mean.value], [place], "o", color=ACCENT, markersize=4.2, zorder=5)
        axes.text(1.045, place, f"{mean.value * 100:.0f}", va="center", ha="left", color=INK)
        axes.text(to, place, f"n {mean.n}", va="center", ha="right", color=QUIET, fontsize=7.5)
    axes.set_title(metric)
    _shares(axes, to=to)
    axes.spines[["left", "bottom"]].set_visible(False)


def _shares(axes: Axes, *, to: float) -> None:
    axes.set_xlim(-0.015, to)
    axes.set_xticks(HALVES, ["0", "50", "100%"])
    axes.set_xticks((0.25, 0.75), minor=True)
    axes.grid(axis="x", which="both")
    axes.tick_params(axis="x", which="minor", length=0)


@dataclass(frozen=True, slots=True)
class AnsweredShare:
    """Of the samples of a tag, how many should be answered and how many are."""

    tag: str
    n: int
    expected: float
    got: float


def answered_shares(run: Run, samples: Mapping[str, Sample]) -> list[AnsweredShare]:
    """Shares answered for each tag, those answered too often first, and for all at the end."""
    counts: dict[str, list[tuple[bool, bool]]] = {}
    for judged in run.judged:
        sample, answer = samples[judged.result.sample], judged.result.answer
        pair = (sample.outcome in ANSWERS, answer is not None and answer.outcome in ANSWERS)
        for tag in ("all", *sample.tags):
            counts.setdefault(tag, []).append(pair)
    shares = [
        AnsweredShare(
            tag=tag,
            n=len(pairs),
            expected=sum(expected for expected, _ in pairs) / len(pairs),
            got=sum(got for _, got in pairs) / len(pairs),
        )
        for tag, pairs in counts.items()
    ]
    return sorted(shares, key=lambda share: (share.tag == "all", share.expected - share.got, share.tag))


def answered(run: Run, samples: Mapping[str, Sample], *, name: str) -> str:
    """For each tag the share that should be answered (ring) and the share that is (dot)."""
    shares = answered_shares(run, samples)
    if not shares:
        return ""
    with mpl.rc_context(STYLE):
        figure = _figure(0.27 * len(shares) + 0.6)
        axes = figure.subplots()
        for place, share in enumerate(shares):
            over = share.got > share.expected
            colour = WARN if over else ACCENT
            if share.got != share.expected:
                bar = BAR_WARN if over else BAR
                axes.plot([share.expected, share.got], [place, place], color=bar, linewidth=3.2, zorder=3)
            axes.plot(
                [share.expected], [place], "o", markersize=7.5, mfc=PAPER, mec=QUIET, mew=1.2, zorder=4, clip_on=False
            )
            axes.plot([share.got], [place], "o", markersize=4.6, color=colour, zorder=5, clip_on=False)
            told = f"{share.expected * 100:.0f} → {share.got * 100:.0f}"
            axes.text(1.03, place, told, va="center", color=colour if share.got != share.expected else QUIET)
            axes.text(1.16, place, f"n {share.n}", va="center", ha="right", color=QUIET, fontsize=7.5)
        axes.set_yticks(range(len(shares)), [share.tag for share in shares])
        axes.set_ylim(len(shares) - 0.4, -0.6)
        _shares(axes, to=1.16)
        axes.spines[["left", "bottom"]].set_visible(False)
        return _svg(figure, name, "Share of questions answered against the share that should be, for each tag")


def confusion(run: Run, samples: Mapping[str, Sample], *, name: str) -> str:
    """How many samples of each expected outcome (rows) ended how (columns)."""
    counts = Counter(
        (
            samples[judged.result.sample].outcome.value,
            judged.result.answer.outcome.value if judged.result.answer else CRASHED,
        )
        for judged in run.judged
    )
    if not counts:
        return ""
    outcomes = [outcome.value for outcome in Outcome]
    wanted = [outcome for outcome in outcomes if any(expected == outcome for expected, _ in counts)]
    columns = outcomes + [CRASHED] * any(got == CRASHED for _, got in counts)
    with mpl.rc_context(STYLE):
        figure = _figure(0.42 * len(wanted) + 0.75)
        axes = figure.subplots()
        for y, expected in enumerate(wanted):
            total = sum(counts[expected, got] for got in columns)
            for x, got in enumerate(columns):
                _cell(axes, x, y, counts[expected, got], total, right=expected == got)
        axes.set_xlim(-0.5, len(columns) - 0.5)
        axes.set_ylim(len(wanted) - 0.5, -0.5)
        axes.set_xticks(range(len(columns)), [_words(got) for got in columns])
        axes.set_yticks(range(len(wanted)), [_words(expected) for expected in wanted])
        axes.xaxis.tick_top()
        axes.tick_params(axis="x", labelcolor=INK)
        axes.set_ylabel("expected")
        axes.set_title("got", color=QUIET, fontsize=9, fontweight="normal", loc="center")
        axes.spines[["left", "bottom"]].set_visible(False)
        return _svg(figure, name, "Outcomes expected against outcomes got")


def _cell(axes: Axes, x: int, y: int, count: int, total: int, *, right: bool) -> None:
    colour = ACCENT if right else WARN
    alpha = 0.1 + 0.5 * count / total if count else 0.0
    axes.add_patch(Rectangle((x - 0.47, y - 0.44), 0.94, 0.88, facecolor=colour, alpha=alpha, linewidth=0))
    axes.add_patch(Rectangle((x - 0.47, y - 0.44), 0.94, 0.88, fill=False, edgecolor=RULE, linewidth=0.7))
    if count:
        axes.text(x, y, str(count), ha="center", va="center", color=INK, fontweight="bold" if right else "normal")


def latencies(run: Run, *, name: str) -> str:
    """How long answers took, with the median and the 95th percentile."""
    taken = np.asarray([judged.result.seconds for judged in run.judged], dtype=float)
    if not taken.size:
        return ""
    median, slow = np.percentile(taken, (50, 95)).tolist()
    least, most = float(taken.min()), float(taken.max())
    # A few very slow answers would press all others into one bar.
    far = least > 0 and most > 10 * median
    edges = np.geomspace(least, most, 41) if far else np.linspace(0, max(most, 1e-6) * 1.02, 41)
    with mpl.rc_context(STYLE):
        figure = _figure(2.3)
        axes = figure.subplots()
        axes.hist(taken, bins=edges.tolist(), color=BAR, linewidth=0, rwidth=0.88)
        if far:
            axes.set_xscale("log")
            axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        top = axes.get_ylim()[1]
        axes.set_ylim(0, top * 1.18)
        for value, label, side in ((median, "half", "right"), (slow, "95%", "left")):
            axes.axvline(value, color=INK, linewidth=0.9, linestyle=(0, (2, 2)))
            axes.annotate(
                f"{label}: {seconds(value)}",
                (value, top * 1.16),
                xytext=(5 if side == "left" else -5, 0),
                textcoords="offset points",
                ha=side,
                va="top",
            )
        axes.xaxis.set_major_formatter(
            FuncFormatter(lambda value, _: f"{value * 1000:g} ms" if value < 1 else f"{value:g} s")
        )
        axes.xaxis.set_minor_formatter(FuncFormatter(lambda value, _: ""))
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.grid(axis="y")
        axes.tick_params(axis="x", which="both", length=0)
        axes.tick_params(axis="y", labelcolor=QUIET)
        axes.set_ylabel("answers")
        axes.spines["left"].set_visible(False)
        return _svg(figure, name, "Histogram of the time that answers took")


def _words(outcome: str) -> str:
    return outcome.replace("_", " ")


def _figure(height: float) -> Figure:
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasSVG(figure)
    return figure


def _svg(figure: Figure, name: str, label: str) -> str:
    """The figure as an ``<svg>`` element that scales, whose ids clash with no other plot's."""
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    svg = written.getvalue()
    svg = svg[svg.index("<svg") :]
    used = set(re.findall(r"""(?:href="#|url\(#)([^")]+)""", svg))
    svg = re.sub(r' id="([^"]+)"', lambda match: f' id="{name}-{match[1]}"' if match[1] in used else "", svg)
    svg = re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", svg)
    for colour, variable in VARIABLES.items():
        svg = svg.replace(colour, f"var(--{variable})")
    svg = re.sub(r"<svg [^>]*?(viewBox=\"[^\"]+\")[^>]*>", rf'<svg \1 role="img" aria-label="{label}">', svg, count=1)
    return svg.replace("xlink:href", "href").strip()
