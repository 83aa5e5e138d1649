"""What two processes note at the same instant is noted once, and neither of them fails."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from assistant.bootstrap import Catalogue
from assistant.catalogue.fetches import Fetch
from assistant.catalogue.quarantine import FailedSource
from assistant.catalogue.source_files import SourceFile
from assistant.catalogue.uploads import source_of
from tests.fakes import make

ADDRESS = "https://a.example/act"
SOURCE = source_of("act.md")
TOGETHER = 4


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
        together = Barrier(TOGETHER)

        def at_once(_number: int, together: Barrier = together) -> None:
            together.wait()
            note(catalogue)

        with ThreadPoolExecutor(TOGETHER) as callers:
            list(callers.map(at_once, range(TOGETHER)))
    noted = [catalogue.fetches.get(ADDRESS), catalogue.uploads.get(SOURCE), catalogue.quarantine.find(SOURCE)]
    assert sum(each is not None for each in noted) == 1


def test_an_upload_is_kept_only_as_long_as_there_is_a_document_of_it(catalogue: Catalogue) -> None:
    file = SourceFile(f"{SOURCE}/inside.md", 1, 1, "a" * 64, "")
    catalogue.documents.put(make("inside", "Words."), (), file=file)
    keep_upload(catalogue)
    assert not catalogue.uploads.keep(source_of("ac_.md"), file="a" * 64, size=1, flags={})
    catalogue.documents.remove("inside")
    assert not catalogue.uploads.keep(SOURCE, file="b" * 64, size=1, flags={})
    assert catalogue.uploads.forget_removed() == 1
