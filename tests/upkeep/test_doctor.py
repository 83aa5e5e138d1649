"""``goglobal doctor`` finds what is put out of order on purpose, says what it means, and mends it by the follower."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import insert, select, update

from assistant.bootstrap import Advisory, open_advisory
from assistant.catalogue.embedding_cache import EmbeddingCache
from assistant.catalogue.engine import writing
from assistant.catalogue.tables import documents, passages, versions
from assistant.domain import Access
from assistant.errors import IndexBusy
from assistant.index.words import FORMAT
from assistant.settings import Settings
from assistant.upkeep.doctor import Diagnosis, diagnose
from assistant.upkeep.findings import State
from assistant.upkeep.folder_checks import KNOWN
from tests.agreement import disagreements
from tests.durability.programs import run, start, write_documents
from tests.durability.test_several_processes import serving
from tests.fakes import FakeEmbedder
from tests.upkeep.conftest import COUNT

of_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def states(found: Diagnosis) -> dict[str, State]:
    """What is not in order, by check."""
    return {check.name: check.state for check in found.checks if check.state is not State.OK}


def what(found: Diagnosis, name: str) -> str:
    """What was said by the check of this name that is worst."""
    return next(check.what for check in found.checks if check.name == name and check.state is not State.OK)


def test_of_a_sound_installation_nothing_is_wrong(filled: Settings, fake: FakeEmbedder) -> None:
    found = diagnose(filled, embedder=fake)
    assert found.ok
    # The earlier version's vectors are kept, and told of.
    assert states(found) == {"embeddings": State.NOTE}
    assert {check.name for check in found.checks} >= {
        "database",
        "versions",
        "spans",
        "words",
        "vectors",
        "room",
        "holder",
    }


def lose_a_vector(advisory: Advisory) -> None:
    collection = advisory.vectors._collections[Access.PUBLIC].present
    collection.delete(ids=collection.get(include=[])["ids"][:1])


def hold_a_strange_vector(advisory: Advisory) -> None:
    collection = advisory.vectors._collections[Access.PUBLIC].present
    collection.add(
        ids=["999"], embeddings=np.ones((1, 64), dtype=np.float32), metadatas=[{"document": 9, "version": 1}]
    )


def hold_words_twice(advisory: Advisory) -> None:
    item = next(advisory.catalogue.changelog.all_passages())
    advisory.words.add([item], [()])  # opens the writer, which then knows what it holds
    advisory.words._highest = 0
    advisory.words.add([item], [()])
    advisory.words.flush()


def lose_all_words(advisory: Advisory) -> None:
    position = (advisory.words.cursor, advisory.words.mark)
    advisory.words.clear()
    advisory.words.commit(*position)


@pytest.mark.parametrize(
    ("harm", "name", "told"),
    [
        (lose_a_vector, "vectors", "1 missing"),
        (hold_a_strange_vector, "vectors", "1 that no document has"),
        (hold_words_twice, "words", "1 twice"),
        (lose_all_words, "words", f"{COUNT} missing"),
    ],
)
def test_an_index_that_disagrees_is_told_and_mended(
    filled: Settings, fake: FakeEmbedder, harm: Callable[[Advisory], None], name: str, told: str
) -> None:
    with open_advisory(filled, embedder=fake) as advisory:
        harm(advisory)
    fake.embedded.clear()
    found = diagnose(filled, embedder=fake)
    assert not found.ok
    assert told in what(found, name)
    mended = diagnose(filled, fix=True, embedder=fake)
    assert mended.done
    assert mended.ok, mended.checks
    with open_advisory(filled, embedder=fake) as advisory:
        assert disagreements(advisory) == []
    assert fake.embedded == []  # all vectors came from the cache


@of_sqlite
@pytest.mark.parametrize(("folder", "name"), [(f"words-{FORMAT}", "words"), ("vectors", "vectors")])
def test_an_index_that_was_deleted_is_told_and_filled(
    filled: Settings, fake: FakeEmbedder, folder: str, name: str
) -> None:
    shutil.rmtree(filled.data_dir / "indexes" / folder)
    found = diagnose(filled, embedder=fake)
    assert states(found)[name] is State.WRONG
    assert "it was deleted" in what(found, name)

    mended = diagnose(filled, fix=True, embedder=fake)
    assert mended.ok
    assert State.NOT_CHECKED not in states(mended).values()
    with open_advisory(filled, embedder=fake) as advisory:
        assert disagreements(advisory) == []


@of_sqlite
@pytest.mark.parametrize("place", [f"words-{FORMAT}/meta.json", "vectors/chroma.sqlite3"])
def test_an_index_that_cannot_be_opened_is_built_anew(filled: Settings, fake: FakeEmbedder, place: str) -> None:
    (filled.data_dir / "indexes" / place).write_bytes(b"no longer what it was " * 300)
    assert "cannot be opened" in what(diagnose(filled, embedder=fake), "indexes")
    assert diagnose(filled, fix=True, embedder=fake).ok
    with open_advisory(filled, embedder=fake) as advisory:
        assert disagreements(advisory) == []


def test_spans_and_versions_that_do_not_hold_are_named(filled: Settings, fake: FakeEmbedder) -> None:
    with open_advisory(filled, embedder=fake) as advisory, writing(advisory.catalogue.engine) as connection:
        connection.execute(update(passages).where(passages.c.pk == 3).values(text="Other words."))
        connection.execute(update(documents).where(documents.c.id == "d1").values(served_version=7))
    found = diagnose(filled, embedder=fake)
    assert states(found) == {"versions": State.WRONG, "spans": State.WRONG, "embeddings": State.NOTE}
    assert "d2@1 (passages)" in what(found, "spans")
    assert "d1" in what(found, "versions")


def test_passages_of_earlier_versions_are_forgotten_by_the_follower(filled: Settings, fake: FakeEmbedder) -> None:
    with open_advisory(filled, embedder=fake) as advisory:
        with advisory.catalogue.engine.connect() as connection:
            row = dict(connection.execute(select(passages).limit(1)).mappings().one())
            first = connection.execute(select(versions.c.pk, versions.c.text).order_by(versions.c.pk)).first()
        assert first is not None
        earlier = {"pk": 500, "version_pk": first.pk, "start": 0, "end": 5, "text": first.text[:5], "sentences": []}
        with writing(advisory.catalogue.engine) as connection:
            connection.execute(insert(passages).values(row | earlier))
    assert states(diagnose(filled, embedder=fake)) == {"leftovers": State.NOTE, "embeddings": State.NOTE}
    mended = diagnose(filled, fix=True, embedder=fake)
    # The vectors of the earlier version, which nothing uses, went too.
    assert states(mended) == {}
    assert mended.done == ("deleted 1 cached vectors that nothing uses", "applied 1 documents again")


def test_cached_vectors_of_another_embedder_stay(filled: Settings, fake: FakeEmbedder) -> None:
    with open_advisory(filled, embedder=fake) as advisory:
        cache = EmbeddingCache(advisory.catalogue.engine)
        cache.put("another", {"x" * 64: np.ones(8, dtype=np.float32)})
        assert diagnose(filled, fix=False, embedder=fake).ok  # beside a holder that is no server
    diagnose(filled, fix=True, embedder=fake)
    with open_advisory(filled, embedder=fake) as advisory:
        assert EmbeddingCache(advisory.catalogue.engine).get("another", ["x" * 64])


@of_sqlite
def test_files_that_belong_to_nothing_are_named_and_only_our_own_deleted(filled: Settings, fake: FakeEmbedder) -> None:
    (filled.data_dir / "holiday.jpg").write_bytes(b"x")
    (filled.data_dir / "indexes" / f"words-{FORMAT}-old").mkdir()
    assert f"words-{FORMAT}-old" in what(diagnose(filled, embedder=fake), "files")
    mended = diagnose(filled, fix=True, embedder=fake)
    assert "holiday.jpg" in what(mended, "files")
    assert (filled.data_dir / "holiday.jpg").exists()
    assert not (filled.data_dir / "indexes" / f"words-{FORMAT}-old").exists()
    assert {path.name for path in filled.data_dir.iterdir()} - {"holiday.jpg"} <= KNOWN


@of_sqlite
def test_a_damaged_database_is_told_with_what_to_do(filled: Settings, fake: FakeEmbedder) -> None:
    path = filled.data_dir / "catalogue.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(path.read_bytes())
    content[8192:40960] = b"\xff" * (40960 - 8192)
    path.write_bytes(content)
    found = diagnose(filled, embedder=fake)
    assert not found.ok
    assert any("goglobal restore" in check.fix or "backup" in check.fix for check in found.checks)


def test_beside_a_server_it_asks_the_server_and_mends_through_it(
    make_data_dir: Callable[[str], Path], tmp_path: Path
) -> None:
    data_dir = make_data_dir("data")
    write_documents(tmp_path / "documents", "alpha", count=3)
    with serving(data_dir) as (_, server):
        run("ingest", tmp_path / "documents", data_dir=data_dir)
        found = json.loads(run("doctor", "--json", data_dir=data_dir))
        assert found["ok"]
        told = {check["name"]: check["what"] for check in found["checks"]}
        assert server.address in told["holder"]
        assert told["words"].startswith("Each of")
        # A row that is written by a foreign hand beside the server.
        with sqlite3.connect(data_dir / "catalogue.sqlite", timeout=120) as connection:
            connection.execute(
                "INSERT INTO passages (pk, version_pk, ordinal, start, end, text, headings, header_text, sentences)"
                " SELECT 900, version_pk, 99, start, end, text, headings, header_text, sentences FROM passages WHERE pk = 1"
            )
        connection.close()
        program = start("doctor", "--json", data_dir=data_dir)
        out, _ = program.communicate()
        assert program.returncode == 1
        assert "missing" in out
        mended = json.loads(run("doctor", "--fix", "--json", data_dir=data_dir))
        assert (mended["ok"], mended["done"]) == (True, ["applied 1 documents again"])


@of_sqlite
def test_a_rebuild_that_needs_the_indexes_says_who_holds_them(filled: Settings, fake: FakeEmbedder) -> None:
    with open_advisory(filled, embedder=fake) as advisory:
        hold_a_strange_vector(advisory)
        found = diagnose(filled, embedder=fake)
        assert states(found)["indexes"] is State.NOT_CHECKED
    # What was found while nobody held them is mended only when nobody does.
    from assistant.upkeep.doctor import _rebuild

    quick = filled.model_copy(update={"lock_timeout": 0.1})
    with open_advisory(filled, embedder=fake), pytest.raises(IndexBusy, match="in use by"):
        _rebuild(quick, fake)
