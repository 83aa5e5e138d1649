"""Where a bench's documents come from: the corpus and then generated ones, or a folder of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from evals.bench.generating import Generator
from evals.bench.seeds import read_seeds
from evals.errors import EvalError


class Feed:
    """Hands out documents as files, portion by portion."""

    def __init__(self, files: Iterator[tuple[str, bytes]]) -> None:
        self._files = files

    def write(self, folder: Path, count: int) -> int:
        """Write the next ``count`` documents into an empty folder; returns how many there were."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        written = 0
        for name, content in islice(self._files, count):
            (folder / name).write_bytes(content)
            written += 1
        return written


def generated_feed(corpus: Path, *, seed: int) -> Feed:
    """Generated documents without end.

    Raises:
        EvalError: the folder holds no corpus.
    """
    generator = Generator(read_seeds(corpus), seed=seed)

    def files() -> Iterator[tuple[str, bytes]]:
        number = 0
        while True:
            document = generator.document(number)
            yield f"{document.name}.md", document.text.encode()
            number += 1

    return Feed(files())


def folder_feed(folder: Path) -> Feed:
    """The files of a folder, each once, in order of their paths.

    Raises:
        EvalError: it is none, or holds nothing.
    """
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    if not paths:
        raise EvalError(f"There are no files in {folder}; give a folder of documents with --data.")
    # Files of the same name in several folders are told apart by their number.
    return Feed((f"{number:06d}-{path.name}", path.read_bytes()) for number, path in enumerate(paths))
