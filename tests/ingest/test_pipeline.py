"""Files into the catalogue: what is new, what is not, and what cannot be taken in."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ColumnElement, func, select

from assistant.bootstrap import Advisory, Catalogue, open_advisory
from assistant.catalogue.tables import metadata as tables
from assistant.domain import Access, Kind
from assistant.errors import SourceNotFound
from assistant.index.embedders import SentenceEncoderEmbedder
from assistant.settings import Settings
from ingest.checking import check_files
from ingest.identity import id_for
from ingest.metadata import TOPICS, Flags
from ingest.paths import find_files
from ingest.pipeline import Pipeline
from ingest.sources.finding import Sources
from tests.conftest import CORPUS, CORPUS_SIZE

GRANT = """---
id: grant
title: A grant
jurisdiction: ES
---
# A grant

The grant covers 20% of eligible costs. It may not exceed EUR 500,000.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "grant.md").write_text(GRANT, encoding="utf-8")
    (folder / "note.txt").write_text("会议纪要\n\n补贴最高为20%。", encoding="utf-8")
    return folder


@pytest.fixture
def pipeline(catalogue: Catalogue) -> Pipeline:
    return Pipeline(catalogue.documents)


def state(catalogue: Catalogue) -> dict[str, tuple[int, ...]]:
    """Number of rows and largest key of every table."""
    found = {}
    with catalogue.engine.connect() as connection:
        for table in tables.sorted_tables:
            columns: list[ColumnElement[Any]] = [func.count()]
            columns += [func.max(column) for column in table.primary_key if column.type.python_type is int]
            found[table.name] = tuple(connection.execute(select(*columns).select_from(table)).one())
    return found


def newer(path: Path, text: str) -> None:
    """Write a file so that it differs in its time as well, however fast the test runs."""
    later = path.stat().st_mtime_ns + 1_000_000_000
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(later, later))


def test_every_document_of_the_corpus_could_be_taken_in() -> None:
    files = list(find_files([CORPUS]))
    assert len(files) == CORPUS_SIZE
    assert check_files(Sources([CORPUS]), Flags()) == []


def test_documents_of_the_corpus_state_what_the_product_needs(corpus_advisory: Advisory) -> None:
    summaries = corpus_advisory.catalogue.documents.summaries()
    assert len(summaries) == CORPUS_SIZE
    for summary in summaries:
        assert summary.served, summary.id
        assert summary.passages > 0, summary.id
        assert summary.metadata.inferred == (), summary.id
        assert summary.metadata.kind is not Kind.OTHER, summary.id
        assert set(summary.metadata.topics) <= TOPICS, summary.id
        assert summary.metadata.jurisdictions, summary.id


def test_taking_the_corpus_in_again_rewrites_nothing(
    corpus_settings: Settings, embedder: SentenceEncoderEmbedder
) -> None:
    with open_advisory(corpus_settings, embedder=embedder) as advisory:
        before = state(advisory.catalogue)
        report = Pipeline(advisory.catalogue.documents).ingest([CORPUS])
        assert (len(report.unchanged), report.added, report.updated, report.failed) == (CORPUS_SIZE, [], [], [])
        assert state(advisory.catalogue) == before
        cursors = (advisory.words.cursor, advisory.vectors.cursor)
        advisory.follower.catch_up()
        assert (advisory.words.cursor, advisory.vectors.cursor) == cursors
        assert state(advisory.catalogue) == before


def test_a_file_is_added_and_then_unchanged(catalogue: Catalogue, pipeline: Pipeline, folder: Path) -> None:
    first = pipeline.ingest([folder])
    assert (sorted(first.added), first.ok) == (["grant", id_for(str(folder / "note.txt"))], True)
    before = state(catalogue)
    second = pipeline.ingest([folder])
    assert (sorted(second.unchanged), second.added, second.updated) == (sorted(first.added), [], [])
    assert state(catalogue) == before


def test_a_file_that_was_touched_but_is_equal_is_unchanged(
    catalogue: Catalogue, pipeline: Pipeline, folder: Path
) -> None:
    pipeline.ingest([folder])
    before = state(catalogue)
    newer(folder / "grant.md", GRANT)
    assert pipeline.ingest([folder / "grant.md"]).unchanged == ["grant"]
    assert state(catalogue) == before
    (known,) = catalogue.documents.files.of_document("grant")
    assert known.file.modified_ns == (folder / "grant.md").stat().st_mtime_ns


def test_a_file_whose_bytes_differ_but_not_its_meaning_is_unchanged(
    catalogue: Catalogue, pipeline: Pipeline, folder: Path
) -> None:
    pipeline.ingest([folder])
    newer(folder / "grant.md", GRANT + "\n\n")
    assert pipeline.ingest([folder]).updated == []
    assert catalogue.documents.get("grant").document.version == 1


