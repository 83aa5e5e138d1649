"""Which metrics a report shows, in which order, and how their values are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evals.summary import Mean, Summary

FAMILIES: dict[str, dict[str, str]] = {
    "Retrieval": {
        "success@1": "the first document found is relevant",
        "success@5": "a relevant document is among the first five",
        "recall@5": "share of the relevant documents among the first five",
        "MRR@10": "one divided by the place of the first relevant document",
        "nDCG@10": "relevant documents stand high in the first ten",
    },
    "Answer": {
        "facts": "all expected facts are said, and nothing that must not be",
        "fact_groups": "share of the expected facts that are said",
        "must_not": "nothing is said that must not be",
        "outcome": "answered, declined or abstained as expected",
        "language": "in the language of the question",
    },
    "Abstention": {
        "abstention_precision": "of those abstained from, rightly so",
        "abstention_recall": "of those to abstain from, abstained from",
    },
    "Citations": {
        "citation_validity": "each citation resolves to exactly its quote",
        "citation_recall": "share of the statements that their citations support",
        "citation_precision": "share of the citations that support their statement",
        "numbers": "every figure stands in the evidence cited for it",
    },
    "Opinion of a model": {
        "llm_judge": "what a chat model thinks of the answer; not a measurement",
    },
    "Time": {
        "latency_p50": "half of the answers take no longer",
        "latency_p95": "one in twenty takes longer",
    },
    "Length": {
        "length_p50": "words of the median answer",
        "length_p95": "one in twenty is longer",
    },
}
"""Metrics by family, each with its meaning in a few words."""

OTHER = "Other"

COLUMNS = {
    "all": "all",
    "split:dev": "dev",
    "split:test": "test",
    "language:zh": "zh",
    "language:en": "en",
    "tag:cross-language": "cross-language",
}
"""Groups of samples that tables show, with their headings."""

NONE = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One metric of a table, with its mean in each group that has one."""

    family: str
    metric: str
    meaning: str
    means: dict[str, Mean]


def rows(summary: Summary) -> Iterator[Row]:
    """A row for each metric of the summary: those known here in their order, then any others by name."""
    present = {metric for means in summary.groups.values() for metric in means}
    known = {metric for metrics in FAMILIES.values() for metric in metrics}
    families = FAMILIES | {OTHER: dict.fromkeys(sorted(present - known), "")}
    for family, metrics in families.items():
        for metric, meaning in metrics.items():
            if metric in present:
                means = {group: found[metric] for group, found in summary.groups.items() if metric in found}
                yield Row(family, metric, meaning, means)


def overall(summary: Summary, metric: str) -> Mean | None:
    """A metric's mean over all samples."""
    return summary.groups.get("all", {}).get(metric)


def is_time(metric: str) -> bool:
    """Whether the metric is in seconds and less is better."""
    return metric.startswith("latency")


def seconds(value: float) -> str:
    """A duration, in milliseconds below a second."""
    return f"{value * 1000:.0f} ms" if abs(value) < 1 else f"{value:.2f} s"


def value_of(metric: str, mean: Mean | None) -> str:
    """The mean as ``0.868`` or ``15 ms``."""
    if mean is None:
        return NONE
    if metric.startswith("length"):
        return f"{mean.value:.0f}"
    return seconds(mean.value) if is_time(metric) else f"{mean.value:.3f}"


def interval_of(mean: Mean | None) -> str:
    """The 95% interval as ``0.829–0.905``; empty where all values are equal and resampling tells nothing."""
    if mean is None or mean.low == mean.high:
        return ""
    return f"{mean.low:.3f}–{mean.high:.3f}"


def change_of(metric: str, mean: Mean | None, before: Mean | None) -> str:
    """The mean minus that of the baseline, with its sign."""
    if mean is None or before is None:
        return NONE
    change = mean.value - before.value
    if is_time(metric):
        return changed_time(change)
    return signed(f"{change:+.3f}")


def changed_time(change: float) -> str:
    """A difference of durations as ``+12 ms``."""
    words = seconds(abs(change))
    return words if words == "0 ms" else f"{'−' if change < 0 else '+'}{words}"


def signed(figure: str) -> str:
    """A formatted difference with a true minus, and without a sign when it rounds to nothing."""
    if not figure.strip("+-0."):
        return figure.lstrip("+-")
    return figure.replace("-", "−")
