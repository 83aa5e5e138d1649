"""Passages kept at hand: their words may be, the right to read them never is."""

from __future__ import annotations

from assistant.bootstrap import Catalogue
from assistant.catalogue.reading import Recent
from assistant.domain import Access
from tests.fakes import make, put


def serve(catalogue: Catalogue) -> dict[int, float]:
    """Serve everything; scores for the numbers of all passages."""
    pending, _ = catalogue.changelog.pending(after=0, upto=catalogue.changelog.head(), limit=100)
    catalogue.changelog.serve(pending)
    return {item.number: 0.5 for item in catalogue.changelog.passages_to_add(pending)}


def test_what_was_read_once_is_withheld_when_it_is_removed(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "Words."))
    numbers = serve(catalogue)
    for _ in range(2):
        hits = catalogue.documents.hits(numbers, access=Access.PUBLIC)
        assert [hit.passage.text for hit in hits.values()] == ["Words."]
        assert [hit.metadata.title for hit in hits.values()] == ["a"]
    catalogue.documents.remove("a")
    assert catalogue.documents.hits(numbers, access=Access.STAFF) == {}
    assert catalogue.documents.passages_of(["a"], access=Access.STAFF, limit=9) == []


def test_what_was_read_by_one_caller_is_withheld_from_another(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "Words.", access=Access.MEMBER))
    numbers = serve(catalogue)
    assert len(catalogue.documents.hits(numbers, access=Access.MEMBER)) == 1
    assert catalogue.documents.hits(numbers, access=Access.PUBLIC) == {}
    assert catalogue.documents.passages_of(["a"], access=Access.PUBLIC, limit=9) == []


def test_a_new_version_comes_with_its_own_words_and_metadata(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "Old words.", title="Old"))
    old = serve(catalogue)
    assert [hit.metadata.title for hit in catalogue.documents.hits(old, access=Access.PUBLIC).values()] == ["Old"]
    put(catalogue.documents, make("a", "New words.", title="New"))
    new = serve(catalogue)
    hits = catalogue.documents.hits(old | new, access=Access.PUBLIC)
    assert [(hit.passage.text, hit.metadata.title, hit.passage.version) for hit in hits.values()] == [
        ("New words.", "New", 2)
    ]


def test_more_passages_than_one_statement_takes_are_all_found(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", *(f"Words {number} of many." for number in range(1200)), headings=["h"] * 1200))
    numbers = serve(catalogue)
    hits = catalogue.documents.hits(numbers, access=Access.PUBLIC)
    assert hits.keys() == numbers.keys()
    listed = catalogue.documents.passages_of(["a"], access=Access.PUBLIC, limit=5000)
    assert [passage.ordinal for passage in listed] == list(range(len(numbers)))
    assert all(passage.sentences for passage in listed)


def test_an_outline_has_place_and_words_and_the_whole_has_the_rest(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "Some words. More words."))
    numbers = serve(catalogue)
    whole = catalogue.documents.hits(numbers, access=Access.PUBLIC)
    outlines = catalogue.documents.hits(numbers, access=Access.PUBLIC, whole=False)
    assert [(hit.passage.id, hit.passage.text) for hit in outlines.values()] == [
        (hit.passage.id, hit.passage.text) for hit in whole.values()
    ]
    assert not any(hit.passage.sentences for hit in outlines.values())
    assert catalogue.documents.passages(list(outlines)) == {number: hit.passage for number, hit in whole.items()}
    catalogue.documents.remove("a")
    assert catalogue.documents.hits(numbers, access=Access.STAFF, whole=False) == {}


def test_the_longest_unused_goes_first() -> None:
    recent: Recent[str] = Recent(2)
    recent.keep({1: "one", 2: "two"})
    assert recent.get([1, 3]) == {1: "one"}
    recent.keep({3: "three"})
    assert recent.get([1, 2, 3]) == {1: "one", 3: "three"}
