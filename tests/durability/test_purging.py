"""What is deleted for good is nowhere any more: not a byte of it in the whole data folder."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from assistant.bootstrap import Advisory, Catalogue, open_advisory
from assistant.catalogue.tables import embeddings
from assistant.domain import Access
from assistant.errors import PurgedDocument, UnknownDocument
from assistant.index.embedders import SentenceEncoderEmbedder
from assistant.settings import Settings
from ingest.pipeline import Pipeline
from tests.agreement import disagreements

MARKER = "The zirconium quaggas of Xanthippe pay exactly 73.25% of vexillology dues"
记号 = "锆斑驴镇的旗帜学费由夸父公司承担百分之七十三"
SECRET = f"""# Quaggas of Xanthippe

{MARKER} for each battery plant. {记号}。

## Vexillology dues of quaggas

Xanthippe: a grant of up to 31% of eligible costs, at most EUR 8,765,432, is open to battery plants until 2031-03-07.
The Quagga Chamber of Xanthippe helps with it.
"""
TOKENS = ("xanthipp", "quagga", "锆斑驴", "夸父")
"""Words as the words index may keep them: stemmed, or cut."""
OPEN = """---
id: open
title: Aid for battery plants in Spain
jurisdiction: ES
---
# Aid for battery plants in Spain

A grant of up to 20% of eligible costs, at most EUR 500,000, is open to battery plants in Spain until 2030-12-31.
"""


def traces(data_dir: Path) -> dict[str, list[str]]:
    """Files of the data folder that hold some of the deleted words, in any form that they might be written in."""
    words = [MARKER, 记号, *TOKENS]
    forms = {form for word in words for form in (word, word.casefold(), json.dumps(word)[1:-1])}
    found = {}
    for path in data_dir.rglob("*"):
        if path.is_file() and "cache" not in path.relative_to(data_dir).parts:
            content = path.read_bytes()
            held = [form for form in forms if form.encode() in content or form.encode("utf-16-le") in content]
            if held:
                found[str(path.relative_to(data_dir))] = held
    return found


def holding(data_dir: Path, vectors: list[bytes]) -> list[str]:
    """Files that hold one of some vectors, as numbers that may be rounded."""
    found = []
    for path in data_dir.rglob("*"):
        if not path.is_file() or "cache" in path.relative_to(data_dir).parts:
            continue
        content = path.read_bytes()
        for shift in range(4):
            numbers = np.frombuffer(content[shift : shift + (len(content) - shift) // 4 * 4], dtype="<f4")
            for vector in vectors:
                wanted = np.frombuffer(vector, dtype="<f4")[40:43]
                with np.errstate(invalid="ignore", over="ignore"):
                    near = np.flatnonzero(np.abs(numbers[:-2] - wanted[0]) < 1e-6)
                    if any(np.abs(numbers[at + 1 : at + 3] - wanted[1:]).max() < 1e-6 for at in near):
                        found.append(path.name)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "secret.md").write_text(SECRET, encoding="utf-8")
    (folder / "open.md").write_text(OPEN, encoding="utf-8")
    return folder


@pytest.fixture
def advisory(settings: Settings, folder: Path, embedder: SentenceEncoderEmbedder) -> Iterator[Advisory]:
    with open_advisory(settings, embedder=embedder) as advisory:
        take_in(advisory, folder)
        yield advisory


def take_in(advisory: Advisory, folder: Path) -> str:
    report = Pipeline(advisory.catalogue.documents).ingest([folder])
    assert report.ok
    advisory.follower.catch_up()
    return next(name for name in [*report.added, *report.updated, *report.unchanged] if name.startswith("secret"))


def secret_vectors(advisory: Advisory) -> list[bytes]:
    with advisory.catalogue.engine.connect() as connection:
        return list(connection.execute(select(embeddings.c.vector)).scalars())


def test_nothing_is_left_of_a_deleted_document(advisory: Advisory, folder: Path, settings: Settings) -> None:
    (folder / "secret.md").write_text(SECRET.replace("73.25%", "74%") + "\nMore of it.\n", encoding="utf-8")
    document_id = take_in(advisory, folder)
    answers = [
        advisory.assistant.answer(question, conversation=None, access=Access.PUBLIC)
        for question in (
            "Who pays the vexillology dues?",
            "旗帜学费由谁承担?",
            "battery plant grants",
            "What of Slovakia?",
        )
    ]
    assert any(MARKER[:30] in answer.text for answer in answers)
    vectors = secret_vectors(advisory)
    assert traces(settings.data_dir)

    advisory.catalogue.purges.begin(document_id)
    with pytest.raises(PurgedDocument):
        advisory.catalogue.documents.get(document_id)
    advisory.follower.catch_up()
    (done,) = advisory.purger.finish()
    assert (done.document_id, advisory.catalogue.purges.unfinished()) == (document_id, [])

    assert traces(settings.data_dir) == {}
    kept = secret_vectors(advisory)
    gone = [vector for vector in vectors if vector not in kept]
    assert len(kept) == 1
    assert len(gone) > 1
    assert holding(settings.data_dir, gone) == []
    assert holding(settings.data_dir, kept) != []
    assert disagreements(advisory) == []
    # What is left answers as before, and what was answered still says from which document.
    still = advisory.assistant.answer(
        "What aid is there for battery plants in Spain?", conversation=None, access=Access.PUBLIC
    )
    assert "500,000" in still.text
    for before in answers:
        (turn,) = advisory.catalogue.conversations.get(before.conversation, access=Access.PUBLIC).turns
        assert [citation.number for citation in turn.answer.citations] == [c.number for c in before.citations]
        for citation in turn.answer.citations:
            assert citation.deleted is (citation.document_id == document_id)
            assert bool(citation.quote) is not citation.deleted


def test_a_deleted_document_may_come_again(advisory: Advisory, folder: Path) -> None:
    document_id = take_in(advisory, folder)
    advisory.catalogue.purges.begin(document_id)
    advisory.follower.catch_up()
    advisory.purger.finish()
    take_in(advisory, folder)
    stored = advisory.catalogue.documents.get(document_id)
    assert (stored.document.version, MARKER in stored.document.text) == (2, True)
    with pytest.raises(PurgedDocument):
        advisory.catalogue.documents.get(document_id, version=1)
    advisory.catalogue.purges.begin(document_id)
    assert [purge.document_id for purge in advisory.catalogue.purges.unfinished()] == [document_id]


def test_an_answer_that_is_given_meanwhile_keeps_no_words(advisory: Advisory, folder: Path, settings: Settings) -> None:
    document_id = take_in(advisory, folder)
    conversations = advisory.catalogue.conversations
    adding = conversations.add

    def late(answer, **rest):  # type: ignore[no-untyped-def]
        advisory.catalogue.purges.begin(document_id)
        return adding(answer, **rest)

    conversations.add = late  # type: ignore[method-assign]
    answer = advisory.assistant.answer("Who pays the vexillology dues?", conversation=None, access=Access.PUBLIC)
    (turn,) = conversations.get(answer.conversation, access=Access.PUBLIC).turns
    assert all(MARKER[:30] not in block.text for block in turn.answer.blocks)


def test_unknown_documents_cannot_be_deleted(advisory: Advisory) -> None:
    with pytest.raises(UnknownDocument):
        advisory.catalogue.purges.begin("nowhere")


PROGRAM = """
import os, signal, sys
from pathlib import Path
from assistant.bootstrap import open_advisory
from tests.conftest import make_settings

