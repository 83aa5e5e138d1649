"""Uploads and originals that are gone, damaged, left over or kept twice are told, and mended from one another."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.bootstrap import Catalogue, open_advisory
from assistant.catalogue.hashed_files import is_linked
from assistant.catalogue.tables import documents, versions
from assistant.doors import apply_changes
from assistant.settings import Settings
from assistant.upkeep.backing_up import back_up
from assistant.upkeep.doctor import Diagnosis, diagnose
from assistant.upkeep.findings import State
from assistant.upkeep.restoring import restore
from ingest.pipeline import Pipeline
from ingest.uploads.rereading import read_again
from tests.api.printed import make_pdf
from tests.conftest import make_settings
from tests.fakes import FakeEmbedder
from tests.uploads.test_purged_meanwhile import NAME, SOURCE, do, kept, queue

of_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def uploaded(filled: Settings, fake: FakeEmbedder) -> Settings:
    """With an uploaded PDF, whose original is kept."""
    with open_advisory(filled, embedder=fake) as advisory:
        do(filled, advisory.catalogue, queue(filled, advisory.catalogue, make_pdf()))
        advisory.follower.catch_up()
    return filled


def places(settings: Settings) -> tuple[Path, Path]:
    """Where the upload and the original lie."""
    catalogue = Catalogue(settings)
    upload = catalogue.uploads.get(SOURCE)
    catalogue.close()
    assert upload is not None
    folders = (settings.data_dir / "uploads" / "files", settings.data_dir / "originals")
    first, second = (folder / upload.file[:2] / upload.file for folder in folders)
    return first, second


def told(found: Diagnosis) -> dict[str, State]:
    """How the checks of bytes ended, the worst of each."""
    names = ("uploads", "originals", "kept twice")
    order = [State.OK, State.NOTE, State.NOT_CHECKED, State.WRONG]
    return {
        name: max((check.state for check in found.checks if check.name == name), key=order.index)
        for name in names
        if any(check.name == name for check in found.checks)
    }


def test_of_sound_bytes_nothing_is_wrong(uploaded: Settings, fake: FakeEmbedder) -> None:
    assert told(diagnose(uploaded, embedder=fake)) == {"uploads": State.OK, "originals": State.OK}


def part(path: Path) -> None:
    """Make a file one of its own, as a copy of the folder by other means does."""
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)


def test_what_is_stored_twice_is_made_one(uploaded: Settings, fake: FakeEmbedder) -> None:
    upload, original = places(uploaded)
    part(upload)
    assert told(diagnose(uploaded, embedder=fake))["kept twice"] is State.NOTE
    mended = diagnose(uploaded, fix=True, embedder=fake)
    assert "kept twice" not in told(mended)
    assert is_linked(upload, original)


def lose(path: Path) -> None:
    path.unlink()


def damage(path: Path) -> None:
    path.write_bytes(b"%PDF but not as it was")


@of_sqlite
@pytest.mark.parametrize("harm", [lose, damage])
@pytest.mark.parametrize("which", [0, 1])
def test_what_is_lost_in_one_folder_comes_back_from_the_other(
    uploaded: Settings, fake: FakeEmbedder, harm: Callable[[Path], None], which: int
) -> None:
    place = places(uploaded)[which]
    part(place)
    harm(place)
    found = diagnose(uploaded, embedder=fake)
    assert told(found)[("uploads", "originals")[which]] is State.WRONG
    mended = diagnose(uploaded, fix=True, embedder=fake)
    assert mended.ok
    assert told(mended) == {"uploads": State.OK, "originals": State.OK}
    assert place.read_bytes() == make_pdf()
    assert any("took 1" in line for line in mended.done)


@of_sqlite
@pytest.mark.parametrize("harm", [lose, damage])
def test_what_is_lost_in_both_is_noted_and_comes_back_with_its_file(
    uploaded: Settings, fake: FakeEmbedder, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    for place in places(uploaded):
        part(place)
        harm(place)
    mended = diagnose(uploaded, fix=True, embedder=fake)
    assert mended.ok, mended.checks
    assert told(mended) == {"uploads": State.OK, "originals": State.NOTE}
    catalogue = Catalogue(uploaded)
    assert catalogue.documents.get(lost_one(catalogue)).original_lost
    assert catalogue.uploads.all() == []
    assert diagnose(uploaded, fix=True, embedder=fake).done == ()

    again = do(uploaded, catalogue, queue(uploaded, catalogue, make_pdf()))
    assert again.files[0].outcomes[0].outcome == "unchanged"
    assert not catalogue.documents.get(again.files[0].outcomes[0].document_id or "").original_lost
    assert read_again(uploaded, catalogue).ok
    catalogue.close()
    assert diagnose(uploaded, embedder=fake).ok
    assert places(uploaded)[1].read_bytes() == make_pdf()


def lost_one(catalogue: Catalogue) -> str:
    """The document that lost its original."""
    query = select(documents.c.id).join(versions, versions.c.document_pk == documents.c.pk)
    with catalogue.engine.connect() as connection:
        return str(connection.execute(query.where(versions.c.original_lost.is_(True))).scalar_one())


def test_what_nothing_needs_goes_and_what_is_young_stays(uploaded: Settings, fake: FakeEmbedder) -> None:
    old = [
        uploaded.data_dir / "uploads" / "files" / "ab" / ("ab" * 32),
        uploaded.data_dir / "originals" / "cd" / ("cd" * 32),
        uploaded.data_dir / "originals" / "cd" / "draft-left",
        uploaded.data_dir / "uploads" / "arriving" / "left",
        uploaded.data_dir / "uploads" / "id.left",
    ]
    young = uploaded.data_dir / "uploads" / "files" / "ef" / ("ef" * 32)
    for path in (*old, young):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"words")
        if path is not young:
            os.utime(path, (0, 0))
    found = diagnose(uploaded, embedder=fake)
    assert found.ok
    assert told(found) == {"uploads": State.NOTE, "originals": State.NOTE}
    mended = diagnose(uploaded, fix=True, embedder=fake)
    assert told(mended) == {"uploads": State.OK, "originals": State.OK}
    assert [path.exists() for path in (*old, young)] == [False] * 5 + [True]
    assert "deleted 5 kept files that nothing needs" in mended.done


def test_on_postgresql_what_is_missing_may_lie_on_another_machine(uploaded: Settings, fake: FakeEmbedder) -> None:
    if not uploaded.catalogue_url.get_secret_value():
        return
    for place in places(uploaded):
        place.unlink()
    mended = diagnose(uploaded, fix=True, embedder=fake)
    assert mended.ok
    assert told(mended) == {"uploads": State.NOTE, "originals": State.NOTE}
    catalogue = Catalogue(uploaded)
    assert catalogue.uploads.get(SOURCE) is not None
    catalogue.close()


@of_sqlite
def test_what_is_one_file_is_packed_once_and_comes_back_as_one(
    uploaded: Settings, fake: FakeEmbedder, tmp_path: Path, make_data_dir: Callable[[str], Path]
) -> None:
    back_up(uploaded, tmp_path / "linked.backup")
    elsewhere = make_settings(make_data_dir("elsewhere"))
    restore(elsewhere, tmp_path / "linked.backup", embedder=fake)
    assert is_linked(*places(elsewhere))
    assert told(diagnose(elsewhere, embedder=fake)) == {"uploads": State.OK, "originals": State.OK}
    with tarfile.open(tmp_path / "linked.backup") as tar:
        name = places(uploaded)[0].name
        assert [Path(member).name for member in tar.getnames()].count(name) == 1


@of_sqlite
def test_an_ingest_brings_a_lost_original_back(filled: Settings, fake: FakeEmbedder, tmp_path: Path) -> None:
    catalogue = Catalogue(filled)
    (tmp_path / NAME).write_bytes(make_pdf())
    (document_id,) = Pipeline.of(filled, catalogue).ingest([tmp_path / NAME]).added
    apply_changes(filled, catalogue, embedder=fake)
    found = catalogue.originals.find(document_id, 1)
    assert found is not None
    found[1].unlink()
    diagnose(filled, fix=True, embedder=fake)
    assert catalogue.documents.get(document_id).original_lost
    assert Pipeline.of(filled, catalogue).ingest([tmp_path / NAME]).unchanged == [document_id]
    assert catalogue.originals.find(document_id, 1) == found
    assert not catalogue.documents.get(document_id).original_lost
    assert kept(filled) == [found[0]]
    catalogue.close()
