"""The life of a document: moved, copied, touched and renamed files, near-duplicates, and what replaces what."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import event

from assistant.bootstrap import Catalogue
from assistant.catalogue.source_files import SourceFile
from assistant.domain import Access
from ingest import loading, step
from ingest.metadata import Flags
from ingest.pipeline import Pipeline
from ingest.report import Hint, IngestReport

ACT = " ".join(
    f"Article {number}: the grant of case {number} covers {number + 3}% of the eligible costs of plant number {number}."
    for number in range(1, 60)
)
法规 = "".join(
    f"第{number}条：第{number}类企业可获得合格费用百分之{number + 3}的补贴，须在获批后第{number}个月内开工。"
    for number in range(1, 60)
)

Run = Callable[..., IngestReport]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "act.txt").write_text(ACT, encoding="utf-8")
    return folder


@pytest.fixture
def run(catalogue: Catalogue, folder: Path) -> Run:
    def ingest(*paths: Path, flags: Flags | None = None) -> IngestReport:
        return Pipeline(catalogue.documents).ingest(paths or [folder], flags=flags)

    return ingest


def ids(catalogue: Catalogue) -> list[str]:
    return [summary.id for summary in catalogue.documents.summaries()]


def sources(catalogue: Catalogue) -> list[str]:
    return [summary.source for summary in catalogue.documents.summaries()]


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that a text was made of."""
    read: list[Path] = []

    def noting(path: Path, *rest: object) -> object:
        read.append(path)
        return loading.load(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(step, "load", noting)
    return read


def test_a_moved_file_keeps_its_document_and_is_not_read(
    catalogue: Catalogue, run: Run, folder: Path, unread: list[Path]
) -> None:
    (document_id,) = run().added
    unread.clear()
    (folder / "archive").mkdir()
    (folder / "act.txt").rename(folder / "archive" / "act.txt")
    report = run()
    assert (report.moved, report.added, report.updated, report.unchanged) == ([document_id], [], [], [])
    assert unread == []
    assert sources(catalogue) == [str(folder / "archive" / "act.txt")]
    assert catalogue.documents.get(document_id).latest_version == 1
    assert run().unchanged == [document_id]
    (folder / "archive" / "act.txt").write_text(ACT.replace("covers 4%", "covers 40%"), encoding="utf-8")
    assert run().updated == [document_id]


def test_a_renamed_file_keeps_its_document_though_its_name_says_more(
    catalogue: Catalogue, run: Run, folder: Path
) -> None:
    (document_id,) = run().added
    (folder / "act.txt").rename(folder / "act-2026-04-01.txt")
    assert run().moved == [document_id]
    stored = catalogue.documents.get(document_id).document
    assert stored.metadata.published == "2026-04-01"
    assert stored.source == str(folder / "act-2026-04-01.txt")
    assert ids(catalogue) == [document_id]


def test_a_whole_folder_may_move(catalogue: Catalogue, run: Run, folder: Path, tmp_path: Path) -> None:
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"{number}. {ACT}", encoding="utf-8")
    first = run()
    folder.rename(tmp_path / "elsewhere")
    report = run(tmp_path / "elsewhere")
    assert sorted(report.moved) == sorted(first.added)
    assert sorted(ids(catalogue)) == sorted(first.added)


def test_members_of_an_archive_that_moves_keep_their_documents(catalogue: Catalogue, run: Run, folder: Path) -> None:
    (folder / "act.txt").unlink()
    with ZipFile(folder / "pack.zip", "w") as package:
        package.writestr("one/act.txt", ACT)
        package.writestr("two/act.txt", ACT.replace("grant", "loan"))
    first = run()
    assert run().unchanged == first.added
    (folder / "pack.zip").rename(folder / "renamed.zip")
    assert run().moved == first.added
    assert sorted(sources(catalogue)) == [str(folder / "renamed.zip" / name) for name in ("one/act.txt", "two/act.txt")]


def test_a_copy_is_no_document_of_its_own(catalogue: Catalogue, run: Run, folder: Path, unread: list[Path]) -> None:
    (document_id,) = run().added
    unread.clear()
    shutil.copy(folder / "act.txt", folder / "copy.txt")
    for _ in range(2):
        report = run()
        assert (report.unchanged, report.added, report.ok) == ([document_id], [], True)
        (copy,) = report.duplicates
        assert (copy.source, copy.of) == (str(folder / "copy.txt"), str(folder / "act.txt"))
        assert copy.document_id == document_id
    assert unread == []
    assert ids(catalogue) == [document_id]


def test_copies_that_come_together_are_told_too(catalogue: Catalogue, run: Run, folder: Path) -> None:
    shutil.copy(folder / "act.txt", folder / "b.txt")
    shutil.copy(folder / "act.txt", folder / "c.txt")
    report = run()
    assert len(report.added) == 1
    assert [Path(copy.source).name for copy in report.duplicates] == ["b.txt", "c.txt"]
    assert {copy.document_id for copy in report.duplicates} == set(report.added)


