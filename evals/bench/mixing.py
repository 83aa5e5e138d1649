"""Taking in files of many formats, beside reading them with their libraries alone and beside the reference pipeline."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.opening import Catalogue
from assistant.settings import read_settings
from evals.bench.papers import papers
from evals.bench.processes import ingest, measure


@dataclass(frozen=True, slots=True)
class MixedMeasure:
    """Seconds for the same files in one run."""

    files: int
    formats: dict[str, int]
    megabytes: float
    passages: int
    first: float
    """The product's ingest, until answers can use all of it."""
    reading: float
    """Of it, until everything is in the catalogue."""
    again: float
    """The same call over the unchanged files."""
    bare_reading: float
    """The formats' libraries, text alone."""
    bare_upsert: float
    """Chroma, one ready-made vector for each 1,000 characters."""
    reference: float
    """The reference pipeline, reading included."""

    def as_json(self) -> dict[str, Any]:
        """All of it, with the ratios."""
        bare = self.bare_reading + self.bare_upsert
        return asdict(self) | {
            "passages_a_second": round(self.passages / self.first, 1),
            "times_bare": round(self.first / bare, 2),
            "times_reference": round(self.first / self.reference, 2),
        }


def measure_mixed(corpus: Path, *, files: int, seed: int, say: Callable[[str], None]) -> MixedMeasure:
    """Write files in eight formats, and take them in each way.

    Raises:
        EvalError: a program failed, or a file could not be taken in.
    """
    with tempfile.TemporaryDirectory(prefix="goglobal-bench-") as name:
        folder, data_dir = Path(name) / "files", Path(name) / "data"
        folder.mkdir()
        say(f"writing {files} files")
        written = list(papers(corpus, files, seed=seed))
        for file_name, content in written:
            (folder / file_name).write_bytes(content)
        say("taking them in")
        first = ingest(folder, data_dir)
        say("once more")
        again = ingest(folder, data_dir)
        say("the libraries alone, and the reference")
        plain = measure("plain_reading", files=str(folder), data_dir=str(Path(name) / "plain"))
        catalogue = Catalogue(read_settings(data_dir=data_dir))
        passages = catalogue.changelog.served_passages()
        catalogue.close()
    return MixedMeasure(
        files=files,
        formats=dict(Counter(Path(file_name).suffix for file_name, _ in written)),
        megabytes=round(sum(len(content) for _, content in written) / 1e6, 2),
        passages=passages,
        first=first.seconds,
        reading=first.reading,
        again=again.seconds,
        bare_reading=plain["reading"],
        bare_upsert=plain["upsert"],
        reference=plain["reading"] + plain["reference"],
    )


def lines_of(measured: MixedMeasure) -> list[str]:
    """The measure for people."""
    found = measured.as_json()
    return [
        f"{measured.files} files of {len(measured.formats)} formats, {measured.megabytes} MB, {measured.passages} passages",
        f"goglobal ingest: {measured.first:.1f} s ({found['passages_a_second']} passages a second), "
        f"{measured.reading:.1f} s of it until all is in the catalogue; once more, unchanged: {measured.again:.1f} s",
        f"libraries alone: {measured.bare_reading:.1f} s, and Chroma: {measured.bare_upsert:.1f} s "
        f"(goglobal {found['times_bare']} times as long)",
        f"reference pipeline: {measured.reference:.1f} s (goglobal {found['times_reference']} times as long)",
    ]
