"""A backup made while others write brings back the same answers with the same citations, or is refused in plain words."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from assistant.bootstrap import Advisory, open_advisory
from assistant.catalogue.engine import HEAD
from assistant.catalogue.migrate import configuration
from assistant.domain import Access, Answer
from assistant.errors import BackupError, IndexBusy
from assistant.index.embedders import SentenceEncoderEmbedder
from assistant.protocols import Vectors
from assistant.settings import Settings
from assistant.upkeep.archive import ABOUT, MANIFEST, Writer, opened, unpack
from assistant.upkeep.backing_up import back_up
from assistant.upkeep.doctor import diagnose
from assistant.upkeep.restoring import restore
from tests.agreement import disagreements
from tests.conftest import TODAY, make_settings
from tests.databases import PostgresServer
from tests.fakes import FakeEmbedder, make, put

QUESTIONS = (
    "What is the ceiling of the capital expenditure incentive in Catalonia?",
    "匈牙利对电池工厂有哪些税收优惠？",
    "When does the EU battery passport become mandatory?",
    "墨西哥对中国汽车征收多少关税？",
)
of_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def said(answer: Answer) -> object:
    """What a user sees of an answer: all but its name and how long it took."""
    return answer.outcome, answer.blocks, answer.citations, answer.follow_ups, answer.notices


def test_the_same_answers_come_after_a_restore(
    corpus_settings: Settings, tmp_path: Path, embedder: SentenceEncoderEmbedder, make_data_dir: Callable[[str], Path]
) -> None:
    target = tmp_path / "all.backup"
    (corpus_settings.data_dir / "uploads").mkdir()
    (corpus_settings.data_dir / "uploads" / "原件.pdf").write_bytes(b"%PDF original")
    with open_advisory(corpus_settings, embedder=embedder, today=lambda: TODAY) as advisory:
        before = [advisory.assistant.answer(question, access=Access.STAFF) for question in QUESTIONS]
        made = back_up(corpus_settings, target)  # beside a process that holds the indexes
        assert made.about.documents == len(advisory.catalogue.documents.summaries())
    elsewhere = make_settings(make_data_dir("elsewhere"))
    done = restore(elsewhere, target, embedder=Unpaid())
    assert done.documents == made.about.documents
    with open_advisory(elsewhere, embedder=embedder, today=lambda: TODAY) as advisory:
        assert disagreements(advisory) == []
        for question, answer in zip(QUESTIONS, before, strict=True):
            assert said(advisory.assistant.answer(question, access=Access.STAFF)) == said(answer)
            kept = advisory.catalogue.conversations.get(answer.conversation, access=Access.STAFF)
            assert [turn.answer.citations for turn in kept.turns] == [answer.citations]
    assert (elsewhere.data_dir / "uploads" / "原件.pdf").read_bytes() == b"%PDF original"
    assert target.stat().st_mode & 0o077 == 0


class Unpaid(SentenceEncoderEmbedder):
    """Fails when a passage would have to be embedded again."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError("all vectors are in the backup")


def test_a_backup_comes_back_to_its_own_kind_of_catalogue(
    filled: Settings,
    fake: FakeEmbedder,
    tmp_path: Path,
    database: str,
    request: pytest.FixtureRequest,
    make_data_dir: Callable[[str], Path],
) -> None:
    target = tmp_path / "filled.backup"
    back_up(filled, target)
    url = request.getfixturevalue("postgres").empty_database() if database == "postgresql" else ""
    elsewhere = make_settings(make_data_dir("elsewhere"), catalogue_url=url)
    _check_restored(elsewhere, target, fake)