def test_copies_of_a_file_that_fails_fail_with_it(catalogue: Catalogue, run: Run, folder: Path) -> None:
    for name in ("bad.md", "bad-too.md"):
        (folder / name).write_text("---\ntitel: x\n---\nwords", encoding="utf-8")
    report = run()
    assert len(report.failed) == 2
    assert any("holds the same as" in failure.reason for failure in report.failed)


def test_a_copy_takes_over_when_the_first_file_goes(catalogue: Catalogue, run: Run, folder: Path) -> None:
    (document_id,) = run().added
    shutil.copy(folder / "act.txt", folder / "copy.txt")
    run()
    (folder / "act.txt").unlink()
    assert run().moved == [document_id]
    assert run().unchanged == [document_id]


def test_a_copy_becomes_a_document_when_the_first_file_says_something_else(
    catalogue: Catalogue, run: Run, folder: Path
) -> None:
    (document_id,) = run().added
    shutil.copy(folder / "act.txt", folder / "copy.txt")
    run()
    (folder / "act.txt").write_text(ACT.replace("grant", "loan"), encoding="utf-8")
    report = run()
    assert report.updated == [document_id]
    assert len(report.added) == 1
    assert len(run().unchanged) == 2


def test_files_of_the_same_bytes_that_other_people_may_read_are_documents_of_their_own(
    catalogue: Catalogue, run: Run, folder: Path, tmp_path: Path
) -> None:
    run(flags=Flags(access=Access.STAFF))
    (tmp_path / "open").mkdir()
    shutil.copy(folder / "act.txt", tmp_path / "open" / "act.txt")
    assert len(run(tmp_path / "open").added) == 1
    assert len(catalogue.documents.summaries(access=Access.PUBLIC)) == 1


def test_so_they_are_when_they_come_together(catalogue: Catalogue, run: Run, folder: Path) -> None:
    for name in ("b.txt", "c.txt"):
        shutil.copy(folder / "act.txt", folder / name)
    (folder / "manifest.yaml").write_text("- file: b.txt\n  access: staff\n", encoding="utf-8")
    report = run()
    assert len(report.added) == 2
    assert [Path(copy.source).name for copy in report.duplicates] == ["c.txt"]
    assert len(catalogue.documents.summaries(access=Access.PUBLIC)) == 1
    again = run()
    assert (len(again.unchanged), len(again.duplicates)) == (2, 1)


def test_one_file_alone_takes_over_the_document_of_one_that_has_gone(run: Run, folder: Path) -> None:
    (document_id,) = run().added
    for name in ("b.txt", "c.txt"):
        shutil.copy(folder / "act.txt", folder / name)
    (folder / "act.txt").unlink()
    (folder / "manifest.yaml").write_text("- file: c.txt\n  access: staff\n", encoding="utf-8")
    report = run()
    assert (report.moved, len(report.added), report.failed) == ([document_id], 1, [])


def test_a_moved_file_that_is_another_document_now_is_added(run: Run, folder: Path) -> None:
    (document_id,) = run().added
    (folder / "act.txt").rename(folder / "new.txt")
    (folder / "manifest.yaml").write_text("- file: new.txt\n  id: the-act\n", encoding="utf-8")
    report = run()
    assert document_id != "the-act"
    assert (report.added, report.moved) == (["the-act"], [])


def test_a_file_that_is_named_twice_is_told_once(catalogue: Catalogue, folder: Path) -> None:
    bad = folder / "bad.md"
    bad.write_text("---\nkind: poem\n---\nwords", encoding="utf-8")
    report = Pipeline(catalogue.documents, catalogue.quarantine).ingest([bad, bad])
    (kept,) = catalogue.quarantine.all()
    assert [failure.reason for failure in report.failed] == [kept.failed.reason]
    assert "poem" in kept.failed.reason
    assert kept.times == 1


