"""The bench: what it generates, how it reckons, and a whole small run that leaves nothing behind."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
import yaml
from rich.console import Console
from typer.testing import CliRunner, Result

from assistant.bootstrap import Catalogue
from assistant.domain import Access
from assistant.language.script import language_of
from assistant.language.words import index_tokens
from assistant.main import make_app
from assistant.retrieval.listing import without_copies
from assistant.settings import PREFIX
from evals.bench.feeding import folder_feed, generated_feed
from evals.bench.figures import FULL, Size, Spread, spread, targets
from evals.bench.generating import Generator, invented
from evals.bench.plot import draw
from evals.bench.questions import golden_questions, mixed, questions_about
from evals.bench.report import as_json, print_report
from evals.bench.running import scratch_folder
from evals.bench.seeds import Seeds, read_seeds
from evals.bench.stopwatch import Stopwatch
from evals.errors import EvalError
from ingest.metadata import check_front_matter
from ingest.pipeline import Pipeline
from tests.conftest import CORPUS
from tests.fakes import make, put
from tests.waiting import wait_until


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read_seeds(CORPUS)


@pytest.fixture(scope="module")
def generator(seeds: Seeds) -> Generator:
    return Generator(seeds, seed=1)


def test_equal_seeds_give_equal_documents_and_others_give_others(seeds: Seeds, generator: Generator) -> None:
    again = Generator(read_seeds(CORPUS), seed=1)
    assert [again.document(number) for number in (5, 0, 5)] == [generator.document(number) for number in (5, 0, 5)]
    assert Generator(seeds, seed=2).document(5).text != generator.document(5).text
    assert generator.document(6).text != generator.document(5).text


def test_generated_documents_are_taken_in_without_complaint(
    generator: Generator, catalogue: Catalogue, tmp_path: Path
) -> None:
    for number in range(30):
        document = generator.document(number)
        head = yaml.safe_load(document.text.split("---\n")[1])
        assert check_front_matter(head) == []
        (tmp_path / f"{document.name}.md").write_text(document.text, encoding="utf-8")
    report = Pipeline(catalogue.documents).ingest([tmp_path])
    assert (len(report.added), report.failed) == (30, [])
    assert catalogue.changelog.served_passages() > 90


def test_generated_documents_have_the_corpus_own_form(seeds: Seeds, generator: Generator) -> None:
    corpus, made = Counter[str](), Counter[str]()
    for template in seeds.templates:
        corpus.update(line.kind for line in template.lines)
        corpus[template.language] += 1
    texts = [generator.document(number).text for number in range(400)]
    for text in texts:
        body = text.split("---\n", 2)[2]
        made["heading"] += sum(line.startswith("#") for line in body.splitlines())
        made["row"] += sum(line.startswith("| ") and not line.startswith("| -") for line in body.splitlines())
        made["item"] += sum(line.startswith(("- ", "* ")) or line[:1].isdigit() for line in body.splitlines())
        made["zh"] += "language: zh" in text
    for kind in ("heading", "row", "item"):
        assert made[kind] / 400 == pytest.approx(corpus[kind] / len(seeds.templates), rel=0.35), kind
    assert made["zh"] / 400 == pytest.approx(corpus["zh"] / len(seeds.templates), abs=0.06)


def test_vocabulary_keeps_growing_as_that_of_real_text_does(generator: Generator) -> None:
    known: set[str] = set()
    total, points = 0, []
    for number in range(320):
        tokens = index_tokens(generator.document(number).text)
        total += len(tokens)
        known.update(tokens)
        if number + 1 in {80, 320}:
            points.append((total, len(known)))
    (few, few_known), (many, many_known) = points
    heaps = math.log(many_known / few_known) / math.log(many / few)
    assert 0.4 < heaps < 0.8


def test_passages_are_no_copies_of_one_another(generator: Generator, catalogue: Catalogue, tmp_path: Path) -> None:
    for number in range(60):
        document = generator.document(number)
        (tmp_path / f"{document.name}.md").write_text(document.text, encoding="utf-8")
    Pipeline(catalogue.documents).ingest([tmp_path])
    pending, _ = catalogue.changelog.pending(after=0, upto=catalogue.changelog.head(), limit=100)
    catalogue.changelog.serve(pending)
    numbers = {item.number: 1.0 for item in catalogue.changelog.passages_to_add(pending)}
    hits = catalogue.documents.hits(numbers, access=Access.STAFF)
    assert len(list(without_copies(hits.values()))) > 0.9 * len(hits)


def test_invented_names_are_the_same_in_every_run_and_many() -> None:
    assert invented(3, "en") == invented(3, "en")
    assert len({invented(rank, "en") for rank in range(2000)}) > 1800
    assert language_of(invented(7, "zh")) == "zh"


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="--corpus"):
        generated_feed(tmp_path, seed=1)
    with pytest.raises(EvalError, match="--data"):
        folder_feed(tmp_path)


def test_a_folder_is_handed_out_portion_by_portion_and_ends(tmp_path: Path) -> None:
    source, inbox = tmp_path / "source", tmp_path / "inbox"
    for name in ("a/x.txt", "b/x.txt", "c.md"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(name)
    feed = folder_feed(source)
    assert feed.write(inbox, 2) == 2
    assert sorted(path.read_text() for path in inbox.iterdir()) == ["a/x.txt", "b/x.txt"]
    assert feed.write(inbox, 2) == 1
    assert [path.read_text() for path in inbox.iterdir()] == ["c.md"]
    assert feed.write(inbox, 2) == 0


def test_questions_are_in_words_of_the_passages_and_the_same_each_time(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "Batteries need passports before import into every member state."))
    put(catalogue.documents, make("b", "动力电池出口需要提前申报检测结果。", language="zh"))
    asked = questions_about(catalogue.engine, 12, seed=1)
    assert asked == questions_about(catalogue.engine, 12, seed=1)
    assert {language_of(question) for question in asked} == {"zh", "en"}
    assert questions_about(catalogue.engine, 12, seed=2) != asked


def test_half_of_the_questions_are_golden_and_none_of_the_test_part() -> None:
    golden = golden_questions()
    chosen = mixed(golden, [f"made {number}" for number in range(50)], 20, seed=1)
    assert len(chosen) == 20
    assert sum(question.startswith("made ") for question in chosen) == 10
    assert set(chosen) <= {*golden, *(f"made {number}" for number in range(50))}


class Clock:
    """Goes on only when somebody works."""

    now = 0.0

    def perf_counter(self) -> float:
        return self.now


CLOCK = Clock()


class Outer:
    def work(self, inner: Inner) -> str:
        CLOCK.now += 1
        return inner.work()


class Inner:
    def work(self) -> str:
        CLOCK.now += 3
        return "done"


def test_stages_are_timed_without_the_stages_inside_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.bench.stopwatch.time", CLOCK)
    watch = Stopwatch()
    original = Outer.work
    with watch.watching({"outer": [(Outer, "work")], "inner": [(Inner, "work")]}):
        assert Outer().work(Inner()) == "done"
    assert watch.lap() == {"outer": 1, "inner": 3}
    assert watch.lap() == {}
    assert Outer.work is original


SIZE = Size(
    name="1,000",
    passages=1000,
    documents=150,
    ingest=Spread(1.25, 2.0, 3),
    ingest_reading=0.4,
    bare_upsert=Spread(0.5, 0.8, 3),
    bare_words=Spread(0.1, 0.2, 3),
    query=Spread(8.0, 16.0, 100),
    bare_query=Spread(4.0, 5.0, 100),
    bare_chroma=Spread(3.0, 4.0, 100),
    bare_tantivy=Spread(1.0, 1.5, 100),
    stages={"words": Spread(1.0, 2.0, 100), "vectors": Spread(2.0, 3.0, 100)},
    answer=Spread(12.0, 24.0, 100),
    measures={"compare": Spread(20.0, 60.0, 25), "estimate": Spread(30.0, 120.0, 25)},
    extraction=0.25,
    reference_ingest=0.8,
    reference_query=Spread(2.0, 3.0, 100),
    reference_memory=200.0,
    memory=300.0,
    memory_peak=320.0,
    disk={"words": 1.0, "vectors": 3.0, "catalogue": 4.0, "bare words": 0.5, "bare vectors": 2.5},
)
LARGE = replace(SIZE, name="100,000", passages=100_010, query=Spread(20.0, 30.0, 100), memory_peak=1300.0)


def test_spread_is_median_and_95th_percentile() -> None:
    assert spread([float(value) for value in range(101)]) == Spread(50.0, 95.0, 101)
    assert spread([]) == Spread(0.0, 0.0, 0)


def test_targets_are_told_where_the_size_can_tell() -> None:
    (share,) = targets([SIZE])
    assert (share.measured, share.limit, share.holds) == (0.2, 0.25, True)
    assert [target.limit for target in targets([replace(SIZE, name="starter")])] == [60, 0.25]
    tenth = replace(SIZE, name="10,000", passages=10_000)
    held = {target.name: target.holds for target in targets([SIZE, tenth, LARGE])}
    assert LARGE.passages >= FULL
    assert held["ingest, passages a second"] is True
    assert held["ingest over bare upsert"] is False
    assert held["memory of the answering process, peak, MB"] is False
    assert held["query median over that of a tenth"] is False
    assert (held["compare, p95, ms"], held["estimate, p95, ms"]) == (True, False)
    assert len(held) == 10


def test_report_holds_ratios_and_growth_and_is_json() -> None:
    found = json.loads(json.dumps(as_json([SIZE, LARGE], seed=1, queries=100, source="x")))
    assert found["sizes"][0]["ratios"]["query_p95_over_bare"] == pytest.approx(3.2)
    assert found["sizes"][0]["ratios"]["ingest_over_bare_upsert"] == pytest.approx(0.4)
    assert found["growth"][0]["query"] == pytest.approx(2.5)
    shown = StringIO()
    print_report([SIZE, LARGE], Console(file=shown, width=140))
    assert "800; 500" in shown.getvalue()
    assert "FAILS  memory of the answering process" in shown.getvalue()


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_plot_is_written_in_the_format_of_its_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"plot{suffix}"
    draw([SIZE, LARGE], path)
    content = path.read_bytes()
    assert (b"<svg" in content and b"passages a second" in content) if suffix == ".svg" else content[1:4] == b"PNG"


def test_a_size_that_the_disk_cannot_hold_is_refused_before_anything_is_done() -> None:
    with pytest.raises(EvalError, match="TMPDIR"), scratch_folder(None, 10**15):
        raise AssertionError


def call(*arguments: str) -> Result:
    return CliRunner().invoke(make_app(), ["bench", *arguments])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--sizes", "many"], "many"), (["--sizes", "0,10"], "below 1"), (["--out", "plot.gif"], ".svg")],
)
def test_wrong_calls_say_what_is_wrong(arguments: list[str], said: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def program(*arguments: str | Path, scratch: Path) -> subprocess.Popen[str]:
    """``goglobal bench`` with a folder of its own for what is temporary."""
    scratch.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    command = [sys.executable, "-m", "assistant.main", "bench", *map(str, arguments)]
    return subprocess.Popen(
        command,
        env=environment | {"TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=scratch,
    )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for number in range(8):
        text = (
            f"# Measure {number}\n\nFactories in region {number} receive grants for battery equipment and training.\n"
        )
        (folder / f"measure-{number}.md").write_text(text)
    return folder


def test_a_small_run_measures_everything_and_leaves_nothing_behind(library: Path, tmp_path: Path) -> None:
    scratch, plot = tmp_path / "scratch", tmp_path / "plots" / "bench.svg"
    arguments = ("--sizes", "4,100", "--data", library, "--queries", "4", "--portions", "1", "--json", "--out", plot)
    done = program(*arguments, scratch=scratch)
    out, error = done.communicate(timeout=900)
    assert done.returncode == 0, error
    found = json.loads(out)
    # How many passages a document makes is only known after the first portion.
    assert 1 <= found["sizes"][0]["passages"] < found["sizes"][1]["passages"] == 8
    assert "the documents end at 8 passages" in error
    for size in found["sizes"]:
        assert size["ingest"]["median"] > 0
        assert size["bare_upsert"]["median"] > 0
        assert 0 < size["query"]["median"] <= size["query"]["p95"]
        assert size["answer"]["n"] == size["reference_query"]["n"] == size["query"]["n"] == 4
        assert {"words", "vectors", "catalogue", "second stage", "answering"} <= size["stages"].keys()
        assert size["memory_peak"] >= size["memory"] * 0.5 > 0
        assert size["disk"]["vectors"] > 0
    assert b"<svg" in plot.read_bytes()
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_ends_its_programs_and_leaves_nothing_behind(
    library: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    scratch = tmp_path / "scratch"
    stopped = program("--sizes", "4", "--data", library, "--queries", "4", scratch=scratch)
    wait_until(lambda: stopped.poll() is not None or list(scratch.glob("*/data/catalogue.sqlite")))
    assert stopped.poll() is None
    stopped.send_signal(number)
    stopped.communicate(timeout=900)
    assert stopped.returncode == code
    assert list(scratch.iterdir()) == []
    assert str(scratch) not in subprocess.run(["ps", "axww"], capture_output=True, text=True, check=True).stdout
