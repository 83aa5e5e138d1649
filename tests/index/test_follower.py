"""The follower: both indexes agree with the catalogue, whatever happened before."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from assistant.bootstrap import Advisory, Catalogue, open_advisory
from assistant.catalogue.changelog import ChangeLog, PendingDocument
from assistant.catalogue.embedding_cache import EmbeddingCache
from assistant.domain import Access
from assistant.index import follower as following
from assistant.index.follower import PROGRESS, Follower
from assistant.index.words import FORMAT
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.language.glossary import use_glossary
from assistant.protocols import Vectors
from assistant.settings import Settings
from tests.agreement import disagreements
from tests.fakes import FakeEmbedder, make, put
from tests.waiting import wait_until


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


of_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Of tests that copy the catalogue as a file."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def advisory(settings: Settings, embedder: FakeEmbedder) -> Iterator[Advisory]:
    with open_advisory(settings, embedder=embedder) as advisory:
        yield advisory


def texts(advisory: Advisory, question: str = "words") -> set[str]:
    return {hit.passage.text for hit in advisory.assistant.search(question, k=50, access=Access.STAFF)}


def fill(advisory: Advisory, count: int = 5) -> None:
    for number in range(count):
        put(advisory.catalogue.documents, make(f"d{number}", f"Words {number}.", f"More words {number}."))


def test_everything_put_is_found_after_catching_up(advisory: Advisory) -> None:
    fill(advisory)
    assert texts(advisory) == set()
    assert advisory.follower.catch_up() == advisory.catalogue.changelog.head() == 5
    assert len(texts(advisory)) == 5
    assert disagreements(advisory) == []
    assert advisory.catalogue.changelog.progress(PROGRESS) == 5


def test_catching_up_again_does_nothing(advisory: Advisory, embedder: FakeEmbedder) -> None:
    fill(advisory)
    advisory.follower.catch_up()
    paid = len(embedder.embedded)
    folder = advisory.settings.data_dir / "indexes" / f"words-{FORMAT}"
    files = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert advisory.follower.catch_up() == 5
    assert {file.name: file.stat().st_mtime_ns for file in folder.iterdir()} == files
    assert len(embedder.embedded) == paid
    assert disagreements(advisory) == []


def test_a_new_version_replaces_the_old_one_in_both_indexes(advisory: Advisory) -> None:
    fill(advisory)
    advisory.follower.catch_up()
    put(advisory.catalogue.documents, make("d0", "Quite other words."))
    assert "Words 0.\n\nMore words 0." in texts(advisory)
    advisory.follower.catch_up()
    assert "Words 0.\n\nMore words 0." not in texts(advisory)
    assert "Quite other words." in texts(advisory)
    assert disagreements(advisory) == []


def test_a_removed_document_leaves_both_indexes(advisory: Advisory) -> None:
    fill(advisory)
    advisory.follower.catch_up()
    advisory.catalogue.documents.remove("d0")
    assert len(texts(advisory)) == 4
    advisory.follower.catch_up()
    assert disagreements(advisory) == []


def test_a_new_level_moves_a_document_between_callers(advisory: Advisory) -> None:
    put(advisory.catalogue.documents, make("a", "Words."))
    advisory.follower.catch_up()
    assert len(advisory.assistant.search("words", access=Access.PUBLIC)) == 1
    put(advisory.catalogue.documents, make("a", "Words.", access=Access.MEMBER))
    assert advisory.assistant.search("words", access=Access.PUBLIC) == []
    assert len(advisory.assistant.search("words", access=Access.MEMBER)) == 1
    advisory.follower.catch_up()
    assert advisory.assistant.search("words", access=Access.PUBLIC) == []
    assert len(advisory.assistant.search("words", access=Access.MEMBER)) == 1
    assert disagreements(advisory) == []


def test_many_documents_are_taken_up_in_batches(advisory: Advisory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "DOCUMENTS_AT_A_TIME", 3)
    fill(advisory, 8)
    heard: list[tuple[int, int]] = []
    advisory.follower.catch_up(on_batch=lambda cursor, end: heard.append((cursor, end)))
    assert heard == [(3, 8), (6, 8), (8, 8)]
    assert disagreements(advisory) == []


@pytest.mark.parametrize("lost", [f"words-{FORMAT}", "vectors", "."])
def test_a_deleted_index_is_built_again_without_paying_for_embeddings(
    settings: Settings, embedder: FakeEmbedder, lost: str
) -> None:
    with open_advisory(settings, embedder=embedder) as advisory:
        fill(advisory)
        advisory.follower.catch_up()
        put(advisory.catalogue.documents, make("d0", "Other words."))
        advisory.catalogue.documents.remove("d1")
        advisory.follower.catch_up()
        before = texts(advisory)
    shutil.rmtree(settings.data_dir / "indexes" / lost)
    fresh = FakeEmbedder()
    with open_advisory(settings, embedder=fresh) as advisory:
        advisory.follower.catch_up()
        assert disagreements(advisory) == []
        assert texts(advisory) == before
    assert fresh.embedded == []


def test_rebuilding_gives_the_same_without_paying_for_embeddings(advisory: Advisory, embedder: FakeEmbedder) -> None:
    fill(advisory)
    advisory.follower.catch_up()
    before, paid = texts(advisory), len(embedder.embedded)
    advisory.follower.rebuild()
    assert disagreements(advisory) == []
    assert texts(advisory) == before
    assert len(embedder.embedded) == paid


def test_another_embedder_gets_vectors_of_its_own_and_the_first_keeps_its_own(
    settings: Settings, embedder: FakeEmbedder
) -> None:
    with open_advisory(settings, embedder=embedder) as advisory:
        fill(advisory)
        advisory.follower.catch_up()
    other = FakeEmbedder("other", dimensions=32)
    with open_advisory(settings, embedder=other) as advisory:
        advisory.follower.catch_up()
        assert disagreements(advisory) == []
        put(advisory.catalogue.documents, make("d0", "Other words."))
        advisory.follower.catch_up()
    assert len(other.embedded) == 6
    again = FakeEmbedder()
    with open_advisory(settings, embedder=again) as advisory:
        advisory.follower.catch_up()
        assert disagreements(advisory) == []
    assert len(again.embedded) == 1


@of_sqlite
def test_a_catalogue_put_back_from_a_backup_loses_nothing_that_comes_after(
    settings: Settings, embedder: FakeEmbedder
) -> None:
    catalogue_file = settings.data_dir / "catalogue.sqlite"
    with open_advisory(settings, embedder=embedder) as advisory:
        put(advisory.catalogue.documents, make("first", "First words."))
        advisory.follower.catch_up()
    backup = catalogue_file.read_bytes()
    with open_advisory(settings, embedder=embedder) as advisory:
        put(advisory.catalogue.documents, make("lost", "Lost words."))
        advisory.follower.catch_up()
    catalogue_file.write_bytes(backup)
    with open_advisory(settings, embedder=embedder) as advisory:
        put(advisory.catalogue.documents, make("after", "After words."))
        advisory.follower.catch_up()
        assert texts(advisory) == {"First words.", "After words."}
        assert disagreements(advisory) == []


def test_a_withdrawn_version_is_not_served_by_a_follower_that_read_before(
    advisory: Advisory, embedder: FakeEmbedder
) -> None:
    documents = advisory.catalogue.documents
    put(documents, make("note", "Withdrawn words."))
    pending, _ = advisory.catalogue.changelog.pending(after=0, upto=1, limit=10)
    documents.remove("note")
    put(documents, make("note", "Present words."))
    advisory.catalogue.changelog.serve(pending)
    assert texts(advisory) == set()
    advisory.follower.catch_up()
    assert texts(advisory) == {"Present words."}


def test_stopping_waits_for_one_batch_and_not_for_all(advisory: Advisory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "DOCUMENTS_AT_A_TIME", 1)
    fill(advisory, 5)
    stop = threading.Event()
    assert advisory.follower.catch_up(on_batch=lambda *_: stop.set(), stop=stop) == 1
    assert advisory.follower.catch_up() == 5


class PutsMeanwhile(ChangeLog):
    """A log during whose application somebody else puts a document."""

    def __init__(self, catalogue: Catalogue, work: Callable[[], object]) -> None:
        super().__init__(catalogue.engine)
        self._work: Callable[[], object] | None = work

    def serve(self, pending: Sequence[PendingDocument]) -> None:
        super().serve(pending)
        if self._work is not None:
            work, self._work = self._work, None
            work()


def test_what_is_put_back_while_its_removal_is_applied_keeps_its_passages(
    advisory: Advisory, embedder: FakeEmbedder, dictionary: Dictionary
) -> None:
    documents = advisory.catalogue.documents
    put(documents, make("a", "Old words."))
    advisory.follower.catch_up()
    documents.remove("a")
    log = PutsMeanwhile(advisory.catalogue, lambda: put(documents, make("a", "New words.")))
    cache = EmbeddingCache(advisory.catalogue.engine)
    follower = Follower(log, advisory.words, advisory.vectors, embedder, cache, Crossing(dictionary), batch=10)
    follower.catch_up()
    follower.catch_up()
    assert texts(advisory) == {"New words."}
    assert disagreements(advisory) == []


def test_a_running_follower_takes_up_changes_by_itself_and_stops(advisory: Advisory) -> None:
    others = {thread.name for thread in threading.enumerate()}  # a server of another test may be running
    advisory.follower.start()
    fill(advisory)
    wait_until(lambda: advisory.catalogue.changelog.progress(PROGRESS) >= 5)
    assert len(texts(advisory)) == 5
    advisory.follower.stop()
    assert "follower" not in {thread.name for thread in threading.enumerate()} - others


class EnglishEmbedder(FakeEmbedder):
    """Knows no Chinese, so that Chinese passages are given to it in English words."""

    languages = frozenset({"en"})


class FailingEmbedder(FakeEmbedder):
    """Fails until it is told to work, as a service that is down does."""

    works = False

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not self.works:
            raise ConnectionError("the service is down")
        return super().embed_passages(texts)


def test_an_embedder_that_is_down_costs_time_and_nothing_else(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    embedder = FailingEmbedder()
    with open_advisory(settings, embedder=embedder) as advisory:
        fill(advisory)
        advisory.follower.start()
        wait_until(lambda: "follower failed" in caplog.text)
        assert texts(advisory) == set()
        embedder.works = True
        wait_until(lambda: advisory.catalogue.changelog.progress(PROGRESS) >= 5)
        assert len(texts(advisory)) == 5
        assert disagreements(advisory) == []


def test_another_glossary_builds_both_indexes_anew_by_itself(settings: Settings, tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("灵犀甲乙丙\tLingxi Cockpit\tsoftware\n", encoding="utf-8")
    question = "Lingxi Cockpit"
    embedder = EnglishEmbedder()
    with open_advisory(settings, embedder=embedder) as advisory:
        put(advisory.catalogue.documents, make("a", "关于灵犀甲乙丙的说明。"))
        put(advisory.catalogue.documents, make("b", "其他。"))
        put(advisory.catalogue.documents, make("gone", "Gone."))
        advisory.follower.catch_up()
        advisory.catalogue.documents.remove("gone")
        advisory.follower.catch_up()
        terms = Crossing(Dictionary(settings.data_dir / "cache")).terms(question)
        assert advisory.words.search(terms, access=Access.STAFF, k=9) == []
    try:
        # A cut in the middle of the rebuild is made good by the next start.
        with open_advisory(settings.model_copy(update={"glossary": own}), embedder=embedder):
            pass
        with open_advisory(settings.model_copy(update={"glossary": own}), embedder=embedder) as advisory:
            assert advisory.words.cursor == advisory.vectors.cursor == 0
            advisory.follower.catch_up()
            assert disagreements(advisory) == []
            best = advisory.assistant.search(question, k=1, access=Access.STAFF)
            assert [hit.passage.document_id for hit in best] == ["a"]
            assert any("Lingxi Cockpit" in text for text in embedder.embedded)
        with open_advisory(settings, embedder=embedder) as advisory:
            advisory.follower.catch_up()
            assert disagreements(advisory) == []
    finally:
        use_glossary(None)
