"""Adding to the indexes: what is added again is there once, what an index says of itself keeps up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.catalogue.changelog import IndexedPassage
from assistant.domain import Access
from assistant.index.embedders import WordLlamaEmbedder
from assistant.index.vectors import VectorsIndex
from assistant.index.words import WordsIndex
from assistant.protocols import Alternative, Term
from tests.fakes import FakeEmbedder, make, passages_of


def item(number: int, text: str) -> IndexedPassage:
    (passage,) = passages_of(make(f"d{number}", text))
    return IndexedPassage(number, number, passage, "", "en", Access.PUBLIC)


def found(index: WordsIndex, word: str) -> set[int]:
    term = Term(word, (Alternative((word,), 1.0, word, "en"),))
    return {number for number, _ in index.search([term], access=Access.STAFF, k=10)}


@pytest.mark.parametrize("reopened", [False, True])
def test_passages_added_again_replace_what_was_there(tmp_path: Path, reopened: bool) -> None:
    index = WordsIndex(tmp_path)
    index.add([item(3, "old alpha"), item(7, "old beta")], [(), ()])
    index.commit(1, "m")
    if reopened:
        index.close()
        index = WordsIndex(tmp_path)
    index.add([item(3, "new gamma"), item(8, "new delta"), item(8, "new epsilon")], [(), (), ()])
    index.add([item(7, "new zeta")], [()])
    index.commit(2, "m")
    assert (found(index, "old"), found(index, "alpha")) == (set(), set())
    assert found(index, "new") == {3, 7, 8}
    index.close()


def test_numbers_lower_than_those_of_a_cleared_index_are_added(tmp_path: Path) -> None:
    index = WordsIndex(tmp_path)
    index.add([item(9, "old words")], [()])
    index.commit(1, "m")
    index.clear()
    index.add([item(2, "new words")], [()])
    index.commit(1, "m")
    assert found(index, "words") == {2}
    index.close()


def test_an_index_that_was_empty_when_it_was_asked_finds_what_comes_later(tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    index = VectorsIndex(tmp_path, catalogue="c", fingerprint=embedder.fingerprint)
    question = embedder.embed_question("words")
    assert index.search(question, access=Access.STAFF, k=3) == []
    index.add([item(1, "words")], embedder.embed_passages(["words"]))
    assert [number for number, _ in index.search(question, access=Access.STAFF, k=3)] == [1]
    index.clear()
    assert index.search(question, access=Access.STAFF, k=3) == []
    index.close()


def test_vectors_are_those_of_the_package_whatever_stands_beside_a_text() -> None:
    embedder = WordLlamaEmbedder()
    texts = ["Aid.", "A much longer text on grants for battery factories in Catalonia and Hungary.", "", "补贴"]
    together = embedder.embed_passages(texts)
    for text, vector in zip(texts, together, strict=True):
        assert np.allclose(embedder.embed_question(text)[0], vector, atol=1e-6)
    own = embedder._model.embed(texts[1], norm=True)[0]
    assert np.allclose(together[1], own, atol=1e-6)
    assert not together[2].any()