@of_sqlite
def test_a_catalogue_moves_from_sqlite_to_postgresql(
    filled: Settings, fake: FakeEmbedder, tmp_path: Path, postgres: PostgresServer, make_data_dir: Callable[[str], Path]
) -> None:
    with open_advisory(filled, embedder=fake) as advisory:
        answer = advisory.assistant.answer("words of document 2", access=Access.PUBLIC)
        assert answer.citations
        put(advisory.catalogue.documents, make("gone", "Gone words."))
        advisory.follower.catch_up()
        advisory.catalogue.documents.remove("gone")
        advisory.follower.catch_up()
    target = tmp_path / "filled.backup"
    back_up(filled, target)
    elsewhere = make_settings(make_data_dir("elsewhere"), catalogue_url=postgres.empty_database())
    _check_restored(elsewhere, target, fake)
    with open_advisory(elsewhere, embedder=fake) as advisory:
        (turn,) = advisory.catalogue.conversations.get(answer.conversation, access=Access.PUBLIC).turns
        assert turn.answer.citations == answer.citations
        assert advisory.catalogue.engine.dialect.name == "postgresql"


def _check_restored(elsewhere: Settings, target: Path, fake: FakeEmbedder) -> None:
    fake.embedded.clear()
    done = restore(elsewhere, target, embedder=fake)
    assert (done.documents, fake.embedded) == (4, [])
    assert diagnose(elsewhere, embedder=fake).ok
    with open_advisory(elsewhere, embedder=fake) as advisory:
        # It goes on where it stopped: new numbers, new versions.
        put(advisory.catalogue.documents, make("d0", "Newest words of document 0."))
        put(advisory.catalogue.documents, make("d9", "Words of document 9."))
        advisory.follower.catch_up()
        assert disagreements(advisory) == []
        assert advisory.catalogue.documents.get("d0").latest_version == 3
        assert advisory.catalogue.documents.get("d0", version=1).document.text.startswith("Words of document 0.")


def test_a_backup_beside_a_writer_is_of_one_instant(filled: Settings, fake: FakeEmbedder, tmp_path: Path) -> None:
    stop = threading.Event()

    def write(advisory: Advisory) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            put(advisory.catalogue.documents, make(f"w{number % 7}", f"Words {number} that come all the time."))
            advisory.follower.catch_up()

    with open_advisory(filled, embedder=fake) as advisory:
        writer = threading.Thread(target=write, args=(advisory,))
        writer.start()
        try:
            for number in range(3):
                back_up(filled, tmp_path / f"{number}.backup")
        finally:
            stop.set()
            writer.join()
    with opened(tmp_path / "2.backup") as (about, _):
        assert about.documents > 4
    restore(filled, tmp_path / "2.backup", force=True, embedder=fake)
    assert diagnose(filled, embedder=fake).ok


@of_sqlite
def test_a_folder_in_use_is_not_overwritten_by_mistake(filled: Settings, fake: FakeEmbedder, tmp_path: Path) -> None:
    target = tmp_path / "filled.backup"
    back_up(filled, target)
    with pytest.raises(BackupError, match="is there already"):
        back_up(filled, target)
    back_up(filled, target, force=True)
    with pytest.raises(BackupError, match=r"holds something \(catalogue.sqlite.*--force"):
        restore(filled, target, embedder=fake)
    with open_advisory(filled, embedder=fake) as advisory:
        put(advisory.catalogue.documents, make("after", "Words after the backup."))
        with pytest.raises(IndexBusy, match="Stop it"):
            restore(filled, target, force=True, embedder=fake)
        with pytest.raises(IndexBusy, match="leave it out"):
            back_up(filled, tmp_path / "other.backup", indexes=True)
    assert restore(filled, target, force=True, embedder=fake).documents == 4
    assert diagnose(filled, embedder=fake).ok


