"""What an ingest shows while it runs, and at its end, on a terminal."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from assistant.missing import Missing, MissingKind
from ingest.progress import IngestProgress, as_line, shortened
from ingest.report import Failure, FileOutcome


def outcome(name: str, *, failed: bool = False) -> FileOutcome:
    failure = Failure(name, "damaged", "Get it again.") if failed else None
    return FileOutcome(f"/in/{name}", Path(name), "failed" if failed else "added", None if failed else "an-id", failure)


def test_the_bar_tells_counts_rate_time_left_and_the_file() -> None:
    written = io.StringIO()
    console = Console(file=written, force_terminal=True, width=160, color_system=None)
    with IngestProgress(total=3, as_json=False, console=console) as progress:
        for done in (outcome("first.md"), outcome("[red]second.pdf", failed=True)):
            progress.heard(done)
        progress._bar.refresh()
        drawn = written.getvalue()
        progress.indexing()
        progress.indexed(7, 10)
        progress.indexed(9, 10)
        progress._bar.refresh()
    after = written.getvalue()[len(drawn) :]

    assert "2/3" in drawn
    assert "/s" in drawn
    assert "left" in drawn
    assert "1 failed [red]second.pdf" in drawn
    assert "indexing" in after
    assert "2/3" in after.rpartition("indexing")[2]


def test_an_archive_that_holds_more_than_was_counted_does_not_run_over() -> None:
    console = Console(file=io.StringIO(), force_terminal=True)
    with IngestProgress(total=1, as_json=False, console=console) as progress:
        for number in range(5):
            progress.heard(outcome(f"{number}.md"))
        assert (progress._bar.tasks[0].completed, progress._bar.tasks[0].total) == (5, 5)


def test_json_lines_say_what_became_of_each_file(capsys: pytest.CaptureFixture[str]) -> None:
    with IngestProgress(total=2, as_json=True) as progress:
        progress.heard(outcome("a.md"))
        progress.heard(outcome("b.pdf", failed=True))
    first, second = map(json.loads, capsys.readouterr().out.splitlines())

    assert first == {"source": "a.md", "outcome": "added", "document": "an-id"} == as_line(outcome("a.md"))
    assert (second["outcome"], second["reason"], second["advice"]) == ("failed", "damaged", "Get it again.")


def test_a_name_behind_the_bar_is_short_and_cannot_move_the_cursor() -> None:
    assert shortened("a\x1b[2J.md") == "a�[2J.md"
    assert len(shortened("长" * 100 + ".pdf")) == 40
    assert shortened("长" * 100 + ".pdf").endswith(".pdf")


def test_json_lines_say_what_was_not_read_in_both_languages() -> None:
    missing = Missing(MissingKind.NO_RESULTS, "1 formula without a result.", "1 个公式没有结果。")
    line = as_line(FileOutcome("/in/a.xlsx", Path("a.xlsx"), "added", "an-id", missing=(missing,)))
    assert line["warnings"] == [{"kind": "no_results", "en": "1 formula without a result.", "zh": "1 个公式没有结果。"}]
