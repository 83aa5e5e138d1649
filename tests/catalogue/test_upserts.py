"""What two processes note at the same instant is noted once, and neither of them fails."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import select

from assistant.bootstrap import Catalogue
from assistant.catalogue.fetches import Fetch
from assistant.catalogue.quarantine import FailedSource
from assistant.catalogue.source_files import SourceFile
from assistant.catalogue.tables import sketches
from assistant.catalogue.uploads import source_of
from assistant.errors import CircularSuperseding
from assistant.language.sketching import sketch_of
from tests.fakes import make, put

ADDRESS = "https://a.example/act"
SOURCE = source_of("act.md")
TOGETHER = 4

T = TypeVar("T")


def at_once(do: Callable[[int], T]) -> list[T]:
    """Have several threads, which are numbered, do something at the same instant."""
    together = Barrier(TOGETHER)

    def when_all_are_there(number: int) -> T:
        together.wait()
        return do(number)

    with ThreadPoolExecutor(TOGETHER) as callers:
        return list(callers.map(when_all_are_there, range(TOGETHER)))


def note_fetch(catalogue: Catalogue) -> None:
    catalogue.fetches.note(Fetch(ADDRESS, '"1"', None, "a" * 64))


def keep_upload(catalogue: Catalogue) -> None:
    assert catalogue.uploads.keep(SOURCE, file="a" * 64, size=1, flags={})


def note_failure(catalogue: Catalogue) -> None:
    catalogue.quarantine.note(FailedSource(SOURCE, "", "damaged", "", {}, ""))


@pytest.mark.parametrize("note", [note_fetch, keep_upload, note_failure])
def test_the_same_is_noted_at_once_by_several(catalogue: Catalogue, note: Callable[[Catalogue], None]) -> None:
    catalogue.documents.put(make("act", "Words."), (), file=SourceFile(SOURCE, 1, 1, "a" * 64, ""))
    for _ in range(5):
        catalogue.uploads.forget(SOURCE)
        catalogue.quarantine.clear([SOURCE])
        at_once(lambda _: note(catalogue))
    noted = [catalogue.fetches.get(ADDRESS), catalogue.uploads.get(SOURCE), catalogue.quarantine.find(SOURCE)]
    assert sum(each is not None for each in noted) == 1


def test_progress_is_noted_at_once_by_several(catalogue: Catalogue) -> None:
    for name in "abcde":
        at_once(partial(catalogue.changelog.note_progress, name))
        assert catalogue.changelog.progress(name) in range(TOGETHER)


def test_a_document_is_sketched_and_purged_at_once_by_several(catalogue: Catalogue) -> None:
    sketch = sketch_of("Factories in Spain may be granted up to 20% of what they invest in new machines. " * 9)

    def sketched(key: int, version: int, _: int) -> None:
        catalogue.documents.similarities.put(key, version, sketch)

    def purged(name: str, _: int) -> None:
        catalogue.purges.begin(name)

    for name in "abcde":
        put(catalogue.documents, make(name, f"Words of {name}."))
        ((key, version, _),) = catalogue.documents.similarities.wanting(sketch.made_by)
        at_once(partial(sketched, key, version))
        assert list(catalogue.documents.similarities.wanting(sketch.made_by)) == []
        at_once(partial(purged, name))
    assert [purge.document_id for purge in catalogue.purges.unfinished()] == list("abcde")


def test_no_sketch_is_kept_of_a_document_that_was_removed_while_it_was_made(catalogue: Catalogue) -> None:
    sketch = sketch_of("Factories in Spain may be granted up to 20% of what they invest in new machines. " * 9)
    for name in ("gone", "renewed"):
        put(catalogue.documents, make(name, "Words."))
    for key, version, _ in catalogue.documents.similarities.wanting(sketch.made_by):
        catalogue.documents.similarities.put(key, version + 1, sketch)
    assert len(list(catalogue.documents.similarities.wanting(sketch.made_by))) == 2
    before = list(catalogue.documents.similarities.wanting(sketch.made_by))
    catalogue.purges.begin("gone")
    for key, version, _ in before:
        catalogue.documents.similarities.put(key, version, sketch)
    with catalogue.engine.connect() as connection:
        assert len(connection.execute(select(sketches.c.document_pk)).all()) == 1


def test_of_two_that_say_the_contrary_at_once_one_is_refused(catalogue: Catalogue) -> None:
    def say(number: int) -> bool:
        try:
            catalogue.documents.supersedings.say(*("ab" if number % 2 else "ba"))
        except CircularSuperseding:
            return False
        return True

    for name in "ab":
        put(catalogue.documents, make(name, f"Words of {name}."))
    for _ in range(5):
        said = at_once(say)
        assert said in ([True, False] * (TOGETHER // 2), [False, True] * (TOGETHER // 2))
        for pair in ("ab", "ba"):
            catalogue.documents.supersedings.withdraw(*pair)


def test_an_upload_is_kept_only_as_long_as_there_is_a_document_of_it(catalogue: Catalogue) -> None:
    file = SourceFile(f"{SOURCE}/inside.md", 1, 1, "a" * 64, "")
    catalogue.documents.put(make("inside", "Words."), (), file=file)
    keep_upload(catalogue)
    assert not catalogue.uploads.keep(source_of("ac_.md"), file="a" * 64, size=1, flags={})
    catalogue.documents.remove("inside")
    assert not catalogue.uploads.keep(SOURCE, file="b" * 64, size=1, flags={})
    assert catalogue.uploads.forget_removed() == 1
