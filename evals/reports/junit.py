"""A run as JUnit XML, which CI servers show test by test."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from evals.reports.text import answer_text, clean, expectation, one_line
from evals.reports.worst import value
from evals.results import Judged, Run
from evals.samples import Sample

CHECKED = ("facts", "outcome", "citation_validity", "numbers", "must_not")
"""Metrics that must be 1 for a sample to pass."""


def as_junit(run: Run, samples: Mapping[str, Sample]) -> str:
    """One test case for each sample: an error where the system crashed, a failure where a checked metric is below 1."""
    cases = [_case(run, judged, samples[judged.result.sample]) for judged in run.judged]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
        "time": f"{sum(judged.result.seconds for judged in run.judged):.3f}",
    }
    root = ElementTree.Element("testsuites", {"name": "goglobal eval", **counts})
    suite = ElementTree.SubElement(
        root, "testsuite", {"name": clean(run.suite), "timestamp": clean(run.started), "skipped": "0", **counts}
    )
    properties = ElementTree.SubElement(suite, "properties")
    for name, words in (("system", run.system), ("version", run.version), ("corpus", run.corpus)):
        ElementTree.SubElement(properties, "property", {"name": name, "value": clean(words)})
    suite.extend(cases)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _case(run: Run, judged: Judged, sample: Sample) -> ElementTree.Element:
    case = ElementTree.Element(
        "testcase",
        {
            "classname": clean(f"evals.{run.suite}.{sample.split}.{sample.tags[0]}"),
            "name": sample.id,
            "time": f"{judged.result.seconds:.3f}",
        },
    )
    if judged.result.error is not None:
        _add(case, "error", "crash", judged.result.error, _details(judged, sample))
        return case
    failed = [metric for metric in CHECKED if value(judged, metric) < 1]
    if failed:
        message = "; ".join(f"{metric}: {judged.scores[metric].explanation}" for metric in failed)
        _add(case, "failure", ", ".join(failed), message, _details(judged, sample))
    return case


def _add(case: ElementTree.Element, name: str, kind: str, message: str, details: str) -> None:
    child = ElementTree.SubElement(case, name, {"type": kind, "message": one_line(message, limit=500)})
    child.text = details


def _details(judged: Judged, sample: Sample) -> str:
    answer = judged.result.answer
    lines = [f"earlier: {turn}" for turn in sample.turns]
    lines += [f"question: {sample.question}", ""]
    lines += [f"expected {label}: {words}" for label, words in expectation(sample).items()]
    lines += ["", f"got outcome: {answer.outcome.value}" if answer else f"got: {judged.result.error or 'no answer'}"]
    lines += [f"got documents: {', '.join(judged.result.ranked) or 'none'}"]
    if answer:
        lines += ["", answer_text(judged.result)]
    return clean("\n".join(lines))
