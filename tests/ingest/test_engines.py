"""Files are read in processes as they are read here, and a hostile one costs nothing but itself."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.errors import ReadersFailed
from ingest.archives import found_on_disk
from ingest.engines import processes
from ingest.engines.choosing import LITTLE, is_plain
from ingest.engines.inline import InlineEngine
from ingest.engines.limits import Limits
from ingest.engines.processes import AHEAD, ProcessEngine
from ingest.metadata import Flags
from ingest.report import Failure
from ingest.starting import FEW, needs_processes
from ingest.step import Made, Task, make
from tests.ingest import hazards
from tests.ingest.hazards import Harm, Noted, task
from tests.readers import writers
from tests.readers.writers import CHINESE, CONTENTS, ENGLISH
from tests.waiting import wait_until

ROOT = Path(__file__).parent.parent.parent
SECONDS = 6
"""Enough for a few words on a busy machine."""
MEMORY = 400 * 1024**2

FORMATS: dict[str, Callable[[writers.Content], bytes]] = {
    "a.pdf": writers.pdf,
    "columns.pdf": writers.pdf_columns,
    "table.pdf": writers.pdf_table,
    "a.docx": writers.word,
    "a.pptx": writers.deck,
    "a.xlsx": writers.workbook,
    "a.csv": writers.comma_separated,
    "a.html": writers.web_page,
    "a.eml": writers.mail,
    "a.md": writers.markdown,
    "a.txt": writers.plain,
    "a.vtt": writers.subtitles,
    "a.srt": lambda content: writers.subtitles(content, srt=True),
}


@pytest.fixture(scope="module")
def engine() -> Iterator[ProcessEngine]:
    """Two processes with more time than any file here needs."""
    with ProcessEngine(workers=2, limits=Limits(300, MEMORY)) as engine:
        yield engine


def good(number: int) -> Task:
    return task(f"{number}.md", f"# Law {number}\n\nAid of {number}% in Spain.".encode())


def test_every_format_comes_to_the_same_in_a_process_as_here(engine: ProcessEngine, tmp_path: Path) -> None:
    files = []
    for content in CONTENTS:
        for name, write in FORMATS.items():
            files.append(tmp_path / f"{content.name}-{name}")
            files[-1].write_bytes(write(content))
    files.append(tmp_path / "broken.pdf")
    files[-1].write_bytes(writers.pdf(ENGLISH)[:400])
    tasks = [Task(found_on_disk(path), Flags(), path.name) for path in files]
    here = [done.outcome for done in InlineEngine().run(tasks)]
    there = [done.outcome for done in engine.run(tasks)]
    assert there == here
    assert [type(outcome) for outcome in here] == [Made] * (len(files) - 1) + [Failure]


HARMS: list[tuple[Callable[[], None], str]] = [
    (hazards.hang, "takes longer than 6 seconds"),
    (hazards.spin, "takes longer than 6 seconds"),
    (hazards.devour, "needs more than 400 MB of memory"),
    (hazards.be_killed, "was killed from outside, and once more when the file was read alone"),
    (hazards.crash, "break off .by signal 11"),
    (hazards.leave, "break off .with code 7"),
    (hazards.fault, "the reader failed .LookupError: something that nobody thought of"),
]


def test_what_kills_its_reader_is_reported_and_all_others_are_read() -> None:
    tasks = []
    for number, (act, _) in enumerate(HARMS):
        tasks += [good(number), task(f"harm-{number}.md", Harm(act)), good(100 + number)]
    with ProcessEngine(workers=2, limits=Limits(SECONDS, MEMORY)) as engine:
        outcomes = {done.task.document_id: done.outcome for done in engine.run(tasks)}
    assert list(outcomes) == [each.document_id for each in tasks]
    for number, (_, words) in enumerate(HARMS):
        failure = outcomes.pop(f"harm-{number}.md")
        assert isinstance(failure, Failure)
        assert failure.source == f"/x/harm-{number}.md"
        assert re.search(words, failure.reason), failure.reason
        # What somebody else did to the process need not happen again.
        assert failure.lasting == ("killed from outside" not in failure.reason)
    assert all(isinstance(outcome, Made) for outcome in outcomes.values())


def test_what_was_killed_from_outside_is_read_once_more_alone(engine: ProcessEngine, tmp_path: Path) -> None:
    log = tmp_path / "log"
    tasks = [task(f"{number}.md", Noted(log, str(number))) for number in range(8)]
    tasks.insert(2, task("killed.md", Noted(log, "killed", hazards.be_killed_once)))
    outcomes = {done.task.document_id: done.outcome for done in engine.run(tasks)}
    assert [type(outcome) for outcome in outcomes.values()] == [Made] * 9
    lines = log.read_text().splitlines()
    again = len(lines) - 1 - lines[::-1].index("killed begins")
    assert lines[again + 1] == "killed ends"
    assert lines.count("killed begins") == 2
    # Nothing else was being read: all that had begun had ended, but for what was killed.
    before = Counter(line.split()[0] for line in lines[:again])
    assert before.pop("killed") == 1
    assert set(before.values()) <= {2}


def test_a_reader_that_is_ended_twice_says_that_it_was_killed(tmp_path: Path) -> None:
    with ProcessEngine(workers=1, limits=Limits(60, MEMORY)) as engine:
        (done,) = engine.run([task("ended.md", Noted(tmp_path / "log", "ended", hazards.be_asked_to_end))])
    assert isinstance(done.outcome, Failure)
    assert "was killed from outside" in done.outcome.reason
    assert not done.outcome.lasting


def test_only_so_many_files_are_under_way(engine: ProcessEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = 0

    def tasks(count: int, size: int) -> Iterator[Task]:
        nonlocal begun
        for number in range(count):
            begun += 1
            yield task(f"{number}.md", b"# Words", size=size)

    ahead = []
    for fetched, _ in enumerate(engine.run(tasks(100, 1)), start=1):
        ahead.append(begun - fetched)
    assert max(ahead) == AHEAD * 2
    assert begun == 100
    monkeypatch.setattr(processes, "MOST_BYTES", 1000)
    begun, ahead = 0, []
    for fetched, _ in enumerate(engine.run(tasks(12, 400)), start=1):
        ahead.append(begun - fetched)
    assert max(ahead) == 2
    begun = 0
    assert len(list(engine.run(tasks(3, 5000)))) == 3


def test_large_contents_go_both_ways_without_waiting_for_each_other(engine: ProcessEngine) -> None:
    text = ("A paragraph of words that is long enough. " * 8 + "\n\n") * 60
    tasks = [task(f"{number}.txt", f"{number} {text}".encode()) for number in range(6)]
    assert all(isinstance(done.outcome, Made) for done in engine.run(tasks))


def test_a_run_that_is_given_up_leaves_nothing_under_way(engine: ProcessEngine) -> None:
    run = engine.run([good(1), task("hang.md", Harm(hazards.hang)), good(2)])
    assert next(run).task.document_id == "1.md"
    run.close()  # type: ignore[attr-defined]
    assert [done.task.document_id for done in engine.run([good(3)])] == ["3.md"]
    assert all(not worker.jobs for worker in engine._workers)


def test_small_plain_files_are_read_in_this_process() -> None:
    seen = []

    def here(one: Task) -> bool:
        seen.append(one.document_id)
        return one.document_id != "2.md"

    with ProcessEngine(workers=1, limits=Limits(60, MEMORY), here=here) as engine:
        assert [done.outcome for done in engine.run([good(1), good(3)])] == [make(good(1)), make(good(3))]
        assert engine._workers == []
        assert [done.task.document_id for done in engine.run([good(1), good(2), good(3)])] == ["1.md", "2.md", "3.md"]
        assert len(engine._workers) == 1


@pytest.mark.parametrize(
    ("name", "content", "plain"),
    [
        ("a.md", writers.markdown(CHINESE), True),
        ("a.txt", writers.plain(CHINESE), True),
        ("a.csv", writers.comma_separated(ENGLISH), True),
        ("empty.md", b"", True),
        ("a.html", writers.web_page(ENGLISH), False),
        ("pdf-by-content.md", writers.pdf(ENGLISH), False),
        ("a.docx", writers.word(ENGLISH), False),
        ("a.eml", writers.mail(ENGLISH), False),
        ("large.md", b"# Words\n" * (LITTLE // 8 + 1), False),
    ],
)
def test_only_what_can_do_no_harm_is_plain(tmp_path: Path, name: str, content: bytes, plain: bool) -> None:
    (tmp_path / name).write_bytes(content)
    assert is_plain(Task(found_on_disk(tmp_path / name), Flags(), "x")) is plain


def test_a_reader_that_cannot_begin_is_no_fault_of_a_file(tmp_path: Path) -> None:
    engine = ProcessEngine(workers=1, limits=Limits(60, MEMORY), glossary=tmp_path / "missing.tsv")
    with engine, pytest.raises(ReadersFailed, match="before it began"):
        list(engine.run([good(1)]))


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_no_reader_outlives_the_process_that_asked(end: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ingest.parent"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        reader = int(program.stdout.readline())
        assert _is_there(reader)
        program.send_signal(end)
        try:
            program.wait(300)
            wait_until(lambda: not _is_there(reader), what="the end of the reader")
        finally:
            program.kill()
            with suppress(ProcessLookupError):
                os.kill(reader, signal.SIGKILL)


def _is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    # One that has ended and that nobody has asked for yet is not there any more.
    status = Path(f"/proc/{number}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(
    ("names", "needed"),
    [
        (["a.md", "b.txt", "README.md", "manifest.yaml", ".hidden.pdf", "picture.bin"], False),
        (["a.md", "deep/b.pdf"], True),
        ([f"{number}.md" for number in range(FEW + 1)], True),
    ],
)
def test_readers_begin_early_only_for_what_they_are_needed_for(tmp_path: Path, names: list[str], needed: bool) -> None:
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert needs_processes([str(tmp_path)]) is needed


def test_an_address_needs_readers_and_a_plain_file_does_not(tmp_path: Path) -> None:
    assert needs_processes(["https://www.example.org/page"])
    assert not needs_processes([str(tmp_path / "a.md")])
