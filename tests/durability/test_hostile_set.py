"""One ingest over files that do harm: it goes on, reports each, stays within memory, and touches nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue
from tests.conftest import make_settings
from tests.durability.hostile_files import EITHER, FAILED, SKIPPED, TAKEN, Case, quick
from tests.durability.hostile_set import SECRET, Watched, secret_in, take_in, write_cases

MEMORY = 2 * 10**9
ALLOWED = {
    TAKEN: {"added"},
    FAILED: {"failed"},
    SKIPPED: {"skipped"},
    EITHER: {"added", "failed"},
}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the run may see."""
    return tmp_path_factory.mktemp("sandbox")


@pytest.fixture(scope="module")
def cases(sandbox: Path) -> list[Case]:
    return quick(secret_in(sandbox))


@pytest.fixture(scope="module")
def folder(sandbox: Path, cases: list[Case]) -> Path:
    return write_cases(sandbox, cases)


@pytest.fixture(scope="module")
def watched(sandbox: Path, folder: Path, dictionary_folder: Path) -> Watched:
    """The run."""
    shutil.copytree(dictionary_folder, sandbox / "data" / "cache")
    return take_in(sandbox, folder, sandbox / "data", GOGLOBAL_INGEST_SECONDS="40")


def test_there_are_enough_of_them(cases: list[Case]) -> None:
    assert len(cases) > 60


def test_each_is_reported_and_what_is_good_is_taken_in(cases: list[Case], folder: Path, watched: Watched) -> None:
    assert watched.code == 1, watched.errors
    wrong = []
    for case in cases:
        outcomes = set(watched.outcomes_of(case, folder))
        if not outcomes or not outcomes <= ALLOWED[case.becomes]:
            wrong.append((case.name, case.becomes, outcomes))
    assert wrong == []


def test_each_failure_says_why_and_what_to_do(watched: Watched) -> None:
    failures = watched.lines[-1]["failed"]
    assert isinstance(failures, list)
    assert [failure for failure in failures if len(f"{failure['reason']} {failure['advice']}".split()) < 5] == []
    assert [failure for failure in failures if "the reader failed" in failure["reason"]] == []
    assert "Traceback" not in watched.errors


def test_memory_stays_within_two_gigabytes(watched: Watched) -> None:
    assert 50_000_000 < watched.memory < MEMORY


def test_nothing_is_touched_outside_the_data_folder(watched: Watched) -> None:
    assert watched.touched == []


def test_nothing_is_read_outside_the_folder(sandbox: Path, watched: Watched) -> None:
    catalogue = Catalogue(make_settings(sandbox / "data"))
    try:
        texts = [catalogue.documents.get(each.id).document.text for each in catalogue.documents.summaries()]
    finally:
        catalogue.close()
    assert texts
    assert not [text for text in texts if SECRET in text or "root:" in text]
