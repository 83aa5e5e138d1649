"""A whole bench: a corpus that grows portion by portion, measured at each size beside bare indexes and reference."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from assistant.opening import Catalogue
from assistant.settings import read_settings
from evals.bench import memory
from evals.bench.feeding import Feed
from evals.bench.figures import Size, in_short, spread
from evals.bench.processes import ingest, measure, serving
from evals.bench.questions import mixed, questions_about
from evals.errors import EvalError

DISK_A_PASSAGE = 12_000
"""Bytes that product, bare indexes and documents together take for a passage, with room to spare."""
FIRST_GUESS = 6.5
"""Passages of a document, before any was counted."""

Said = Callable[[str], None]


@dataclass
class Portions:
    """Milliseconds a passage of each ingest since the last size."""

    product: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)
    vectors: list[float] = field(default_factory=list)
    words: list[float] = field(default_factory=list)


class Bench:
    """One growing corpus in a folder of its own."""

    def __init__(
        self, folder: Path, *, golden: Sequence[str], queries: int, portions: int, seed: int, say: Said
    ) -> None:
        self._inbox = folder / "inbox"
        self._data_dir = folder / "data"
        self._bare = folder / "bare"
        self._questions = folder / "questions.json"
        self._golden = golden
        self._queries = queries
        self._steps = portions
        self._seed = seed
        self._say = say
        self._passages = 0
        self._documents = 0
        self._last = 0
        self._portions = Portions()
        catalogue = Catalogue(read_settings(data_dir=self._data_dir))
        catalogue.close()
        # Opens everything once, so that what is built only once (the dictionary) is no part of any ingest.
        measure("opening", data_dir=str(self._data_dir))

    def take_in(self, folder: Path) -> None:
        """Take a folder of documents in, by the product and then by the bare indexes."""
        with serving(self._data_dir):
            done = ingest(folder, self._data_dir)
        bare = measure("bare", data_dir=str(self._data_dir), folder=str(self._bare), after=self._last)
        if not bare["count"]:
            raise EvalError(f"No passages came of the {done.documents} documents in {folder}.")
        self._last = bare["last"]
        self._passages += bare["count"]
        self._documents += done.documents
        a_passage = 1000 / bare["count"]
        self._portions.product.append(done.seconds * a_passage)
        self._portions.reading.append(done.reading / done.seconds)
        self._portions.vectors.append(bare["vectors"] * a_passage)
        self._portions.words.append(bare["words"] * a_passage)
        self._say(
            f"{self._passages:,} passages; {bare['count'] / done.seconds:,.0f} a second, bare {bare['count'] / bare['vectors']:,.0f}"
        )

    def grow(self, feed: Feed, size: int) -> bool:
        """Take documents in until there are about ``size`` passages; False when the feed ended before."""
        first = self._passages
        for portion in range(1, self._steps + 1):
            wanted = first + (size - first) * portion / self._steps - self._passages
            count = max(round(wanted / self._passages_a_document), 1)
            written = feed.write(self._inbox, count)
            if written:
                self.take_in(self._inbox)
            if written < count:
                return False
        return True

    @property
    def _passages_a_document(self) -> float:
        return self._passages / self._documents if self._documents else FIRST_GUESS

    def measured(self, name: str) -> Size:
        """Measure at the present size, and begin a new list of portions."""
        self._say(f"asking at {self._passages:,} passages")
        self._write_questions()
        where = {"data_dir": str(self._data_dir), "questions": str(self._questions)}
        asked = measure("querying", folder=str(self._bare), **where)
        answered = measure("answering", **where)
        reckoned = measure("measuring", data_dir=str(self._data_dir))
        self._say("reference pipeline")
        reference = measure("referring", **where)
        portions, self._portions = self._portions, Portions()
        return Size(
            name=name,
            passages=self._passages,
            documents=self._documents,
            ingest=spread(portions.product),
            ingest_reading=spread(portions.reading).median,
            bare_upsert=spread(portions.vectors),
            bare_words=spread(portions.words),
            query=spread(asked["query"]),
            bare_query=spread([one + other for one, other in zip(asked["chroma"], asked["tantivy"], strict=True)]),
            bare_chroma=spread(asked["chroma"]),
            bare_tantivy=spread(asked["tantivy"]),
            stages={stage: spread(taken) for stage, taken in asked["stages"].items()},
            answer=spread(answered["answer"]),
            measures={name: spread(taken) for name, taken in reckoned["calls"].items()},
            extraction=reckoned["extraction"],
            reference_ingest=reference["ingest"] * 1000 / self._passages,
            reference_query=spread(reference["query"]),
            reference_memory=reference["memory"],
            memory=answered["memory"],
            memory_peak=answered["memory_peak"],
            disk=self._disk(),
        )

    def _write_questions(self) -> None:
        catalogue = Catalogue(read_settings(data_dir=self._data_dir))
        try:
            made = questions_about(catalogue.engine, self._queries, seed=self._seed)
        finally:
            catalogue.close()
        chosen = mixed(self._golden, made, self._queries, seed=self._seed)
        if not chosen:
            raise EvalError("The documents have no words to make questions of.")
        self._questions.write_text(json.dumps(chosen), encoding="utf-8")

    def _disk(self) -> dict[str, float]:
        indexes = self._data_dir / "indexes"
        return {
            "words": sum(memory.folder_size(found) for found in indexes.glob("words-*")),
            "vectors": memory.folder_size(indexes / "vectors"),
            "catalogue": sum(memory.folder_size(found) for found in self._data_dir.glob("catalogue.sqlite*")),
            "bare words": memory.folder_size(self._bare / "words"),
            "bare vectors": memory.folder_size(self._bare / "vectors"),
        }


@contextmanager
def scratch_folder(parent: Path | None, largest: int) -> Iterator[Path]:
    """A folder that is gone afterwards, whatever happens.

    Raises:
        EvalError: the disk has no room for the largest size.
    """
    with tempfile.TemporaryDirectory(prefix="goglobal-bench-", dir=parent, ignore_cleanup_errors=True) as name:
        needed, free = largest * DISK_A_PASSAGE, shutil.disk_usage(name).free
        if free < needed:
            raise EvalError(
                f"{largest:,} passages take about {needed / 1e9:.1f} GB while they are measured, and {name} has "
                f"{free / 1e9:.1f}. Set TMPDIR to a larger disk or ask for smaller --sizes."
            )
        yield Path(name)


def run_bench(
    feed: Feed,
    sizes: Sequence[int],
    *,
    starter: Path | None,
    golden: Sequence[str],
    queries: int,
    portions: int,
    seed: int,
    say: Said,
) -> list[Size]:
    """Measure at each size; with ``starter``, that folder is taken in first and measured alone.

    Raises:
        EvalError: something cannot be measured; says what to do.
    """
    with scratch_folder(None, max(sizes)) as folder:
        bench = Bench(folder, golden=golden, queries=queries, portions=portions, seed=seed, say=say)
        found = []
        if starter is not None:
            bench.take_in(starter)
            found.append(bench.measured("starter"))
            say(in_short(found[-1]))
        for size in sorted(sizes):
            complete = bench.grow(feed, size)
            found.append(bench.measured(f"{size:,}"))
            say(in_short(found[-1]))
            if not complete:
                say(f"the documents end at {found[-1].passages:,} passages")
                break
        return found