def test_a_changed_file_becomes_the_next_version_and_the_old_one_stays(
    catalogue: Catalogue, pipeline: Pipeline, folder: Path
) -> None:
    pipeline.ingest([folder])
    old = catalogue.documents.get("grant").document
    newer(folder / "grant.md", GRANT.replace("20%", "35%"))
    assert pipeline.ingest([folder]).updated == ["grant"]
    stored = catalogue.documents.get("grant")
    assert (stored.document.version, stored.latest_version) == (2, 2)
    assert "35%" in stored.document.text
    assert catalogue.documents.get("grant", version=1).document == old


def test_changed_front_matter_makes_a_version_too(catalogue: Catalogue, pipeline: Pipeline, folder: Path) -> None:
    pipeline.ingest([folder])
    newer(folder / "grant.md", GRANT.replace("jurisdiction: ES", "jurisdiction: ES-CT"))
    assert pipeline.ingest([folder]).updated == ["grant"]
    assert catalogue.documents.get("grant").document.metadata.jurisdictions == ("ES-CT",)


def test_other_flags_mean_that_a_file_is_read_again(catalogue: Catalogue, pipeline: Pipeline, folder: Path) -> None:
    pipeline.ingest([folder])
    report = pipeline.ingest([folder], flags=Flags(access=Access.STAFF))
    assert len(report.updated) == 2
    assert catalogue.documents.summaries(access=Access.PUBLIC) == []


def test_a_removed_document_comes_back_with_its_file(catalogue: Catalogue, pipeline: Pipeline, folder: Path) -> None:
    pipeline.ingest([folder])
    catalogue.documents.remove("grant")
    report = pipeline.ingest([folder])
    assert report.added == ["grant"]
    assert catalogue.documents.get("grant").document.version == 2


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.md": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty|no words|no text"),
    "head-only.md": (b"---\ntitle: x\n---\n", "no words|no text|empty"),
    "unknown-key.md": (b"---\ntitel: x\n---\nwords", "did you mean 'title'"),
    "bad-date.md": (b"---\ntitle: x\npublished: soon\n---\nwords", "published: 'soon'"),
    "picture.md": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "."),
    "damaged.pdf": (b"%PDF-1.7\nnothing of a PDF", "."),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_fails_alone_and_says_why(catalogue: Catalogue, pipeline: Pipeline, folder: Path, name: str) -> None:
    content, words = BAD_FILES[name]
    (folder / name).write_bytes(content)
    heard: list[tuple[str, str]] = []
    report = pipeline.ingest([folder], listener=lambda done: heard.append((done.path.name, done.outcome)))
    (failure,) = report.failed
    assert failure.source == str(folder / name)
    assert not failure.reason.startswith(failure.source)
    assert re.search(words, failure.reason), failure.reason
    assert len(report.added) == 2
    assert not report.ok
    assert sorted(heard) == sorted([("grant.md", "added"), ("note.txt", "added"), (name, "failed")])
    assert len(catalogue.documents.summaries()) == 2


def test_a_file_that_turns_bad_leaves_its_last_good_version(
    catalogue: Catalogue, pipeline: Pipeline, folder: Path
) -> None:
    pipeline.ingest([folder])
    newer(folder / "grant.md", GRANT.replace("title: A grant", "titel: A grant"))
    assert len(pipeline.ingest([folder]).failed) == 1
    assert catalogue.documents.get("grant").document.version == 1
    # And it is not forgotten that it is bad.
    assert len(pipeline.ingest([folder]).failed) == 1


def test_two_files_of_one_call_with_the_same_id_are_told_apart(
    catalogue: Catalogue, pipeline: Pipeline, folder: Path
) -> None:
    (folder / "later.md").write_text(GRANT.replace("20%", "99%"), encoding="utf-8")
    report = pipeline.ingest([folder])
    (failure,) = report.failed
    assert failure.source.endswith("later.md")
    assert "'grant' is already that of" in failure.reason
    assert "grant.md" in failure.reason
    assert "20%" in catalogue.documents.get("grant").document.text


def test_a_file_with_the_id_of_an_unchanged_one_does_not_replace_it(
    catalogue: Catalogue, pipeline: Pipeline, folder: Path
) -> None:
    pipeline.ingest([folder])
    (folder / "later.md").write_text(GRANT.replace("20%", "99%"), encoding="utf-8")
    (failure,) = pipeline.ingest([folder]).failed
    assert failure.source.endswith("later.md")
    assert "20%" in catalogue.documents.get("grant").document.text


def test_a_document_may_move_to_another_file(catalogue: Catalogue, pipeline: Pipeline, folder: Path) -> None:
    pipeline.ingest([folder])
    (folder / "grant.md").rename(folder / "moved.md")
    report = pipeline.ingest([folder])
    assert (report.moved, report.unchanged) == (["grant"], [id_for(str(folder / "note.txt"))])
    newer(folder / "moved.md", GRANT.replace("20%", "35%"))
    assert pipeline.ingest([folder]).updated == ["grant"]


