"""What one look at a watched folder finds to be done."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue
from assistant.catalogue.below import documents_below
from ingest.pipeline import Pipeline
from ingest.report import IngestReport
from ingest.sources.finding import Sources
from ingest.sources.watching import Glance, Watched


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, words: str = "The grant is 20%.", *, age: float = 60) -> Path:
    path = folder / name
    path.write_text(f"# {name}\n\n{words} It is that of {name}.\n", encoding="utf-8")
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def watch(catalogue: Catalogue, folder: Path) -> Watched:
    return Watched(folder, lambda: Sources([folder]), lambda: documents_below(catalogue.engine, folder))


def look(catalogue: Catalogue, watched: Watched) -> tuple[Glance, IngestReport]:
    glance = watched.look()
    assert glance.sources is not None
    return glance, Pipeline(catalogue.documents).take(glance.sources)


def test_each_file_is_ready_once(catalogue: Catalogue, folder: Path) -> None:
    put(folder, "good.md")
    (put(folder, "bad.pdf")).write_bytes(b"%PDF-1.7\nnothing of a PDF")
    os.utime(folder / "bad.pdf", (1, 1))
    watched = watch(catalogue, folder)
    glance, report = look(catalogue, watched)
    assert (glance.ready, len(report.added), len(report.failed)) == (2, 1, 1)
    assert watched.look().ready == 0
    os.utime(folder / "bad.pdf", (2, 2))
    assert watched.look().ready == 1


def test_a_file_that_still_grows_is_waited_for(catalogue: Catalogue, folder: Path) -> None:
    path = put(folder, "new.md", age=0)
    watched = watch(catalogue, folder)
    watched.settled = 600
    glance = watched.look()
    assert (glance.ready, glance.waiting) == (0, 1)
    put(folder, "new.md", "It has grown since.", age=0)
    assert watched.look().waiting == 1
    watched._seen[path] = (watched._seen[path][0], time.monotonic() - 1000)  # as if it had rested since
    assert watched.look().ready == 1


def test_what_is_gone_is_told_once_and_what_was_moved_is_not(catalogue: Catalogue, folder: Path) -> None:
    put(folder, "one.md")
    watched = watch(catalogue, folder)
    (document_id,) = look(catalogue, watched)[1].added
    (folder / "one.md").unlink()
    assert list(watched.look().gone.values()) == [document_id]
    assert watched.look().gone == {}
    assert watched.is_emptied()


def test_a_folder_that_vanished_loses_nothing(catalogue: Catalogue, folder: Path) -> None:
    put(folder, "one.md")
    watched = watch(catalogue, folder)
    look(catalogue, watched)
    shutil.move(folder, folder.with_name("elsewhere"))
    glance = watched.look()
    assert (glance.gone, glance.ready) == ({}, 0)
    assert "not there any more" in glance.problem
    assert watched.look().problem == ""
    shutil.move(folder.with_name("elsewhere"), folder)
    assert watched.look().gone == {}


def test_a_manifest_that_does_not_hold_is_told_once_and_nothing_goes_in(catalogue: Catalogue, folder: Path) -> None:
    put(folder, "one.md")
    (folder / "manifest.yaml").write_text("- file: one.md\n  access: secret\n")
    watched = watch(catalogue, folder)
    glance = watched.look()
    assert "line 1: access 'secret'" in glance.problem
    assert (glance.ready, watched.look().problem) == (0, "")
    (folder / "manifest.yaml").write_text("- file: one.md\n  access: staff\n")
    assert len(look(catalogue, watched)[1].added) == 1
    (folder / "manifest.yaml").write_text("- file: one.md\n  access: member\n")
    assert len(look(catalogue, watched)[1].updated) == 1


def test_a_manifest_that_is_changed_while_the_folder_is_looked_at_is_news_at_the_next_look(
    catalogue: Catalogue, folder: Path
) -> None:
    def manifest(access: str) -> None:
        (folder / "manifest.yaml").write_text(f"- file: one.md\n  access: {access}\n", encoding="utf-8")

    def find() -> Sources:
        found = Sources([folder])
        manifest("member")
        return found

    put(folder, "one.md")
    manifest("staff")
    watched = watch(catalogue, folder)
    watched.find = find
    assert len(look(catalogue, watched)[1].added) == 1
    assert len(look(catalogue, watched)[1].updated) == 1
