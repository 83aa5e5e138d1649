"""Processes killed at random instants of ingest, update and removal, alone and beside a server; what must hold then.

As a program it kills as often as it is told to and says how it went::

    python -m tests.durability.kills --kills 200 --seed 1

The documents change from generation to generation, so that each ingest is an update. After each kill a copy of the data
folder is looked at, so that the next process meets what the killed one left.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.bootstrap import Catalogue
from assistant.errors import UnknownDocument
from assistant.index.embedders import SentenceEncoderEmbedder
from assistant.index.holding import IndexHolder
from assistant.language.dictionary import Dictionary
from tests.conftest import make_settings
from tests.durability.programs import SECONDS, start, texts_of, write_documents
from tests.durability.wholeness import check_agreement, check_whole

DOCUMENTS = 24
START_SECONDS = 600
"""On a machine that is busy with much else, a program needs minutes to begin."""
GENERATIONS = ("alpha", "beta")


@dataclass(slots=True)
class Round:
    """What is known of one round when its process has been killed."""

    way: str
    killed: bool = False
    done: dict[str, str | None] = field(default_factory=dict)
    """What was reported as done: the generation of each document, None for a removed one."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it all happens."""

    data_dir: Path
    documents: Path
    embedder: SentenceEncoderEmbedder
    expected: dict[str, dict[str, str]]
    """Text of each document, by generation and id."""


def prepare(folder: Path, data_dir: Path, embedder: SentenceEncoderEmbedder) -> Place:
    """Documents of all generations, and where they are taken in from."""
    expected = {}
    for generation in GENERATIONS:
        write_documents(folder / generation, generation, count=DOCUMENTS)
        expected[generation] = texts_of(folder / generation)
    return Place(data_dir, folder / "documents", embedder, expected)


def kill_often(place: Place, *, kills: int, chance: random.Random) -> Iterator[Round]:
    """Rounds until so many processes were killed, each of them checked; each way comes among the first three.

    Raises:
        AssertionError: something that must hold does not.
    """
    done, rounds = 0, 0
    first = [_ingest, *chance.sample([_remove, _beside_a_server], 2)]
    while done < kills:
        rounds += 1
        assert rounds < kills * 4 + 10, "the programs end before they can be killed"
        generation = GENERATIONS[rounds % 2]
        write_documents(place.documents, generation, count=DOCUMENTS)
        way = first.pop(0) if first else chance.choices([_ingest, _remove, _beside_a_server], weights=(5, 2, 3))[0]
        one = way(place, generation, chance)
        copy = Path(shutil.copytree(place.data_dir, place.data_dir.with_name("copy")))
        try:
            check_whole(copy, place.expected, place.embedder)
            _check_done(copy, place, one)
            check_agreement(copy, place.embedder)
        finally:
            shutil.rmtree(copy)
        done += one.killed
        yield one


def _check_done(data_dir: Path, place: Place, one: Round) -> None:
    """Nothing that was reported as done is lost."""
    catalogue = Catalogue(make_settings(data_dir))
    try:
        for name, generation in one.done.items():
            try:
                text = catalogue.documents.get(name).document.text
            except UnknownDocument:
                assert generation is None, f"{name} was reported as taken in and is gone"
            else:
                assert generation is not None, f"{name} was reported as removed and is there"
                assert text == place.expected[generation][name], f"{name} was reported as {generation} and is not"
    finally:
        catalogue.close()


def _ingest(place: Place, generation: str, chance: random.Random) -> Round:
    one = Round("ingest")
    program = start("ingest", place.documents, "--json", data_dir=place.data_dir)
    # At its start; while it writes the catalogue, a line for each document; or while it brings the indexes up to it.
    lines = chance.choice([0, *[chance.randint(1, DOCUMENTS)] * 3, *[DOCUMENTS] * 4])
    printed = _lines(program, lines)
    time.sleep(chance.uniform(0, 1.5) if lines in {0, DOCUMENTS} else chance.uniform(0, 0.05))
    _kill(program, one)
    for line in [*printed, *(program.stdout or ())]:
        _note(one, line, generation)
    program.communicate()
    return one


