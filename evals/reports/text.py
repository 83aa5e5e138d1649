"""Words from outside, made fit for a report: answers and documents may hold anything at all."""

from __future__ import annotations

import re

from evals.results import Result
from evals.samples import Sample

UNFIT = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # all that XML 1.0 forbids, and C1 controls
    "|[\u202a-\u202e\u2066-\u2069]"  # turns of direction, which would reorder the report's own words
)


def clean(text: str) -> str:
    """The text without characters that no report can hold or that command a terminal; line breaks stay."""
    return UNFIT.sub("", text)


def one_line(text: str, *, limit: int | None = None) -> str:
    """The text cleaned, on one line, cut to at most ``limit`` characters with an ellipsis."""
    line = " ".join(clean(text).split())
    if limit is not None and len(line) > limit:
        return line[: limit - 1].rstrip() + "…"
    return line


def expectation(sample: Sample) -> dict[str, str]:
    """What a good answer must be like, by label, on one line each."""
    expected = {"outcome": sample.outcome.value}
    if sample.documents:
        expected["documents"] = ", ".join(sample.documents)
    if sample.facts:
        expected["facts"] = "; ".join(" or ".join(group) for group in sample.facts)
    if sample.must_not:
        expected["must not say"] = "; ".join(sample.must_not)
    return expected


def answer_text(result: Result) -> str:
    """The answer in plain lines with ``[1]`` behind each block, its notices last; empty when there is none."""
    if result.answer is None:
        return ""
    lines = []
    for block in result.answer.blocks:
        marks = "".join(f"[{number}]" for number in block.citations)
        lines.append(f"{block.text} {marks}".rstrip())
    return "\n".join(lines + result.answer.notices)
