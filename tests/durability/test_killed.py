"""A process that is killed at any instant leaves each document in its old version or its new one, whole.

The same many more times: ``make kills``.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from assistant.bootstrap import open_advisory
from assistant.index.embedders import SentenceEncoderEmbedder
from tests.agreement import disagreements
from tests.conftest import make_settings
from tests.durability.kills import DOCUMENTS, kill_often, prepare
from tests.durability.programs import run, texts_of, write_documents

KILLS = 6
SEED = 20


def test_what_is_killed_at_any_moment_leaves_each_document_whole_and_loses_nothing_done(
    make_data_dir: Callable[[str], Path], tmp_path: Path, embedder: SentenceEncoderEmbedder
) -> None:
    data_dir = make_data_dir("data")
    place = prepare(tmp_path, data_dir, embedder)
    rounds = list(kill_often(place, kills=KILLS, chance=random.Random(SEED)))
    assert sum(one.killed for one in rounds) == KILLS
    assert {one.way for one in rounds} == {"ingest", "remove", "serve"}
    write_documents(place.documents, "gamma", count=DOCUMENTS)
    run("ingest", place.documents, data_dir=data_dir)
    with open_advisory(make_settings(data_dir), embedder=embedder) as advisory:
        assert disagreements(advisory) == []
        found = {
            s.id: advisory.catalogue.documents.get(s.id).document.text for s in advisory.catalogue.documents.summaries()
        }
        assert found == texts_of(place.documents)
