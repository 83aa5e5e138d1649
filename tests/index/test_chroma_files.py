"""What is swept from the files of embedded Chroma, and what stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import pytest

from assistant.index.chroma_files import sweep

GARBAGE = b"Xanthippe pays"


@pytest.mark.parametrize(("records", "on_disk"), [(40, 0), (1400, 1000)])
def test_room_for_vectors_to_come_is_blanked_and_the_vectors_stay(tmp_path: Path, records: int, on_disk: int) -> None:
    vectors = np.random.default_rng(1).normal(size=(records, 32)).astype(np.float32)
    numbers = [str(number) for number in range(records)]
    client: Any = chromadb.PersistentClient(path=str(tmp_path))
    collection = client.create_collection("vectors", embedding_function=None)
    for start in range(0, records, 100):
        collection.upsert(ids=numbers[start : start + 100], embeddings=vectors[start : start + 100])
    (data,) = tmp_path.glob("*/data_level0.bin")
    (lengths,) = tmp_path.glob("*/length.bin")
    each = data.stat().st_size // (lengths.stat().st_size // 4)
    before = {data: data.read_bytes()[: on_disk * each], lengths: lengths.read_bytes()[: on_disk * 4]}
    # As if the memory that they were written from had held this.
    for file, kept in before.items():
        room = max(file.stat().st_size - len(kept), len(GARBAGE))
        file.write_bytes(kept + (GARBAGE * (room // len(GARBAGE) + 1))[:room])

    sweep(tmp_path)

    for file, kept in before.items():
        assert file.read_bytes()[: len(kept)] == kept
        assert not any(file.read_bytes()[len(kept) :])
    client.close()
    again: Any = chromadb.PersistentClient(path=str(tmp_path))
    found = again.get_collection("vectors").query(query_embeddings=vectors[[3, records - 1]], n_results=1)
    assert found["ids"] == [["3"], [str(records - 1)]]
    again.close()