@of_sqlite
def test_indexes_and_glossary_can_come_along(
    filled: Settings, fake: FakeEmbedder, tmp_path: Path, make_data_dir: Callable[[str], Path]
) -> None:
    glossary = tmp_path / "glossary.tsv"
    glossary.write_text("补贴\tsubsidy\n", encoding="utf-8")
    with_glossary = filled.model_copy(update={"glossary": glossary})
    made = back_up(with_glossary, tmp_path / "filled.backup", indexes=True)
    assert made.about.settings == {"glossary": str(glossary)}
    elsewhere = make_settings(make_data_dir("elsewhere"))
    done = restore(elsewhere, tmp_path / "filled.backup", embedder=fake)
    assert done.glossary is not None
    assert done.glossary.read_text(encoding="utf-8") == "补贴\tsubsidy\n"
    assert any((elsewhere.data_dir / "indexes").glob("words-*/goglobal-cursor.json"))
    assert diagnose(elsewhere, embedder=fake).ok


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


def changed(content: bytes) -> bytes:
    """The same archive with other bytes of the database, and right checksums of gzip and tar."""
    plain = bytearray(gzip.decompress(content))
    place = plain.index(b"Words of document 2.")
    plain[place : place + 5] = b"Sword"
    return gzip.compress(bytes(plain))


def foreign(_content: bytes) -> bytes:
    return b"PK\x03\x04 something else"


def _with(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, value in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(value)
            tar.addfile(info, io.BytesIO(value))
    return packed.getvalue()


def _about(**values: object) -> bytes:
    about = {"format": 1, "program": "9.9", "schema": HEAD, "catalogue": "sqlite", "made": "2026", "documents": 0}
    return json.dumps(about | {"settings": {}} | values).encode()


def newer(_content: bytes) -> bytes:
    return _with({ABOUT: _about(schema="9999"), MANIFEST: b'{"files": {}}'})


def of_another_form(_content: bytes) -> bytes:
    return _with({ABOUT: _about(format=2)})


def leading_out(_content: bytes) -> bytes:
    return _with({ABOUT: _about(), "data/../../escaped": b"x", MANIFEST: b'{"files": {}}'})


def of_postgresql(_content: bytes) -> bytes:
    return _with({ABOUT: _about(catalogue="postgresql"), MANIFEST: b'{"files": {}}'})


@of_sqlite
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (cut_off, "damaged"),
        (changed, "catalogue.sqlite is not what was packed"),
        (foreign, "damaged, or is no backup"),
        (newer, "version 9.9 with schema 9999.*Update the program"),
        (of_another_form, "newer version.*Update the program"),
        (leading_out, "holds 'data/../../escaped'"),
        (of_postgresql, "GOGLOBAL_CATALOGUE_URL"),
    ],
)
def test_a_backup_that_cannot_be_used_changes_nothing(
    filled: Settings, fake: FakeEmbedder, tmp_path: Path, spoil: Callable[[bytes], bytes], told: str
) -> None:
    target = tmp_path / "filled.backup"
    back_up(filled, target)
    target.write_bytes(spoil(target.read_bytes()))
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(BackupError, match=told):
        restore(filled, target, force=True, embedder=fake)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    assert diagnose(filled, embedder=fake).ok


@of_sqlite
def test_a_backup_of_an_earlier_program_is_brought_up_to_date(
    filled: Settings, fake: FakeEmbedder, tmp_path: Path, make_data_dir: Callable[[str], Path]
) -> None:
    back_up(filled, tmp_path / "new.backup")
    with opened(tmp_path / "new.backup") as (about, tar):
        unpack(tmp_path / "new.backup", tar, tmp_path / "unpacked")
    engine, config = create_engine(f"sqlite:///{tmp_path / 'unpacked' / 'catalogue.sqlite'}"), configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0007")
    engine.dispose()
    with (tmp_path / "old.backup").open("wb") as stream:
        writer = Writer(stream, type(about)(**asdict(about) | {"schema": "0007"}))
        writer.add(tmp_path / "unpacked" / "catalogue.sqlite", "catalogue.sqlite")
        writer.close()
    elsewhere = make_settings(make_data_dir("elsewhere"))
    assert restore(elsewhere, tmp_path / "old.backup", embedder=fake).documents == 4
    assert diagnose(elsewhere, embedder=fake).ok
