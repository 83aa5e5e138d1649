"""The second stage orders the best passages anew; whatever happens to it, an answer comes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import Advisory, open_advisory
from assistant.domain import Access, Hit, Metadata, Outcome, Passage
from assistant.errors import RerankerFailed, SettingsError
from assistant.protocols import Query
from assistant.retrieval.reranked import Reranked, reordered
from assistant.retrieval.rerankers.making import make_reranker
from tests.conftest import make_settings
from tests.fakes import FakeEmbedder, make, put
from tests.retrieval.serving import Refusal, ScriptedServer, answering

QUERY = Query("which?", "en", Access.PUBLIC)
unit = st.floats(0, 1)


def hit(name: str, score: float) -> Hit:
    return Hit(Passage(name, 1, 0, name, 0, len(name)), Metadata(f"About {name}"), score, (("words", score),))


class Shelf:
    """A first stage that always finds the same."""

    def __init__(self, *hits: Hit) -> None:
        self.hits = list(hits)

    def retrieve(self, query: Query, *, k: int) -> list[Hit]:
        return self.hits[:k]


class Reader:
    """A reranker that likes one word; it may be down."""

    def __init__(self, likes: str) -> None:
        self.likes = likes
        self.down = False
        self.asked: list[list[str]] = []

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        self.asked.append(list(texts))
        if self.down:
            raise RerankerFailed("reader", "is down")
        return [0.9 if self.likes in text else 0.1 for text in texts]

    def close(self) -> None:
        pass


FOUND = [hit("a", 0.9), hit("b", 0.6), hit("c", 0.5), hit("d", 0.2)]


def names(hits: Sequence[Hit]) -> str:
    return "".join(hit.passage.document_id for hit in hits)


def test_best_passages_are_ordered_anew_and_the_rest_follow() -> None:
    reader = Reader(likes="About c")
    hits = Reranked(Shelf(*FOUND), reader, depth=3).retrieve(QUERY, k=4)
    assert names(hits) == "cabd"
    assert reader.asked == [["About a\na", "About b\nb", "About c\nc"]]
    assert hits[0].why == (("words", 0.5), ("first_stage", 0.5), ("reranker", 0.9))
    assert hits[3] == FOUND[3]


def test_more_is_read_than_is_wanted() -> None:
    assert names(Reranked(Shelf(*FOUND), Reader(likes="About d"), depth=4).retrieve(QUERY, k=1)) == "d"


def test_nothing_found_is_nothing_read() -> None:
    reader = Reader(likes="x")
    assert Reranked(Shelf(), reader, depth=3).retrieve(QUERY, k=4) == []
    assert reader.asked == []


@given(st.lists(st.tuples(unit, unit), max_size=12))
def test_scores_keep_their_list_and_passages_only_change_places(pairs: list[tuple[float, float]]) -> None:
    first = sorted((score for score, _ in pairs), reverse=True)
    hits = [hit(f"p{place}", score) for place, score in enumerate(first)]
    after = reordered(hits, [score for _, score in pairs])
    assert [item.score for item in after] == first
    assert {item.passage for item in after} == {item.passage for item in hits}


@given(st.lists(unit, min_size=1, max_size=12), unit)
def test_reranker_that_finds_all_alike_changes_no_order(scores: list[float], alike: float) -> None:
    hits = [hit(f"p{place}", score) for place, score in enumerate(sorted(scores, reverse=True))]
    assert [item.passage for item in reordered(hits, [alike] * len(hits))] == [item.passage for item in hits]


def test_reranker_that_fails_is_left_alone_for_a_while_and_told_of_once(caplog: pytest.LogCaptureFixture) -> None:
    now = 0.0
    reader = Reader(likes="About d")
    retriever = Reranked(Shelf(*FOUND), reader, depth=4, pause=30, clock=lambda: now)

    def seen() -> tuple[str, str]:
        hits = retriever.retrieve(QUERY, k=4)
        return names(hits), hits[0].why[-1][0]

    reader.down = True
    assert seen() == ("abcd", "reranker_failed")
    assert [seen() for _ in range(3)] == [("abcd", "reranker_paused")] * 3
    now = 31
    assert seen() == ("abcd", "reranker_failed")
    assert seen() == ("abcd", "reranker_paused")
    reader.down = False
    assert seen() == ("abcd", "reranker_paused")
    now = 62
    assert seen() == ("dabc", "reranker")
    assert seen() == ("dabc", "reranker")
    assert len(reader.asked) == 4
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "The reranker reader is down. Passages keep the order of the first stage; "
        "the reranker is tried again every 30 seconds.",
        "The reranker works again.",
    ]


class Nested(Reader):
    """While it is asked, another question comes."""

    retriever: Reranked
    seen: list[Hit]

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        if self.down and len(self.asked) == 1:
            self.asked.append([])
            self.seen = self.retriever.retrieve(QUERY, k=1)
        return super().score(question, texts)


def test_only_one_question_at_a_time_tries_a_reranker_that_was_down() -> None:
    now = 0.0
    reader = Nested(likes="x")
    retriever = reader.retriever = Reranked(Shelf(*FOUND), reader, depth=4, pause=30, clock=lambda: now)
    reader.down = True
    retriever.retrieve(QUERY, k=1)
    now = 31
    retriever.retrieve(QUERY, k=1)
    assert reader.seen[0].why[-1][0] == "reranker_paused"


DOCUMENTS = {"apples": "The levy on apples is ten euros.", "pears": "The levy on pears is twenty euros."}


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with answering(lambda heard: [{"index": i, "score": 1} for i, _ in enumerate(heard["documents"])]) as server:
        yield server


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> float:
    """Seconds that the endpoint is waited for: long enough for a busy machine where it answers."""
    return float(getattr(request, "param", 120))


@pytest.fixture
def advisory(server: ScriptedServer, make_data_dir: Callable[[str], Path], patience: float) -> Iterator[Advisory]:
    address = f"{server.address}/v1/rerank"
    settings = make_settings(make_data_dir("data"), reranker=address, reranker_timeout=patience)
    with open_advisory(settings, embedder=FakeEmbedder()) as advisory:
        for name, text in DOCUMENTS.items():
            put(advisory.catalogue.documents, make(name, text))
        advisory.follower.catch_up()
        yield advisory


def test_endpoint_that_is_set_has_its_say(server: ScriptedServer, advisory: Advisory) -> None:
    for liked in DOCUMENTS:

        def likes_one(heard: dict[str, Any], liked: str = liked) -> object:
            return [{"index": i, "score": float(liked in text)} for i, text in enumerate(heard["documents"])]

        server.answer = likes_one
        hits = advisory.assistant.search("How high is the levy?")
        assert hits[0].passage.document_id == liked
        assert dict(hits[0].why)["reranker"] == 1


WRONG_INDEXES = [{"index": 99, "score": 1}, {"index": 98, "score": 1}]


@pytest.mark.parametrize(
    ("answer", "patience"),
    [(Refusal(500), 120), (b"garbage", 120), (WRONG_INDEXES, 120), ({"results": []}, 120), (None, 0.5)],
    ids=["error", "garbage", "wrong indexes", "missing results", "silence"],
    indirect=["patience"],
)
def test_answer_is_the_same_as_without_a_reranker_when_it_fails(
    server: ScriptedServer, advisory: Advisory, answer: object
) -> None:
    plain = advisory.assistant.answer("How high is the levy on pears?")
    assert plain.outcome is Outcome.ANSWERED
    server.answer = (lambda _: server.ending.wait(30)) if answer is None else (lambda _: answer)
    after = advisory.assistant.answer("How high is the levy on pears?")
    assert (after.outcome, after.text) == (plain.outcome, plain.text)
    assert dict(advisory.assistant.search("How high is the levy on pears?")[0].why)["reranker_paused"] == 1


def test_no_reranker_is_the_default(tmp_path: Path) -> None:
    assert make_reranker(make_settings(tmp_path)) is None
    assert make_reranker(make_settings(tmp_path, reranker=" ")) is None


@pytest.mark.parametrize("name", ["bge-reranker", "cohere:rerank-v3.5", "ftp://host/rerank"])
def test_unknown_reranker_is_refused_with_what_was_expected(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=r"expected sentence-transformers:MODEL_OR_FOLDER"):
        make_reranker(make_settings(tmp_path, reranker=name))


def test_key_is_not_shown_with_the_settings(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, reranker_api_key="very-secret")
    assert "very-secret" not in f"{settings!r} {settings.model_dump_json()}"