def test_a_file_named_twice_is_taken_in_once(pipeline: Pipeline, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    report = pipeline.ingest([Path("grant.md"), folder / "grant.md", Path("../documents/grant.md")])
    assert (report.added, report.unchanged, report.failed) == (["grant"], ["grant", "grant"], [])


def test_a_missing_path_stops_everything_before_it_begins(
    catalogue: Catalogue, pipeline: Pipeline, folder: Path
) -> None:
    with pytest.raises(SourceNotFound) as caught:
        pipeline.ingest([folder, folder / "nowhere"])
    assert caught.value.source == str(folder / "nowhere")
    assert catalogue.documents.summaries() == []


def test_checking_files_stores_nothing_and_tells_the_same(catalogue: Catalogue, folder: Path) -> None:
    (folder / "bad.md").write_text("---\ntitel: x\n---\nwords", encoding="utf-8")
    (folder / "later.md").write_text(GRANT + "\nMore words.\n", encoding="utf-8")
    failures = check_files(Sources([folder]), Flags())
    assert [Path(failure.source).name for failure in failures] == ["bad.md", "later.md"]
    assert catalogue.changelog.head() == 0


def test_checking_takes_a_copy_for_one_as_the_ingest_does(pipeline: Pipeline, folder: Path) -> None:
    (folder / "same.md").write_text(GRANT, encoding="utf-8")
    assert check_files(Sources([folder]), Flags()) == []
    report = pipeline.ingest([folder])
    assert (len(report.added), len(report.duplicates), report.failed) == (2, 1, [])


def test_hidden_files_and_readmes_are_no_documents(folder: Path) -> None:
    for name in ("README.md", ".hidden.md", "LICENSE"):
        (folder / name).write_text("words", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "note.md").write_text("words", encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "inner.md").write_text("words", encoding="utf-8")
    assert [file.name for file in find_files([folder])] == ["grant.md", "note.txt", "inner.md"]
    assert [file.name for file in find_files([folder / "README.md"])] == ["README.md"]


def test_of_a_folder_only_files_with_names_of_documents_are_taken(pipeline: Pipeline, folder: Path) -> None:
    for name in ("data.json", "table.tbl", "server.log", "extensionless", "LOUD.MD"):
        (folder / name).write_text(f"The words of {name}.", encoding="utf-8")
    report = pipeline.ingest([folder, folder / "extensionless"])

    assert [Path(name).name for name in report.skipped] == ["data.json", "extensionless", "server.log", "table.tbl"]
    assert len(report.added) == len(["grant.md", "note.txt", "LOUD.MD", "extensionless"])
    assert report.ok


def test_links_to_folders_are_listed_and_not_followed(pipeline: Pipeline, folder: Path, tmp_path: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "inner.md").write_text("The words of the inner file.", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "twice").symlink_to(folder / "sub")
    (folder / "away").symlink_to(tmp_path / "elsewhere")
    report = pipeline.ingest([folder])

    assert [name.removeprefix(f"{folder}/") for name in report.skipped] == [
        "away (a link out of the folder: name what it leads to)",
        "sub/loop (a link back to a folder that it lies in)",
        "twice (a link to another folder of this one, which is read where it lies)",
    ]
    assert (len(report.added), report.ok) == (3, True)


def test_the_guide_for_contributors_lists_every_topic() -> None:
    guide = (CORPUS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = guide.partition("Known topics")[2].partition("): ")[2].partition(".")[0]

    assert set(re.findall(r"`([a-z-]+)`", listed)) == TOPICS


@pytest.mark.parametrize(
    ("source", "beginning"),
    [
        ("/a/Some Report (final).pdf", "some-report-final-"),
        ("/a/政策.txt", "document-"),
        ("/a/" + "x" * 200 + ".md", "x" * 60 + "-"),
    ],
)
def test_ids_of_files_that_state_none_are_safe_and_stable(source: str, beginning: str) -> None:
    assert id_for(source).startswith(beginning)
    assert id_for(source) == id_for(source)
    assert id_for(source) != id_for("/b" + source)


def test_the_file_that_was_taken_in_last_decides_what_a_document_says(
    catalogue: Catalogue, pipeline: Pipeline, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "grant.md").write_text(GRANT.replace("20%", "35%"), encoding="utf-8")
    for path, words in ((folder, "20%"), (other, "35%"), (folder, "20%"), (other, "35%")):
        pipeline.ingest([path / "grant.md"])
        assert words in catalogue.documents.get("grant").document.text
    assert catalogue.documents.get("grant").document.version == 4


def test_a_file_whose_name_is_not_utf8_is_taken_in(catalogue: Catalogue, pipeline: Pipeline, folder: Path) -> None:
    odd = folder / os.fsdecode("政策.md".encode("gb18030"))
    try:
        odd.write_text(GRANT.replace("id: grant\n", ""), encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    assert len(pipeline.ingest([odd]).added) == 1
    assert len(pipeline.ingest([odd]).unchanged) == 1
    newer(odd, "---\ntitel: x\n---\nwords")
    (failure,) = pipeline.ingest([odd]).failed
    assert failure.source.encode()
    assert "did you mean" in failure.reason