data_dir, document_id = sys.argv[1:]
with open_advisory(make_settings(Path(data_dir))) as advisory:
    advisory.catalogue.purges.begin(document_id)
    advisory.follower.catch_up()
    rewrite = advisory.vectors.rewrite
    def dying():
        rewrite()
        os.kill(os.getpid(), signal.SIGKILL)
    advisory.vectors.rewrite = dying
    advisory.purger.finish()
"""


def test_a_purge_whose_process_was_killed_is_finished_by_the_next(
    settings: Settings, folder: Path, embedder: SentenceEncoderEmbedder
) -> None:
    with open_advisory(settings, embedder=embedder) as advisory:
        document_id = take_in(advisory, folder)
    killed = subprocess.run(
        [sys.executable, "-c", PROGRAM, settings.data_dir, document_id], env=os.environ, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with open_advisory(settings, embedder=embedder) as advisory:
        assert [purge.document_id for purge in advisory.catalogue.purges.unfinished()] == [document_id]
        advisory.follower.catch_up()
        advisory.purger.finish()
        assert disagreements(advisory) == []
    assert traces(settings.data_dir) == {}


STEPS = ("_words.rewrite", "_vectors.rewrite", "_sweep_embeddings", "_purges.sweep_files", "_purges.finish")


def test_a_purge_that_fails_at_any_step_is_finished_later(
    advisory: Advisory, settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = take_in(advisory, folder)
    advisory.catalogue.purges.begin(document_id)
    advisory.follower.catch_up()
    for step in STEPS:
        *way, name = step.split(".")
        owner: object = advisory.purger
        for part in way:
            owner = getattr(owner, part)

        def fail(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(owner, name, fail)
            with pytest.raises(OSError, match="No space left"):
                advisory.purger.finish()
        assert [purge.document_id for purge in advisory.catalogue.purges.unfinished()] == [document_id]
        assert (
            "500,000" in advisory.assistant.search("battery plants in Spain", k=1, access=Access.STAFF)[0].passage.text
        )
    advisory.purger.finish()
    assert disagreements(advisory) == []
    assert traces(settings.data_dir) == {}


def test_the_files_are_swept_while_others_read(advisory: Advisory, settings: Settings, folder: Path) -> None:
    document_id = take_in(advisory, folder)
    other = Catalogue(settings)
    assert other.documents.summaries()
    advisory.catalogue.purges.begin(document_id)
    advisory.follower.catch_up()
    advisory.purger.finish()
    assert [summary.id for summary in other.documents.summaries()] == ["open"]
    other.close()
    assert traces(settings.data_dir) == {}
