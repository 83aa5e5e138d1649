"""The vectors index: nearest first, nothing mixed that must not mix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from chromadb.errors import NotFoundError

from assistant.catalogue.changelog import IndexedPassage
from assistant.domain import Access
from assistant.errors import ServerUnreachable
from assistant.index.embedders import WordLlamaEmbedder, unit_rows
from assistant.index.in_use import InUse
from assistant.index.vectors import VectorsIndex
from tests.fakes import FakeEmbedder, make, passages_of
from tests.waiting import wait_until

TEXTS = ["The aid covers twenty per cent.", "Tariffs on electric cars.", "补贴最高为百分之二十。"]


def items(
    texts: Sequence[str], *, access: Access = Access.PUBLIC, version: int = 1, first: int = 1
) -> list[IndexedPassage]:
    found = []
    for number, text in enumerate(texts, start=first):
        (passage,) = passages_of(make(f"d{number}", text), version)
        found.append(IndexedPassage(number, number, passage, "", "en", access))
    return found


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def index(tmp_path: Path, embedder: FakeEmbedder) -> Iterator[VectorsIndex]:
    index = VectorsIndex(tmp_path, catalogue="c", fingerprint=embedder.fingerprint)
    yield index
    index.close()


def test_an_empty_index_finds_nothing(index: VectorsIndex, embedder: FakeEmbedder) -> None:
    assert index.search(embedder.embed_question("x"), access=Access.STAFF, k=5) == []
    assert (index.count(), index.cursor) == (0, 0)


def test_equal_text_is_nearest_with_a_similarity_near_one(index: VectorsIndex, embedder: FakeEmbedder) -> None:
    index.add(items(TEXTS), embedder.embed_passages(TEXTS))
    for number, text in enumerate(TEXTS, start=1):
        found = index.search(embedder.embed_question(text), access=Access.PUBLIC, k=3)
        assert found[0][0] == number
        assert found[0][1] == pytest.approx(1.0, abs=1e-5)
        scores = [score for _, score in found]
        assert scores == sorted(scores, reverse=True)
        assert all(-1.0001 <= score <= 1.0001 for score in scores)


def test_opposite_vectors_have_a_similarity_near_minus_one(index: VectorsIndex, embedder: FakeEmbedder) -> None:
    vectors = embedder.embed_passages(TEXTS[:1])
    index.add(items(TEXTS[:1]), vectors)
    ((_, score),) = index.search(-vectors, access=Access.PUBLIC, k=1)
    assert score == pytest.approx(-1.0, abs=1e-5)


@pytest.mark.parametrize("caller", list(Access))
def test_a_caller_finds_only_what_it_may_read(index: VectorsIndex, embedder: FakeEmbedder, caller: Access) -> None:
    for place, level in enumerate(Access):
        index.add(items([TEXTS[0]], access=level, first=place), embedder.embed_passages([TEXTS[0]]))
    found = index.search(embedder.embed_question(TEXTS[0]), access=caller, k=10)
    assert {list(Access)[number] for number, _ in found} == caller.readable()
    assert len(index.search(embedder.embed_question(TEXTS[0]), access=caller, k=1)) == 1


def test_vectors_of_two_embedders_never_meet(tmp_path: Path) -> None:
    small, large = FakeEmbedder("small", dimensions=16), FakeEmbedder("large", dimensions=48)
    opened = {
        model.fingerprint: VectorsIndex(tmp_path, catalogue="c", fingerprint=model.fingerprint)
        for model in (small, large)
    }
    opened["small"].add(items(TEXTS[:1]), small.embed_passages(TEXTS[:1]))
    opened["small"].commit(3, "m")
    assert (opened["large"].count(), opened["large"].cursor) == (0, 0)
    opened["large"].add(items(TEXTS), large.embed_passages(TEXTS))
    opened["large"].commit(9, "m")
    assert [opened[name].count() for name in ("small", "large")] == [1, 3]
    assert [opened[name].cursor for name in ("small", "large")] == [3, 9]
    assert [
        number for number, _ in opened["small"].search(small.embed_question(TEXTS[0]), access=Access.PUBLIC, k=9)
    ] == [1]
    for index in opened.values():
        index.close()


def test_only_the_wanted_versions_are_kept_at_every_level(index: VectorsIndex, embedder: FakeEmbedder) -> None:
    vectors = embedder.embed_passages(TEXTS)
    index.add(items(TEXTS, version=1), vectors)
    newer = items(TEXTS, version=2, access=Access.MEMBER)
    newer = [IndexedPassage(i.number + 10, i.document_number, i.passage, i.title, i.language, i.access) for i in newer]
    index.add(newer, vectors)
    index.keep_only({1: 2, 2: None})
    found = {number for number, _ in index.search(vectors[:1], access=Access.STAFF, k=50)}
    assert found == {11, 3, 13}
    index.keep_only({})
    assert index.count() == 3


def test_more_passages_than_chroma_takes_at_once_are_added(index: VectorsIndex) -> None:
    count = 6000
    (one,) = items(TEXTS[:1])
    many = [IndexedPassage(number, 1, one.passage, "", "en", Access.PUBLIC) for number in range(count)]
    vectors = unit_rows(np.random.default_rng(7).normal(size=(count, 8)).astype(np.float32))
    index.add(many, vectors)
    assert index.count() == count
    assert index.search(vectors[4321:4322], access=Access.PUBLIC, k=1)[0][0] == 4321


def test_adding_a_passage_again_replaces_it(index: VectorsIndex, embedder: FakeEmbedder) -> None:
    for text in TEXTS[:2]:
        index.add(items([text]), embedder.embed_passages([text]))
    assert index.count() == 1
    ((_, score),) = index.search(embedder.embed_question(TEXTS[1]), access=Access.PUBLIC, k=1)
    assert score == pytest.approx(1.0, abs=1e-5)


def test_an_index_is_kept_when_it_is_opened_again_and_empty_when_cleared(
    tmp_path: Path, embedder: FakeEmbedder
) -> None:
    first = VectorsIndex(tmp_path, catalogue="c", fingerprint="m")
    first.add(items(TEXTS), embedder.embed_passages(TEXTS))
    first.commit(7, "m")
    first.close()
    second = VectorsIndex(tmp_path, catalogue="c", fingerprint="m")
    assert (second.count(), second.cursor) == (3, 7)
    second.clear()
    assert (second.count(), second.cursor) == (0, 0)
    second.add(items(TEXTS[:1]), embedder.embed_passages(TEXTS[:1]))
    second.commit(8, "m")
    assert (second.count(), second.cursor) == (1, 8)
    second.close()


def test_a_search_that_has_begun_is_waited_for_when_all_is_rewritten(
    index: VectorsIndex, embedder: FakeEmbedder
) -> None:
    index.add(items(TEXTS), embedder.embed_passages(TEXTS))
    question = embedder.embed_question(TEXTS[0])
    with ThreadPoolExecutor(1) as beside:
        with index._collections[Access.PUBLIC].used() as old:
            rewriting = beside.submit(index.rewrite)
            wait_until(lambda: index._collections[Access.PUBLIC].present is not old)
            assert len(index.search(question, access=Access.PUBLIC, k=5)) == 3
            assert old.query(query_embeddings=question, n_results=1)["ids"] == [["1"]]
            assert not rewriting.done()
        rewriting.result()
    with pytest.raises(NotFoundError):
        old.count()
    assert [number for number, _ in index.search(question, access=Access.PUBLIC, k=1)] == [1]


def test_one_that_never_ends_holds_nothing_up_for_ever() -> None:
    held = InUse("old")
    with held.used() as given:
        assert not held.replace("new", patience=0.01)
        assert (given, held.present) == ("old", "new")
    with held.used() as given:
        assert given == "new"
    assert held.replace("newest", patience=0)


def test_a_chroma_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ServerUnreachable, match="GOGLOBAL_CHROMA_URL"):
        VectorsIndex(tmp_path, catalogue="c", fingerprint="m", url="http://127.0.0.1:9")


def test_the_embedded_embedder_gives_unit_vectors_and_zero_for_no_words(embedder: FakeEmbedder) -> None:
    model = WordLlamaEmbedder()
    vectors = model.embed_passages(["subsidy for a plant", "", "grant for a factory", "the weather tomorrow"])
    assert vectors.shape == (4, 256)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1, 1], abs=1e-5)
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[3]
    assert np.array_equal(model.embed_question("subsidy for a plant")[0], vectors[0])


def test_rows_that_are_no_numbers_become_zeros() -> None:
    rows = unit_rows(np.array([[3, 4], [0, 0], [np.nan, 1]], dtype=np.float32))
    assert rows.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0], [0, 1]]
