"""Documents and their versions: put, replaced, removed, put back, and who may read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from assistant.bootstrap import Catalogue
from assistant.catalogue import rows
from assistant.catalogue.changelog import IndexedPassage
from assistant.catalogue.source_files import KnownFile, SourceFile
from assistant.catalogue.storing import Change
from assistant.catalogue.tables import changes, passages, versions
from assistant.domain import Access, Block, BlockKind, Document, Kind, Metadata, Passage, Span
from assistant.errors import UnknownDocument
from assistant.settings import Settings
from ingest.splitting import split
from tests.fakes import make, passages_of, put


def serve_all(catalogue: Catalogue) -> dict[int, IndexedPassage]:
    """Do with the catalogue what the follower does, without indexes; passages of what is served, by number."""
    pending, _ = catalogue.changelog.pending(after=0, upto=catalogue.changelog.head(), limit=1000)
    found = {item.number: item for item in catalogue.changelog.passages_to_add(pending)}
    catalogue.changelog.serve(pending)
    catalogue.changelog.forget_other_versions(pending)
    return found


def all_numbers(catalogue: Catalogue) -> dict[int, float]:
    with catalogue.engine.connect() as connection:
        return dict.fromkeys(connection.execute(select(passages.c.pk)).scalars(), 1.0)


def readable(catalogue: Catalogue, access: Access) -> set[str]:
    """Texts of the passages that hits give to a caller, whatever the indexes found."""
    return {hit.passage.text for hit in catalogue.documents.hits(all_numbers(catalogue), access=access).values()}


def count(catalogue: Catalogue, table: str) -> int:
    counted = {"changes": changes, "versions": versions, "passages": passages}[table]
    with catalogue.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(counted)).scalar_one())


def test_a_document_comes_back_as_it_was_put(catalogue: Catalogue) -> None:
    metadata = Metadata(
        "标题", Kind.INCENTIVE, "zh", ("ES-CT", "ES"), ("incentives",), "ACCIÓ", "2025-10", "2025", "2026-12-31",
        "https://example.org", "high", "2026-11-23", Access.MEMBER, ("title",),
    )  # fmt: skip
    text = "标题 🚗\n\nItem | Rate\naid | 20%"
    blocks = (
        Block(BlockKind.HEADING, 0, 4, ("标题 🚗",)),
        Block(BlockKind.HEADER_ROW, 6, 17, ("标题 🚗",), 1, 2, "Li", "00:01:00", (Span(6, 10), Span(13, 17))),
        Block(BlockKind.ROW, 18, 27, ("标题 🚗",), 1, 2, "Li", "00:01:00", (Span(18, 21), Span(24, 27))),
    )
    document = Document("a", 0, "/a.md", metadata, text, blocks, "hash")
    catalogue.documents.put(document, split(document))
    assert catalogue.documents.get("a").document == replace(document, version=1)
    serve_all(catalogue)
    assert catalogue.documents.passages_of(["a"], access=Access.STAFF, limit=10) == passages_of(document)


def test_versions_are_counted_by_the_catalogue(catalogue: Catalogue) -> None:
    assert put(catalogue.documents, make("a", "One.")) is Change.ADDED
    assert put(catalogue.documents, make("a", "Two.")) is Change.UPDATED
    assert put(catalogue.documents, make("a", "Three.")) is Change.UPDATED
    stored = catalogue.documents.get("a")
    assert (stored.document.version, stored.latest_version, stored.removed) == (3, 3, False)
    assert [catalogue.documents.get("a", version=number).document.text for number in (1, 2, 3)] == [
        "One.",
        "Two.",
        "Three.",
    ]


def test_equal_content_changes_nothing(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    before = {table: count(catalogue, table) for table in ("changes", "versions", "passages")}
    assert put(catalogue.documents, make("a", "One.")) is Change.UNCHANGED
    assert {table: count(catalogue, table) for table in before} == before


def test_a_document_goes_back_to_earlier_words_as_a_new_version(catalogue: Catalogue) -> None:
    for text in ("One.", "Two.", "One."):
        put(catalogue.documents, make("a", text))
    assert (catalogue.documents.get("a").document.version, count(catalogue, "versions")) == (3, 3)


def test_a_put_that_fails_half_way_leaves_nothing(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    document = make("a", "Two.", "Three.")

    def broken() -> Iterator[Passage]:
        yield next(split(document))
        raise RuntimeError("the splitter broke")

    before = {table: count(catalogue, table) for table in ("changes", "versions", "passages")}
    with pytest.raises(RuntimeError):
        catalogue.documents.put(document, broken())
    assert {table: count(catalogue, table) for table in before} == before
    assert catalogue.documents.get("a").document.version == 1


def test_others_may_write_while_a_long_document_is_split(catalogue: Catalogue, settings: Settings) -> None:
    other = Catalogue(settings)
    document = make("long", "One.", "Two.")

    def slowly() -> Iterator[Passage]:
        # Would wait for the write lock in vain if this process held it by now.
        put(other.documents, make("short", "Words."))
        yield from split(document)

    assert catalogue.documents.put(document, slowly()) is Change.ADDED
    assert [summary.id for summary in catalogue.documents.summaries()] == ["long", "short"]
    other.close()


def test_a_removed_document_is_gone_but_its_versions_stay(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    serve_all(catalogue)
    assert readable(catalogue, Access.STAFF) == {"One."}
    catalogue.documents.remove("a")
    assert readable(catalogue, Access.STAFF) == set()
    assert catalogue.documents.passages_of(["a"], access=Access.STAFF, limit=9) == []
    assert catalogue.documents.summaries() == []
    with pytest.raises(UnknownDocument):
        catalogue.documents.get("a")
    stored = catalogue.documents.get("a", version=1)
    assert (stored.document.text, stored.removed) == ("One.", True)


def test_a_document_that_is_put_back_is_not_answered_from_in_its_old_words(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "Withdrawn words."))
    serve_all(catalogue)
    catalogue.documents.remove("a")
    assert put(catalogue.documents, make("a", "New words.")) is Change.ADDED
    assert readable(catalogue, Access.STAFF) == set()
    serve_all(catalogue)
    assert readable(catalogue, Access.STAFF) == {"New words."}
    assert catalogue.documents.get("a").document.version == 2


def test_a_removed_document_can_be_put_back_as_it_was(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    catalogue.documents.remove("a")
    assert put(catalogue.documents, make("a", "One.")) is Change.ADDED
    serve_all(catalogue)
    assert readable(catalogue, Access.STAFF) == {"One."}


@pytest.mark.parametrize("name", ["nowhere", "", "a@1", "a' OR 1=1 --", "../a"])
def test_unknown_ids_are_unknown(catalogue: Catalogue, name: str) -> None:
    put(catalogue.documents, make("a", "One."))
    with pytest.raises(UnknownDocument) as caught:
        catalogue.documents.get(name)
    assert caught.value.document_id == name
    with pytest.raises(UnknownDocument):
        catalogue.documents.remove(name)


@pytest.mark.parametrize("version", [0, 2, -1, 10**9])
def test_unknown_versions_are_unknown(catalogue: Catalogue, version: int) -> None:
    put(catalogue.documents, make("a", "One."))
    with pytest.raises(UnknownDocument) as caught:
        catalogue.documents.get("a", version=version)
    assert caught.value.version == version


def test_what_is_not_indexed_yet_is_not_served(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    assert [summary.served for summary in catalogue.documents.summaries()] == [False]
    assert readable(catalogue, Access.STAFF) == set()
    serve_all(catalogue)
    assert [summary.served for summary in catalogue.documents.summaries()] == [True]
    put(catalogue.documents, make("a", "Two."))
    assert [summary.served for summary in catalogue.documents.summaries()] == [False]
    assert readable(catalogue, Access.STAFF) == {"One."}


def test_passages_of_replaced_versions_go_and_their_texts_stay(catalogue: Catalogue) -> None:
    for text in ("One.", "Two."):
        put(catalogue.documents, make("a", text))
        serve_all(catalogue)
    assert count(catalogue, "passages") == catalogue.changelog.served_passages() == 1
    old = catalogue.documents.get("a", version=1).document
    assert old.text[0:4] == "One."


def test_numbers_of_passages_never_come_back(catalogue: Catalogue) -> None:
    seen: set[int] = set()
    for text in ("One.", "Two.", "Three.", "Four."):
        put(catalogue.documents, make("a", text))
        serve_all(catalogue)
        numbers = set(all_numbers(catalogue))
        assert not numbers & seen
        seen |= numbers


LEVELS = list(Access)


@pytest.mark.parametrize("caller", LEVELS)
def test_a_caller_sees_its_own_level_and_those_below_everywhere(catalogue: Catalogue, caller: Access) -> None:
    for level in LEVELS:
        put(catalogue.documents, make(level.value, f"Words for {level.value}.", access=level))
    serve_all(catalogue)
    allowed = {level.value for level in LEVELS[: LEVELS.index(caller) + 1]}
    assert {summary.id for summary in catalogue.documents.summaries(access=caller)} == allowed
    assert readable(catalogue, caller) == {f"Words for {name}." for name in allowed}
    found = catalogue.documents.passages_of([level.value for level in LEVELS], access=caller, limit=9)
    assert {passage.document_id for passage in found} == allowed
    for level in LEVELS:
        for version in (None, 1):
            if level.value in allowed:
                assert catalogue.documents.get(level.value, version=version, access=caller)
            else:
                with pytest.raises(UnknownDocument):
                    catalogue.documents.get(level.value, version=version, access=caller)


def test_raising_the_level_hides_all_versions_at_once(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One."))
    serve_all(catalogue)
    put(catalogue.documents, make("a", "One.", access=Access.MEMBER))
    assert readable(catalogue, Access.PUBLIC) == set()
    assert catalogue.documents.summaries(access=Access.PUBLIC) == []
    for version in (None, 1, 2):
        with pytest.raises(UnknownDocument):
            catalogue.documents.get("a", version=version, access=Access.PUBLIC)
    # Members go on with the version that is indexed.
    assert readable(catalogue, Access.MEMBER) == {"One."}


def test_lowering_the_level_opens_the_new_version_and_never_the_old_one(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "Secret words.", access=Access.STAFF))
    serve_all(catalogue)
    put(catalogue.documents, make("a", "Open words.", access=Access.PUBLIC))
    assert readable(catalogue, Access.PUBLIC) == set()
    assert catalogue.documents.get("a", access=Access.PUBLIC).document.text == "Open words."
    with pytest.raises(UnknownDocument):
        catalogue.documents.get("a", version=1, access=Access.PUBLIC)
    serve_all(catalogue)
    assert readable(catalogue, Access.PUBLIC) == {"Open words."}


def test_hits_keep_their_scores(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("a", "One.", "Two.", headings=("A", "B")))
    serve_all(catalogue)
    scores = {number: number / 7 for number in all_numbers(catalogue)}
    assert {
        number: hit.score for number, hit in catalogue.documents.hits(scores, access=Access.PUBLIC).items()
    } == scores
    assert catalogue.documents.hits({}, access=Access.PUBLIC) == {}
    assert catalogue.documents.hits({10**9: 1.0}, access=Access.PUBLIC) == {}


def test_passages_of_documents_come_in_reading_order_and_as_many_as_asked(catalogue: Catalogue) -> None:
    for name in ("b", "a"):
        put(catalogue.documents, make(name, "One.", "Two.", "Three.", headings=("A", "B", "C")))
    serve_all(catalogue)
    found = catalogue.documents.passages_of(["b", "a"], access=Access.PUBLIC, limit=2)
    assert [(passage.document_id, passage.text) for passage in found] == [
        ("a", "One."),
        ("a", "Two."),
        ("b", "One."),
        ("b", "Two."),
    ]


def test_a_noted_file_belongs_to_its_document(catalogue: Catalogue) -> None:
    file = SourceFile("/a.md", 4, 2**62, "f" * 64, "0" * 64)
    document = make("a", "One.")
    catalogue.documents.put(document, split(document), file=file)
    assert catalogue.documents.files.known(["/a.md"]) == {"/a.md": KnownFile(file, "a", copy=False)}
    catalogue.documents.remove("a")
    assert catalogue.documents.files.known(["/a.md"]) == {}


def test_blocks_survive_their_short_form() -> None:
    block = Block(BlockKind.ROW, 1, 9, ("A", "B"), 3, 4, "Li", "00:00:01", (Span(1, 4), Span(5, 9)))
    assert rows.block_from(rows.block_values(block)) == block


def test_a_country_has_documents_when_one_on_it_or_on_a_region_of_it_is_served(catalogue: Catalogue) -> None:
    metadata = Metadata("Grant", Kind.INCENTIVE, "en", ("ES-CT", "MA"), access=Access.MEMBER)
    document = Document("a", 0, "/a.md", metadata, "Aid", (Block(BlockKind.PARAGRAPH, 0, 3),), "hash")
    catalogue.documents.put(document, split(document))
    assert not catalogue.documents.has_filed_under("ES", access=Access.STAFF)

    serve_all(catalogue)

    assert catalogue.documents.has_filed_under("ES", access=Access.MEMBER)
    assert catalogue.documents.has_filed_under("MA", access=Access.STAFF)
    assert not catalogue.documents.has_filed_under("ES", access=Access.PUBLIC)
    assert not catalogue.documents.has_filed_under("E", access=Access.STAFF)
