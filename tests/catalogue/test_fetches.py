"""What is kept of fetches, and which documents came from a folder."""

from __future__ import annotations

from pathlib import Path

from assistant.bootstrap import Catalogue
from assistant.catalogue.below import documents_below
from assistant.catalogue.fetches import Fetch
from assistant.domain import Document, Kind, Metadata
from ingest.pipeline import Pipeline

ADDRESS = "https://a.example/政策?x=1"


def test_the_last_fetch_of_an_address_is_kept(catalogue: Catalogue) -> None:
    fetches = catalogue.fetches
    assert fetches.get(ADDRESS) is None
    fetches.note(Fetch(ADDRESS, '"1"', None, "a" * 64))
    fetches.note(Fetch(ADDRESS, '"2"', "Mon, 02 Nov 2026 08:00:00 GMT", "b" * 64))
    kept = fetches.get(ADDRESS)
    assert kept is not None
    assert (kept.etag, kept.last_modified, kept.content_hash) == ('"2"', "Mon, 02 Nov 2026 08:00:00 GMT", "b" * 64)
    assert kept.checked_at is not None
    fetches.touch(ADDRESS)
    again = fetches.get(ADDRESS)
    assert again is not None
    assert again.checked_at is not None
    assert again.checked_at >= kept.checked_at
    assert again.etag == '"2"'


def test_the_fetch_of_a_purged_document_is_forgotten(catalogue: Catalogue) -> None:
    document = Document("act", 1, ADDRESS, Metadata("An act", Kind.POLICY), "Words.", (), "b" * 64)
    catalogue.documents.put(document, ())
    catalogue.fetches.note(Fetch(ADDRESS, '"1"', None, "a" * 64))
    catalogue.purges.begin("act")
    assert catalogue.fetches.get(ADDRESS) is None


def test_documents_of_a_folder_are_those_below_it_and_no_others(catalogue: Catalogue, tmp_path: Path) -> None:
    for name in ("a_b/one.md", "a_b/deep/two.md", "aXb/three.md", "A_B/four.md", "a_b.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\nid: {path.stem.replace('_', '-')}\ntitle: T\n---\nThe words of {name}.\n")
    Pipeline(catalogue.documents).ingest([tmp_path])
    below = documents_below(catalogue.engine, tmp_path / "a_b")
    assert set(below.values()) == {"one", "two"}
    assert str((tmp_path / "a_b" / "one.md").resolve()) in below
    catalogue.documents.remove("one")
    assert set(documents_below(catalogue.engine, tmp_path / "a_b").values()) == {"two"}
