"""Reports of a run: for the terminal, a pull request, a CI server, and a person with a browser.

Each module renders one form and knows nothing of the others: ``terminal``, ``markdown``, ``junit``, ``html``. They
share which samples are the worst (``worst``), how figures are named and written (``figures``), and how the words of
users and documents are made safe to show (``text``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.gates import Baseline
    from evals.results import Run
    from evals.samples import Sample
    from evals.summary import Summary


def write_reports(
    run: Run,
    summary: Summary,
    samples: Mapping[str, Sample],
    folder: Path,
    *,
    baseline: Baseline | None,
    failed_gates: Sequence[str] | None,
) -> None:
    """Write all reports that are files into a folder.

    Args:
        baseline: what to compare with, where it holds the same samples.
        failed_gates: one line for each; empty says that all hold, None that none was asked.
    """
    # Imported here, for the page draws plots, and the terminal needs none of that.
    from evals.reports.html import as_html
    from evals.reports.junit import as_junit
    from evals.reports.markdown import as_markdown
    from evals.summary import summarise

    before = None
    if baseline is not None:
        known = baseline.as_run()
        shared = [judged for judged in known.judged if judged.result.sample in samples]
        before = summarise(known.model_copy(update={"judged": shared}), samples)
    reports = {
        "report.html": as_html(run, summary, samples, baseline=before, failed_gates=failed_gates),
        "summary.md": as_markdown(run, summary, samples, baseline=before, failed_gates=failed_gates),
        "junit.xml": as_junit(run, samples),
        "summary.json": summary.model_dump_json(indent=1),
    }
    for name, content in reports.items():
        (folder / name).write_text(content, encoding="utf-8")