def test_touched_files_are_noted_at_once(
    catalogue: Catalogue, run: Run, folder: Path, unread: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (folder / f"{number}.txt").write_text(f"{number}. {ACT}", encoding="utf-8")
    run()
    unread.clear()
    for path in folder.iterdir():
        os.utime(path, ns=(10**18, 10**18))
    written: list[int] = []
    noting = catalogue.documents.files.note_touched

    def counted(files: Sequence[SourceFile]) -> None:
        written.append(len(files))
        noting(files)

    monkeypatch.setattr(catalogue.documents.files, "note_touched", counted)
    assert len(run().unchanged) == 21
    assert (written, unread) == ([21], [])
    assert len(run().unchanged) == 21
    assert written == [21, 0]


def test_unchanged_files_cost_no_statement_each(catalogue: Catalogue, run: Run, folder: Path) -> None:
    """What is known is asked for at once, and nothing is written."""
    statements: list[str] = []
    event.listen(
        catalogue.engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: statements.append(statement)
    )
    counts = []
    for files in (5, 60):
        for number in range(files):
            (folder / f"{number}.txt").write_text(f"{number}. {ACT}", encoding="utf-8")
        run()
        statements.clear()
        assert len(run().unchanged) == files + 1
        counts.append(len(statements))
    assert counts[0] == counts[1] < 12
    assert not any(statement.startswith(("INSERT", "UPDATE", "DELETE", "BEGIN IMMEDIATE")) for statement in statements)


@pytest.mark.parametrize("text", [ACT, 法规])
def test_a_rename_with_a_small_edit_is_suggested_as_such(
    catalogue: Catalogue, run: Run, folder: Path, text: str
) -> None:
    (folder / "act.txt").write_text(text, encoding="utf-8")
    (document_id,) = run().added
    (folder / "act.txt").unlink()
    edited = (
        text.replace("covers 9%", "covers 90%").replace("百分之九", "百分之六十").replace("百分之9的", "百分之90的")
    )
    assert edited != text
    (folder / "new-name.txt").write_text(edited, encoding="utf-8")
    report = run()
    (similar,) = report.similar
    assert (similar.document_id, similar.other_id) == (report.added[0], document_id)
    assert 0.8 <= similar.similarity <= 1.0
    assert similar.hint is Hint.RENAMED


def test_a_later_edition_is_suggested_and_nothing_is_applied(catalogue: Catalogue, run: Run, folder: Path) -> None:
    for year, rate in (("2025", "covers 9%"), ("2026", "covers 12%")):
        head = f"---\nid: act-{year}\ntitle: The act\npublished: {year}\n---\n"
        (folder / f"act-{year}.md").write_text(head + ACT.replace("covers 9%", rate), encoding="utf-8")
    (folder / "act.txt").unlink()
    (similar,) = run().similar
    assert (similar.document_id, similar.other_id, similar.hint) == ("act-2026", "act-2025", Hint.NEW_EDITION)
    assert catalogue.documents.supersedings.links("act-2025").superseded_by == ()
    assert [found.document_id for found in catalogue.documents.similarities.of("act-2025")] == ["act-2026"]
    assert run().similar == []


def test_the_same_text_in_two_formats_is_found(catalogue: Catalogue, run: Run, folder: Path) -> None:
    articles = "".join(f"<p>{line}.</p>\n" for line in ACT.split(". "))
    (folder / "act.html").write_text(f"<html><body><main><h1>The act</h1>{articles}</main></body></html>")
    (similar,) = run().similar
    assert similar.hint is Hint.OTHER_FORMAT
    assert similar.similarity > 0.9


def test_texts_of_their_own_are_not_similar(catalogue: Catalogue, run: Run, folder: Path) -> None:
    (folder / "other.txt").write_text(法规, encoding="utf-8")
    assert run().similar == []


def test_a_removed_document_is_similar_to_nothing(catalogue: Catalogue, run: Run, folder: Path) -> None:
    (folder / "b.txt").write_text(ACT + " More.", encoding="utf-8")
    (similar,) = run().similar
    catalogue.documents.remove(similar.other_id)
    assert catalogue.documents.similarities.of(similar.document_id) == []


def law(document_id: str, **facts: str) -> str:
    head = "".join(
        f"{key}: {value}\n" for key, value in {"id": document_id, "title": document_id.upper(), **facts}.items()
    )
    return f"---\n{head}---\nThe words of {document_id}.\n"


def test_what_a_document_states_to_replace_may_come_before_it_or_after(
    catalogue: Catalogue, run: Run, folder: Path
) -> None:
    (folder / "a-new.md").write_text(law("new", supersedes="old"))
    assert "'old'" in run().failed[0].reason
    (folder / "old.md").write_text(law("old"))
    report = run()
    assert report.ok
    for document in (*report.added, *report.unchanged):
        assert document
    (folder / "a-new.md").write_text(law("new"))
    run()
    assert catalogue.documents.supersedings.unknown(["new"]) == []


def test_documents_that_would_replace_one_another_are_refused(catalogue: Catalogue, run: Run, folder: Path) -> None:
    for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (folder / f"{one}.md").write_text(law(one, supersedes=other))
    report = run()
    (failure,) = [failure for failure in report.failed if "cannot come to replace itself" in failure.reason]
    assert failure.source.endswith("c.md")
    assert "'a' is replaced by 'c'" in failure.reason


def test_a_wrong_name_of_a_document_is_named(catalogue: Catalogue, run: Run, folder: Path) -> None:
    (folder / "a.md").write_text(law("a", supersedes="Not An Id", superseded_by="a"))
    (failure,) = run().failed
    assert "supersedes 'Not An Id' is not the id of a document" in failure.reason
    assert "superseded_by 'a' is the document itself" in failure.reason
