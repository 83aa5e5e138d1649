"""The change log, as the follower reads it."""

from __future__ import annotations

from assistant.bootstrap import Catalogue
from assistant.catalogue.changelog import PendingDocument
from assistant.domain import Access
from tests.fakes import make, put


def pending(catalogue: Catalogue, after: int = 0, limit: int = 100) -> tuple[list[PendingDocument], int]:
    return catalogue.changelog.pending(after=after, upto=catalogue.changelog.head(), limit=limit)


def test_an_empty_catalogue_has_no_changes(catalogue: Catalogue) -> None:
    assert catalogue.changelog.head() == 0
    assert pending(catalogue) == ([], 0)
    assert catalogue.changelog.served_passages() == 0


def test_each_change_is_logged_and_nothing_else(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    put(catalogue.documents, make("a", "One."))
    put(catalogue.documents, make("a", "Two."))
    catalogue.documents.remove("a")
    assert catalogue.changelog.head() == 3


def test_a_document_that_changed_often_is_pending_once_with_its_newest_version(catalogue: Catalogue) -> None:
    for text in ("One.", "Two.", "Three."):
        put(catalogue.documents, make("a", text))
    (document,), cursor = pending(catalogue)
    assert (document.wanted_version, cursor) == (3, 3)
    assert [item.passage.text for item in catalogue.changelog.passages_to_add([document])] == ["Three."]


def test_a_removed_document_is_pending_without_a_version(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    catalogue.documents.remove("a")
    (document,), _ = pending(catalogue)
    assert document.wanted_version is None
    assert list(catalogue.changelog.passages_to_add([document])) == []


def test_changes_come_in_batches_that_end_where_the_next_begins(catalogue: Catalogue) -> None:
    for name in "abcde":
        put(catalogue.documents, make(name, "One."))
    cursor, seen = 0, []
    while cursor < catalogue.changelog.head():
        batch, cursor = pending(catalogue, after=cursor, limit=2)
        seen.append(len(batch))
    assert seen == [2, 2, 1]
    assert pending(catalogue, after=cursor) == ([], 5)


def test_changes_beyond_the_end_that_was_asked_for_wait(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    put(catalogue.documents, make("b", "Two."))
    documents, cursor = catalogue.changelog.pending(after=0, upto=1, limit=100)
    assert (len(documents), cursor) == (1, 1)


def test_passages_to_add_carry_what_the_indexes_need(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "内容。", title="标题", language="zh", access=Access.MEMBER))
    (item,) = catalogue.changelog.passages_to_add(pending(catalogue)[0])
    assert (item.title, item.language, item.access, item.passage.version) == ("标题", "zh", Access.MEMBER, 1)


def test_serving_does_not_bring_back_what_was_removed_meanwhile(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    before_removal, _ = pending(catalogue)
    catalogue.documents.remove("a")
    catalogue.changelog.serve(before_removal)
    put(catalogue.documents, make("a", "Two."))
    assert [summary.served for summary in catalogue.documents.summaries()] == [False]
    assert catalogue.documents.passages_of(["a"], access=Access.STAFF, limit=9) == []


def test_a_version_put_while_older_ones_are_forgotten_keeps_its_passages(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    put(catalogue.documents, make("b", "One."))
    catalogue.documents.remove("b")
    applied, _ = pending(catalogue)
    put(catalogue.documents, make("a", "Two."))
    put(catalogue.documents, make("b", "Two."))
    catalogue.changelog.forget_other_versions(applied)
    assert [item.passage.text for item in catalogue.changelog.passages_to_add(pending(catalogue)[0])] == ["Two."] * 2


def test_progress_is_told_by_name(catalogue: Catalogue) -> None:
    assert catalogue.changelog.progress("served") == 0
    catalogue.changelog.note_progress("served", 7)
    catalogue.changelog.note_progress("served", 9)
    catalogue.changelog.note_progress("other", 1)
    assert (catalogue.changelog.progress("served"), catalogue.changelog.progress("other")) == (9, 1)
