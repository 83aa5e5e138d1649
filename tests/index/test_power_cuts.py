"""A follower whose power is cut before any of its steps leaves old or new, and its successor brings all to agreement."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from assistant.bootstrap import Catalogue, open_advisory
from assistant.catalogue.changelog import ChangeLog, IndexedPassage, PendingDocument
from assistant.catalogue.embedding_cache import EmbeddingCache
from assistant.index.follower import Follower
from assistant.index.vectors import VectorsIndex
from assistant.index.words import WordsIndex
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.protocols import Vectors
from assistant.settings import Settings
from tests.agreement import disagreements
from tests.fakes import FakeEmbedder, make, put
from tests.index.test_follower import texts


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


class PowerCut(BaseException):
    """Ends a step in the middle, as a killed process does."""


class Cutting:
    """Counts the steps of a follower, and cuts the power before the one that was chosen."""

    def __init__(self, at: int | None) -> None:
        self.at = at
        self.steps = 0
        self._one = threading.Lock()

    def step(self) -> None:
        with self._one:  # words and vectors are written side by side
            if self.steps == self.at:
                raise PowerCut
            self.steps += 1


class CuttingWords(WordsIndex):
    cutting: Cutting

    def add(self, passages: Sequence[IndexedPassage], glosses: Sequence[Sequence[str]]) -> None:
        self.cutting.step()
        super().add(passages, glosses)

    def keep_only(self, versions: Mapping[int, int | None]) -> None:
        self.cutting.step()
        super().keep_only(versions)

    def flush(self) -> None:
        self.cutting.step()
        super().flush()

    def commit(self, cursor: int, mark: str) -> None:
        self.cutting.step()
        super().commit(cursor, mark)


class CuttingVectors(VectorsIndex):
    cutting: Cutting

    def add(self, passages: Sequence[IndexedPassage], vectors: Vectors) -> None:
        self.cutting.step()
        super().add(passages, vectors)

    def keep_only(self, versions: Mapping[int, int | None]) -> None:
        self.cutting.step()
        super().keep_only(versions)

    def commit(self, cursor: int, mark: str) -> None:
        self.cutting.step()
        super().commit(cursor, mark)


class CuttingLog(ChangeLog):
    cutting: Cutting

    def serve(self, pending: Sequence[PendingDocument]) -> None:
        self.cutting.step()
        super().serve(pending)

    def forget_other_versions(self, applied: Sequence[PendingDocument]) -> None:
        self.cutting.step()
        super().forget_other_versions(applied)

    def note_progress(self, name: str, cursor: int) -> None:
        self.cutting.step()
        super().note_progress(name, cursor)


def _prepare(settings: Settings, embedder: FakeEmbedder) -> None:
    """Four documents that are served, then: one replaced, one removed, one put back, one new, one left alone."""
    with open_advisory(settings, embedder=embedder) as advisory:
        documents = advisory.catalogue.documents
        for name in ("replaced", "removed", "back", "alone"):
            put(documents, make(name, f"Old words of {name}."))
        advisory.follower.catch_up()
        put(documents, make("replaced", "New words of replaced."))
        documents.remove("removed")
        documents.remove("back")
        put(documents, make("back", "New words of back."))
        put(documents, make("new", "New words of new."))


def _cut(settings: Settings, at: int | None, crossing: Crossing) -> Cutting:
    """Follow the log with a cut before step ``at``."""
    cutting = Cutting(at)
    catalogue = Catalogue(settings)
    folder = settings.data_dir / "indexes"
    embedder = FakeEmbedder()
    parts_log = CuttingLog(catalogue.engine)
    parts: tuple[Any, ...] = (
        parts_log,
        CuttingWords(folder),
        CuttingVectors(folder, fingerprint=embedder.fingerprint, catalogue=parts_log.identity()),
    )
    for part in parts:
        part.cutting = cutting
    log, words, vectors = parts
    try:
        Follower(log, words, vectors, embedder, EmbeddingCache(catalogue.engine), crossing, batch=2).catch_up()
    except PowerCut:
        pass
    finally:
        # Nothing more is written: what was not committed is lost.
        if words._writer is not None:
            words._writer.rollback()
        words.close()
        vectors.close()
        catalogue.close()
    return cutting


OLD = {f"Old words of {name}." for name in ("replaced", "alone")}
NEW = {"New words of replaced.", "New words of back.", "New words of new.", "Old words of alone."}


def test_a_cut_before_any_step_leaves_old_or_new_and_then_agreement(
    settings: Settings, embedder: FakeEmbedder, dictionary: Dictionary
) -> None:
    _prepare(settings, embedder)
    crossing = Crossing(dictionary)
    prepared = settings.data_dir

    def copy(name: str) -> Settings:
        target = prepared.parent / name
        shutil.copytree(prepared, target)
        return Settings(_env_file=None, data_dir=target)

    steps = _cut(copy("all"), None, crossing).steps
    assert steps > 8
    for at in range(steps):
        cut_settings = copy(f"cut-{at}")
        _cut(cut_settings, at, crossing)
        with open_advisory(cut_settings, embedder=embedder) as advisory:
            assert texts(advisory) in (OLD, NEW), at
            advisory.follower.catch_up()
            assert texts(advisory) == NEW, at
            assert disagreements(advisory) == [], at
        shutil.rmtree(cut_settings.data_dir)
