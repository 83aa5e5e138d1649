"""Vectors that were paid for once."""

from __future__ import annotations

import numpy as np

from assistant.bootstrap import Catalogue
from assistant.catalogue.embedding_cache import EmbeddingCache, text_hash


def test_vectors_come_back_exactly_and_only_under_their_fingerprint(catalogue: Catalogue) -> None:
    cache = EmbeddingCache(catalogue.engine)
    vector = np.array([0.1, -2.5e-8, 3.0], dtype=np.float32)
    cache.put("model-a", {text_hash("x"): vector})
    assert cache.get("model-a", [text_hash("x")])[text_hash("x")].tobytes() == vector.tobytes()
    assert cache.get("model-b", [text_hash("x")]) == {}
    assert cache.get("model-a", [text_hash("y")]) == {}
    assert cache.get("model-a", []) == {}


def test_what_is_known_already_is_left_as_it_is(catalogue: Catalogue) -> None:
    cache = EmbeddingCache(catalogue.engine)
    cache.put("m", {"k": np.array([1.0], dtype=np.float32)})
    cache.put("m", {"k": np.array([2.0], dtype=np.float32), "l": np.array([3.0], dtype=np.float32)})
    assert {key: vector.tolist() for key, vector in cache.get("m", ["k", "l"]).items()} == {"k": [1.0], "l": [3.0]}


def test_many_texts_are_asked_for_in_several_statements(catalogue: Catalogue) -> None:
    cache = EmbeddingCache(catalogue.engine)
    keys = [text_hash(str(number)) for number in range(1234)]
    cache.put("m", {key: np.array([number], dtype=np.float32) for number, key in enumerate(keys)})
    found = cache.get("m", keys)
    assert [int(found[key][0]) for key in keys] == list(range(1234))
