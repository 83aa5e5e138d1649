"""What replaces what: said, taken back, in chains and circles, and only among what the caller may read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import select

from assistant.bootstrap import Catalogue
from assistant.catalogue.superseding import Statements
from assistant.catalogue.tables import passages
from assistant.dates import in_force, replacing
from assistant.domain import Access, Metadata
from assistant.errors import CircularSuperseding, UnknownDocument
from ingest.splitting import split
from tests.fakes import make, put

TODAY = date(2026, 11, 26)


def serve(catalogue: Catalogue) -> None:
    pending, _ = catalogue.changelog.pending(after=0, upto=catalogue.changelog.head(), limit=100)
    catalogue.changelog.serve(pending)


@pytest.fixture
def laws(catalogue: Catalogue) -> Catalogue:
    for name in ("a", "b", "c"):
        put(catalogue.documents, make(name, f"Words of {name}."))
    serve(catalogue)
    return catalogue


def metadata(catalogue: Catalogue, document_id: str, *, access: Access = Access.STAFF) -> Metadata:
    with catalogue.engine.connect() as connection:
        numbers = dict.fromkeys(connection.execute(select(passages.c.pk)).scalars(), 1.0)
    hits = catalogue.documents.hits(numbers, access=access).values()
    return next(hit.metadata for hit in hits if hit.passage.document_id == document_id)


def successor(catalogue: Catalogue, document_id: str, *, access: Access = Access.STAFF) -> str | None:
    new = replacing(metadata(catalogue, document_id, access=access), on=TODAY)
    return None if new is None else new.document_id


def test_a_replaced_document_is_no_longer_in_force(laws: Catalogue) -> None:
    assert in_force(metadata(laws, "a"), on=TODAY)
    laws.documents.supersedings.say("a", "b")
    assert successor(laws, "a") == "b"
    assert not in_force(metadata(laws, "a"), on=TODAY)
    assert in_force(metadata(laws, "b"), on=TODAY)
    assert [summary.superseded_by for summary in laws.documents.summaries()] == ["b", None, None]


def test_the_last_of_a_chain_holds_and_removed_ones_are_passed_over(laws: Catalogue) -> None:
    laws.documents.supersedings.say("a", "b")
    laws.documents.supersedings.say("b", "c")
    assert (successor(laws, "a"), successor(laws, "b")) == ("c", "c")
    laws.documents.remove("b")
    assert successor(laws, "a") == "c"
    laws.documents.remove("c")
    assert successor(laws, "a") is None


def test_both_ways_can_be_asked(laws: Catalogue) -> None:
    laws.documents.supersedings.say("a", "c")
    laws.documents.supersedings.say("b", "c")
    assert [old.document_id for old in laws.documents.supersedings.links("c").supersedes] == ["a", "b"]
    assert [new.document_id for new in laws.documents.supersedings.links("a").superseded_by] == ["c"]


@pytest.mark.parametrize("circle", [["a", "a"], ["a", "b", "a"], ["a", "b", "c", "a"]])
def test_no_document_comes_to_replace_itself(laws: Catalogue, circle: list[str]) -> None:
    for old, new in pairwise(circle[:-1]):
        laws.documents.supersedings.say(old, new)
    with pytest.raises(CircularSuperseding) as caught:
        laws.documents.supersedings.say(circle[-2], circle[-1])
    assert set(caught.value.circle) == set(circle)
    assert " is replaced by " in str(caught.value)


@pytest.mark.parametrize("pair", [("a", "nowhere"), ("nowhere", "a"), ("a", "gone")])
def test_only_documents_that_are_there_can_be_named_by_hand(laws: Catalogue, pair: tuple[str, str]) -> None:
    put(laws.documents, make("gone", "Words."))
    laws.documents.remove("gone")
    with pytest.raises(UnknownDocument):
        laws.documents.supersedings.say(*pair)


def test_what_staff_said_can_be_taken_back_and_what_a_document_says_cannot(laws: Catalogue) -> None:
    supersedings = laws.documents.supersedings
    supersedings.say("a", "b")
    supersedings.say("a", "b")
    assert supersedings.withdraw("a", "b")
    assert successor(laws, "a") is None
    assert not supersedings.withdraw("a", "b")
    document = make("c", "Words of c.")
    laws.documents.put(document, split(document), statements=Statements(supersedes=("a",)))
    assert not supersedings.withdraw("a", "c")
    assert successor(laws, "a") == "c"
    laws.documents.put(document, split(document))
    assert successor(laws, "a") is None


def test_a_statement_that_would_make_a_circle_stores_nothing(laws: Catalogue) -> None:
    laws.documents.supersedings.say("a", "b")
    document = make("a", "Other words.")
    with pytest.raises(CircularSuperseding):
        laws.documents.put(document, split(document), statements=Statements(supersedes=("b",)))
    assert laws.documents.get("a").latest_version == 1


def test_what_a_caller_may_not_read_replaces_nothing_for_it(laws: Catalogue) -> None:
    put(laws.documents, make("secret", "Words.", access=Access.STAFF))
    serve(laws)
    laws.documents.supersedings.say("a", "secret")
    assert successor(laws, "a") == "secret"
    assert successor(laws, "a", access=Access.PUBLIC) is None
    assert laws.documents.supersedings.links("a", access=Access.PUBLIC).superseded_by == ()


def test_a_document_holds_until_the_day_from_which_its_successor_does(laws: Catalogue) -> None:
    document = make("d", "Words of d.")
    document = replace(document, metadata=replace(document.metadata, valid_from="2027-01-01"))
    laws.documents.put(document, split(document))
    serve(laws)
    laws.documents.supersedings.say("a", "d")
    assert in_force(metadata(laws, "a"), on=date(2026, 12, 31))
    assert not in_force(metadata(laws, "a"), on=date(2027, 1, 1))
