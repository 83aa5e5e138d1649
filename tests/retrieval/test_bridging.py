"""An embedder of both languages takes over from the dictionary; what it makes redundant is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import open_advisory
from assistant.domain import Access
from assistant.index.embedders import SentenceEncoderEmbedder, WordLlamaEmbedder
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.protocols import Query
from assistant.retrieval.bridging import bridge_for
from tests.conftest import make_settings
from tests.fakes import FakeEmbedder, make, put
from tests.retrieval.serving import ScriptedServer, answering

CONCEPTS = [("zorblax", "佐布拉克斯"), ("quimby", "奎姆比"), ("levy", "税"), ("spring", "春")]
"""What the embedding model of these tests knows: made-up names, which no dictionary has, and two real words."""


def concepts(heard: dict[str, Any]) -> object:
    """OpenAI's embeddings: one dimension for each concept, whatever the language; none of them is a little of all."""
    vectors = [
        [0.01 + sum(text.lower().count(word) for word in words) for words in CONCEPTS] for text in heard["input"]
    ]
    return {
        "object": "list",
        "model": heard["model"],
        "data": [{"object": "embedding", "index": i, "embedding": vector} for i, vector in enumerate(vectors)],
        "usage": {"prompt_tokens": 0, "total_tokens": 0},
    }


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    with answering(concepts) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", f"{server.address}/v1")
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        yield server


@pytest.fixture
def crossing(dictionary: Dictionary) -> Crossing:
    return Crossing(dictionary)


def query(crossing: Crossing, text: str) -> Query:
    return Query(text, "zh", Access.PUBLIC, terms=crossing.terms(text))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [("佐布拉克斯何时到期?", "english"), ("When does 'Quimby' fall due?", "chinese")],
)
def test_question_reaches_the_other_language_by_vectors_alone(
    server: ScriptedServer, make_data_dir: Callable[[str], Path], question: str, wanted: str
) -> None:
    with open_advisory(make_settings(make_data_dir("data"), embedder="openai:concepts")) as advisory:
        put(advisory.catalogue.documents, make("english", "Zorblax comes before all else."))
        put(advisory.catalogue.documents, make("chinese", "奎姆比在后。", language="zh"))
        put(advisory.catalogue.documents, make("neither", "Spring has come."))
        advisory.follower.catch_up()
        best = advisory.assistant.search(question)[0]
    assert best.passage.document_id == wanted
    assert (dict(best.why)["words"], dict(best.why)["vectors"]) == (0, 1)
    assert question in server.heard[-1]["input"]


def test_embedding_server_is_sent_text_and_not_numbers_of_tokens(
    server: ScriptedServer, make_data_dir: Callable[[str], Path]
) -> None:
    with open_advisory(make_settings(make_data_dir("data"), embedder="openai:concepts")) as advisory:
        put(advisory.catalogue.documents, make("english", "Zorblax comes before all else."))
        advisory.follower.catch_up()
    assert [type(text) for heard in server.heard for text in heard["input"]] == [str]


def test_question_is_embedded_as_it_is_or_in_english_words_for_an_embedder_that_knows_no_chinese(
    crossing: Crossing,
) -> None:
    asked = query(crossing, "电池护照何时生效?")
    assert bridge_for(FakeEmbedder()).embedded_text(asked) == asked.text
    assert "battery passport" in bridge_for(WordLlamaEmbedder()).embedded_text(asked)
    assert bridge_for(SentenceEncoderEmbedder()).embedded_text(asked) == asked.text


def test_names_of_the_glossary_are_asked_for_with_any_embedder_and_the_dictionary_only_when_needed(
    crossing: Crossing,
) -> None:
    asked = query(crossing, "比亚迪的鲸鱼")
    plain = {alternative.words for term in asked.terms for alternative in term.alternatives}
    assert {"BYD", "whale"} <= plain
    assert bridge_for(WordLlamaEmbedder()).searched_terms(asked) == asked.terms
    assert bridge_for(SentenceEncoderEmbedder()).searched_terms(asked) == asked.terms
    large = bridge_for(FakeEmbedder())
    kept = {alternative.words for term in large.searched_terms(asked) for alternative in term.alternatives}
    assert "BYD" in kept
    assert "whale" not in kept
    assert {"比亚迪", "鲸鱼"} <= kept