def _lines(program: subprocess.Popen[str], count: int) -> list[str]:
    assert program.stdout is not None
    return [program.stdout.readline() for _ in range(count)]


def _note(one: Round, line: str, generation: str) -> None:
    """A line that the program printed, whole, says that a document is stored."""
    if line.endswith("\n"):
        told = json.loads(line)
        if told.get("outcome") in {"added", "updated", "unchanged"}:
            one.done[Path(told["source"]).stem] = generation


def _remove(place: Place, _generation: str, chance: random.Random) -> Round:
    one = Round("remove")
    catalogue = Catalogue(make_settings(place.data_dir))
    present = [summary.id for summary in catalogue.documents.summaries()]
    catalogue.close()
    if not present:
        return one
    names = chance.sample(present, min(len(present), chance.randint(1, 10)))
    program = start("documents", "remove", *names, "--json", data_dir=place.data_dir)
    # Starting takes some seconds: the instant is sought around when the documents begin to go.
    deadline = time.monotonic() + SECONDS
    if chance.random() < 0.8:
        while _removed(place, names) == 0 and program.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
    time.sleep(chance.uniform(0, 1.0))
    _kill(program, one)
    out, _ = program.communicate()
    if out.endswith("\n"):
        one.done = dict.fromkeys(names)
    return one


def _removed(place: Place, names: list[str]) -> int:
    catalogue = Catalogue(make_settings(place.data_dir))
    try:
        return len(set(names) - {summary.id for summary in catalogue.documents.summaries()})
    finally:
        catalogue.close()


def _beside_a_server(place: Place, generation: str, chance: random.Random) -> Round:
    """A server is killed while it takes up what a command beside it stores; sometimes the command too."""
    one = Round("serve")
    server = start("serve", "--port", "0", data_dir=place.data_dir, piped=False)
    try:
        deadline = time.monotonic() + START_SECONDS
        while IndexHolder(place.data_dir).running_server() is None:
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)
        _ingest_beside(place, generation, chance, server, one)
    finally:
        server.kill()
        server.wait(timeout=SECONDS)
    return one


def _ingest_beside(
    place: Place, generation: str, chance: random.Random, server: subprocess.Popen[str], one: Round
) -> None:
    command = start("ingest", place.documents, "--json", data_dir=place.data_dir)
    printed = _lines(command, chance.choice([1, DOCUMENTS // 2, DOCUMENTS]))
    time.sleep(chance.uniform(0, 1.5))
    _kill(server, one)
    if chance.random() < 0.5:
        command.kill()
    for line in [*printed, *(command.stdout or ())]:
        _note(one, line, generation)
    _, error = command.communicate(timeout=START_SECONDS)
    assert command.returncode in {0, -9}, error


def _kill(program: subprocess.Popen[str], one: Round) -> None:
    program.kill()
    program.wait(timeout=SECONDS)
    one.killed = program.returncode < 0


def main() -> None:
    """Kill as often as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**9)
    print(f"seed {seed}", flush=True)
    report(seed, options.kills, lambda line: print(line, flush=True))


def report(seed: int, kills: int, told: Callable[[str], None]) -> None:
    """Kill, and tell of each kill and of all of them."""
    counts: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="goglobal-kills-") as scratch:
        data_dir = Path(scratch) / "data"
        Dictionary(data_dir / "cache")
        place = prepare(Path(scratch), data_dir, SentenceEncoderEmbedder())
        for one in kill_often(place, kills=kills, chance=random.Random(seed)):
            counts[one.way] += one.killed
            told(
                f"{sum(counts.values())}. {one.way}: {'killed' if one.killed else 'was done before'}, "
                f"{len(one.done)} reported as done, {time.monotonic() - began:.0f} s"
            )
    each = ", ".join(f"{way} {count}" for way, count in sorted(counts.items()))
    told(f"{sum(counts.values())} kills ({each}): invariants held after each, nothing reported as done was lost")


if __name__ == "__main__":
    main()
