"""``goglobal ingest --watch`` as a program of its own: what comes, grows, moves, goes and fails in the folder."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest

from ingest.sources.watching import SETTLED
from tests.cli.calling import SCRIPT, SECONDS, Goglobal

WORDS = "The Quillfort grant covers 20% of the eligible costs of act {name}.\n"


class Watching:
    """A watch that runs, and what it says, line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[dict[str, Any]] = []
        self._queue: Queue[str] = Queue()
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self._queue.put(line)

    def until(self, outcome: str, **facts: str) -> dict[str, Any]:
        """Wait for a line; facts are parts of its values."""
        while True:
            line: dict[str, Any] = json.loads(self._queue.get(timeout=SECONDS))
            self.lines.append(line)
            if line["outcome"] == outcome and all(words in str(line.get(key)) for key, words in facts.items()):
                return line

    def rest(self) -> list[dict[str, Any]]:
        """Wait for the end, and give what was said until then."""
        self.process.wait(SECONDS)
        self._thread.join()
        while not self._queue.empty():
            self.lines.append(json.loads(self._queue.get()))
        return self.lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


@pytest.fixture
def watching(make_data_dir: Callable[[str], Path], folder: Path) -> Iterator[Watching]:
    put(folder, "first.md")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF")
    goglobal = Goglobal(make_data_dir("data"))
    with subprocess.Popen(
        [SCRIPT, "ingest", "--watch", "--remove-missing", "--json", folder.name],  # as people name it
        env=goglobal._environment() | {"PYTHONUNBUFFERED": "1"},
        cwd=folder.parent,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Watching(process)
        finally:
            process.kill()


def put(folder: Path, name: str, more: str = "") -> None:
    (folder / name).write_text(f"---\nid: {Path(name).stem}\ntitle: {name}\n---\n" + WORDS.format(name=name) + more)


def test_a_watched_folder_is_kept_up_with(watching: Watching, folder: Path, tmp_path: Path) -> None:
    goglobal = Goglobal(tmp_path / "data")
    watching.until("watching")
    assert {line["outcome"] for line in watching.lines} == {"added", "failed", "watching"}

    longest = written = 0.0
    with (folder / "slow.md").open("w") as growing:
        growing.write("---\nid: slow\ntitle: Slow\n---\n")
        for number in range(6):
            growing.write(f"Part {number} of the Quillfort act grants {number}% of the costs.\n\n")
            growing.flush()
            longest = max(longest, time.monotonic() - written) if written else 0.0
            written = time.monotonic()
            time.sleep(0.4)
    watching.until("added", document="slow")
    if longest < SETTLED / 2:  # on a machine that is busy with much else it may have rested for longer, and been read
        assert "Part 5" in goglobal("documents", "show", "slow").out
        assert goglobal("documents", "show", "slow", "--json").json["version"] == 1

    put(folder, "first.md", "It ends in 2027.\n")
    watching.until("updated", document="first")

    (folder / "acts").mkdir()
    put(folder, "acts/inner.md")
    watching.until("added", document="inner")
    (folder / "acts").rename(folder / "moved")
    put(folder, "after.md")
    watching.until("added", document="after")
    (folder / "after.md").unlink()
    watching.until("removed", document="after")

    listing = goglobal("documents", "list", "--json").json
    assert {item["id"] for item in listing["documents"]} == {"first", "slow", "inner"}
    watching.process.send_signal(signal.SIGINT)
    lines = watching.rest()
    assert watching.process.returncode == 0
    assert lines[-1]["outcome"] == "stopped"
    # Neither the bad file nor anything that was moved is told again and again.
    assert [line["source"] for line in lines if line["outcome"] == "failed"] == ["papers/bad.pdf"]
    assert [line["document"] for line in lines if line["outcome"] == "removed"] == ["after"]


WRONG = (
    (("--watch", "nowhere"), "watches one folder"),
    (("--watch", "https://a.example/"), "watches one folder"),
    (("--watch", "--check", "."), "not together with --check"),
    (("--remove-missing", "."), "only together with --watch"),
)


def test_a_wrong_call_says_so(tmp_path: Path) -> None:
    outcomes = Goglobal(tmp_path / "data").at_once(*(("ingest", *arguments) for arguments, _ in WRONG))
    for outcome, (_, words) in zip(outcomes, WRONG, strict=True):
        assert outcome.code == 2
        assert words in outcome.words
