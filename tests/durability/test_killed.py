"""A process that is killed at any instant leaves each document in its old version or its new one, whole."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select

from assistant.bootstrap import Advisory, Catalogue, open_advisory
from assistant.catalogue.tables import documents, passages, versions
from assistant.domain import Access
from assistant.index.embedders import SentenceEncoderEmbedder
from assistant.index.holding import IndexHolder
from ingest.splitting import split
from tests.agreement import disagreements, held_numbers
from tests.conftest import make_settings
from tests.durability.programs import run, start, texts_of, write_documents

DOCUMENTS = 60
KILLS = 20
GENERATIONS = ("alpha", "beta")


def test_an_ingest_killed_at_any_moment_leaves_each_document_whole(
    make_data_dir: Callable[[str], Path], tmp_path: Path, embedder: SentenceEncoderEmbedder
) -> None:
    chance = random.Random(20)
    data_dir, folder = make_data_dir("data"), tmp_path / "documents"
    expected = {}
    for generation in GENERATIONS:
        write_documents(tmp_path / generation, generation, count=DOCUMENTS)
        expected[generation] = texts_of(tmp_path / generation)
    phases = _time_one(data_dir, folder, GENERATIONS[0])

    kills = rounds = 0
    while kills < KILLS:
        rounds += 1
        assert rounds < KILLS * 4, "the program ends before it can be killed"
        write_documents(folder, GENERATIONS[rounds % 2], count=DOCUMENTS)
        if _kill(folder, data_dir, chance, phases):
            kills += 1
            # A copy is looked at, so that the next process meets what the killed one left.
            copy = Path(shutil.copytree(data_dir, tmp_path / "copy"))
            _check_whole(copy, expected)
            _check_agreement(copy, embedder)
            shutil.rmtree(copy)

    write_documents(folder, "gamma", count=DOCUMENTS)
    run("ingest", folder, data_dir=data_dir)
    with open_advisory(make_settings(data_dir), embedder=embedder) as advisory:
        assert disagreements(advisory) == []
        found = {
            s.id: advisory.catalogue.documents.get(s.id).document.text for s in advisory.catalogue.documents.summaries()
        }
        assert found == texts_of(folder)


@dataclass(frozen=True, slots=True)
class Phases:
    """How many seconds an ingest takes to start, to write the catalogue, and to bring the indexes up to it."""

    starting: float
    writing: float
    indexing: float


def _time_one(data_dir: Path, folder: Path, generation: str) -> Phases:
    write_documents(folder, generation, count=DOCUMENTS)
    times = [time.monotonic()]
    program = start("ingest", folder, "--json", data_dir=data_dir)
    for lines in (1, DOCUMENTS - 1):
        _wait_for_lines(program, lines)
        times.append(time.monotonic())
    out, error = program.communicate()
    assert program.returncode == 0, error
    assert len(json.loads(out)["added"]) == DOCUMENTS
    times.append(time.monotonic())
    return Phases(*(later - earlier for earlier, later in pairwise(times)))


def _wait_for_lines(program: subprocess.Popen[str], count: int) -> None:
    """The program prints a line for each document that it has written."""
    assert program.stdout is not None
    for _ in range(count):
        program.stdout.readline()


def _kill(folder: Path, data_dir: Path, chance: random.Random, phases: Phases) -> bool:
    """Kill an ingest at a random moment of a random phase; False when it had ended before."""
    program = start("ingest", folder, "--json", data_dir=data_dir)
    waits = [(0, phases.starting), (1, phases.writing), (DOCUMENTS, phases.indexing)]
    (lines, seconds) = chance.choices(waits, weights=(1, 4, 5))[0]
    _wait_for_lines(program, lines)
    time.sleep(chance.uniform(0, seconds))
    program.kill()
    program.communicate()
    return program.returncode < 0


def _check_whole(data_dir: Path, expected: dict[str, dict[str, str]]) -> None:
    """Before anything is repaired: each document is one generation's, with all of its passages."""
    catalogue = Catalogue(make_settings(data_dir))
    numbers = {}
    with catalogue.engine.connect() as connection:
        rows = connection.execute(
            select(passages.c.pk, passages.c.start, passages.c.end, passages.c.text, documents.c.id, versions.c.version)
            .join(versions, versions.c.pk == passages.c.version_pk)
            .join(documents, documents.c.pk == versions.c.document_pk)
            .order_by(passages.c.pk)
        ).all()
        served = {
            row.id: row.served_version for row in connection.execute(select(documents.c.id, documents.c.served_version))
        }
        numbers = {(row.id, row.version): set[int]() for row in rows}
        for row in rows:
            numbers[row.id, row.version].add(row.pk)
    for summary in catalogue.documents.summaries():
        document = catalogue.documents.get(summary.id).document
        assert document.text in [texts[summary.id] for texts in expected.values()]
        stored = [
            (row.start, row.end, row.text) for row in rows if (row.id, row.version) == (summary.id, summary.version)
        ]
        whole = [(p.start, p.end, p.text) for p in split(replace(document, version=summary.version))]
        assert stored == whole, summary.id
    assert served.keys() == {summary.id for summary in catalogue.documents.summaries()}
    catalogue.close()
    _check_served(data_dir, served, numbers)


def _check_served(data_dir: Path, served: dict[str, int | None], numbers: dict[tuple[str, int], set[int]]) -> None:
    """What answers are given from stands whole in both indexes, before anything is repaired."""
    settings = make_settings(data_dir)
    holder = IndexHolder(data_dir)
    assert holder.try_to_hold()
    with Advisory(settings, Catalogue(settings), holder) as advisory:
        in_words, in_vectors = held_numbers(advisory)
        for name, version in served.items():
            if version is not None:
                wanted = numbers[name, version]
                assert wanted
                assert wanted <= in_words, name
                assert wanted <= in_vectors, name
                found = advisory.catalogue.documents.passages_of([name], access=Access.PUBLIC, limit=1000)
                assert {passage.version for passage in found} == {version}
                assert len(found) == len(wanted)


def _check_agreement(data_dir: Path, embedder: SentenceEncoderEmbedder) -> None:
    with open_advisory(make_settings(data_dir), embedder=embedder) as advisory:
        advisory.follower.catch_up()
        assert disagreements(advisory) == []
